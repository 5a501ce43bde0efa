"""What shows, over the window, that a file can be dropped now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from shenbao.ui import theme
from shenbao.ui.icons import put_icon
from shenbao.ui.words import put


class DropTarget(QFrame):
    """Covers the window while a file is held over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("role", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        picture, text = QLabel(), QLabel()
        put_icon(picture, "file-down", "accent", 48)
        text.setProperty("role", "title")
        put(text, "ui.import.drop")
        column = QVBoxLayout(self)
        column.setSpacing(theme.M)
        column.addStretch(1)
        for label in (picture, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(1)
        self.hide()

    def open(self) -> None:
        """Covers the window."""
        self.setGeometry(self._window.rect().adjusted(theme.L, theme.L, -theme.L, -theme.L))
        self.show()
        self.raise_()


def local_files(data: QMimeData) -> list[Path]:
    """Files of this machine among what is held."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
