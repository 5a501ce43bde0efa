"""The main job, step by step, in the real window. Every step does what a person does and then looks whether it came about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from shenbao import durable
from shenbao.forms.schema import Kind
from shenbao.records import Level, Outcome
from shenbao.ui import theme
from shenbao.ui.begin import BeginPage
from shenbao.ui.desk import Desk
from shenbao.ui.document import Document
from shenbao.ui.form.file_row import FileRow
from shenbao.ui.form.paper import Paper
from shenbao.ui.form.problems import ProblemGroup
from shenbao.ui.form.question import Question
from shenbao.ui.form.sections import section_of
from shenbao.ui.grid.panel import GridPanel
from shenbao.ui.nav import NavButton
from shenbao.ui.pack_page import PackPage
from shenbao.ui.places import ATTACHMENTS, PACK
from shenbao.ui.tour.example import Example
from shenbao.ui.tour.hands import Key, Lost, Modifier, answer, click, drop, paste_into, press, until, write, write_over
from shenbao.ui.window import MainWindow
from shenbao.ui.words import language

PACK_FILE = "pack.pdf"
_ONE_FEN = Decimal("0.01")
_BUILDING = 120
"""Seconds a pack may take on a slow machine."""

_DRAWING_MS = 700
_CHAPTER = 1
"""The second entry of a pack's outline: the application form."""

ORDER = (
    "start", "begin", "fill", "kinds", "table", "rest", "attachments",
    "problem", "draft", "ceiling", "warning", "final", "language", "dark", "library",
)  # fmt: skip
"""The steps; each is a method of `Steps` and a caption `tour.step.<name>`."""


