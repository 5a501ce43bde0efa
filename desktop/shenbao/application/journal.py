"""Folds a journal of edits into answers, with the steps that can be undone and done again.

Folding is deterministic: the same edits give the same answers, origins and undo steps, on every machine and for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from shenbao.errors import LibraryError
from shenbao.records import Answers, Edit, EditKind, Op, Row

OPENING = "draft.opening"
"""Label of the edits a new application starts with; they cannot be undone."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ID_LENGTH = 8


class Application:
    """Answers as the journal has left them."""

    def __init__(self, edits: Iterable[Edit] = (), renamed: Mapping[str, str] | None = None) -> None:
        """`renamed`: paths of older versions of the form → paths of this one (`SchemeFile.renamed`)."""
        self.answers: Answers = {}
        self.origins: dict[str, str] = {}
        """How each answered path came by its answer: the origin of the last edit that changed it."""
        self.done: list[Edit] = []
        """Steps that undo takes back, the last one first."""
        self.undone: list[Edit] = []
        """Steps that redo does again, the last one first."""
        self._positions: dict[str, dict[str, int]] = {}
        self._row_ids: dict[str, tuple[str, ...]] = {}
        self._last_row = 0
        for edit in edits:
            self.apply(_in_new_words(edit, renamed) if renamed else edit)

    @classmethod
    def of(cls, answers: Answers) -> Application:
        """An application with these answers and no history, for reading only."""
        made = cls()
        made.answers = dict(answers)
        return made

    def apply(self, edit: Edit) -> None:
        """Takes over one edit. LibraryError when it does not fit the answers, which an undamaged journal never does."""
        for op in edit.ops:
            self._apply(op, edit.origin)
        if edit.kind is EditKind.UNDO:
            self.undone.append(self._taken(self.done, edit))
        elif edit.kind is EditKind.REDO:
            self.done.append(self._taken(self.undone, edit))
        elif edit.label != OPENING:
            self.done.append(edit)
            self.undone.clear()

    def revert(self, edit: Edit, undone: Iterable[Edit]) -> None:
        """Takes an edit back that could not be written to the journal. `undone` is what could be redone before it."""
        for op in inverse(edit.ops):
            self._apply(op, edit.origin)
        if edit.kind is EditKind.UNDO:
            self.done.append(self.undone.pop())
        elif edit.kind is EditKind.REDO:
            self.undone.append(self.done.pop())
        elif edit.label != OPENING:
            self.done.pop()
            self.undone[:] = undone

    def undo_edit(self) -> Edit | None:
        """The edit that takes the last step back, or None."""
        if not self.done:
            return None
        last = self.done[-1]
        return Edit(ops=inverse(last.ops), kind=EditKind.UNDO, label=last.label, origin=last.origin)

    def redo_edit(self) -> Edit | None:
        """The edit that does the last undone step again, or None."""
        if not self.undone:
            return None
        last = self.undone[-1]
        return Edit(ops=last.ops, kind=EditKind.REDO, label=last.label, origin=last.origin)

    def stored(self, path: str) -> str:
        """Stored text at `group.field` or `table/row/column`; "" when unanswered."""
        table, slash, rest = path.partition("/")
        if not slash:
            answer = self.answers.get(path, "")
            return answer if isinstance(answer, str) else ""
        row, _, column = rest.partition("/")
        return self.cells(table, row).get(column, "")

    def cells(self, table: str, row: str) -> Mapping[str, str]:
        """Stored texts of a row that are answered, by column; none when it is gone."""
        at = self.position(table, row)
        return {} if at is None else self.rows(table)[at].cells

    def rows(self, table: str) -> tuple[Row, ...]:
        """Rows of a table in their order."""
        answer = self.answers.get(table, ())
        return answer if isinstance(answer, tuple) else ()

    def row_ids(self, table: str) -> tuple[str, ...]:
        """Ids of a table's rows in their order; the same object until rows come or go."""
        ids = self._row_ids.get(table)
        if ids is None:
            ids = self._row_ids[table] = tuple(row.id for row in self.rows(table))
        return ids

    def position(self, table: str, row: str) -> int | None:
        """Position of a row from 0, or None when it is gone."""
        positions = self._positions.get(table)
        if positions is None:
            positions = self._positions[table] = {each.id: at for at, each in enumerate(self.rows(table))}
        return positions.get(row)

    def new_rows(self, count: int, after: int = 0) -> tuple[str, ...]:
        """Ids no row of this application has ever had, `after` so many others. They are used up by the edit that inserts them."""
        first = self._last_row + 1 + after
        return tuple(_row_id(number) for number in range(first, first + count))

    def _taken(self, stack: list[Edit], edit: Edit) -> Edit:
        if not stack:
            raise LibraryError("forms.journal_broken", edit.label)
        return stack.pop()

    def _apply(self, op: Op, origin: str) -> None:
        table, slash, rest = op.path.partition("/")
        row, cell, column = rest.partition("/")
        if not slash:
            self._set_scalar(op, origin)
        elif cell:
            self._set_cell(table, row, column, op, origin)
        else:
            self._place_row(table, row, op, origin)

    def _set_scalar(self, op: Op, origin: str) -> None:
        if op.new:
            self.answers[op.path] = op.new
            self.origins[op.path] = origin
        else:
            self.answers.pop(op.path, None)
            self.origins.pop(op.path, None)

    def _set_cell(self, table: str, row: str, column: str, op: Op, origin: str) -> None:
        at = self.position(table, row)
        if at is None:
            raise LibraryError("forms.journal_broken", op.path)
        rows = self.rows(table)
        cells = {**rows[at].cells, column: op.new}
        if not op.new:
            del cells[column]
        self.answers[table] = (*rows[:at], Row(id=row, cells=cells), *rows[at + 1 :])
        self.origins[op.path] = origin

    def _place_row(self, table: str, row: str, op: Op, origin: str) -> None:
        rows = list(self.rows(table))
        at = self.position(table, row)
        if (at is None) is not (op.at_old is None):
            raise LibraryError("forms.journal_broken", op.path)
        moved = rows.pop(at) if at is not None else Row(id=row, cells=dict(op.cells or {}))
        if op.at_new is not None:
            rows.insert(op.at_new, moved)
        if op.at_old is None:
            self._last_row = max(self._last_row, _row_number(row))
            self.origins.update((f"{table}/{row}/{column}", origin) for column in moved.cells)
        self._positions.pop(table, None)
        self._row_ids.pop(table, None)
        if rows:
            self.answers[table] = tuple(rows)
        else:
            self.answers.pop(table, None)


