"""One open application: the only holder of a Draft. Editors ask it and write through it; it says what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from shenbao.errors import ShenbaoError
from shenbao.records import Amount, Changes, Finding, Missing, RecordId, Summary

if TYPE_CHECKING:
    from shenbao.checks import Sheet, SlotState
    from shenbao.draft import Draft, FieldState, SectionState, Snapshot
    from shenbao.draft.samefiles import SameFile
    from shenbao.forms.scheme import Scheme


class Document(QObject):
    """Every method that writes returns whether it was written; what changed arrives through `changed`.

    `initiator` is the widget that made the edit: it may skip redrawing itself, so that the caret stays where it is.
    """

    changed = Signal(object, object)
    """`(Changes, initiator)` after every edit, undo and redo."""
    saved = Signal(object)
    """The local time (`datetime`) at which the edit reached the journal."""
    refused = Signal(object)
    """A `ShenbaoError`: the edit could not be written and was not made (disk full, library gone)."""

    def __init__(self, record: RecordId, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self._draft = draft

    @property
    def scheme(self) -> Scheme:
        return self._draft.scheme

    @property
    def today(self) -> date:
        """The day the application is checked for."""
        return self._draft.today

    def totals(self, table: str) -> dict[str, Decimal | Missing]:
        """Sums below a table by column."""
        return self._draft.totals(table)

    # -- reading ------------------------------------------------------------------------------------------------------

    def state(self, path: str) -> FieldState:
        return self._draft.state(path)

    def rows(self, table: str) -> tuple[str, ...]:
        return self._draft.rows(table)

    def outline(self) -> tuple[SectionState, ...]:
        return self._draft.outline()

    def findings(self) -> tuple[Finding, ...]:
        return self._draft.findings()

    def amounts(self) -> tuple[Amount, ...]:
        return self._draft.amounts()

    @property
    def headline(self) -> Amount | None:
        return self._draft.headline

    @property
    def requested(self) -> Decimal | Missing:
        return self._draft.requested

    def slots(self) -> tuple[SlotState, ...]:
        return self._draft.slots()

    def summary(self) -> Summary:
        return self._draft.summary()

    def snapshot(self) -> Snapshot:
        return self._draft.snapshot()

    @property
    def sheet(self) -> Sheet:
        """The answers as expressions see them, for advice on an enterprise's profile."""
        return self._draft.sheet

    @property
    def undo_label(self) -> str | None:
        return self._draft.undo_label

    @property
    def redo_label(self) -> str | None:
        return self._draft.redo_label

    # -- writing ------------------------------------------------------------------------------------------------------

    def same_files(self) -> dict[str, SameFile]:
        return self._draft.same_files()

    def limit(self, parameter: str) -> int:
        """A limit of the notice that is a whole number; 0 where the form knows no such limit."""
        value = self._draft.value(parameter) if parameter in self.scheme.fields else None
        return int(value) if isinstance(value, Decimal) else 0

    def set(self, path: str, typed: str, initiator: QObject | None = None) -> bool:
        return self._edit(lambda: self._draft.set(path, typed), initiator)

    def set_many(self, cells: Sequence[tuple[str, str]], label: str = "", initiator: QObject | None = None) -> bool:
        """Several answers as one step of undo."""
        return self._edit(lambda: self._draft.set_many(cells, label), initiator)

    def insert_rows(self, table: str, at: int, rows: Sequence[Mapping[str, str]], initiator: QObject | None = None) -> bool:
        return self._edit(lambda: self._draft.insert_rows(table, at, rows), initiator)

    def paste(
        self,
        table: str,
        at_row: int,
        at_column: str,
        block: Sequence[Sequence[str]],
        initiator: QObject | None = None,
    ) -> bool:
        return self._edit(lambda: self._draft.paste(table, at_row, at_column, block), initiator)

    def delete_rows(self, table: str, row_ids: Sequence[str], initiator: QObject | None = None) -> bool:
        return self._edit(lambda: self._draft.delete_rows(table, row_ids), initiator)

    def move_row(self, table: str, row_id: str, to: int, initiator: QObject | None = None) -> bool:
        return self._edit(lambda: self._draft.move_row(table, row_id, to), initiator)

    def attach(self, slot: str, cells: Mapping[str, str], initiator: QObject | None = None) -> bool:
        """Adds an examined file (cells as `records.ATTACHMENT_CELLS`) to a slot."""
        return self._edit(lambda: self._draft.attach(slot, cells), initiator)

    def undo(self) -> bool:
        return self._edit(self._draft.undo, None)

    def redo(self) -> bool:
        return self._edit(self._draft.redo, None)

    def _edit(self, make: Callable[[], Changes], initiator: QObject | None) -> bool:
        try:
            changes = make()
        except ShenbaoError as error:
            self.refused.emit(error)
            return False
        self.saved.emit(datetime.now().astimezone())
        self.changed.emit(changes, initiator)
        return True
