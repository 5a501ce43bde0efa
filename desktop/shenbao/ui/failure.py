"""The small window that is shown when the program cannot start."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shenbao import messages
from shenbao.errors import ShenbaoError
from shenbao.ui import theme
from shenbao.ui.icons import put_icon
from shenbao.ui.words import language, put


class FailureWindow(QWidget):
    """Says what happened and what to do, in words that can be copied."""

    def __init__(self, error: ShenbaoError) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(520)
        self.setWindowTitle(messages.say("ui.program", language.code))
        picture, title, text = QLabel(), QLabel(), QLabel(messages.describe(error, language.code))
        put_icon(picture, "circle-alert", "danger", 36)
        title.setProperty("role", "title")
        put(title, "ui.failure.title")
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy, close = QPushButton(), QPushButton()
        put_icon(copy, "copy")
        put(copy, "ui.copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{text.text()}\n{error}"))
        close.setProperty("kind", "primary")
        put(close, "ui.close")
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        column.setSpacing(theme.M)
        for widget in (picture, title, text):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(row)
