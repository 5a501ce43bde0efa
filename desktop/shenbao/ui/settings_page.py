"""The settings page: language, colours, size of type, the library, and what this program is."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from shenbao import __version__
from shenbao.records import Progress
from shenbao.ui import theme
from shenbao.ui.cards import card, text
from shenbao.ui.icons import put_icon
from shenbao.ui.letter_face_card import LetterFaceCard
from shenbao.ui.letterhead_card import LetterheadCard
from shenbao.ui.library_cards import LibraryCards
from shenbao.ui.sizes import put_size
from shenbao.ui.tasks import Task
from shenbao.ui.words import language, put
from shenbao.workspace import Workspace


class SettingsPage(QWidget):
    """Says what was chosen; the window applies and keeps it."""

    left = Signal()
    language_chosen = Signal(str)
    mode_chosen = Signal(str)
    zoom_chosen = Signal(float)

    def __init__(
        self, workspace: Workspace, open_folder: Callable[[Path], object], start: Callable[[Generator[Progress, None, Any]], Task]
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QWidget()
        inner.setProperty("role", "plain")
        put_size(inner, most=720)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, theme.XL)
        column.setSpacing(theme.M)
        self._languages = self._choice(("zh", "en"), "ui.settings.language", self.language_chosen.emit)
        self._modes = self._choice(theme.MODES, "ui.settings.mode", self.mode_chosen.emit)
        self._zooms = self._choice(
            tuple(f"{zoom:g}" for zoom in theme.ZOOMS),
            "ui.settings.zoom",
            lambda zoom: self.zoom_chosen.emit(float(zoom)),
            percent=True,
        )
        frame, looks = card("ui.settings.look")
        for label, group in (("language", self._languages), ("mode", self._modes), ("zoom", self._zooms)):
            looks.addLayout(_line(f"ui.settings.{label}", group))
        column.addWidget(frame)
        self.letter_face, self.letterhead = LetterFaceCard(start), LetterheadCard(start)
        column.addWidget(self.letter_face)
        column.addWidget(self.letterhead)
        self.library = LibraryCards(workspace, open_folder)
        column.addWidget(self.library)
        frame, about = card("ui.settings.about")
        about.addWidget(text("ui.settings.about.text", version=__version__))
        about.addWidget(text("ui.settings.about.offline"))
        about.addWidget(text("ui.settings.about.not_official"))
        column.addWidget(frame)
        column.addStretch(1)
        scroll = QScrollArea()
        put(scroll, name="ui.settings.title")
        scroll.setWidgetResizable(True)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setWidget(inner)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.XXL, theme.L, theme.XXL, 0)
        page.setSpacing(theme.M)
        page.addLayout(self._heading())
        page.addWidget(scroll, 1)
        language.changed.connect(self.show_state)
        theme.look.changed.connect(self.show_state)

    def show_state(self) -> None:
        """Marks what applies now."""
        for buttons, chosen in ((self._languages, language.code), (self._modes, theme.look.mode), (self._zooms, f"{theme.look.zoom:g}")):
            for button in buttons:
                button.setChecked(button.property("value") == chosen)

    def show_library(self) -> None:
        """Shows the backups and the wastebasket as they are now."""
        self.library.show_state()

    def _heading(self) -> QHBoxLayout:
        back, title = QPushButton(), QLabel()
        back.setProperty("kind", "quiet")
        put_icon(back, "arrow-left")
        put(back, tip="ui.back")
        back.clicked.connect(self.left)
        title.setProperty("role", "title")
        put(title, "ui.settings.title")
        row = QHBoxLayout()
        row.addWidget(back)
        row.addWidget(title)
        row.addStretch(1)
        return row

    def _choice(self, values: tuple[str, ...], words: str, chosen: Callable[[str], object], *, percent: bool = False) -> list[QPushButton]:
        """Buttons of which one is pressed."""
        group = QButtonGroup(self)
        buttons = []
        for value in values:
            button = QPushButton()
            button.setCheckable(True)
            button.setProperty("kind", "quiet")
            button.setProperty("value", value)
            if percent:
                button.setText(f"{float(value):.0%}")
            else:
                put(button, f"{words}.{value}")
            button.clicked.connect(lambda _=False, picked=value: chosen(picked))
            group.addButton(button)
            buttons.append(button)
        return buttons


def _line(words: str, buttons: list[QPushButton]) -> QHBoxLayout:
    label = QLabel()
    label.setProperty("role", "soft")
    put_size(label, least=96)
    put(label, words)
    row = QHBoxLayout()
    row.setSpacing(theme.XS)
    row.addWidget(label)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
