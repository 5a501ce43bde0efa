"""One open application: navigation at the left, the page in the middle, ceiling, problems and help at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shenbao.checks import is_unanswered
from shenbao.ui import theme
from shenbao.ui.document import Document
from shenbao.ui.form.attachments import AttachmentsPage, Examine, Reduce
from shenbao.ui.form.ceiling import CeilingCard
from shenbao.ui.form.faults import is_open
from shenbao.ui.form.help import HelpPanel
from shenbao.ui.form.page import FormPage
from shenbao.ui.form.problems import ProblemsPanel
from shenbao.ui.nav import Nav
from shenbao.ui.places import ATTACHMENTS, PACK, WHOLE
from shenbao.ui.sizes import put_size
from shenbao.ui.words import language, put, say

if TYPE_CHECKING:
    from shenbao.ui.advice.panel import AdvicePanel
    from shenbao.ui.preview.panel import PreviewPanel

_PAUSE = 120
"""Milliseconds after the last edit in which problems are counted again."""
_NAV_WIDTH = 216
_ASIDE_WIDTH = 308
_PAGE_LEAST = 440
_PREVIEW_LEAST = 340
_SHARES = 5600, 4400
"""How form and preview share their room the first time."""
_PAGE_AT_EASE = 600
"""Width of the form from which on the preview leaves the panel at the right its place."""


class Desk(QWidget):
    """Leads every "go there" of its parts to the right page; knows nothing of the library."""

    placed = Signal(str)
    """A section or place is now shown."""
    file_opened = Signal(str)
    """SHA-256 of an attached file the person wants to see."""

    def __init__(
        self,
        document: Document,
        examine: Examine,
        reduce: Reduce,
        make_pack_page: Callable[[], QWidget] | None,
        advice: AdvicePanel | None = None,
        make_preview: Callable[[], PreviewPanel] | None = None,
    ) -> None:
        """`make_pack_page` and `make_preview` are called when the pack or its preview is first looked at; None for an enterprise's
        profile, which has neither attachments nor pack but `advice`."""
        super().__init__()
        self.document = document
        self._make_pack_page, self._make_preview = make_pack_page, make_preview
        self._examine, self._reduce = examine, reduce
        self.is_application = make_pack_page is not None
        self._asked = False
        """Whether the panel at the right was asked for in this window."""
        self._preview_first = False
        """Whether the preview was asked for after the panel at the right: only one of them has room in a narrow window."""
        self.preview_wanted = False
        self.beside_state = QByteArray()
        """How form and preview shared their room the last time."""
        self.preview: PreviewPanel | None = None
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.nav = Nav(document, is_application=self.is_application)
        self.form = FormPage(document)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.form)
        self.attachments: AttachmentsPage | None = None
        self.pack: QWidget | None = None
        self.aside = Aside(document, advice, with_ceiling=self.is_application)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.beside = QSplitter(Qt.Orientation.Horizontal)
        self.beside.addWidget(self.pages)
        put_size(self.pages, least=_PAGE_LEAST)
        for splitter in (self.splitter, self.beside):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        for at, (widget, least) in enumerate(((self.nav, _NAV_WIDTH - 40), (self.beside, 0), (self.aside, _ASIDE_WIDTH - 40))):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(at, 1 if widget is self.beside else 0)
            put_size(widget, least=least)
        self._spread()
        theme.look.changed.connect(self._spread)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self.nav.chosen.connect(self.show_place)
        self.nav.left.connect(self._enter)
        self.form.entered.connect(self.aside.help.show_path)
        self.form.section_shown.connect(self.nav.show_place)
        self.form.section_shown.connect(self.placed)
        for source in self.aside.sources():
            source.connect(self.go_to)

    def _enter(self) -> None:
        page = self.pages.currentWidget()
        if page is self.form:
            self.form.enter()
        elif page is not None:
            page.setFocus()
            self.focusNextPrevChild(True)

    def show_place(self, place: str) -> None:
        """Shows a section, the whole form, the attachments or the pack."""
        if place == ATTACHMENTS:
            self._show(self._attachments_page())
        elif place == PACK and self._make_pack_page:
            if self.pack is None:
                self.pack = self._make_pack_page()
                self.pages.addWidget(self.pack)
            self._show(self.pack)
        elif place == WHOLE:
            self._show(self.form)
            self.form.show_whole()
        else:
            self._show(self.form)
            self.form.show_section(place)
        self._arrange()
        self.nav.show_place(place)
        self.placed.emit(place)

    def go_to(self, path: str) -> None:
        """Leads to the field, cell or slot at `path`, wherever it is shown."""
        if path.startswith("attachments."):
            self.show_place(ATTACHMENTS)
            self._attachments_page().go_to(path)
            return
        self._show(self.form)
        self.form.go_to(path)

    def show_aside(self, wanted: bool) -> None:
        """Opens or closes the panel at the right. In a window too narrow for three columns it takes the place of the navigation."""
        self.aside.wanted = wanted
        self._asked = True
        self._preview_first = not wanted
        self._arrange()

    def show_preview(self, wanted: bool) -> None:
        """Opens the preview beside the form, or closes it. In a window too narrow for both, it takes the place of the panel at the
        right, and where even that is too little, of the navigation."""
        self.preview_wanted = self._preview_first = wanted
        if wanted and self.preview is None and self._make_preview:
            self.preview = preview = self._make_preview()
            self.beside.addWidget(preview)
            put_size(preview, least=_PREVIEW_LEAST)
            if not self.beside.restoreState(self.beside_state):
                self.beside.setSizes(list(_SHARES))
            preview.go_to.connect(self.go_to)
            preview.left.connect(self._back_to_form)
            self.form.entered.connect(preview.show_path)
            self.placed.connect(preview.show_section)
            if self.aside.help.path:
                preview.show_path(self.aside.help.path)
        if self.preview and not wanted:
            self.preview.stop()
        self._arrange()

    def _back_to_form(self) -> None:
        if self.aside.help.path:
            self.form.go_to(self.aside.help.path)
        else:
            self.nav.take_focus()

    def _arrange(self) -> None:
        dp, beside_form = theme.look.dp, self.pages.currentWidget() is not self.pack
        preview = self.preview if self.preview_wanted and beside_form else None
        aside = self.aside.wanted and beside_form
        if preview and aside and self.width() < dp(_NAV_WIDTH + _PAGE_AT_EASE + _PREVIEW_LEAST + _ASIDE_WIDTH):
            preview, aside = (preview, False) if self._preview_first else (None, True)
        room = self.width() - dp(_PAGE_LEAST) - (dp(_PREVIEW_LEAST) if preview else 0)
        aside = aside and (self._asked or preview is not None or room >= dp(_NAV_WIDTH + _ASIDE_WIDTH))
        self.aside.setVisible(aside)
        if self.preview:
            self.preview.setVisible(preview is not None)
        self.nav.setVisible(room >= dp(_NAV_WIDTH + (_ASIDE_WIDTH if aside else 0)) or not (aside or preview))

    def _spread(self) -> None:
        dp = theme.look.dp
        self.splitter.setSizes([dp(_NAV_WIDTH), max(self.width() - dp(_NAV_WIDTH + _ASIDE_WIDTH), dp(_PAGE_LEAST)), dp(_ASIDE_WIDTH)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)

    def _attachments_page(self) -> AttachmentsPage:
        if self.attachments is None:
            self.attachments = AttachmentsPage(self.document, self._examine, self._reduce)
            self.attachments.opened.connect(self.file_opened)
            self.pages.addWidget(self.attachments)
        return self.attachments


class Aside(QFrame):
    """Ceiling above; below it, problems or help; of a profile, what suits the enterprise comes first."""

    def __init__(self, document: Document, advice: AdvicePanel | None, *, with_ceiling: bool) -> None:
        super().__init__()
        self._document = document
        self.wanted = True
        self.setProperty("role", "aside")
        self.ceiling = CeilingCard(document) if with_ceiling else None
        self.problems = ProblemsPanel(document)
        self.help = HelpPanel(document)
        self.advice = advice
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        tabs = QHBoxLayout()
        tabs.setSpacing(theme.XS)
        self.problems_tab, self.help_tab, self.advice_tab = QPushButton(), QPushButton(), QPushButton()
        first = [(self.advice_tab, advice)] if advice else []
        for at, (tab, panel) in enumerate((*first, (self.problems_tab, self.problems), (self.help_tab, self.help))):
            tab.setCheckable(True)
            tab.setProperty("kind", "quiet")
            self._tabs.addButton(tab, at)
            self._stack.addWidget(panel)
            tabs.addWidget(tab)
        tabs.addStretch(1)
        put(self.help_tab, "ui.aside.help")
        put(self.advice_tab, "advice.tab")
        (self.advice_tab if advice else self.problems_tab).setChecked(True)
        self._tabs.idClicked.connect(self._stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        column.setSpacing(theme.S)
        if self.ceiling:
            column.addWidget(self.ceiling)
        column.addLayout(tabs)
        column.addWidget(self._stack, 1)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._count)
        document.changed.connect(lambda: self._soon.start())
        language.changed.connect(self._count)
        self._count()

    def sources(self) -> list[SignalInstance]:
        """Signals that name a path to go to."""
        return [self.problems.go_to, *([self.ceiling.go_to] if self.ceiling else []), *([self.advice.go_to] if self.advice else [])]

    def show_problems(self) -> None:
        """Brings the list of problems to the front."""
        self.problems_tab.click()

    def _count(self) -> None:
        count = sum(is_open(finding) and not is_unanswered(finding) for finding in self._document.findings())
        self.problems_tab.setText(say("ui.aside.problems", count=count) if count else say("ui.aside.no_problems"))
