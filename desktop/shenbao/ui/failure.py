"""The window that is shown when the program cannot start: what happened, and what can be done about it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shenbao import messages
from shenbao.errors import ShenbaoError
from shenbao.records import Progress
from shenbao.ui import rescue, theme
from shenbao.ui.icons import put_icon
from shenbao.ui.messages import choose_folder
from shenbao.ui.rescue import Way
from shenbao.ui.tasks import Task, Tasks
from shenbao.ui.words import language, put, say

_DRAWINGS = {
    Way.AGAIN: "rotate-ccw", Way.READ_ONLY: "eye", Way.RECOVER: "shield-check", Way.SALVAGE: "download", Way.ELSEWHERE: "folder-open",
    Way.DEFAULT: "house",
}  # fmt: skip


class FailureWindow(QWidget):
    """Closes with `chosen` and `place` set when there is a way on; `chosen` is None when the person gave up."""

    def __init__(self, error: ShenbaoError, folder: Path) -> None:
        super().__init__()
        self.chosen: Way | None = None
        self.folder = folder
        """Of the library to open next."""
        self.tasks = Tasks(self)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.look.dp(640))
        self.setWindowTitle(messages.say("ui.program", language.code))
        self.picture, self.title = picture, title = QLabel(), QLabel()
        put_icon(picture, "circle-alert", "danger", 36)
        title.setProperty("role", "title")
        put(title, "ui.failure.library" if error.code.startswith(("library.", "ui.failure.")) else "ui.failure.title")
        self.text, self.backup = _paragraph(messages.describe(error, language.code)), _paragraph("")
        self._technical = str(error)
        self.buttons: dict[Way, QPushButton] = {}
        self.about: list[QLabel] = []
        fitting = rescue.ways(error, folder)
        if Way.RECOVER in fitting:
            self.backup.setText(rescue.newest_backup(folder))
        self.backup.setVisible(bool(self.backup.text()))
        copy, close = QPushButton(), QPushButton()
        put_icon(copy, "copy")
        put(copy, "ui.copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{self.text.text()}\n{self._technical}"))
        put(close, "ui.close")
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        column.setSpacing(theme.M)
        for widget in (picture, title, self.text, self.backup):
            column.addWidget(widget)
        column.addLayout(self._offers(fitting))
        column.addStretch(1)
        column.addLayout(row)
        for button in (*self.buttons.values(), copy, close):
            button.setAutoDefault(True)  # Enter presses it, as in any box
        next(iter(self.buttons.values()), close).setFocus()

    def _offers(self, fitting: tuple[Way, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setVerticalSpacing(theme.S)
        grid.setColumnStretch(1, 1)
        for at, way in enumerate(fitting):
            button, about = QPushButton(), _paragraph(say(f"ui.failure.{way}.text"))
            about.setProperty("role", "soft")
            if at == 0:
                button.setProperty("kind", "primary")
            put_icon(button, _DRAWINGS[way], "on_accent" if at == 0 else "text_soft")
            put(button, f"ui.failure.{way}")
            button.clicked.connect(lambda _=False, taken=way: self.take(taken))
            grid.addWidget(button, at, 0)
            grid.addWidget(about, at, 1)
            self.buttons[way] = button
            self.about.append(about)
        return grid

    def take(self, way: Way) -> None:
        """Goes one of the ways; the window closes when the program can go on."""
        if way is Way.RECOVER:
            self._run(self.tasks.start(rescue.recover(self.folder)), self._recovered)
        elif way is Way.SALVAGE:
            if to := choose_folder(self, "ui.failure.salvage"):
                self._run(self.tasks.start(rescue.salvage(self.folder, to)), lambda count: self._say("ui.failure.salvaged", count, to))
        elif way is Way.ELSEWHERE:
            if chosen := choose_folder(self, "ui.failure.elsewhere"):
                self.folder = rescue.place_in(chosen)
                self._go_on(way)
        else:
            self._go_on(way)

    def _go_on(self, way: Way) -> None:
        self.chosen = way
        self.close()

    def _run(self, task: Task, done: Any) -> None:
        for button in self.buttons.values():
            button.setEnabled(False)
        task.progress.connect(self._show_progress)
        task.done.connect(done)
        task.failed.connect(lambda error: self.text.setText(messages.describe(error, language.code)))
        for ending in (task.done, task.failed, task.stopped):
            ending.connect(self._enable)

    def _show_progress(self, progress: Progress) -> None:
        self.text.setText(say(progress.code))

    def _recovered(self, recovery: Any) -> None:
        """Nothing is wrong any more: what is left to do is to open the library."""
        self.text.setText(rescue.recovered_text(recovery))
        put_icon(self.picture, "circle-check", "success", 36)
        put(self.title, "ui.failure.whole")
        for gone in (self.backup, *self.about, *(button for way, button in self.buttons.items() if way is not Way.RECOVER)):
            gone.hide()
        button = self.buttons[Way.RECOVER]
        put(button, "ui.failure.open")
        button.clicked.disconnect()
        button.clicked.connect(lambda: self._go_on(Way.AGAIN))
        button.setEnabled(True)
        button.setFocus()

    def _say(self, code: str, count: int, folder: Path) -> None:
        self.text.setText(say(code, count=count, folder=folder))

    def _enable(self, *_: object) -> None:
        for button in self.buttons.values():
            button.setEnabled(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.tasks.close()
        event.accept()


def _paragraph(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