class Steps:
    """One walk through the program. A step that did not come about raises Lost."""

    def __init__(self, window: MainWindow, example: Example, out: Path) -> None:
        self.window, self.example, self.out = window, example, out

    def all(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Name and action of each step, in order."""
        return ((name, getattr(self, name)) for name in ORDER)

    # -- what a person looks at ---------------------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        if self.window.document is None:
            raise Lost("document")
        return self.window.document

    @property
    def desk(self) -> Desk:
        if self.window.desk is None:
            raise Lost("desk")
        return self.window.desk

    def go(self, place: str) -> None:
        """One click in the navigation."""
        click(next(button for button in self.desk.nav.findChildren(NavButton) if button.place == place and button.isVisible()))

    def item(self, path: str) -> Question | GridPanel:
        """The question or table of `path`, on its own page."""
        section = section_of(self.example.scheme, path)
        if self.desk.nav.current_section() != section or self.desk.pages.currentWidget() is not self.desk.form:
            self.go(section)
        paper = self.desk.form.stack.currentWidget()
        assert isinstance(paper, Paper)
        item = paper.build(section).item_for(path)
        if item is None:
            raise Lost(path)
        return item

    def type_in(self, path: str, typed: str, stored: str) -> None:
        """Answers the question of `path`; it must then hold `stored`."""
        question = self.item(path)
        assert isinstance(question, Question)
        answer(question.editor, typed)
        until(lambda: self.document.state(path).stored == stored, path)

    # -- the job ------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """An empty library says how to begin."""
        until(lambda: self.window.pages.currentWidget() is self.window.start, "start")
        _expect(self.window.model.rowCount() == 0, "library")

    def begin(self) -> None:
        """Ctrl+N, the scheme, the name of the enterprise."""
        press(Key.Key_N, Modifier.ControlModifier)
        page = self._begin_page()
        offers = page.offers
        at = next(at for at in range(offers.count()) if offers.item(at).data(Qt.ItemDataRole.UserRole).row.id == self.example.scheme.id)
        offers.scrollToItem(offers.item(at))
        click(offers.viewport(), offers.visualItemRect(offers.item(at)).center())
        click(page.name)
        write(self.example.stored(self.example.scheme.applicant_path))
        _expect(page.start.isEnabled(), "ui.begin.start")

    def _begin_page(self) -> BeginPage:
        page = self.window.pages.currentWidget()
        if not isinstance(page, BeginPage):
            raise Lost("ui.begin.title")
        return page

    def fill(self) -> None:
        """Every question of the first section, by mouse and keys, in the order in which they appear."""
        click(self._begin_page().start)
        until(lambda: self.window.desk is not None, "desk")
        first = self.example.scheme.sections[0].id
        for path in self.example.answered():
            place = self.example.scheme.places.get(path)
            if place is not None and place.section == first and self.document.state(path).visible:
                self.type_in(path, self.example.typed(path), self.example.stored(path))

    def kinds(self) -> None:
        """One date, one amount and one long text of other sections."""
        scheme = self.example.scheme
        for kind in (Kind.DATE, Kind.MONEY, Kind.LONG_TEXT):
            of_kind = (path for path in self.example.answered() if path in scheme.places and scheme.fields[path].kind is kind)
            states = (self.document.state(path) for path in of_kind)
            path = next((state.path for state in states if state.visible and not state.stored), "")
            _expect(path, kind.value)
            self.type_in(path, self.example.typed(path), self.example.stored(path))

    def table(self) -> None:
        """A table copied from a spreadsheet."""
        table = self.example.widest_table()
        panel = self.item(table)
        assert isinstance(panel, GridPanel)
        paste_into(panel.view, self.example.block(table))
        _expect(len(self.document.rows(table)) == len(self.example.rows(table)), table)

    def rest(self) -> None:
        """All other answers at once, as an import writes them: typed text, one step of undo for each table."""
        cells = [(path, self.example.typed(path)) for path in self.example.answered()]
        self.document.set_many([(path, typed) for path, typed in cells if self.document.state(path).stored != self.example.stored(path)])
        for table in self.example.tables():
            if not self.document.rows(table):
                self.document.insert_rows(table, 0, self.example.rows(table))
        for section in self.document.outline():
            _expect(section.asked == section.answered, section.id)
        self.go(self.example.scheme.sections[1].id)

    def attachments(self) -> None:
        """The papers dropped on their slots, and one of them given its title by hand."""
        self.go(ATTACHMENTS)
        page = self.desk.attachments
        assert page is not None
        slots: dict[str, list[Path]] = {}
        for named in self.example.files:
            slots.setdefault(named.slot, []).append(self.example.folder / named.file)
        for slot, files in slots.items():
            drop(page.cards[slot], files)
        until(lambda: all(len(page.cards[slot].rows) == len(files) for slot, files in slots.items()), "attachments", _BUILDING)
        self._describe_files()
        page.verticalScrollBar().setValue(0)
        for slot in slots:
            _expect(not any(row.cell("verdict").startswith("refused") for row in page.cards[slot].rows.values()), slot)

    def _describe_files(self) -> None:
        """What the example says about its papers: the first title typed, everything else written as an import would."""
        page = self.desk.attachments
        assert page is not None
        for at, named in enumerate(self.example.files):
            row = next(row for row in page.cards[named.slot].rows.values() if row.cell("name") == Path(named.file).name)
            if at == 0:
                click(row.inputs["title"])
                write_over(named.cells["title"])
                press(Key.Key_Tab)
                until(partial(_holds, row, named.cells["title"]), named.slot)
            table = f"attachments.{named.slot}"
            self.document.set_many([(f"{table}/{row.row}/{cell}", text) for cell, text in named.cells.items() if cell != "pages"])

    def problem(self) -> None:
        """One fen too much is asked for: it is said at once, and one click leads back to it from anywhere."""
        headline, request = self.document.headline, self.example.scheme.request
        if headline is None or not isinstance(headline.value, Decimal):
            raise Lost("headline")
        too_much = headline.value + _ONE_FEN
        self.type_in(request, f"{too_much}元", str(too_much))
        self.go(self.example.scheme.sections[0].id)
        panel = self.desk.aside.problems
        until(lambda: any(row.finding.path == request for row in panel.groups[0].rows), request)
        row = next(row for row in panel.groups[0].rows if row.finding.path == request)
        _expect(row.finding.over == _ONE_FEN and row.finding.outcome is Outcome.VIOLATED, row.finding.code)
        click(row.title, QPoint(4, 4))
        question = self.item(request)
        until(lambda: question.isAncestorOf(_focused(self.window)), request)

    def draft(self) -> None:
        """While something blocks, a draft can be built and nothing else."""
        self.go(PACK)
        _expect(not self._pack_page().final.isEnabled(), "ui.pack.final")
        self._build()

    def ceiling(self) -> None:
        """The amount is put right, and the ceiling opened: its steps, the clause quoted."""
        request = self.example.scheme.request
        self.type_in(request, self.example.typed(request), self.example.stored(request))
        card = self.desk.aside.ceiling
        assert card is not None
        click(card.opener)
        headline = self.document.headline
        shown = {label.text() for label in card.steps.findChildren(QLabel)}
        told = [step.label[language.code] for step in headline.steps if step.label] if headline is not None else []
        _expect(card.steps.isVisible() and told and shown.issuperset(told), "steps")

    def warning(self) -> None:
        """Every warning is settled with its reason."""
        click(self._card_opener())
        panel = self.desk.aside.problems
        for code, reason in self.example.reasons().items():
            self._settle(panel.groups[1], code, reason)
        open_warnings = [found for found in self.document.findings() if found.outcome is Outcome.VIOLATED and found.level is not Level.NOTE]
        _expect(all(found.reason or found.final_only for found in open_warnings), "warnings")

    def _settle(self, warnings: ProblemGroup, code: str, reason: str) -> None:
        until(lambda: any(row.finding.code == code for row in warnings.rows), code)
        row = next(row for row in warnings.rows if row.finding.code == code)
        click(row.settle)
        write(reason)
        press(Key.Key_Tab)
        until(lambda: self.document.state(f"reasons.{code}").stored == reason, code)

    def _card_opener(self) -> QWidget:
        card = self.desk.aside.ceiling
        assert card is not None
        return card.opener

    def final(self) -> None:
        """The final pack, built, shown and copied out."""
        self.go(PACK)
        page = self._pack_page()
        click(page.final)
        _expect(page.final.isChecked(), "ui.pack.final")
        self._build()
        outline = page.view.outline
        chapter = page.view.bookmarks.index(_CHAPTER, 0)
        click(outline.viewport(), outline.visualRect(chapter).center())
        QTest.qWait(_DRAWING_MS)
        _expect(page.result is not None and page.result.final, "ui.pack.final")
        assert page.result is not None
        durable.write_file(self.out / PACK_FILE, durable.read_chunks(page.result.path))

    def _pack_page(self) -> PackPage:
        page = self.desk.pack
        assert isinstance(page, PackPage)
        return page

    def _build(self) -> None:
        page = self._pack_page()
        before = page.result
        click(page.start)
        until(lambda: page.result is not before or page.messages.bars(), "ui.pack.build", _BUILDING)
        _expect(page.result is not before, page.messages.bars()[0].text.text() if page.messages.bars() else "pack")
        assert page.result is not None
        _expect(page.view.document.pageCount() == page.result.pages, "pages")
        # The viewer draws its pages beside the window and does not say when it is done.
        QTest.qWait(_DRAWING_MS)

    def language(self) -> None:
        """Ctrl+L: the same application in the other language."""
        before = language.code
        self.go(self.example.scheme.places[self.example.scheme.request].section)
        press(Key.Key_L, Modifier.ControlModifier)
        _expect(language.code != before, "language")

    def dark(self) -> None:
        """Ctrl+Shift+L: the same in dark colours, at the table that was pasted."""
        press(Key.Key_L, Modifier.ControlModifier)
        press(Key.Key_L, Modifier.ControlModifier | Modifier.ShiftModifier)
        _expect(theme.colours().scheme == "dark", "dark")
        self.item(self.example.widest_table())

    def library(self) -> None:
        """Back to the list, where the application is ready."""
        press(Key.Key_L, Modifier.ControlModifier | Modifier.ShiftModifier)
        press(Key.Key_W, Modifier.ControlModifier)
        until(lambda: self.window.model.rowCount() == 1, "library")
        info = self.window.model.info(self.window.model.index(0, 0))
        _expect(info.summary.blocking == 0 and info.summary.amount != "", "library")


def _holds(row: FileRow, title: str) -> bool:
    return row.cell("title") == title


def _focused(window: MainWindow) -> QWidget:
    return window.focusWidget() or window


def _expect(held: object, what: str) -> None:
    if not held:
        raise Lost(what)
