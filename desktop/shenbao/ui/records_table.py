"""The library's list as a model: asks for the records in the order wanted, and says what each cell of a record shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shenbao.library import Kind, Order, RecordInfo
from shenbao.money import grouped
from shenbao.records import RecordId
from shenbao.ui.counts import problems_text, state_of
from shenbao.ui.words import language, say

Index = QModelIndex | QPersistentModelIndex
Lister = Callable[[Kind, str, Order, bool], list[RecordInfo]]
"""(kind, search, order, descending) → the library's records."""

SOON = 30
"""Days before a deadline from which it is shown as a warning."""


class Column(IntEnum):
    ENTERPRISE = 0
    SCHEME = 1
    STATE = 2
    PROBLEMS = 3
    AMOUNT = 4
    DEADLINE = 5
    UPDATED = 6


ORDERS: dict[Column, Order] = {
    Column.ENTERPRISE: "enterprise",
    Column.SCHEME: "scheme",
    Column.STATE: "state",
    Column.PROBLEMS: "blocking",
    Column.AMOUNT: "amount",
    Column.DEADLINE: "deadline",
    Column.UPDATED: "updated",
}
"""How the library calls the order of each column."""

_TITLES = {column: f"ui.start.column.{column.name.lower()}" for column in Column}


class RecordsModel(QAbstractTableModel):
    """Asks the library for its list whenever search, order or kind change; the library sorts and searches."""

    def __init__(self, lister: Lister, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lister = lister
        self._today = today
        self._found: list[RecordInfo] = []
        self._asked = False
        self._kind: Kind = "application"
        self._search = ""
        self._order, self._descending = Column.UPDATED, True
        self.scheme_title: Callable[[RecordInfo], str] = lambda info: info.summary.scheme or info.scheme
        language.changed.connect(self._retell)

    @property
    def kind(self) -> Kind:
        return self._kind

    def load(self, *, kind: Kind | None = None, search: str | None = None) -> None:
        """Reads the list again, with another kind or search if given."""
        self._kind = kind or self._kind
        self._search = self._search if search is None else search
        self._asked = True
        self.beginResetModel()
        self._found = self._lister(self._kind, self._search, ORDERS[self._order], self._descending)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        wanted = (Column(column), order == Qt.SortOrder.DescendingOrder)
        if wanted != (self._order, self._descending):
            self._order, self._descending = wanted
            if self._asked:  # the view sets its order before the list is first shown
                self.load()

    def info(self, index: Index) -> RecordInfo:
        return self._found[index.row()]

    def row_of(self, record: RecordId) -> int:
        """The row of `record`, or -1 when the list does not show it."""
        return next((row for row, info in enumerate(self._found) if info.id == record), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(_TITLES[Column(section)])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        info = self._found[index.row()]
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(info, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.ENTERPRISE, Column.SCHEME):
            return self.text(info, column)
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.STATE and info.summary.packed:
            return say(f"ui.state.{state_of(info.summary)}.tip", day=info.summary.packed)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{say(_TITLES[column])}: {self.text(info, column)}"
        return None

    def days_left(self, info: RecordInfo) -> int | None:
        """Days until the deadline; negative when it has passed, None while it is unknown."""
        return (date.fromisoformat(info.summary.deadline) - self._today).days if info.summary.deadline else None

    def text(self, info: RecordInfo, column: Column) -> str:
        """What a cell says."""
        summary = info.summary
        match column:
            case Column.ENTERPRISE:
                return summary.enterprise or say("ui.start.unnamed")
            case Column.SCHEME:
                return self.scheme_title(info)
            case Column.STATE:
                return say(f"ui.state.{state_of(summary)}")
            case Column.PROBLEMS:
                return problems_text(summary)
            case Column.AMOUNT:
                return grouped(Decimal(summary.amount)) if summary.amount else "—"
            case Column.DEADLINE:
                return summary.deadline or "—"
            case Column.UPDATED:
                return info.updated.astimezone().strftime("%Y-%m-%d %H:%M")

    def _retell(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._found:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._found) - 1, len(Column) - 1))


def alignment(column: Column) -> Qt.AlignmentFlag:
    """Amounts stand right, all else left."""
    return (Qt.AlignmentFlag.AlignRight if column == Column.AMOUNT else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
