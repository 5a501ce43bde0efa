"""The way to the comparison as a PDF: made beside the window, then to be opened or saved elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shenbao.messages import describe
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS
from shenbao.ui.words import language, put, say

if TYPE_CHECKING:
    from shenbao.building import Drawn
    from shenbao.errors import ShenbaoError
    from shenbao.ui.tasks import Task

Start = Callable[[Generator[Any, None, Any]], "Task"]
"""Starts a job beside the window."""
Draw = Callable[[str], "Generator[Any, None, Drawn]"]
"""The job that draws the sheet in a language."""


class SheetMaker(QWidget):
    """One button; once there is a sheet, also what can be done with it."""

    opened = Signal(object)
    """Path of a sheet the person wants to see: at once when it is made, and again on request."""
    copy_wanted = Signal(object)
    """Path of a sheet of which a copy is to be saved elsewhere."""

    def __init__(self, start: Start, draw: Draw) -> None:
        super().__init__()
        self._start, self._draw = start, draw
        self._task: Task | None = None
        self._drawn: Drawn | None = None
        self._said: Callable[[], str] = str
        self.make, self.show_again, self.copy = QPushButton(), QPushButton(), QPushButton()
        for button, words in ((self.make, "advice.sheet"), (self.show_again, "advice.sheet.open"), (self.copy, "advice.sheet.copy")):
            button.setProperty("kind", "quiet" if button is self.make else "link")
            put(button, words, tip=f"{words}.tip")
        put_icon(self.make, "file-text", "accent")
        self.note = QLabel()
        self.note.setProperty("role", "faint")
        self.note.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(XS)
        for button in (self.make, self.show_again, self.copy):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addLayout(row)
        column.addWidget(self.note)
        self.make.clicked.connect(self._begin)
        self.show_again.clicked.connect(lambda: self.opened.emit(self._drawn.path) if self._drawn else None)
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(self._drawn.path) if self._drawn else None)
        language.changed.connect(self._say)
        self._say()

    def _begin(self) -> None:
        self._drawn = None
        self._said = lambda: say("advice.sheet.making")
        self._task = self._start(self._draw(language.code))
        self._task.done.connect(self._done)
        self._task.failed.connect(self._failed)
        self._task.stopped.connect(self._over)
        self._task.crashed.connect(self._over)
        self._say()

    def _done(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self._said = str
        self.show_again.setToolTip(say("advice.sheet.made", name=drawn.path.name, pages=drawn.pages))
        self._over()
        self.opened.emit(drawn.path)

    def _failed(self, error: ShenbaoError) -> None:
        self._said = lambda: describe(error, language.code)
        self._over()

    def _over(self) -> None:
        self._task = None
        self._say()

    def _say(self) -> None:
        self.make.setEnabled(self._task is None)
        text = self._said()
        self.note.setText(text)
        self.note.setVisible(bool(text))
        for link in (self.show_again, self.copy):
            link.setVisible(self._drawn is not None)
