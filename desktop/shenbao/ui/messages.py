"""Says things to the person: message bars inside the window, and the only boxes the program ever opens (choosing files and folders)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from shenbao import messages
from shenbao.errors import ShenbaoError
from shenbao.ui import theme
from shenbao.ui.icons import put_icon
from shenbao.ui.words import language, put, say

Kind = Literal["info", "success", "warning", "danger"]
_ICONS: dict[Kind, tuple[str, str]] = {
    "info": ("info", "accent"),
    "success": ("circle-check", "success"),
    "warning": ("triangle-alert", "warning"),
    "danger": ("circle-alert", "danger"),
}
_FADES_AFTER = 8000
"""Milliseconds that good news stays; everything else stays until it is closed or no longer true."""


class Bar(QFrame):
    """One message with at most one thing to do about it."""

    def __init__(
        self, kind: Kind, sentence: Callable[[], str], action: tuple[str, Callable[[], object]] | None, *, lasting: bool = False
    ) -> None:
        """A `lasting` one cannot be closed: it says what is true as long as the window is open."""
        super().__init__()
        self.lasting = lasting
        self._sentence = sentence
        self.setProperty("role", kind)
        picture = QLabel()
        name, tone = _ICONS[kind]
        put_icon(picture, name, tone, 18)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.M, theme.XS, theme.S, theme.XS)
        row.setSpacing(theme.S)
        row.addWidget(picture)
        row.addWidget(self.text, 1)
        self.button: QPushButton | None = None
        if action:
            self.button = QPushButton()
            self.button.setProperty("kind", "link")
            put(self.button, action[0])
            self.button.clicked.connect(action[1])
            self.button.clicked.connect(self.deleteLater)
            row.addWidget(self.button)
        close = QToolButton()
        close.setProperty("kind", "quiet")
        put_icon(close, "x")
        put(close, tip="ui.close")
        close.clicked.connect(self.deleteLater)
        row.addWidget(close)
        close.setVisible(not lasting)
        self.retell()
        language.changed.connect(self.retell)
        if kind == "success":
            QTimer.singleShot(_FADES_AFTER, self, self.deleteLater)

    def retell(self) -> None:
        """Says the message again, in the language now shown."""
        self.text.setText(self._sentence())
        self.setAccessibleName(self.text.text())


class MessageArea(QWidget):
    """The place for bars above a page. A bar with a `key` replaces the one before it with the same key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keyed: dict[str, Bar] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.S)
        escape = QShortcut(QKeySequence("Shift+Esc"), self)
        escape.activated.connect(self.clear)

    def tell(
        self,
        kind: Kind,
        code: str,
        *,
        key: str = "",
        action: tuple[str, Callable[[], object]] | None = None,
        lasting: bool = False,
        **slots: object,
    ) -> Bar:
        """Shows the sentence `code`; `action` is a pair of button words (a code) and what it does; a `lasting` one cannot be closed."""
        return self._show(Bar(kind, lambda: say(code, **slots), action, lasting=lasting), key)

    def tell_error(self, error: ShenbaoError, *, key: str = "", action: tuple[str, Callable[[], object]] | None = None) -> Bar:
        """Shows what happened and what to do, in the words of the catalogue."""
        return self._show(Bar("danger", lambda: messages.describe(error, language.code), action), key or error.code)

    def withdraw(self, key: str) -> None:
        """Takes a message away that is no longer true."""
        if bar := self._keyed.pop(key, None):
            bar.hide()
            bar.deleteLater()

    def clear(self) -> None:
        """Closes all bars but the lasting ones."""
        for bar in filter(lambda bar: not bar.lasting, self.bars()):
            bar.hide()
            bar.deleteLater()

    def bars(self) -> list[Bar]:
        """Bars now shown, oldest first."""
        return [bar for bar in self.findChildren(Bar) if not bar.isHidden()]

    def _show(self, bar: Bar, key: str) -> Bar:
        if key:
            self.withdraw(key)
            self._keyed[key] = bar
            bar.destroyed.connect(lambda _, gone=bar: self._forget(key, gone))
        self._column.addWidget(bar)
        bar.show()
        return bar

    def _forget(self, key: str, gone: Bar) -> None:
        if self._keyed.get(key) is gone:
            del self._keyed[key]


def choose_files(parent: QWidget, title: str, pattern: str, **slots: object) -> list[Path]:
    """Asks for files to open; `title` is a code, `pattern` such as `*.pdf *.jpg`."""
    from PySide6.QtWidgets import QFileDialog

    chosen, _ = QFileDialog.getOpenFileNames(parent, say(title, **slots), _documents(), pattern)
    return [Path(name) for name in chosen]


def choose_target(parent: QWidget, title: str, suggested: str, pattern: str) -> Path | None:
    """Asks where to write a file; the system's own dialog asks before anything is overwritten."""
    from PySide6.QtWidgets import QFileDialog

    chosen, _ = QFileDialog.getSaveFileName(parent, say(title), f"{_documents()}/{suggested}", pattern)
    return Path(chosen) if chosen else None


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Asks for a folder."""
    from PySide6.QtWidgets import QFileDialog

    chosen = QFileDialog.getExistingDirectory(parent, say(title), _documents())
    return Path(chosen) if chosen else None


def _documents() -> str:
    from PySide6.QtCore import QStandardPaths

    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
