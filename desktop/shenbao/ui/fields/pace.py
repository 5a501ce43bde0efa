"""When typing becomes an answer: 300 ms after the last key, on leaving the field, never while an input method composes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

PAUSE_MS = 300


class Pace(QObject):
    """Watches one text widget. `due` fires when its text should be committed.

    Undo and redo belong to the document: the widget's own are switched off here, and what is still pending is committed
    before the shortcut reaches the window, so that Ctrl+Z takes back what is on the screen.
    """

    due = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._composing = False
        self._pending = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._on_pause)
        widget.installEventFilter(self)

    @property
    def composing(self) -> bool:
        """An input method shows text that is not typed yet."""
        return self._composing

    @property
    def pending(self) -> bool:
        """Something was typed that was not committed yet."""
        return self._pending

    def touched(self) -> None:
        """A key changed the text: wait for a pause."""
        self._pending = True
        self._timer.start()

    def flush(self) -> None:
        """Commit now what is pending."""
        self._timer.stop()
        if self._pending:
            self._pending = False
            self.due.emit()

    def forget(self) -> None:
        """Drop what is pending: the text was replaced from outside."""
        self._timer.stop()
        self._pending = False

    def _on_pause(self) -> None:
        if not self._composing:
            self.flush()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
            if self._pending:
                self._timer.start()
        elif kind == QEvent.Type.FocusIn:
            self.entered.emit()
        elif kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent) and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._composing = False
            self.flush()
            self.left.emit()
        elif kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent) and _is_undo(event):
            self.flush()
            event.ignore()
            return True
        return False


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
