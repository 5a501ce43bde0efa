"""The settings' card for the letterhead of someone who prepares packs for others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from shenbao.records import Letterhead
from shenbao.ui.cards import card, text
from shenbao.ui.sizes import put_size
from shenbao.ui.words import put

MOST = 60
"""Characters that have room in the head line."""


class LetterheadCard(QWidget):
    """Says what was typed once an input is left."""

    given = Signal(str, str)
    """Name and address."""

    def __init__(self) -> None:
        super().__init__()
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
            line.editingFinished.connect(self._say)
            row.addWidget(label)
            row.addWidget(line, 1)
            column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_letterhead(self, letterhead: Letterhead | None) -> None:
        self.name.setText(letterhead.name if letterhead else "")
        self.address.setText(letterhead.address if letterhead else "")

    def _say(self) -> None:
        self.given.emit(self.name.text().strip(), self.address.text().strip())
