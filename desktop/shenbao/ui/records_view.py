"""The library's list on the screen: its columns and keys, and how its cells are painted."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QMargins, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from shenbao.library import RecordInfo
from shenbao.ui import theme
from shenbao.ui.counts import state_of
from shenbao.ui.icons import pixmap
from shenbao.ui.records_table import SOON, Column, Index, RecordsModel, alignment
from shenbao.ui.settings import Settings
from shenbao.ui.words import put

_WIDTHS = {
    Column.ENTERPRISE: 232,
    Column.SCHEME: 284,
    Column.STATE: 128,
    Column.PROBLEMS: 204,
    Column.AMOUNT: 132,
    Column.DEADLINE: 124,
    Column.UPDATED: 140,
}
_ROW = 40
"""Height of a row. Asking every row for its own would read ten thousand; all are equally high."""


class RecordsView(QTableView):
    """One line a record. Enter and a double click open it, Delete throws it away.

    Keys are taken where they arrive, not by an event filter: a filter is shown every event, and for the first one PySide prepares
    the classes of all kinds of events, a tenth of the time until the window shows.
    """

    entry_opened = Signal(QModelIndex)
    entry_discarded = Signal(QModelIndex)

    def __init__(self, model: RecordsModel) -> None:
        super().__init__()
        self._zoom = theme.look.zoom
        self.setModel(model)
        delegate = RecordsDelegate(self, model)
        self.setItemDelegate(delegate)
        self.entered.connect(delegate.hover)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setProperty("role", "list")
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(theme.look.dp(_ROW))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicator(Column.UPDATED, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        put(self, name="ui.start.applications")
        self.activated.connect(self.entry_opened)
        self.doubleClicked.connect(self.entry_opened)
        theme.look.changed.connect(self._fit)

    def restore(self, settings: Settings) -> None:
        """The columns as they were left at this size of type."""
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, theme.look.dp(width))
        header = self.horizontalHeader()
        if kept := settings.state(self._kept_columns()):
            header.restoreState(kept)
        else:
            header.setStretchLastSection(True)

    def keep(self, settings: Settings) -> None:
        """Remembers the columns."""
        settings.keep_state(self._kept_columns(), self.horizontalHeader().saveState())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entry_opened.emit(index)
        elif index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.entry_discarded.emit(index)
        else:
            super().keyPressEvent(event)

    def _kept_columns(self) -> str:
        return f"header.start.{self._zoom:g}"

    def _fit(self) -> None:
        """Rows and columns grow with the type."""
        self.verticalHeader().setDefaultSectionSize(theme.look.dp(_ROW))
        for column in Column:
            self.setColumnWidth(column, round(self.columnWidth(column) * theme.look.zoom / self._zoom))
        self._zoom = theme.look.zoom


_face = lru_cache(maxsize=64)(theme.font)
"""A face is made once, not once a cell."""

Tone = Literal["text", "text_soft", "text_faint", "danger", "warning", "success"]


class RecordsDelegate(QStyledItemDelegate):
    """Paints a cell: words in their tone, a mark before problems, a chip around the state. It paints the ground too, in the colours
    of the style sheet: that is three times as fast as through Qt's style, and nothing else of that is needed here."""

    def __init__(self, view: QTableView, model: RecordsModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._hovered = -1

    def hover(self, index: QModelIndex) -> None:
        """The pointer is over `index`: its whole row is marked."""
        self._hovered = index.row()
        self._view.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.look.dp(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column, info, shades, rect = Column(index.column()), self._model.info(index), theme.colours(), option.rect
        text = self._model.text(info, column)
        if self._view.selectionModel().isSelected(index):
            painter.fillRect(rect, QColor(shades.selection))
        elif index.row() == self._hovered and self._view.viewport().underMouse():
            painter.fillRect(rect, QColor(shades.hover))
        box = rect.marginsRemoved(QMargins(theme.look.dp(theme.M), 0, theme.look.dp(theme.M), 0))
        painter.save()
        if column is Column.STATE:
            self._chip(painter, box, text, state_of(info.summary))
        else:
            mark, tone = self._tone(column, info)
            if mark:
                size = theme.look.dp(16)
                drawing = pixmap(mark, tone, size, painter.device().devicePixelRatioF())
                painter.drawPixmap(box.left(), box.center().y() - size // 2 + 1, drawing)
                box.setLeft(box.left() + size + theme.look.dp(6))
            painter.setFont(_face(theme.BODY, theme.look.zoom, medium=column is Column.ENTERPRISE))
            painter.setPen(QColor(getattr(shades, tone)))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(alignment(column)), shown)
        painter.restore()

    def _tone(self, column: Column, info: RecordInfo) -> tuple[str, Tone]:
        summary = info.summary
        if column is Column.PROBLEMS:
            if summary.mistakes:
                return "circle-alert", "danger"
            return ("triangle-alert", "warning") if summary.warnings else ("", "text_soft")
        if column is Column.DEADLINE and (days := self._model.days_left(info)) is not None and summary.state != "final":
            return ("clock", "danger") if days < 0 else ("clock", "warning") if days <= SOON else ("", "text_soft")
        if column is Column.ENTERPRISE:
            return "", "text" if summary.enterprise else "text_faint"
        if column is Column.AMOUNT:
            return "", "text" if summary.amount else "text_faint"
        return "", "text_soft"

    @staticmethod
    def _chip(painter: QPainter, box: QRect, text: str, state: str) -> None:
        shades = theme.colours()
        back, front = {
            "ready": (shades.success_soft, shades.success),
            "final": (shades.accent_soft, shades.accent),
            "changed": (shades.warning_soft, shades.warning),
        }.get(state, (shades.sunken, shades.text_soft))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_face(theme.SMALL, theme.look.zoom))
        width = painter.fontMetrics().horizontalAdvance(text) + 2 * theme.look.dp(theme.S)
        height = theme.look.dp(22)
        chip = QRectF(box.left(), box.center().y() - height / 2 + 0.5, min(width, box.width()), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(chip, theme.look.dp(6), theme.look.dp(6))
        painter.setPen(QColor(front))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), text)
