"""The pages and panels of an open application: where one is led, what is shown, and what each says about the same answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shenbao.ui.document import Document
from shenbao.ui.form.attachments import AttachmentsPage
from shenbao.ui.form.ceiling import CeilingCard
from shenbao.ui.form.help import HelpPanel
from shenbao.ui.form.missing import MissingLinks
from shenbao.ui.form.page import FormPage
from shenbao.ui.form.problems import ProblemsPanel
from shenbao.ui.form.question import Question
from shenbao.ui.grid.panel import GridPanel
from shenbao.ui.tasks import Task
from shenbao.ui.words import language
from ui.small import small_document, type_in

FILE = {"name": "licence.pdf", "sha256": "a" * 64, "bytes": "2048", "pages": "3", "verdict": "merged", "merged": "b" * 64, "note": "[]"}


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    yield
    language.switch("zh")


W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W) -> W:
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def question(page: FormPage, path: str) -> Question:
    found = [each for each in page.findChildren(Question) if each.path == path and each.isVisible()]
    assert len(found) == 1
    return found[0]


def words_of(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


# -- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(qtbot: QtBot) -> FormPage:
    made = FormPage(small_document(rows=2))
    made.show_section("who")
    return shown(qtbot, made)


def test_enter_goes_from_question_to_question_and_on_to_the_next_section(page: FormPage, qtbot: QtBot) -> None:
    question(page, "who.name").editor.setFocus()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert page.focusWidget() is question(page, "who.code").editor.target()
    question(page, "who.intro").editor.setFocus()
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.section == "money"
    assert isinstance(page.focusWidget(), type(page.findChildren(GridPanel)[0].view))


def test_tab_follows_reading_order(page: FormPage, qtbot: QtBot) -> None:
    question(page, "who.name").editor.setFocus()
    visited = []
    for _ in range(4):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        here: QObject | None = page.focusWidget()
        while here is not None and not isinstance(here, Question):
            here = here.parent()
        assert isinstance(here, Question)
        visited.append(here.path)
    assert visited == ["who.code", "who.person", "who.postcode", "who.since"]


def test_one_is_led_to_a_field_and_to_a_cell(page: FormPage, qtbot: QtBot) -> None:
    page.go_to("who.district")
    assert page.focusWidget() is question(page, "who.district").editor.target()
    row = page.document.rows("money.list")[1]
    page.go_to(f"money.list/{row}/amount")
    assert page.section == "money"
    index = page.findChildren(GridPanel)[0].view.currentIndex()
    assert (index.row(), index.column()) == (1, 2)


def test_the_whole_form_shows_every_section_and_leads_to_each_field(page: FormPage, qtbot: QtBot) -> None:
    page.show_whole()
    qtbot.waitUntil(lambda: any(each.path == "who.name" and each.isVisible() for each in page.findChildren(Question)))
    page.go_to("money.request")
    assert page.focusWidget() is question(page, "money.request").editor.target()
    assert page.section == ""


def test_an_answer_appears_where_it_was_not_typed(page: FormPage, qtbot: QtBot) -> None:
    page.document.set("who.name", "灵枢")
    target = question(page, "who.name").editor.target()
    assert isinstance(target, QLineEdit)
    assert target.text() == "灵枢"
    page.show_section("money")
    page.document.set("who.name", "灵枢机器人")
    page.show_section("who")
    assert target.text() == "灵枢机器人", "a page out of sight catches up when it is shown"


def test_a_question_that_appears_above_does_not_move_the_one_in_use(page: FormPage, qtbot: QtBot) -> None:
    page.resize(900, 300)
    editor = question(page, "who.intro").editor
    page.go_to("who.intro")
    QApplication.processEvents()
    before = editor.mapTo(page, editor.rect().topLeft()).y()
    page.document.set("who.listed", "yes")
    QApplication.processEvents()
    assert question(page, "who.market").isVisible()
    assert editor.mapTo(page, editor.rect().topLeft()).y() == before


def test_help_opens_in_its_place(page: FormPage, qtbot: QtBot) -> None:
    help_button = question(page, "who.name").help
    qtbot.mouseClick(help_button, Qt.MouseButton.LeftButton)
    assert "与执照一致" in words_of(help_button.panel)
    language.switch("en")
    assert "As on the licence" in words_of(help_button.panel)


# -- problems ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def troubled() -> Document:
    """Asks for 1 万元 while the ceiling is 60 yuan, and was founded yesterday."""
    return small_document(("money.request", "1"), ("who.since", "2026-03-04"), rows=2)


def test_problems_are_grouped_and_lead_to_their_field(troubled: Document, qtbot: QtBot) -> None:
    panel = shown(qtbot, ProblemsPanel(troubled))
    blocking, warnings, unanswered, _, _ = panel.groups
    assert [row.finding.code for row in blocking.rows] == ["C1"]
    assert [row.finding.code for row in warnings.rows] == ["C2"]
    assert unanswered.isVisible()
    assert not unanswered.rows, "closed until asked for"
    with qtbot.waitSignal(panel.go_to) as led:
        qtbot.keyClick(blocking.rows[0], Qt.Key.Key_Return)
    assert led.args == ["money.request"]
    with qtbot.waitSignal(panel.go_to) as led:
        qtbot.mouseClick(warnings.rows[0], Qt.MouseButton.LeftButton)
    assert led.args == ["who.since"]


def test_f8_visits_one_problem_after_the_other(troubled: Document, qtbot: QtBot) -> None:
    panel = shown(qtbot, ProblemsPanel(troubled))
    led: list[str] = []
    panel.go_to.connect(led.append)
    for _ in range(3):
        panel.next_problem()
    assert led == ["money.request", "who.since", "who.name"]


def test_a_warning_is_settled_with_a_reason(troubled: Document, qtbot: QtBot) -> None:
    panel = shown(qtbot, ProblemsPanel(troubled))
    row = panel.groups[1].rows[0]
    qtbot.mouseClick(row.settle, Qt.MouseButton.LeftButton)
    assert row.reason is not None
    with qtbot.waitSignal(troubled.changed):
        type_in(row.reason, "更名重新登记")
    assert troubled.state("reasons.C2").stored == "更名重新登记"
    assert row.reason is not None, "the row is left alone while one types in it"
    row.setFocus()
    qtbot.waitUntil(lambda: not panel.groups[1].isVisible())
    settled = panel.groups[4]
    settled.head.click()
    assert "更名重新登记" in settled.rows[0].basis.text()


def test_a_solved_problem_disappears(troubled: Document, qtbot: QtBot) -> None:
    panel = shown(qtbot, ProblemsPanel(troubled))
    troubled.set("money.request", "0.005")
    assert not panel.groups[0].isVisible()


# -- ceiling ----------------------------------------------------------------------------------------------------------


def test_an_unknown_ceiling_says_what_is_missing(qtbot: QtBot) -> None:
    card = shown(qtbot, CeilingCard(small_document()))
    assert card.amount.text() == "还不能算出"
    with qtbot.waitSignal(card.go_to) as led:
        qtbot.mouseClick(card.missing.links[0], Qt.MouseButton.LeftButton)
    assert led.args == ["money.list"]


def test_what_is_missing_is_named_in_the_order_of_the_form(qtbot: QtBot) -> None:
    document = small_document()
    rows = document.insert_rows("money.list", 0, [{"number": str(at)} for at in range(1, 4)])
    assert rows
    first, second, third = document.rows("money.list")
    links = shown(qtbot, MissingLinks(document))
    links.fill([f"money.list/{third}/amount", "money.list", f"money.list/{first}/amount", "who.name", f"money.list/{second}/amount"])
    assert [link.text() for link in links.links] == ["单位名称", "合同", "合同第1行：金额", "合同第2行：金额", "合同第3行：金额"]


def test_the_ceiling_is_said_in_figures_and_words_against_what_is_asked(troubled: Document, qtbot: QtBot) -> None:
    card = shown(qtbot, CeilingCard(troubled))
    assert card.amount.text() == "60.00 元"
    assert card.words.text() == "人民币陆拾元整"
    assert card.asked.text() == "申请 10,000.00 元，超出上限 9,940.00 元"
    troubled.set("money.request", "0.003")
    assert card.asked.text() == "申请 30.00 元"


def test_the_steps_name_value_and_clause(troubled: Document, qtbot: QtBot) -> None:
    card = shown(qtbot, CeilingCard(troubled))
    qtbot.mouseClick(card.opener, Qt.MouseButton.LeftButton)
    said = words_of(card.steps)
    assert "合同金额" in said
    assert "200.00 元" in said
    assert "30% of the contract value" in said


# -- help -------------------------------------------------------------------------------------------------------------


def test_help_follows_the_question_and_the_language(qtbot: QtBot) -> None:
    panel = shown(qtbot, HelpPanel(small_document()))
    panel.show_path("who.name")
    assert "与执照一致" in words_of(panel)
    assert "译名" in words_of(panel), "the title is our rendering"
    language.switch("en")
    assert "As on the licence" in words_of(panel)
    assert "译名" not in words_of(panel)


# -- attachments ------------------------------------------------------------------------------------------------------


class Desk:
    """Records what was handed over for examination."""

    def __init__(self) -> None:
        self.owner = QObject()
        self.given: list[tuple[str, Path]] = []
        self.smaller: list[tuple[str, str]] = []
        self.tasks: list[Task] = []

    def examine(self, slot: str, file: Path) -> Task:
        self.given.append((slot, file))
        return self._started()

    def reduce(self, row: str, manner: str) -> Task:
        self.smaller.append((row, manner))
        return self._started()

    def _started(self) -> Task:
        self.tasks.append(Task(self.owner))
        return self.tasks[-1]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def attachments(qtbot: QtBot, desk: Desk) -> AttachmentsPage:
    return shown(qtbot, AttachmentsPage(small_document(("who.listed", "no")), desk.examine, desk.reduce))


def test_slots_come_with_the_answers(attachments: AttachmentsPage) -> None:
    assert {code: card.chip.text() for code, card in attachments.cards.items()} == {"A01": "必交", "A02": "如有请附"}
    attachments.document.set("who.listed", "yes")
    assert attachments.cards["A02"].chip.text() == "必交"
    assert attachments.count.text() == "必交 2 项，已有 0 项"


def test_a_dropped_file_is_examined_while_the_card_says_so(attachments: AttachmentsPage, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "营业执照.pdf"
    file.write_bytes(b"%PDF")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    card = attachments.cards["A01"]
    drop = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    card.dropEvent(drop)
    assert desk.given == [("A01", file)]
    assert "正在检查 营业执照.pdf" in words_of(card)
    attachments.document.attach("A01", FILE)
    desk.tasks[0].done.emit(None)
    assert "正在检查" not in words_of(card)
    assert card.chip.text() == "1 个文件，3 页"


def test_files_are_pasted_into_the_slot_with_the_focus(attachments: AttachmentsPage, desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    QApplication.clipboard().setMimeData(mime)
    attachments.go_to("attachments.A02")
    qtbot.keyClick(attachments.cards["A02"].add, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.given == [("A02", file)]


def test_what_is_said_about_a_file_is_typed_in_its_row(attachments: AttachmentsPage, qtbot: QtBot) -> None:
    document = attachments.document
    document.attach("A01", FILE)
    (row,) = attachments.cards["A01"].rows.values()
    assert set(row.inputs) == {"title", "valid_to", "copy"}
    line = row.inputs["valid_to"]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    with qtbot.waitSignal(document.changed):
        type_in(line, "20281231")
    assert row.cell("valid_to") == "2028-12-31"


def test_files_are_reordered_and_taken_out_with_undo(attachments: AttachmentsPage, qtbot: QtBot) -> None:
    document = attachments.document
    for name in ("one.pdf", "two.pdf"):
        document.attach("A01", {**FILE, "name": name, "sha256": name * 8})
    card = attachments.cards["A01"]
    first, second = document.rows("attachments.A01")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(card.rows[first], Qt.Key.Key_Down, both)
    assert document.rows("attachments.A01") == (second, first)
    qtbot.mouseClick(card.rows[first].remove, Qt.MouseButton.LeftButton)
    assert document.rows("attachments.A01") == (second,)
    document.undo()
    assert document.rows("attachments.A01") == (second, first)


def test_a_large_file_can_be_made_smaller(attachments: AttachmentsPage, desk: Desk) -> None:
    document = attachments.document
    document.attach("A01", {**FILE, "bytes": "12000000"})
    document.attach("A01", {**FILE, "name": "small.pdf", "bytes": "90000"})
    large, small = attachments.cards["A01"].rows.values()
    assert not large.shrink.isHidden()
    assert small.shrink.isHidden()
    menu = large.shrink.menu()
    menu.aboutToShow.emit()
    offered = {action.text(): action for action in menu.actions() if action.text()}
    assert list(offered)[-3:] == ["清晰（200 dpi）", "一般（150 dpi）", "最小（120 dpi）"]
    offered["一般（150 dpi）"].trigger()
    assert desk.smaller == [(f"attachments.A01/{large.row}", "usual")]
    assert not large.shrink.isEnabled()
    desk.tasks[0].failed.emit(None)
    assert large.shrink.isEnabled()


def test_a_problem_leads_to_its_slot(attachments: AttachmentsPage) -> None:
    attachments.go_to("attachments.A01")
    assert attachments.cards["A01"].add.hasFocus()


def test_a_refused_file_says_so_and_asks_nothing_more(attachments: AttachmentsPage) -> None:
    document = attachments.document
    document.attach("A01", {**FILE, "name": "bad.pdf", "verdict": "refused:not-a-document", "pages": "0", "merged": ""})
    card = attachments.cards["A01"]
    (row,) = card.rows.values()
    assert "不能并入" in words_of(row)
    assert not row.about.isVisible()
    assert card.chip.property("role") == "chip-danger"
    assert "bad.pdf" in card.problem.words.text()


def test_the_following_pages_are_made_ready_while_nobody_waits(qtbot: QtBot) -> None:
    document = small_document(rows=3)
    page = FormPage(document)
    qtbot.addWidget(page)
    page.show()
    page.show_section("who")
    qtbot.waitUntil(lambda: "money" in page._papers and page._papers["money"].bodies["money"].complete)
    made = page._papers["money"].bodies["money"]
    assert not made.isVisible()
    document.set("money.request", "12")
    page.show_section("money")
    assert page._papers["money"].bodies["money"] is made
    item = made.item_for("money.request")
    assert item is not None
    assert document.state("money.request").stored == "120000.00"
    assert made.isVisible()
