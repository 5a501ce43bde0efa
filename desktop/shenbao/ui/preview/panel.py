"""The preview beside the form: follows the question with the focus, leads back to the question of what is clicked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from shenbao.errors import ShenbaoError
from shenbao.packs.sights import PartSight, names_of
from shenbao.previewing.wire import Begin, Look
from shenbao.ui import theme
from shenbao.ui.document import Document
from shenbao.ui.form.sections import section_of
from shenbao.ui.icons import put_icon
from shenbao.ui.messages import MessageArea
from shenbao.ui.places import ATTACHMENTS
from shenbao.ui.preview.follower import Follower
from shenbao.ui.preview.view import PreviewView
from shenbao.ui.words import language, put, say

LANGUAGES = ("zh", "en", "both")
ATTACHMENTS_PART = "attachments"
"""The part of a pack that holds the files."""
_SLOW = 400
"""Milliseconds after which it is said that pages are being set: a message that flickers with every key tells nobody anything."""


class PreviewPanel(QFrame):
    """One document's pages. Nothing runs until it is first seen."""

    go_to = Signal(str)
    """The path of a question to go to."""
    left = Signal()
    """The focus is to go back to the form."""
    closed = Signal()
    """The person closes the panel."""
    spoken = Signal(str)
    """The language chosen for the pages."""

    def __init__(self, document: Document, begin: Callable[[str], Begin], lang: str) -> None:
        super().__init__()
        self._document = document
        self.follower = Follower(document, begin, lang if lang in LANGUAGES else LANGUAGES[0])
        self.view = PreviewView()
        self.view.is_path = lambda path: bool(self._question(path))
        self.messages = MessageArea()
        self.setProperty("role", "aside")
        put(self, name="preview.name")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.XS, 0, 0)
        column.setSpacing(theme.XS)
        column.addLayout(self._head())
        column.addWidget(self.messages)
        column.addWidget(self.view, 1)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW)
        self._slow.timeout.connect(self._say_where)
        self.view.looked.connect(self._soon.start)
        self.view.verticalScrollBar().valueChanged.connect(self._say_where)
        self.view.chosen.connect(self._choose)
        self.view.left.connect(self.left)
        self.follower.laid.connect(self._laid)
        self.follower.pictured.connect(self.view.put_picture)
        self.follower.wrong.connect(self._wrong)
        self.follower.stopped.connect(self._stopped)
        document.changed.connect(lambda: self._slow.start())
        language.changed.connect(self._retell)
        self._retell()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme.M, 0, theme.XS, 0)
        row.setSpacing(theme.XS)
        self.where = QLabel()
        self.where.setProperty("role", "small")
        row.addWidget(self.where, 1)
        self.tongue = QComboBox()
        put(self.tongue, name="ui.pack.language")
        for code in LANGUAGES:
            self.tongue.addItem("", code)
        self.tongue.setCurrentIndex(LANGUAGES.index(self.follower.lang))
        self.tongue.activated.connect(self._speak)
        row.addWidget(self.tongue)
        for picture, words, act in (
            ("zoom-out", "ui.pack.smaller", lambda: self.view.zoom_by(-1)),
            ("zoom-in", "ui.pack.larger", lambda: self.view.zoom_by(1)),
        ):
            button = QPushButton()
            button.setProperty("kind", "quiet")
            put_icon(button, picture)
            put(button, tip=words)
            button.clicked.connect(act)
            row.addWidget(button)
        close = QToolButton()
        close.setProperty("kind", "quiet")
        put_icon(close, "x")
        put(close, tip="preview.close")
        close.clicked.connect(self.closed)
        row.addWidget(close)
        return row

    # -- from outside -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begins to show the pages, from the answers as they stand."""
        self.messages.withdraw("stopped")
        self.follower.start()
        self._say_where()

    def stop(self) -> None:
        """Ends what runs beside the window; pages already drawn stay until the panel goes."""
        self.follower.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.follower.running:
            self.start()

    def show_path(self, path: str) -> None:
        """Follows to the answer at `path`."""
        section = section_of(self._document.scheme, path)
        self.view.mark((*names_of(path), f"section-{section}"), self._part_of(section))
        self._soon.start()

    def show_section(self, section: str) -> None:
        """Follows to where a section, or the attachments, begin."""
        self.view.mark((f"section-{section}",), self._part_of(section))
        self._soon.start()

    def _part_of(self, section: str) -> str:
        if section == ATTACHMENTS:
            return ATTACHMENTS_PART
        return next((placed.part for placed in self._document.scheme.sections if placed.id == section), "")

    # -- inside -------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        pages, width = self.view.wanted()
        named = tuple((place.part, place.number) for place in pages)
        part, names = self.view.named
        self.follower.look(Look(part=part, names=names, pages=named, width=width, dropped=self.view.dropped()))

    def _laid(self, parts: tuple[PartSight, ...], whole: bool) -> None:
        self.messages.withdraw("wrong")
        self.view.show_parts(parts)
        self._say_where()
        if whole:
            self._slow.stop()

    def _wrong(self, error: ShenbaoError) -> None:
        self.messages.tell_error(error, key="wrong", action=("preview.again", self.start))
        self._say_where()

    def _stopped(self) -> None:
        self.messages.tell("warning", "preview.stopped", key="stopped", action=("preview.again", self.start))
        self._say_where()

    def _speak(self, index: int) -> None:
        lang = LANGUAGES[index]
        if lang != self.follower.lang:
            self.follower.speak(lang)
            self.spoken.emit(lang)
            self._say_where()

    def _choose(self, path: str) -> None:
        question = self._question(path)
        if question:
            self.go_to.emit(question)

    def _question(self, name: str) -> str:
        """The path that what is printed under this id is asked at; nothing for what is not asked."""
        if name.startswith("slot-"):
            return f"attachments.{name.removeprefix('slot-')}"
        return name if section_of(self._document.scheme, name) else ""

    def _retell(self) -> None:
        for at, code in enumerate(LANGUAGES):
            self.tongue.setItemText(at, say(f"ui.pack.language.{code}"))
        self._say_where()

    def _say_where(self) -> None:
        """Which page one sees, or that pages are being set."""
        seen = self.view.in_sight()
        if self.follower.behind and (not seen or not self._slow.isActive()):
            self.where.setText(say("preview.setting"))
        elif seen:
            middle = self.view.verticalScrollBar().value() + self.view.viewport().height() / 2
            sheet = min(seen, key=lambda sheet: abs(sheet.rect.center().y() - middle))
            page, total = self.view.sheets.lying.index(sheet) + 1, len(self.view.sheets.lying)
            title = self.view.sheets.titles[sheet.place.part]
            self.where.setText(say("preview.where", title=title, page=page, total=total) if title else f"{page} / {total}")
        else:
            self.where.setText("")
        self.view.setAccessibleDescription(self.where.text())
