"""The settings' card for the letterhead of someone who prepares packs for others."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from shenbao import house
from shenbao.records import Letterhead, Logo, Progress
from shenbao.ui.cards import card, text
from shenbao.ui.icons import put_icon
from shenbao.ui.messages import choose_files
from shenbao.ui.sizes import put_size
from shenbao.ui.tasks import Task
from shenbao.ui.words import put

MOST = 60
"""Characters that have room in the head line."""
PICTURES = "*.png *.jpg *.jpeg *.tif *.tiff *.bmp *.gif *.webp"
SHOWN = 36
"""Height of the picture in the card."""


class LetterheadCard(QWidget):
    """Keeps what was typed once an input is left, and the picture once it was looked at by a worker."""

    failed = Signal(object)
    """A `ShenbaoError` about the picture."""
    kept = Signal()
    """The letterhead has been set otherwise."""

    def __init__(self, start: Callable[[Generator[Progress, None, Logo]], Task]) -> None:
        super().__init__()
        self._start = start
        frame, column = card("ui.settings.letterhead")
        column.addWidget(text("ui.settings.letterhead.text"))
        self.name, self.address = QLineEdit(), QLineEdit()
        for words, line in (("name", self.name), ("address", self.address)):
            label, row = QLabel(), QHBoxLayout()
            label.setProperty("role", "soft")
            label.setBuddy(line)
            put_size(label, least=96)
            put(label, f"ui.settings.letterhead.{words}")
            put(line, name=f"ui.settings.letterhead.{words}")
            line.setMaxLength(MOST)
            line.editingFinished.connect(self._keep)
            row.addWidget(label)
            row.addWidget(line, 1)
            column.addLayout(row)
        self.picture, self.choose, self.remove = QLabel(), QPushButton(), QPushButton()
        put(self.picture, name="ui.settings.letterhead.logo")
        for button, words, icon in ((self.choose, "choose", "image"), (self.remove, "remove", "x")):
            put(button, f"ui.settings.letterhead.{words}")
            put_icon(button, icon)
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(lambda: self.show_logo(None))
        self.remove.clicked.connect(self._keep)
        row = QHBoxLayout()
        for widget in (self.picture, self.choose, self.remove):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        kept = house.kept().letterhead
        self.name.setText(kept.name if kept else "")
        self.address.setText(kept.address if kept else "")
        self.show_logo(kept.logo if kept else None)

    def show_logo(self, logo: Logo | None) -> None:
        """Shows the picture; None: there is none."""
        self._logo = logo
        self.picture.setVisible(logo is not None)
        self.remove.setVisible(logo is not None)
        if logo is not None:
            image = QImage(zlib.decompress(logo.rgb), logo.width, logo.height, 3 * logo.width, QImage.Format.Format_RGB888)
            self.picture.setPixmap(QPixmap.fromImage(image.scaledToHeight(SHOWN)))

    def take(self, file: Path) -> Task:
        """Takes the picture of a file."""
        task = self._start(_logo_of(file))
        task.done.connect(self.show_logo)
        task.done.connect(self._keep)
        task.failed.connect(self.failed)
        return task

    def _choose(self) -> None:
        for file in choose_files(self, "ui.settings.letterhead.choose", PICTURES)[:1]:
            self.take(file)

    def _keep(self) -> None:
        name, address = self.name.text().strip(), self.address.text().strip()
        letterhead = Letterhead(name=name, address=address, logo=self._logo) if name or self._logo else None
        before = house.kept()
        if letterhead == before.letterhead:
            return
        with suppress(OSError):  # a home that cannot be written forgets the choice, as it does every other setting
            house.keep(replace(before, letterhead=letterhead))
            self.kept.emit()


def _logo_of(file: Path) -> Generator[Progress, None, Logo]:
    from shenbao.packs import letterheads

    yield Progress(done=0, total=1, code="building.examining", slots={"name": file.name})
    return letterheads.logo(file)
