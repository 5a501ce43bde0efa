"""Few options side by side or below each other: yes/no and short lists, one click or arrow key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from shenbao.ui.fields import wording
from shenbao.ui.fields.editor import Editor
from shenbao.ui.theme import XS
from shenbao.ui.words import unmarked

if TYPE_CHECKING:
    from shenbao.draft import FieldState

FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)


class SegmentsEditor(Editor):
    """One of a few. Clicking the chosen one again takes the answer back; arrows move and choose, Delete clears."""

    def __init__(self, state: FieldState, path: str, *, stacked: bool = False) -> None:
        super().__init__(state, path)
        self.frame = QFrame()
        self.frame.setProperty("role", "cards" if stacked else "segments")
        self.frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self.inside = QBoxLayout(direction, self.frame)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(XS if stacked else 0)
        self.buttons: dict[str, QPushButton] = {}
        self.row.addWidget(self.frame, 1 if stacked else 0)
        if not stacked:
            self.row.addStretch(1)
        self._kind = "card" if stacked else "segment"
        self.refresh()

    def target(self) -> QWidget:
        return self.buttons[self._current()] if self.buttons else self.frame

    def mark(self, wrong: bool) -> None:
        """The problem is said below; a choice cannot be wrong in itself."""

    def refresh(self) -> None:
        options = wording.options(self.state)
        if tuple(code for code, _ in options) != tuple(self.buttons):
            self._rebuild([code for code, _ in options])
        for code, label in options:
            button = self.buttons[code]
            button.setText(unmarked(label))
            button.setAccessibleName(label)
            button.setChecked(code == self.state.stored)
            button.setEnabled(not self.state.computed)
        self._rove()

    def describe(self, name: str, description: str) -> None:
        labels = dict(wording.options(self.state))
        for code, button in self.buttons.items():
            button.setAccessibleName(f"{name}: {labels[code]}")
            button.setAccessibleDescription(description)
            button.setToolTip("" if code else description)

    def _rebuild(self, codes: list[str]) -> None:
        for button in self.buttons.values():
            button.deleteLater()
        self.buttons = {code: self._button(code, at, len(codes)) for at, code in enumerate(codes)}

    def _button(self, code: str, at: int, count: int) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setProperty("kind", self._kind)
        button.setProperty("place", "only" if count == 1 else "first" if at == 0 else "last" if at == count - 1 else "middle")
        button.clicked.connect(lambda checked: self._choose(code if checked else ""))
        button.installEventFilter(self)
        self.inside.addWidget(button)
        return button

    def _choose(self, code: str) -> None:
        self.edited.emit(self.path, code)
        self.refresh()

    def _current(self) -> str:
        return self.state.stored if self.state.stored in self.buttons else next(iter(self.buttons))

    def _rove(self) -> None:
        """Only the chosen one is a stop of the Tab key, as in any group of radio buttons."""
        for code, button in self.buttons.items():
            stop = code == self._current()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)
            if stop:
                self.setFocusProxy(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.path)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key, codes = event.key(), list(self.buttons)
        here = next((at for at, code in enumerate(codes) if self.buttons[code] is watched), 0)
        if key in FORWARD or key in BACK:
            code = codes[(here + (1 if key in FORWARD else -1)) % len(codes)]
            self._choose(code)
            self.buttons[code].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._choose("")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.advanced.emit()
        else:
            return False
        return True
