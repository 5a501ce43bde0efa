"""The language of the screens: says catalogue sentences in it and re-says them when it is switched.

One process shows one language, so there is one `language`. Fixed words are put on widgets and actions with `put` and follow a
switch by themselves; a widget whose words depend on its data connects `language.changed` to its own method.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QGroupBox, QLineEdit, QMenu, QPlainTextEdit, QWidget
from shiboken6 import isValid

from shenbao import messages
from shenbao.records import Text

_PUT = "shenbao_words"


class Language(QObject):
    """The language now shown; `changed` fires after all words put with `put` have been said again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._code = "zh"

    @property
    def code(self) -> str:
        """`zh` or `en`."""
        return self._code

    def switch(self, code: str) -> None:
        """Shows every open window in `code`."""
        if code == self._code or code not in messages.LANGUAGES:
            return
        self._code = code
        for window in QApplication.topLevelWidgets():
            for item in (window, *window.findChildren(QObject)):
                # Qt's own short-lived children (animations of a field's cross) may be gone, or be found under the name of one that is.
                if isValid(item) and item.property(_PUT):
                    _tell(item)
        self.changed.emit()


language = Language()


def say(code: str, /, **slots: object) -> str:
    """The sentence for `code` in the language now shown; slots that are `Text` are said in it too."""
    chosen = {name: pick(slot) if isinstance(slot, Text) else slot for name, slot in slots.items()}
    return messages.say(code, language.code, **chosen)


def pick(text: Text) -> str:
    """The half of a content text that is shown now."""
    return text[language.code]


def put(item: QObject, /, text: str = "", *, tip: str = "", hint: str = "", name: str = "", **slots: object) -> None:
    """Puts catalogue words on a widget or action, now and after every switch of language.

    All arguments are codes: `text` (or title of a menu or group), `tip` (tool tip; also the accessible name of a control without
    text), `hint` (placeholder), `name` (accessible name). `slots` fill all four.
    """
    item.setProperty(_PUT, {"text": text, "tip": tip, "hint": hint, "name": name, "slots": slots})
    _tell(item)


def _tell(item: Any) -> None:
    put_words = item.property(_PUT)
    slots = put_words["slots"]
    if code := put_words["text"]:
        said = say(code, **slots)
        if isinstance(item, (QGroupBox, QMenu)):
            item.setTitle(said)
        elif hasattr(item, "setText"):
            item.setText(said)
        else:
            item.setWindowTitle(said)
    if code := put_words["tip"]:
        item.setToolTip(say(code, **slots) + _keys(item))
    if (code := put_words["hint"]) and isinstance(item, (QLineEdit, QPlainTextEdit)):
        item.setPlaceholderText(say(code, **slots))
    if (code := put_words["name"] or put_words["tip"]) and isinstance(item, QWidget):
        item.setAccessibleName(say(code, **slots))


def _keys(item: Any) -> str:
    """The shortcut, in brackets, for tool tips."""
    if not isinstance(item, QAction) or item.shortcut().isEmpty():
        return ""
    return f" ({item.shortcut().toString(item.shortcut().SequenceFormat.NativeText)})"


def unmarked(text: str) -> str:
    """`text` for a label with a buddy or a button, where Qt takes `&` for the mark of a shortcut: R&D stays R&D."""
    return text.replace("&", "&&")
