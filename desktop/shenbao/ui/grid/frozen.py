"""The first column kept in sight while a wide table is scrolled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from shenbao.ui.grid.delegate import CellDelegate
from shenbao.ui.grid.widths import ROW_HEIGHT
from shenbao.ui.theme import look
from shenbao.ui.words import say

if TYPE_CHECKING:
    from shenbao.ui.grid.view import GridView


class FrozenColumn(QTableView):
    """The first column once more, above the scrolled ones, so that each row keeps its name. It takes no focus of its own."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        self.setModel(grid.model())
        self.setSelectionModel(grid.selectionModel())
        # Its own delegate: views that share one are told of each other's editors, and complain.
        self.setItemDelegate(CellDelegate(date.min, self))
        self.setProperty("role", "frozen")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.dp(ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        for column in range(1, grid.model().columnCount()):
            self.setColumnHidden(column, True)
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.setAccessibleName(say("form.grid.frozen"))
        self.hide()

    def place(self) -> None:
        """Cover the place of the first column while the others are scrolled below it."""
        grid, width = self._grid, self._grid.columnWidth(0)
        self.setVisible(grid.horizontalScrollBar().value() > 0 and width < grid.viewport().width() // 2)
        if self.isVisible():
            self.setColumnWidth(0, width)
            self.horizontalHeader().setFixedHeight(grid.horizontalHeader().height())
            left = grid.verticalHeader().width() + grid.frameWidth()
            self.setGeometry(QRect(left, grid.frameWidth(), width, grid.viewport().height() + grid.horizontalHeader().height()))
            self.verticalScrollBar().setValue(grid.verticalScrollBar().value())
            self.raise_()
