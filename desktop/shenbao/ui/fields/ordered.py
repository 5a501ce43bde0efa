"""All of a list in an order of one's own: rows that are dragged, or moved with the arrows beside them or Alt and an arrow key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from shenbao.draft.outline import in_order
from shenbao.ui.fields import wording
from shenbao.ui.fields.editor import Editor
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS
from shenbao.ui.words import put

if TYPE_CHECKING:
    from shenbao.draft import FieldState

MOST_ROWS = 12
"""Rows seen without scrolling."""
CODE = Qt.ItemDataRole.UserRole


class OrderedEditor(Editor):
    """Every option of the field, put into order as the pack will have them; stored as all codes. Unanswered is the usual order."""

    full_width = True

    def __init__(self, state: FieldState, path: str) -> None:
        super().__init__(state, path)
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.model().rowsMoved.connect(self._commit)
        self.list.installEventFilter(self)
        self.up, self.down, self.usual = QPushButton(), QPushButton(), QPushButton()
        buttons = QVBoxLayout()
        buttons.setSpacing(XS)
        for button, icon, words in ((self.up, "arrow-up", "up"), (self.down, "arrow-down", "down"), (self.usual, "rotate-ccw", "usual")):
            button.setProperty("kind", "quiet")
            put_icon(button, icon)
            put(button, tip=f"form.order.{words}", name=f"form.order.{words}")
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.usual.clicked.connect(lambda: self.edited.emit(self.path, ""))
        self.list.currentRowChanged.connect(self._enable)
        self.row.addWidget(self.list, 1, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(buttons)
        self.setFocusProxy(self.list)
        self.refresh()

    def target(self) -> QWidget:
        return self.list

    def refresh(self) -> None:
        labels = dict(wording.options(self.state))
        codes = in_order(labels, self.state.stored.split())
        kept = self.list.currentItem()
        current = kept.data(CODE) if kept is not None else None
        with QSignalBlocker(self.list):
            self.list.clear()
            for code in codes:
                item = QListWidgetItem(labels[code])
                item.setData(CODE, code)
                self.list.addItem(item)
            self.list.setCurrentRow(codes.index(current) if current in codes else 0)
        rows = min(len(codes), MOST_ROWS)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 1) + 2 * self.list.frameWidth() + XS)
        self._enable()

    def _enable(self) -> None:
        row = self.list.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)
        self.usual.setEnabled(bool(self.state.stored))

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if not 0 <= row + step < self.list.count():
            return
        with QSignalBlocker(self.list.model()):
            self.list.insertItem(row + step, self.list.takeItem(row))
        self.list.setCurrentRow(row + step)
        self._commit()

    def _commit(self) -> None:
        self.edited.emit(self.path, " ".join(self.list.item(row).data(CODE) for row in range(self.list.count())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.path)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.advanced.emit()
                return True
        return False
