"""The rows of one table as a Qt model: reads the document cell by cell, writes through it, keeps nothing of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from shenbao.forms.schema import Field
from shenbao.records import Changes, Finding
from shenbao.ui.document import Document
from shenbao.ui.fields import wording
from shenbao.ui.form.faults import is_open
from shenbao.ui.words import language, pick, say

if TYPE_CHECKING:
    from shenbao.draft import FieldState

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
STATE = Qt.ItemDataRole.UserRole + 1
FAULTS = Qt.ItemDataRole.UserRole + 2


class TableModel(QAbstractTableModel):
    """One line for each row of the table and an empty one below, in which typing adds a row."""

    def __init__(self, document: Document, table: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.table = table
        self.columns: tuple[Field, ...] = document.state(table).field.columns
        self.ids: tuple[str, ...] = document.rows(table)
        self._lines = {row: line for line, row in enumerate(self.ids)}
        self._places = {column.id: at for at, column in enumerate(self.columns)}
        self._faults: dict[str, tuple[Finding, ...]] = {}
        language.changed.connect(self._on_language)

    # -- places -------------------------------------------------------------------------------------------------------

    def path(self, index: Index) -> str:
        """`table/row/column`; empty on the line that is not a row yet."""
        return f"{self.table}/{self.ids[index.row()]}/{self.columns[index.column()].id}" if index.row() < len(self.ids) else ""

    def index_of(self, path: str) -> QModelIndex:
        """Where `table/row/column` or `table/row` is; invalid when it is not in this table."""
        table, _, rest = path.partition("/")
        row, _, column = rest.partition("/")
        if table != self.table or row not in self._lines:
            return QModelIndex()
        return self.index(self._lines[row], self._places.get(column, 0))

    def state(self, index: Index) -> FieldState | None:
        """The state of a cell, None on the line that is not a row yet."""
        path = self.path(index)
        return self.document.state(path) if path else None

    # -- what views ask -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.ids) + 1

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column.kind in wording.NUMERIC
            return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        state = self.state(index)
        if state is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.rest_text(state) if state.visible else ""
        if role == Qt.ItemDataRole.EditRole:
            return wording.typed_text(state)
        if role == STATE:
            return state
        faults = self._faults.get(self.path(index), ())
        if role == FAULTS:
            return faults
        said = [pick(fault.message) for fault in faults]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(said) or wording.hover(state) or None
        return " ".join([pick(column.label), wording.rest_text(state), *said])

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        path, typed = self.path(index), str(value)
        if not path:
            return bool(typed) and self.document.insert_rows(self.table, len(self.ids), [{self.columns[index.column()].id: typed}], self)
        return typed == self.data(index, role) or self.document.set(path, typed, self)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        state = self.state(index)
        computed = bool(self.columns[index.column()].compute) if state is None else state.computed or not state.visible
        return flags if computed else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(section + 1) if section < len(self.ids) else "＋"
            return say("form.grid.new_row") if role == Qt.ItemDataRole.ToolTipRole and section == len(self.ids) else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            unit = wording.suffix(column)
            star = "" if column.required == "no" or column.compute else " *"
            return pick(column.label) + (say("form.grid.unit", unit=unit) if unit else "") + star
        if role == Qt.ItemDataRole.ToolTipRole:
            return pick(column.help) if column.help is not None else pick(column.label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column.kind in wording.NUMERIC
            return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        return None

    # -- what the document says ---------------------------------------------------------------------------------------

    def follow(self, changes: Changes) -> None:
        """Redraw what an edit changed in this table."""
        if self.table in changes.tables:
            self._reload()
            return
        lines = [index for index in map(self.index_of, changes.fields) if index.isValid()]
        if lines:
            rows, columns = [index.row() for index in lines], [index.column() for index in lines]
            self.dataChanged.emit(self.index(min(rows), min(columns)), self.index(max(rows), max(columns)))

    def show_faults(self, faults: dict[str, tuple[Finding, ...]]) -> None:
        """Mark the cells that checks found wrong."""
        mine = {
            path: told for path, found in faults.items() if path.startswith(self.table + "/") and (told := tuple(filter(is_open, found)))
        }
        if mine != self._faults:
            self._faults = mine
            self._redraw_all()

    def _reload(self) -> None:
        """Take over the new order of rows. Rows added or removed in one block keep selection and scroll position; the rest resets."""
        old, new = self.ids, self.document.rows(self.table)
        first = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new)))
        grown = len(new) - len(old)
        if grown > 0 and old[first:] == new[first + grown :]:
            # At the end the empty line becomes the first new row: whoever stands on it, stays on it.
            at = first + 1 if first == len(old) else first
            self.beginInsertRows(NOWHERE, at, at + grown - 1)
            self._take(new)
            self.endInsertRows()
        elif grown < 0 and old[first - grown :] == new[first:]:
            self.beginRemoveRows(NOWHERE, first, first - grown - 1)
            self._take(new)
            self.endRemoveRows()
        elif sorted(old) == sorted(new):
            self._reorder(new)
        else:
            self.beginResetModel()
            self._take(new)
            self.endResetModel()
        self._redraw_all()

    def _reorder(self, new: Sequence[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = [self.ids[index.row()] if index.row() < len(self.ids) else "" for index in before]
        self._take(tuple(new))
        after = [self.index(self._lines.get(row, len(self.ids)), index.column()) for row, index in zip(rows, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _take(self, ids: tuple[str, ...]) -> None:
        self.ids = ids
        self._lines = {row: line for line, row in enumerate(ids)}

    def _redraw_all(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids), len(self.columns) - 1))

    def _on_language(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._redraw_all()


_ANSWERED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.AccessibleTextRole,
        STATE,
        FAULTS,
    }
)
