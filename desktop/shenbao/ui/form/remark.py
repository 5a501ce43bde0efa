"""One line under a field: an icon and a sentence. Colour is never the only sign."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XS, set_role


class Remark(QWidget):
    """Icon and sentence; the sentence can be selected and copied."""

    def __init__(self) -> None:
        super().__init__()
        self.icon = QLabel()
        self.icon.setFixedWidth(16)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def tell(self, text: str, icon: str, tone: str, role: str) -> None:
        """Show `text`; `tone` colours the icon, `role` the words."""
        put_icon(self.icon, icon, tone, 14)
        set_role(self.words, role)
        self.words.setText(text)
        self.setVisible(bool(text))
