"""Cards with a heading, and the soft text in them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from shenbao.ui import theme
from shenbao.ui.words import put


def card(title: str) -> tuple[QFrame, QVBoxLayout]:
    """A card headed by the words `title`, and the column below the heading."""
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
    column.setSpacing(theme.S)
    heading = QLabel()
    heading.setProperty("role", "lead")
    put(heading, title)
    column.addWidget(heading)
    return frame, column


def text(code: str, **slots: str) -> QLabel:
    """A paragraph that explains."""
    label = QLabel()
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    put(label, code, **slots)
    return label
