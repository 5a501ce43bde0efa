"""The palette that finds a command (Ctrl+K) and the list of keys (Ctrl+/)."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from shenbao.ui import theme
from shenbao.ui.words import put, say

_ACTION = Qt.ItemDataRole.UserRole


class Palette(QFrame):
    """A list of commands over the window: type to find one, Enter runs it, Esc closes."""

    def __init__(self, window: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(window)
        self._window = window
        self._actions = list(actions)
        self._before: QWidget | None = None
        self.setProperty("role", "card")
        self.search = QLineEdit()
        put(self.search, hint="ui.palette.hint", name="ui.palette.hint")
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setIconSize(QSize(16, 16))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("role", "list")
        self.list.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.S, theme.S, theme.S, theme.S)
        column.setSpacing(theme.S)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.hide()

    def open(self) -> None:
        """Shows all commands that can be run now."""
        window = self._window
        self._before = window.focusWidget()
        self.list.clear()
        for action in self._actions:
            if action.isEnabled() and action.isVisible():
                item = QListWidgetItem(action.icon(), action.text())
                item.setData(_ACTION, action)
                self.list.addItem(item)
                self.list.setItemWidget(item, _keys_of(action))
        width, top = min(theme.look.dp(560), window.width() - 2 * theme.XXL), theme.look.dp(72)
        height = min(theme.look.dp(480), window.height() - top - theme.XXL)
        self.setGeometry((window.width() - width) // 2, top, width, height)
        self.search.clear()
        self._filter("")
        self.show()
        self.raise_()
        self.search.setFocus()

    def dismiss(self) -> None:
        """Closes without running anything and gives the focus back."""
        self.hide()
        if self._before:
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Escape:
                    self.dismiss()
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._run(self.list.currentItem())
                case Qt.Key.Key_Down:
                    self._step(1)
                case Qt.Key.Key_Up:
                    self._step(-1)
                case _:
                    return False
            return True
        return super().eventFilter(watched, event)

    def _filter(self, wanted: str) -> None:
        sought = wanted.strip().casefold()
        first = None
        for at in range(self.list.count()):
            item = self.list.item(at)
            hidden = sought not in item.text().casefold()
            item.setHidden(hidden)
            first = item if first is None and not hidden else first
        self.list.setCurrentRow(self.list.row(first) if first else -1)

    def _step(self, by: int) -> None:
        shown = [at for at in range(self.list.count()) if not self.list.item(at).isHidden()]
        if shown:
            at = shown.index(self.list.currentRow()) if self.list.currentRow() in shown else -by
            self.list.setCurrentRow(shown[(at + by) % len(shown)])

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.dismiss()
            item.data(_ACTION).trigger()


class KeysList(QFrame):
    """All keys at a glance."""

    def __init__(self, window: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(window)
        self._window = window
        self._actions = list(actions)
        self.setProperty("role", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        self._column.setSpacing(theme.XS)
        self.hide()

    def toggle(self) -> None:
        """Shows or hides the list."""
        if self.isVisible():
            self.hide()
            return
        for line in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            self._column.removeWidget(line)
            line.deleteLater()
        title = QLabel(say("ui.do.keys"))
        title.setProperty("role", "lead")
        self._column.addWidget(title)
        for action in self._actions:
            if action.shortcut().isEmpty():
                continue
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(QLabel(action.text()), 1)
            row.addWidget(_keys_of(action))
            self._column.addWidget(line)
        window = self._window
        self.adjustSize()
        self.resize(max(380, self.width()), self.height())
        self.move((window.width() - self.width()) // 2, max(theme.S, (window.height() - self.height()) // 2))
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


def _keys_of(action: QAction) -> QWidget:
    holder = QWidget()
    holder.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, theme.S, 0)
    row.addStretch(1)
    if not action.shortcut().isEmpty():
        label = QLabel(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        label.setProperty("role", "chip")
        row.addWidget(label)
    return holder
