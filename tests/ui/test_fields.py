"""The editors: what is shown at rest and while typing, when typing becomes an answer, and what each key does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shenbao.ui.document import Document
from shenbao.ui.fields.combo import ComboEditor
from shenbao.ui.fields.date import CalendarPopup, DateEditor
from shenbao.ui.fields.editor import Editor
from shenbao.ui.fields.line import LineEditor
from shenbao.ui.fields.long_text import LongTextEditor
from shenbao.ui.fields.segments import SegmentsEditor
from shenbao.ui.fields.several import SeveralEditor
from shenbao.ui.form.faults import by_path
from shenbao.ui.form.question import Question
from shenbao.ui.words import language
from ui.small import TODAY, small_document, type_in

Ask = Callable[..., Question]


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    yield
    language.switch("zh")


@pytest.fixture
def elsewhere(qtbot: QtBot) -> QLineEdit:
    """Another control of the window, to take the focus away."""
    return QLineEdit()


@pytest.fixture
def ask(qtbot: QtBot, elsewhere: QLineEdit) -> Ask:
    """Shows the question of a path in a window and gives it the focus."""

    windows: list[QWidget] = []

    def show(document: Document, path: str) -> Question:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        question = Question(document, path)
        column.addWidget(question)
        column.addWidget(elsewhere)
        document.changed.connect(lambda changes, initiator: question.follow(changes))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        question.editor.setFocus()
        return question

    return show


def line_of(question: Question) -> QLineEdit:
    assert isinstance(question.editor, LineEditor)
    return question.editor.line


# -- when typing becomes an answer ------------------------------------------------------------------------------------


def test_typing_is_an_answer_after_a_pause(ask: Ask, qtbot: QtBot) -> None:
    document = small_document()
    line = line_of(ask(document, "who.name"))
    with qtbot.waitSignal(document.changed):
        type_in(line, "Lingshu")
    assert document.state("who.name").stored == "Lingshu"
    assert line.text() == "Lingshu"
    assert line.cursorPosition() == 7


def test_typing_is_an_answer_on_leaving(ask: Ask, qtbot: QtBot, elsewhere: QLineEdit) -> None:
    document = small_document()
    type_in(line_of(ask(document, "who.name")), "Lingshu")
    elsewhere.setFocus()
    assert document.state("who.name").stored == "Lingshu"


def test_nothing_is_committed_while_an_input_method_composes(ask: Ask, qtbot: QtBot) -> None:
    document = small_document()
    question = ask(document, "who.name")
    line = line_of(question)
    type_in(line, "A")
    QApplication.sendEvent(line, QInputMethodEvent("ling shu", []))
    with qtbot.assertNotEmitted(document.changed, wait=400):
        pass
    composed = QInputMethodEvent()
    composed.setCommitString("灵枢")
    with qtbot.waitSignal(document.changed):
        QApplication.sendEvent(line, composed)
    assert document.state("who.name").stored == "A灵枢"


def test_undo_inside_a_field_is_the_documents(ask: Ask, qtbot: QtBot) -> None:
    document = small_document(("who.name", "甲"))
    line = line_of(ask(document, "who.name"))
    qtbot.keyClick(line, Qt.Key.Key_End)
    type_in(line, "乙")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.state("who.name").stored == "甲乙", "the pending text is committed before the window's undo takes it back"
    document.undo()
    assert line.text() == "甲"


def test_enter_asks_for_the_next_question(ask: Ask, qtbot: QtBot) -> None:
    question = ask(small_document(), "who.name")
    with qtbot.waitSignal(question.advanced):
        qtbot.keyClick(line_of(question), Qt.Key.Key_Return)


# -- how values are shown ---------------------------------------------------------------------------------------------


def test_money_is_grouped_at_rest_and_plain_while_typing(ask: Ask, qtbot: QtBot, elsewhere: QLineEdit) -> None:
    document = small_document()
    question = ask(document, "money.request")
    line = line_of(question)
    type_in(line, "1234.5")
    elsewhere.setFocus()
    assert line.text() == "1,234.50"
    assert document.state("money.request").stored == "12345000.00", "typed in 万元, stored in yuan"
    assert question.words.text() == "人民币壹仟贰佰叁拾肆万伍仟元整"
    line.setFocus()
    assert line.text() == "1234.50"


def test_full_width_digits_become_ordinary_ones(ask: Ask, qtbot: QtBot, elsewhere: QLineEdit) -> None:
    document = small_document()
    line = line_of(ask(document, "money.request"))
    type_in(line, "１２．５")
    elsewhere.setFocus()
    assert line.text() == "12.50"


def test_what_cannot_be_read_is_kept_and_marked(ask: Ask, qtbot: QtBot, elsewhere: QLineEdit) -> None:
    question = ask(small_document(), "money.request")
    line = line_of(question)
    type_in(line, "about 12")
    elsewhere.setFocus()
    assert line.text() == "about 12"
    assert line.property("role") == "invalid"
    assert question.problem.isVisible()
    assert question.problem.words.text()


def test_what_is_worth_a_look_is_a_warning_until_it_is_explained(ask: Ask) -> None:
    document = small_document(("who.postcode", "100000"))
    question = ask(document, "who.postcode")
    question.show_faults(by_path(document.findings()))
    assert question.problem.words.property("role") == "text-warning"
    assert line_of(question).property("role") != "invalid"
    document.set("reasons.R04.remark", "外地办公")
    question.show_faults(by_path(document.findings()))
    assert not question.problem.isVisible()


def test_a_private_value_is_masked_until_it_has_the_focus(ask: Ask, qtbot: QtBot, elsewhere: QLineEdit) -> None:
    line = line_of(ask(small_document(("who.person", "11010519491231002X")), "who.person"))
    assert line.text() == "11010519491231002X"
    elsewhere.setFocus()
    assert line.text() == "110105********002X"


def test_an_identifier_is_read_in_groups(ask: Ask, elsewhere: QLineEdit) -> None:
    line = line_of(ask(small_document(("who.code", "91350100M000100Y43")), "who.code"))
    elsewhere.setFocus()
    assert line.text() == "9135 0100 M000 100Y 43"


def test_a_computed_value_cannot_be_typed_over(ask: Ask, qtbot: QtBot) -> None:
    question = ask(small_document(rows=2), "money.total")
    assert line_of(question).isReadOnly()
    assert line_of(question).text() == "200.00"


def test_what_is_asked_only_sometimes_comes_and_goes(ask: Ask) -> None:
    document = small_document()
    question = ask(document, "who.market")
    assert not question.isVisible()
    document.set("who.listed", "yes")
    assert question.isVisible()


def test_words_follow_the_language(ask: Ask) -> None:
    question = ask(small_document(), "who.name")
    assert question.label.text() == "单位名称 *"
    language.switch("en")
    assert question.label.text() == "Name *"
    assert line_of(question).accessibleName() == "Name required"


# -- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["2026-3-5", "20260305", "2026年3月5日", "2026/3/5"])
def test_dates_are_typed_freely(ask: Ask, qtbot: QtBot, elsewhere: QLineEdit, typed: str) -> None:
    document = small_document()
    line = line_of(ask(document, "who.since"))
    type_in(line, typed)
    elsewhere.setFocus()
    assert line.text() == "2026-03-05"


def test_ctrl_semicolon_is_today(ask: Ask, qtbot: QtBot) -> None:
    document = small_document()
    qtbot.keyClick(line_of(ask(document, "who.since")), Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert document.state("who.since").value == TODAY


def test_a_day_is_chosen_from_the_calendar(ask: Ask, qtbot: QtBot) -> None:
    document = small_document(("who.since", "2020-02-29"))
    editor = ask(document, "who.since").editor
    assert isinstance(editor, DateEditor)
    qtbot.mouseClick(editor.button, Qt.MouseButton.LeftButton)
    popup = editor.findChild(CalendarPopup)
    assert popup is not None
    assert popup.calendar.selectedDate().toPython() == date(2020, 2, 29)
    qtbot.keyClick(popup.calendar.focusProxy() or popup.calendar, Qt.Key.Key_Left)
    popup.calendar.activated.emit(popup.calendar.selectedDate())
    assert document.state("who.since").stored == "2020-02-28"


# -- choices ----------------------------------------------------------------------------------------------------------


def segments(question: Question) -> SegmentsEditor:
    assert isinstance(question.editor, SegmentsEditor)
    return question.editor


def test_yes_is_one_click_and_a_second_takes_it_back(ask: Ask, qtbot: QtBot) -> None:
    document = small_document()
    editor = segments(ask(document, "who.listed"))
    qtbot.mouseClick(editor.buttons["yes"], Qt.MouseButton.LeftButton)
    assert document.state("who.listed").stored == "yes"
    qtbot.mouseClick(editor.buttons["yes"], Qt.MouseButton.LeftButton)
    assert document.state("who.listed").stored == ""


def test_arrows_choose_among_few_options(ask: Ask, qtbot: QtBot) -> None:
    document = small_document(("who.size", "large"))
    editor = segments(ask(document, "who.size"))
    qtbot.keyClick(editor.buttons["large"], Qt.Key.Key_Right)
    assert document.state("who.size").stored == "small"
    assert editor.buttons["small"].hasFocus()
    qtbot.keyClick(editor.buttons["small"], Qt.Key.Key_Delete)
    assert document.state("who.size").stored == ""


def test_a_long_list_is_searched_by_any_part_of_a_label(ask: Ask, qtbot: QtBot, elsewhere: QLineEdit) -> None:
    document = small_document()
    editor = ask(document, "who.district").editor
    assert isinstance(editor, ComboEditor)
    line = editor.combo.lineEdit()
    assert line is not None
    type_in(line, "浦")
    assert editor.combo.completer().completionCount() == 2
    editor.combo.completer().popup().hide()
    elsewhere.setFocus()
    assert document.state("who.district").stored == "浦", "黄浦 and 杨浦 both fit: kept as typed"
    assert editor.combo.property("role") == "invalid"
    editor.combo.setFocus()
    line.selectAll()
    type_in(line, "徐")
    editor.combo.completer().popup().hide()
    elsewhere.setFocus()
    assert document.state("who.district").stored == "xh"
    assert editor.combo.currentText() == "徐汇区"


def test_several_choices_are_ticked(ask: Ask, qtbot: QtBot) -> None:
    document = small_document()
    editor = ask(document, "who.honours").editor
    assert isinstance(editor, SeveralEditor)
    for code in ("giant", "high"):
        qtbot.keyClick(editor.boxes[code], Qt.Key.Key_Space)
    assert document.state("who.honours").stored == "high giant"


# -- long text --------------------------------------------------------------------------------------------------------


def long_text(editor: Editor) -> LongTextEditor:
    assert isinstance(editor, LongTextEditor)
    return editor


def test_characters_are_counted_while_typing(ask: Ask, qtbot: QtBot) -> None:
    editor = long_text(ask(small_document(), "who.intro").editor)
    type_in(editor.page, "一二 三")
    assert editor.counter.text() == "3 字，要求 5–20 字"
    assert editor.counter.property("role") == "text-danger"
    type_in(editor.page, "四五")
    assert editor.counter.property("role") == "faint"


def test_only_plain_text_is_pasted(ask: Ask) -> None:
    editor = long_text(ask(small_document(), "who.intro").editor)
    mime = QMimeData()
    mime.setHtml("<b>粗体</b><br>第二行")
    mime.setText("粗体\r\n第二行")
    editor.page.insertFromMimeData(mime)
    assert editor.page.toPlainText() == "粗体\n第二行"


def test_a_text_grows_with_its_content(ask: Ask, qtbot: QtBot) -> None:
    editor = long_text(ask(small_document(), "who.intro").editor)
    before = editor.page.height()
    editor.page.setPlainText("\n".join("十个字一行十个字一行" for _ in range(9)))
    qtbot.waitUntil(lambda: editor.page.height() > before)


def test_a_space_at_the_end_is_not_taken_away_while_typing(ask: Ask, qtbot: QtBot) -> None:
    document = small_document()
    editor = long_text(ask(document, "who.intro").editor)
    with qtbot.waitSignal(document.changed):
        type_in(editor.page, "one two ")
    assert document.state("who.intro").stored == "one two"
    assert editor.page.toPlainText() == "one two "