def inverse(ops: tuple[Op, ...]) -> tuple[Op, ...]:
    """Operations that take `ops` back, in the order in which they must be done."""
    return tuple(replace(op, old=op.new, new=op.old, at_old=op.at_new, at_new=op.at_old) for op in reversed(ops))


def row_cells(cells: dict[str, str]) -> dict[str, str]:
    """Cells of a new row without the empty ones, which are not stored."""
    return {column: text for column, text in cells.items() if text}


def _in_new_words(edit: Edit, renamed: Mapping[str, str]) -> Edit:
    """An edit made with an older form. A column is renamed as `table.column`."""
    return replace(edit, ops=tuple(_op_in_new_words(op, renamed) for op in edit.ops))


def _op_in_new_words(op: Op, renamed: Mapping[str, str]) -> Op:
    table, slash, rest = op.path.partition("/")
    row, cell, column = rest.partition("/")
    new_table = renamed.get(table, table)
    if not slash:
        return replace(op, path=new_table)
    if cell:
        return replace(op, path=f"{new_table}/{row}/{_column(table, column, renamed)}")
    cells = None if op.cells is None else {_column(table, name, renamed): text for name, text in op.cells.items()}
    return replace(op, path=f"{new_table}/{row}", cells=cells)


def _column(table: str, column: str, renamed: Mapping[str, str]) -> str:
    return renamed.get(f"{table}.{column}", column).rpartition(".")[2]


def _row_id(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits.rjust(_ID_LENGTH, "0")


def _row_number(row: str) -> int:
    """Ids that other programs chose count for nothing: they cannot collide with ours unless they look like ours."""
    return int(row, 36) if len(row) == _ID_LENGTH and row.isascii() and row.isalnum() else 0
