"""The grid: keyboard, clipboard, fill down, rows added, deleted and moved, as in a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from shenbao.forms.schema import Kind
from shenbao.ui.document import Document
from shenbao.ui.fields import wording
from shenbao.ui.fields.date import is_today
from shenbao.ui.grid import clipboard
from shenbao.ui.grid.delegate import CellDelegate
from shenbao.ui.grid.frozen import FrozenColumn
from shenbao.ui.grid.menu import cell_menu
from shenbao.ui.grid.model import Index, TableModel
from shenbao.ui.grid.widths import ROW_HEIGHT, width_of
from shenbao.ui.theme import look

DETAIL_ABOVE = 7
"""Tables with more columns than this open a row as a form with Space."""


class GridView(QTableView):
    """A table one types into. `left` fires when Tab or Ctrl+Enter leads out of it."""

    detail_wanted = Signal(str)
    entered_cell = Signal(str)
    advanced = Signal()

    def __init__(self, model: TableModel, document: Document) -> None:
        super().__init__()
        self._model = model
        self._document = document
        self.frozen: FrozenColumn | None = None
        self.setModel(model)
        self._delegate = CellDelegate(document.today, self)
        self._delegate.stepped.connect(self.step)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self._set_headers()
        self.frozen = FrozenColumn(self)
        self.horizontalScrollBar().valueChanged.connect(self.frozen.place)

    def _set_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setHighlightSections(False)
        across.setMinimumSectionSize(look.dp(60))
        across.setStretchLastSection(True)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        for at, column in enumerate(self._model.columns):
            self.setColumnWidth(at, width_of(column))
        down.setDefaultSectionSize(look.dp(ROW_HEIGHT))
        down.setMinimumWidth(look.dp(40))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.sectionDoubleClicked.connect(self._open_row)

    # -- moving -------------------------------------------------------------------------------------------------------

    def go_to(self, path: str) -> None:
        """Select the cell of `table/row/column`, or the first one."""
        index = self._model.index_of(path)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setCurrentIndex(index if index.isValid() else self._model.index(0, 0))

    def step(self, lines: int, columns: int) -> None:
        """Move the current cell; Tab wraps to the next line and leaves the table behind its last cell."""
        here = self.currentIndex()
        place = here.row() * self._model.columnCount() + here.column() + columns
        row, column = divmod(place, self._model.columnCount())
        row += lines
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, column))
        elif columns:
            self.focusNextPrevChild(columns > 0)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if path := self._model.path(current) if current.isValid() else "":
            self.entered_cell.emit(path)

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        super().scrollTo(index, hint)
        if self.frozen is None or not self.frozen.isVisible() or index.column() == 0:
            return
        hidden = self.frozen.width() - self.columnViewportPosition(index.column())
        if hidden > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._obey(event):
            super().keyPressEvent(event)

    def _obey(self, event: QKeyEvent) -> bool:
        """Do what a key of a spreadsheet asks; False when it is none."""
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            return False
        for chord, act in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Cut, self.cut),
            (QKeySequence.StandardKey.Paste, self.paste),
        ):
            if event.matches(chord):
                act()
                return True
        if is_today(event):
            self._type_today()
        elif control and key == Qt.Key.Key_D:
            self.fill_down()
        elif control and shift and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_row(-1 if key == Qt.Key.Key_Up else 1)
        elif control and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.advanced.emit()
        elif control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.insert_row()
        elif control and key == Qt.Key.Key_Minus:
            self.delete_rows()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if shift else 1, 0)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not control:
            self.step(0, 1 if key == Qt.Key.Key_Tab else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif key == Qt.Key.Key_Space and not control and self.offers_detail():
            self._open_row(self.currentIndex().row())
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        # Tab would otherwise move the focus before the grid sees it; the grid's own keys win over the window's while it has the focus.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    # -- editing blocks of cells --------------------------------------------------------------------------------------

    def selected(self) -> list[QModelIndex]:
        """The selected cells, in reading order."""
        return sorted(self.selectionModel().selectedIndexes(), key=lambda index: (index.row(), index.column()))

    def block(self) -> list[list[str]]:
        """The selected cells as they are copied."""
        rows: dict[int, list[str]] = {}
        for index in self.selected():
            state = self._model.state(index)
            if state is not None:
                rows.setdefault(index.row(), []).append(wording.copied(state) if state.visible else "")
        return list(rows.values())

    def copy(self) -> None:
        """The selection to the clipboard, as tab-separated text and as HTML."""
        if block := self.block():
            QGuiApplication.clipboard().setMimeData(clipboard.to_mime(block))

    def cut(self) -> None:
        """Copy, then clear."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """The clipboard from the upper left cell of the selection on; one cell fills the whole selection; rows are added as needed."""
        block, cells = clipboard.from_mime(QGuiApplication.clipboard().mimeData()), self.selected()
        if not block or not cells:
            return
        if len(block) == 1 and len(block[0]) == 1 and len(cells) > 1:
            self._set([(index, block[0][0]) for index in cells], "form.undo.paste")
        else:
            self._document.paste(self._model.table, cells[0].row(), self._model.columns[cells[0].column()].id, block, self._model)

    def clear(self) -> None:
        """Empty the selected cells as one step of undo."""
        self._set([(index, "") for index in self.selected()], "form.undo.clear")

    def fill_down(self) -> None:
        """The first line of the selection into the lines below it; a single cell takes the one above."""
        cells = self.selected()
        if not cells:
            return
        top = cells[0].row() if cells[0].row() != cells[-1].row() else cells[0].row() - 1
        if top < 0:
            return
        source = {index.column(): str(self._model.index(top, index.column()).data(Qt.ItemDataRole.EditRole) or "") for index in cells}
        self._set([(index, source[index.column()]) for index in cells if index.row() > top], "form.undo.fill")

    def _set(self, typed: list[tuple[QModelIndex, str]], label: str) -> None:
        editable = [
            (self._model.path(index), text)
            for index, text in typed
            if self._model.path(index) and index.flags() & Qt.ItemFlag.ItemIsEditable and text != index.data(Qt.ItemDataRole.EditRole)
        ]
        if editable:
            self._document.set_many(editable, label, self._model)

    def _type_today(self) -> None:
        dates = [index for index in self.selected() if self._model.columns[index.column()].kind in (Kind.DATE, Kind.MONTH)]
        self._set([(index, self._document.today.isoformat()) for index in dates], "form.undo.today")

    # -- rows ---------------------------------------------------------------------------------------------------------

    def rows_selected(self) -> list[str]:
        """Ids of the rows the selection touches."""
        lines = dict.fromkeys(index.row() for index in self.selected())
        return [self._model.ids[line] for line in lines if line < len(self._model.ids)]

    def insert_row(self) -> None:
        """An empty row above the current one, or at the end."""
        here = self.currentIndex()
        at = min(here.row(), len(self._model.ids)) if here.isValid() else len(self._model.ids)
        self._document.insert_rows(self._model.table, at, [{}], self._model)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self._model.index(at, 0))

    def append_row(self) -> None:
        """An empty row at the end, ready to type."""
        at = len(self._model.ids)
        self._document.insert_rows(self._model.table, at, [{}], self._model)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self._model.index(at, 0))

    def delete_rows(self) -> None:
        """The rows of the selection, as one step of undo."""
        if rows := self.rows_selected():
            here = self.currentIndex()
            self._document.delete_rows(self._model.table, rows, self._model)
            self.setCurrentIndex(self._model.index(min(here.row(), len(self._model.ids)), here.column()))

    def move_row(self, by: int) -> None:
        """The current row up or down; the current cell goes with it."""
        here = self.currentIndex()
        if not here.isValid() or here.row() >= len(self._model.ids) or not 0 <= here.row() + by < len(self._model.ids):
            return
        row, column = self._model.ids[here.row()], here.column()
        self._document.move_row(self._model.table, row, here.row() + by, self._model)
        moved = self._model.index(self._model.ids.index(row), column)
        self.selectionModel().setCurrentIndex(moved, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def offers_detail(self) -> bool:
        """A row of this table is too wide to be read in one line."""
        return len(self._model.columns) > DETAIL_ABOVE

    def _open_row(self, line: int) -> None:
        if line < len(self._model.ids):
            self.detail_wanted.emit(self._model.ids[line])

    def _open_menu(self, at: QPoint) -> None:
        cell_menu(self).popup(self.viewport().mapToGlobal(at))

    # -- room ---------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.frozen is not None:
            self.frozen.place()
