"""The settings' card for the face that letters are set in."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shenbao import house
from shenbao.records import Progress
from shenbao.ui.cards import card, text
from shenbao.ui.icons import put_icon
from shenbao.ui.messages import choose_files
from shenbao.ui.tasks import Task
from shenbao.ui.words import put

FONTS = "*.ttf *.ttc"


class LetterFaceCard(QWidget):
    """Keeps the face once a worker has looked at its file."""

    failed = Signal(object)
    """A `ShenbaoError` about the file, or that no such font was found."""
    kept = Signal()
    """The face has been set otherwise."""

    def __init__(self, start: Callable[[Generator[Progress, None, str]], Task]) -> None:
        super().__init__()
        self._start = start
        frame, column = card("ui.settings.face")
        column.addWidget(text("ui.settings.face.text"))
        self.shown = QLabel()
        column.addWidget(self.shown)
        self.search, self.choose, self.remove = QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout()
        for button, words, icon in (
            (self.search, "search", "search"),
            (self.choose, "choose", "folder-open"),
            (self.remove, "remove", "x"),
        ):
            put(button, f"ui.settings.face.{words}")
            put_icon(button, icon)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.search.clicked.connect(lambda: self._run(_first_found()))
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(lambda: self._keep(""))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._show(house.kept().letter_face)

    def take(self, file: Path) -> Task:
        """Takes the face of a font file."""
        return self._run(_face_of(file))

    def _run(self, job: Generator[Progress, None, str]) -> Task:
        task = self._start(job)
        task.done.connect(self._keep)
        task.failed.connect(self.failed)
        return task

    def _choose(self) -> None:
        for file in choose_files(self, "ui.settings.face.choose", FONTS)[:1]:
            self.take(file)

    def _keep(self, face: str) -> None:
        with suppress(OSError):  # a home that cannot be written forgets the choice, as it does every other setting
            house.keep(replace(house.kept(), letter_face=face))
            self.kept.emit()
        self._show(face)

    def _show(self, face: str) -> None:
        name = face.rpartition("-")[0]
        put(self.shown, "ui.settings.face.own" if face else "ui.settings.face.song", face=name)
        self.remove.setVisible(bool(face))


def _face_of(file: Path) -> Generator[Progress, None, str]:
    from shenbao.packs import lettering

    yield Progress(done=0, total=1, code="building.examining", slots={"name": file.name})
    return lettering.choose(file)


def _first_found() -> Generator[Progress, None, str]:
    """The first font of the system that may be used. What stands in the way of the last one is raised, or that there is none."""
    from shenbao.errors import PackError
    from shenbao.packs import lettering

    refused = PackError("faces.none_found")
    for file in lettering.found():
        yield Progress(done=0, total=0, code="building.examining", slots={"name": file.name})
        try:
            return lettering.choose(file)
        except PackError as error:
            refused = error
    raise refused
