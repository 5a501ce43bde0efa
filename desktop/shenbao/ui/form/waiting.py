"""A file that is being examined: its name and that it goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton

from shenbao.ui.icons import put_icon
from shenbao.ui.sizes import put_size
from shenbao.ui.theme import S
from shenbao.ui.words import put


class WaitingRow(QFrame):
    """Stands in the slot until the file is in it or was refused."""

    def __init__(self, name: str, cancel: Callable[[], object]) -> None:
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
        put_size(busy, fixed=96)
        row.addWidget(words, 1)
        row.addWidget(busy)
        self.stop = stop = QToolButton()
        stop.setProperty("kind", "quiet")
        stop.clicked.connect(cancel)
        put(stop, tip="form.slot.stop")
        put_icon(stop, "x")
        row.addWidget(stop)
