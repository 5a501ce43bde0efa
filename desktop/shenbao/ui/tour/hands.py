"""What a person does to a window: clicks, keys, words through an input method, a paste, a file dropped; and waiting for what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QScrollArea, QWidget

from shenbao.ui.fields.combo import ComboEditor
from shenbao.ui.fields.editor import Editor
from shenbao.ui.fields.line import LineEditor
from shenbao.ui.fields.long_text import LongTextEditor
from shenbao.ui.fields.segments import SegmentsEditor
from shenbao.ui.fields.several import SeveralEditor
from shenbao.ui.grid import clipboard
from shenbao.ui.grid.view import GridView

Key, Modifier = Qt.Key, Qt.KeyboardModifier
NO_KEY = Modifier.NoModifier
_BEAT_MS = 10
_APPEARS = 2
"""Seconds in which what was just asked for is on the screen."""


class Lost(Exception):  # noqa: N818 - it names what the person does not find
    """What a person would look for is not there. The argument names it."""


def until(condition: Callable[[], object], what: str, seconds: float = 10) -> None:
    """Lets the program run until `condition` holds. Lost after `seconds`."""
    for _ in range(round(seconds * 1000 / _BEAT_MS)):
        if condition():
            return
        QTest.qWait(_BEAT_MS)
    if not condition():
        raise Lost(what)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """A click of the left button, after scrolling to where the widget is seen. Lost when it cannot be clicked."""
    until(lambda: widget.isVisible() and widget.isEnabled(), widget.accessibleName() or type(widget).__name__, _APPEARS)
    if not widget.isActiveWindow():
        # A window system does this by itself; without one the window stays behind the list of options that was closed.
        widget.activateWindow()
        QTest.qWaitForWindowActive(widget.window())
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NO_KEY, QPoint() if at is None else at)


def press(key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> None:
    """One key, in whatever has the focus."""
    QTest.keyClick(_focus(), key, held)


def write(text: str) -> None:
    """Types into whatever has the focus: what is on the keys key by key, anything else as an input method sends it."""
    for on_keys, letters in groupby(text, lambda letter: " " <= letter <= "~"):
        if on_keys:
            QTest.keyClicks(_focus(), "".join(letters))
            continue
        event = QInputMethodEvent()
        event.setCommitString("".join(letters))
        QApplication.sendEvent(_focus(), event)


def write_over(text: str) -> None:
    """Types in the place of what is there."""
    press(Key.Key_A, Modifier.ControlModifier)
    if text:
        write(text)
    else:
        press(Key.Key_Delete)


def answer(editor: Editor, typed: str) -> None:
    """Answers one question with the mouse and the keys; of a choice, `typed` is the code, of several choices codes parted by spaces."""
    if isinstance(editor, SegmentsEditor):
        click(editor.buttons[typed])
    elif isinstance(editor, SeveralEditor):
        for code, box in editor.boxes.items():
            if box.isChecked() != (code in typed.split()):
                click(box, QPoint(8, box.height() // 2))
    elif isinstance(editor, ComboEditor):
        _choose(editor, typed)
    elif isinstance(editor, LineEditor | LongTextEditor):
        target = editor.target()
        click(target.viewport() if isinstance(target, QPlainTextEdit) else target)
        write_over(typed)
        press(Key.Key_Tab)
    else:
        raise Lost(type(editor).__name__)


def _choose(editor: ComboEditor, code: str) -> None:
    """By typing where the list can be searched, otherwise with the arrow keys."""
    combo = editor.combo
    combo.setFocus(Qt.FocusReason.TabFocusReason)
    at = combo.findData(code)
    if at < 0:
        raise Lost(code)
    if editor.searchable:
        write_over(combo.itemText(at))
        completer = combo.completer()
        if completer is not None and (below := completer.popup()) is not None:
            below.hide()
        press(Key.Key_Return)
        return
    while combo.currentIndex() != at:
        press(Key.Key_Down if combo.currentIndex() < at else Key.Key_Up)


def paste_into(grid: GridView, block: Sequence[Sequence[str]]) -> None:
    """Cells copied from a spreadsheet, into the first cell of a table."""
    QGuiApplication.clipboard().setText(clipboard.to_tsv(block))
    click(grid.viewport(), grid.visualRect(grid.model().index(0, 0)).center())
    press(Key.Key_V, Modifier.ControlModifier)


def drop(target: QWidget, files: Iterable[Path]) -> None:
    """Files let go over a widget, as from a file manager."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    middle, copy, button = QPointF(target.rect().center()), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(middle, copy, data, button, NO_KEY)
    QApplication.sendEvent(target, entering)
    if not entering.isAccepted():
        raise Lost(target.accessibleName())
    QApplication.sendEvent(target, QDropEvent(middle, copy, data, button, NO_KEY))


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    if widget is None:
        raise Lost("focus")
    return widget
