"""The library's list as a table: a model over `RecordInfo` and the delegate that paints states, problems and days left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shenbao.library import Kind, Order, RecordInfo
from shenbao.money import grouped
from shenbao.records import RecordId
from shenbao.ui import theme
from shenbao.ui.counts import mistakes, problems_text, state_of
from shenbao.ui.icons import pixmap
from shenbao.ui.words import language, say

Index = QModelIndex | QPersistentModelIndex
Lister = Callable[[Kind, str, Order, bool], list[RecordInfo]]
"""(kind, search, order, descending) → the library's records."""

INFO = Qt.ItemDataRole.UserRole
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
        self.beginResetModel()
        self._found = self._lister(self._kind, self._search, ORDERS[self._order], self._descending)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        wanted = (Column(column), order == Qt.SortOrder.DescendingOrder)
        if wanted != (self._order, self._descending):
            self._order, self._descending = wanted
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
            return _alignment(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        info = self._found[index.row()]
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(info, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.ENTERPRISE, Column.SCHEME):
            return self._text(info, column)
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.STATE and info.summary.packed:
            return say(f"ui.state.{state_of(info.summary)}.tip", day=info.summary.packed)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{say(_TITLES[column])}: {self._text(info, column)}"
        return info if role == INFO else None

    def days_left(self, info: RecordInfo) -> int | None:
        """Days until the deadline; negative when it has passed, None while it is unknown."""
        return (date.fromisoformat(info.summary.deadline) - self._today).days if info.summary.deadline else None

    def _text(self, info: RecordInfo, column: Column) -> str:
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


def _alignment(column: Column) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if column == Column.AMOUNT else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


Tone = Literal["text", "text_soft", "text_faint", "danger", "warning", "success"]


class RecordsDelegate(QStyledItemDelegate):
    """Paints a cell: words in their tone, a mark before problems, a chip around the state."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._hovered = -1

    def hover(self, index: QModelIndex) -> None:
        """The pointer is over `index`: its whole row is marked."""
        self._hovered = index.row()
        self._view.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme.look.dp(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style() if option.widget else QApplication.style()
        option.state &= ~QStyle.StateFlag.State_MouseOver & ~QStyle.StateFlag.State_HasFocus
        if index.row() == self._hovered and self._view.viewport().underMouse():
            option.state |= QStyle.StateFlag.State_MouseOver
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        column, info = Column(index.column()), index.data(INFO)
        box = option.rect.adjusted(theme.M, 0, -theme.M, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column is Column.STATE:
            self._chip(painter, box, text, state_of(info.summary))
        else:
            mark, tone = self._tone(column, info, index.model())
            if mark:
                size = theme.look.dp(16)
                drawing = pixmap(mark, tone, size, painter.device().devicePixelRatioF())
                painter.drawPixmap(box.left(), box.center().y() - size // 2 + 1, drawing)
                box.setLeft(box.left() + size + 6)
            painter.setFont(theme.font(theme.BODY, theme.look.zoom, medium=column is Column.ENTERPRISE))
            painter.setPen(QColor(getattr(theme.colours(), tone)))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(_alignment(column)), shown)
        painter.restore()

    @staticmethod
    def _tone(column: Column, info: RecordInfo, model: Any) -> tuple[str, Tone]:
        summary = info.summary
        if column is Column.PROBLEMS:
            if mistakes(summary):
                return "circle-alert", "danger"
            return ("triangle-alert", "warning") if summary.warnings else ("", "text_soft")
        if column is Column.DEADLINE and (days := model.days_left(info)) is not None and summary.state != "final":
            return ("clock", "danger") if days < 0 else ("clock", "warning") if days <= SOON else ("", "text_soft")
        if column is Column.ENTERPRISE:
            return "", "text" if summary.enterprise else "text_faint"
        if column is Column.AMOUNT:
            return "", "text" if summary.amount else "text_faint"
        return "", "text_soft"

    @staticmethod
    def _chip(painter: QPainter, box: Any, text: str, state: str) -> None:
        shades = theme.colours()
        back, front = {
            "ready": (shades.success_soft, shades.success),
            "final": (shades.accent_soft, shades.accent),
            "changed": (shades.warning_soft, shades.warning),
        }.get(state, (shades.sunken, shades.text_soft))
        painter.setFont(theme.font(theme.SMALL, theme.look.zoom))
        width = painter.fontMetrics().horizontalAdvance(text) + 2 * theme.S
        height = theme.look.dp(22)
        chip = QRectF(box.left(), box.center().y() - height / 2 + 0.5, min(width, box.width()), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(chip, 6, 6)
        painter.setPen(QColor(front))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), text)
