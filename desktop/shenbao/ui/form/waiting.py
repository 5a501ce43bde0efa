"""A file that is being examined: its name and that it goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar

from shenbao.ui.theme import S, look
from shenbao.ui.words import put


class WaitingRow(QFrame):
    """Stands in the slot until the file is in it or was refused."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "sunken")
        row = QHBoxLayout(self)
        row.setContentsMargins(S, S, S, S)
        row.setSpacing(S)
        words = QLabel()
        put(words, "form.slot.examining", file=name)
        busy = QProgressBar()
        busy.setRange(0, 0)
        busy.setTextVisible(False)
        busy.setFixedWidth(look.dp(96))
        row.addWidget(words, 1)
        row.addWidget(busy)
