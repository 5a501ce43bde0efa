"""The settings page: language, colours, size of type, where the data are, and what this program is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from shenbao import __version__
from shenbao.ui import theme
from shenbao.ui.icons import put_icon
from shenbao.ui.words import language, put


class SettingsPage(QWidget):
    """Says what was chosen; the window applies and keeps it."""

    left = Signal()
    language_chosen = Signal(str)
    mode_chosen = Signal(str)
    zoom_chosen = Signal(float)
    backup_wanted = Signal()

    def __init__(self, folder: Path, open_folder: Callable[[Path], object]) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QWidget()
        inner.setProperty("role", "plain")
        inner.setMaximumWidth(720)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, theme.XL)
        column.setSpacing(theme.M)
        self._languages = self._choice(("zh", "en"), "ui.settings.language", self.language_chosen.emit)
        self._modes = self._choice(theme.MODES, "ui.settings.mode", self.mode_chosen.emit)
        self._zooms = self._choice(
            tuple(f"{zoom:g}" for zoom in theme.ZOOMS), "ui.settings.zoom", lambda zoom: self.zoom_chosen.emit(float(zoom)), percent=True,
        )
        card, looks = _card("ui.settings.look")
        for label, group in (("language", self._languages), ("mode", self._modes), ("zoom", self._zooms)):
            looks.addLayout(_line(f"ui.settings.{label}", group))
        column.addWidget(card)
        card, data = _card("ui.settings.data")
        data.addWidget(_text("ui.settings.data.text"))
        place = QLabel(str(folder))
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place.setWordWrap(True)
        data.addWidget(place)
        buttons = QHBoxLayout()
        show, backup = QPushButton(), QPushButton()
        put_icon(show, "folder-open")
        put(show, "ui.settings.data.open")
        show.clicked.connect(lambda: open_folder(folder))
        put_icon(backup, "hard-drive")
        put(backup, "ui.settings.data.backup")
        backup.clicked.connect(self.backup_wanted)
        buttons.addWidget(show)
        buttons.addWidget(backup)
        buttons.addStretch(1)
        data.addLayout(buttons)
        column.addWidget(card)
        card, about = _card("ui.settings.about")
        about.addWidget(_text("ui.settings.about.text", version=__version__))
        about.addWidget(_text("ui.settings.about.offline"))
        about.addWidget(_text("ui.settings.about.not_official"))
        column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
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


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
    column.setSpacing(theme.S)
    heading = QLabel()
    heading.setProperty("role", "lead")
    put(heading, title)
    column.addWidget(heading)
    return card, column


def _line(words: str, buttons: list[QPushButton]) -> QHBoxLayout:
    label = QLabel()
    label.setProperty("role", "soft")
    label.setMinimumWidth(96)
    put(label, words)
    row = QHBoxLayout()
    row.setSpacing(theme.XS)
    row.addWidget(label)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def _text(code: str, **slots: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    put(label, code, **slots)
    return label
