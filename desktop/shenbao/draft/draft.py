"""One application being edited. Every edit is written to the journal before anyone sees its effect; an edit that cannot be
written is not made."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from shenbao.application import Application, inverse, row_cells
from shenbao.checks import EMPTY, Ledger, LedgerFact, Sheet, SlotState, claims, report, wording
from shenbao.draft import outline, samefiles
from shenbao.draft.copying import copied
from shenbao.draft.samefiles import SameFile
from shenbao.draft.states import FieldState, SectionState, Snapshot, TableState
from shenbao.errors import InputError
from shenbao.forms import kinds
from shenbao.forms.schema import Field, Kind
from shenbao.forms.scheme import Scheme
from shenbao.records import Amount, Answers, Changes, Edit, Finding, Missing, Op, Step, Summary, Value

NO_CHANGE = Changes()


class Draft:
    """Answers, and all that follows from them. Knows nothing of screens or files."""

    def __init__(
        self,
        scheme: Scheme,
        edits: Iterable[Edit],
        today: date,
        *,
        append: Callable[[Edit, Summary], None],
        others: Ledger = EMPTY,
    ) -> None:
        self.scheme = scheme
        self.today = today
        self._append = append
        self._application = Application(edits, scheme.renamed)
        self.sheet = Sheet(scheme, self._application, today, others)
        self._findings: tuple[Finding, ...] | None = None

    # -- editing ------------------------------------------------------------------------------------------------------

    def set(self, path: str, typed: str) -> Changes:
        """Answers a field, cell, parameter (`notice.*`) or reason (`reasons.*`). What cannot be read is kept as typed and marked.
        InputError when there is nothing to answer at `path`."""
        return self.set_many(((path, typed),))

    def set_many(self, cells: Sequence[tuple[str, str]], label: str = "", origin: str = "typed") -> Changes:
        """Several answers as one step of undo."""
        ops = []
        for path, typed in cells:
            old, new = self._application.stored(path), kinds.kept(self._editable(path), typed)
            if old != new:
                ops.append(Op(path=path, old=old, new=new))
        return self._commit(ops, label or (cells[0][0] if cells else ""), origin)

    def insert_rows(self, table: str, at: int, rows: Sequence[Mapping[str, str]], label: str = "") -> Changes:
        """Inserts rows of typed cells before position `at`; at the end when there are fewer rows."""
        return self._commit(self._inserted(table, min(max(at, 0), len(self.rows(table))), rows), label or table)

    def paste(self, table: str, at_row: int, at_column: str, block: Sequence[Sequence[str]]) -> Changes:
        """Writes a block of typed cells over the table from a cell on, adding rows where needed. Computed columns are skipped
        over, and cells beyond the last column are left out."""
        columns = [column.id for column in self._table(table).columns]
        width = columns[columns.index(at_column) :]
        existing = self.rows(table)
        ops: list[Op] = []
        for row, texts in zip(existing[at_row:], block, strict=False):
            for column, typed in zip(width, texts, strict=False):
                field = self.scheme.columns[table][column]
                if field.compute:
                    continue
                path = f"{table}/{row}/{column}"
                old, new = self._application.stored(path), kinds.kept(field, typed)
                if old != new:
                    ops.append(Op(path=path, old=old, new=new))
        added = [dict(zip(width, texts, strict=False)) for texts in block[max(len(existing) - at_row, 0) :]]
        return self._commit([*ops, *self._inserted(table, len(existing), added)], table)

    def delete_rows(self, table: str, row_ids: Iterable[str]) -> Changes:
        """Deletes rows; ids that are gone already are passed over."""
        doomed = sorted((at for row in set(row_ids) if (at := self._application.position(table, row)) is not None), reverse=True)
        rows = self._application.rows(table)
        return self._commit([Op(path=f"{table}/{rows[at].id}", at_old=at, cells=rows[at].cells) for at in doomed], table)

    def move_row(self, table: str, row_id: str, to: int) -> Changes:
        """Moves a row to position `to`."""
        at = self._application.position(table, row_id)
        to = min(max(to, 0), len(self.rows(table)) - 1)
        if at is None or at == to:
            return NO_CHANGE
        return self._commit([Op(path=f"{table}/{row_id}", at_old=at, at_new=to)], table)

    def attach(self, slot: str, cells: Mapping[str, str]) -> Changes:
        """Puts a file into a slot. Cells as in `records.ATTACHMENT_CELLS`; taken out with `delete_rows`."""
        table = f"attachments.{slot}"
        return self._commit(self._inserted(table, len(self.rows(table)), (cells,)), table)

    def take_over(self, answers: Answers) -> Changes:
        """The answers of another application of the same form, as one step of undo."""
        return self._commit(tuple(copied(self.scheme, self._application, answers)), "draft.copied", "copied")

    def undo(self) -> Changes:
        """Takes the last step back."""
        return self._step(self._application.undo_edit())

    def redo(self) -> Changes:
        """Does the last undone step again."""
        return self._step(self._application.redo_edit())

    def follow(self, edit: Edit) -> Changes:
        """Takes over an edit that another holder of the same answers has made. LibraryError when it does not fit them."""
        return self._make(edit)

    @property
    def undo_label(self) -> str | None:
        """Path or message code of what `undo` would take back, or None."""
        return self._application.done[-1].label if self._application.done else None

    @property
    def redo_label(self) -> str | None:
        """Path or message code of what `redo` would do again, or None."""
        return self._application.undone[-1].label if self._application.undone else None

    # -- reading ------------------------------------------------------------------------------------------------------

    def state(self, path: str) -> FieldState:
        """The state of a field, cell, parameter or reason. InputError when there is none."""
        return outline.state(self.sheet, path)

    def value(self, path: str) -> Value | tuple[Value, ...]:
        """The value at a cell or at any path that an expression may read: columns, amounts and constants too.
        ContentError when there is none."""
        table, slash, rest = path.partition("/")
        if not slash:
            return self.sheet.lookup(path)
        row, _, column = rest.partition("/")
        return self.sheet.cell(table, row, self.scheme.columns[table][column])

    def explain(self, path: str) -> Step:
        """How the value at `path` comes about: of a computed field its expression, of an amount its lines, else the answer.
        ContentError when there is no such path."""
        head, _, name = path.partition(".")
        if head == "amounts":
            for amount in self.amounts():
                if name == amount.id:
                    return Step(text=path, value=amount.value, label=amount.label, unit="yuan", parts=amount.steps)
        field = self.scheme.field_at(path)
        table, _, rest = path.partition("/")
        if field is not None and field.compute:
            told = self.sheet.step(field.compute, table if rest else "", rest.partition("/")[0])
            return replace(told, label=field.label, unit=wording.unit_of(field))
        return Step(text=path, value=self.value(path), label=field.label if field else None, unit=wording.unit_of(field))

    def rows(self, table: str) -> tuple[str, ...]:
        """Row ids in their order."""
        return tuple(row.id for row in self._application.rows(table))

    def table(self, table: str) -> TableState:
        """A table with all its visible cells and totals."""
        return outline.table_state(self.sheet, table)

    def totals(self, table: str) -> dict[str, Decimal | Missing]:
        """Sums below a table by column."""
        return outline.totals(self.sheet, table)

    def outline(self) -> tuple[SectionState, ...]:
        """Sections that are asked for now, with their state."""
        return outline.sections(self.sheet, self.findings())

    def findings(self) -> tuple[Finding, ...]:
        """Every rule tried: met, violated and undecided."""
        if self._findings is None:
            self._findings = report.findings(self.sheet)
        return self._findings

    def amounts(self) -> tuple[Amount, ...]:
        """Amounts that apply now, each line by line."""
        return outline.amounts(self.sheet)

    @property
    def headline(self) -> Amount | None:
        """The amount shown as the ceiling."""
        return outline.headline(self.sheet)

    @property
    def requested(self) -> Decimal | Missing:
        """The amount asked for, in yuan."""
        return outline.requested(self.sheet)

    def slots(self) -> tuple[SlotState, ...]:
        """Attachment slots that are offered now."""
        return outline.slots(self.sheet)

    def summary(self) -> Summary:
        """The columns of the library's list."""
        return outline.summary(self.sheet, self.findings())

    def same_files(self) -> dict[str, SameFile]:
        """Attached files that are somewhere else too, by the paths of their rows."""
        return samefiles.same_files(self.sheet)

    def claims(self, title: str) -> tuple[LedgerFact, ...]:
        """What the other applications of the library should know; `title` is how it lists this one."""
        return tuple(claims(self.sheet, title))

    def snapshot(self) -> Snapshot:
        """A frozen copy of all of this."""
        return outline.snapshot(self.sheet, self.findings())

    # -- the one way in -----------------------------------------------------------------------------------------------

    def _step(self, edit: Edit | None) -> Changes:
        return NO_CHANGE if edit is None else self._make(edit)

    def _commit(self, ops: Sequence[Op], label: str, origin: str = "typed") -> Changes:
        return self._make(Edit(ops=tuple(ops), label=label, origin=origin)) if ops else NO_CHANGE

    def _make(self, edit: Edit) -> Changes:
        """Applies an edit, works everything out, writes it to the journal, and only then lets it be seen. The summary that goes
        with the edit needs its effect, so an edit whose writing fails is taken back."""
        undone = tuple(self._application.undone)
        self._application.apply(edit)
        changed = self.sheet.changed(edit.ops)
        before, self._findings = self._findings, None
        try:
            self._append(edit, self.summary())
        except BaseException:
            self._application.revert(edit, undone)
            self.sheet.changed(inverse(edit.ops))
            self._findings = before
            raise
        return self._told(edit, changed, before)

    def _told(self, edit: Edit, changed: builtins.set[Any], before: tuple[Finding, ...] | None) -> Changes:
        fields, tables = outline.affected(self.sheet, changed)
        tables |= {op.path.partition("/")[0] for op in edit.ops if op.at_old is not None or op.at_new is not None}
        kinds_changed = {key[0] for key in changed if isinstance(key, tuple)}
        return Changes(
            fields=frozenset(fields),
            tables=frozenset(tables),
            findings=before is None or self.findings() != before,
            amounts="amount" in kinds_changed,
            edit=edit,
        )

    def _inserted(self, table: str, at: int, rows: Sequence[Mapping[str, str]]) -> list[Op]:
        columns = {column.id: column for column in self._table(table).columns}
        ops = []
        for number, (row, cells) in enumerate(zip(self._application.new_rows(len(rows)), rows, strict=True)):
            kept = {name: kinds.kept(columns[name], typed) for name, typed in cells.items() if not columns[name].compute}
            filled = {column.id: column.default for column in columns.values() if column.default and not kept.get(column.id)}
            ops.append(Op(path=f"{table}/{row}", at_new=at + number, cells=row_cells({**filled, **kept})))
        return ops

    def _table(self, table: str) -> Field:
        field = self.scheme.fields.get(table)
        if field is None or field.kind is not Kind.TABLE:
            raise InputError("forms.no_table", table)
        return field

    def _editable(self, path: str) -> Field:
        """The field that is answered at `path`; not a computed one, a table, a column as a whole or a row that is gone."""
        field = self.scheme.field_at(path)
        table, slash, rest = path.partition("/")
        if slash:
            there = self._application.position(table, rest.partition("/")[0]) is not None
        else:
            there = path in self.scheme.fields or path.startswith("reasons.")
        if field is None or field.compute or field.kind is Kind.TABLE or not there:
            raise InputError("forms.nothing_to_answer", path)
        return field
