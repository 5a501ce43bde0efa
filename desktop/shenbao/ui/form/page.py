"""The form of one open application: one section per page, the whole form on demand, and the way from question to question."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from shenbao.records import Changes
from shenbao.ui.document import Document
from shenbao.ui.form.faults import by_path
from shenbao.ui.form.paper import Paper
from shenbao.ui.form.sections import is_asked, section_of, sections_of
from shenbao.ui.icons import put_icon
from shenbao.ui.theme import XL, S
from shenbao.ui.words import language, pick, unmarked

_IDLE, _SLICE = 40, 0.008
"""Milliseconds between two slices of work ahead, and seconds after which a slice ends: keys and mouse come first."""


class FormPage(QWidget):
    """What is asked. Knows nothing of the panels around it; the window connects them."""

    entered = Signal(str)
    """The path that has the focus."""
    section_shown = Signal(str)
    """The section the page went to by itself: next, previous, or where `go_to` led."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.sections = {section.id: section for section in sections_of(document.scheme)}
        self._faults = by_path(document.findings())
        self._papers: dict[str, Paper] = {}
        self._section = ""
        self.setProperty("role", "page")
        self.stack = QStackedWidget()
        self.back, self.onward = QPushButton(), QPushButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self._foot())
        document.changed.connect(self._on_changed)
        language.changed.connect(self._say_foot)
        self._idle = QTimer(self, interval=_IDLE)
        self._idle.timeout.connect(self._prepare)

    def _foot(self) -> QFrame:
        self.foot = QFrame()
        self.foot.setProperty("role", "foot")
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(XL, S, XL, S)
        put_icon(self.back, "arrow-left")
        put_icon(self.onward, "arrow-right")
        self.onward.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.onward.clicked.connect(lambda: self._turn(1))
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.onward)
        return self.foot

    # -- where one is -------------------------------------------------------------------------------------------------

    @property
    def section(self) -> str:
        """The id of the section shown; empty while the whole form is shown."""
        return self._section

    def show_section(self, section: str) -> None:
        """Show one section on its own page."""
        self._open(section)

    def enter(self) -> None:
        """Focus the first question of what is shown."""
        self._papers[self._section].start()

    def show_whole(self) -> None:
        """All sections on one page, at the section one was in."""
        before = self._section
        self._open("")
        if before:
            self._papers[""].top_of(before)

    def go_to(self, path: str) -> None:
        """Show the field, table cell or row of `path`, focus it and let it flash."""
        section = section_of(self.document.scheme, path)
        if not section:
            return
        if not self._is_whole():
            self._open(section)
            self.section_shown.emit(section)
        paper = self.stack.currentWidget()
        assert isinstance(paper, Paper)
        paper.go_to(path)

    def flush(self) -> None:
        """Commit what is being typed: before building, undoing by menu, or closing."""
        for paper in self._papers.values():
            paper.flush()

    # -- inside -------------------------------------------------------------------------------------------------------

    def _is_whole(self) -> bool:
        return bool(self._papers) and self.stack.currentWidget() is self._papers.get("")

    def _open(self, section: str) -> None:
        if section not in self._papers:
            self._add_paper(section)
        if section:
            self._papers[section].build(section)
        self._section = section
        self.stack.setCurrentWidget(self._papers[section])
        self._say_foot()
        self._idle.start()

    def _add_paper(self, section: str) -> None:
        chosen = [self.sections[section]] if section else list(self.sections.values())
        paper = Paper(self.document, chosen)
        paper.follow(Changes(findings=True), self._faults)
        paper.entered.connect(self.entered)
        paper.finished.connect(self._on_finished)
        self._papers[section] = paper
        self.stack.addWidget(paper)

    def _prepare(self) -> None:
        """Make the next page ready, question by question, while nobody waits: those that follow first."""
        asked = self._asked()
        at = asked.index(self._section) if self._section in asked else 0
        until = time.perf_counter() + _SLICE
        for section in (*asked[at + 1 :], *asked[:at]):
            if section not in self._papers:
                self._add_paper(section)
            while self._papers[section].build_on(section):
                if time.perf_counter() > until:
                    return
        self._idle.stop()

    def _asked(self) -> list[str]:
        return [section for section, placed in self.sections.items() if is_asked(self.document, placed)]

    def _turn(self, by: int) -> None:
        asked = self._asked()
        at = asked.index(self._section) + by if self._section in asked else -1
        if 0 <= at < len(asked):
            self._open(asked[at])
            self._papers[asked[at]].start()
            self.section_shown.emit(asked[at])

    def _on_finished(self, section: str) -> None:
        """Enter behind the last question of a section: to the first of the next."""
        asked = self._asked()
        at = asked.index(section) + 1
        if at >= len(asked):
            return
        if self._is_whole():
            self._papers[""].build(asked[at]).start()
        else:
            self._turn(1)

    def _on_changed(self, changes: Changes, initiator: QObject | None) -> None:
        if changes.findings:
            self._faults = by_path(self.document.findings())
        for paper in self._papers.values():
            paper.follow(changes, self._faults)
        if changes.fields:
            self._say_foot()

    def _say_foot(self) -> None:
        asked = self._asked()
        at = asked.index(self._section) if self._section in asked else -1
        self.foot.setVisible(at >= 0)
        for button, place in ((self.back, at - 1), (self.onward, at + 1)):
            button.setVisible(0 <= place < len(asked) and at >= 0)
            if button.isVisibleTo(self.foot):
                title = pick(self.sections[asked[place]].title)
                button.setText(unmarked(title))
                button.setAccessibleName(title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
