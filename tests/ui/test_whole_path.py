"""The whole path of a real applicant by keyboard and mouse alone: from an empty library to a final pack, closed and reopened between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLineEdit, QWidget

from corpus import broken, others, pdfs, pictures
from shenbao import content, paths
from shenbao.forms.catalogue import catalogue
from shenbao.forms.schema import Kind
from shenbao.records import RecordId
from shenbao.ui.appearance import Appearance
from shenbao.ui.begin import BeginPage
from shenbao.ui.fields.long_text import LongTextEditor
from shenbao.ui.form.paper import Paper
from shenbao.ui.form.question import Question
from shenbao.ui.form.sections import sections_of
from shenbao.ui.grid.panel import GridPanel
from shenbao.ui.grid.view import GridView
from shenbao.ui.nav import NavButton
from shenbao.ui.places import ATTACHMENTS, PACK
from shenbao.ui.settings import Settings
from shenbao.ui.tour.example import Example, chosen
from shenbao.ui.tour.hands import Key, Modifier, answer, click, drop, paste_into, press, until, write_over
from shenbao.ui.tour.steps import Steps
from shenbao.ui.window import MainWindow
from shenbao.ui.words import language
from shenbao.workspace import Workspace


def smallest() -> Example:
    """The shortest worked example that asks for money and for papers."""
    forms = catalogue()
    files = [file for scheme in forms.ids() if (file := content.find(f"forms/examples/{scheme}/answers.yaml"))]
    found = (Example(forms.scheme(file.parent.name), file) for file in sorted(files, key=lambda file: file.stat().st_size))
    return next(example for example in found if example.scheme.headline and len(example.files) > 5 and example.tables())


@contextmanager
def program(home: Path, example: Example) -> Iterator[MainWindow]:
    """The program from its start to its end, on the day of the example."""
    settings = Settings(home / "ui.ini")
    settings.language, settings.mode = "zh", "light"
    appearance = Appearance(settings)
    appearance.start()
    workspace = Workspace.open(paths.data(), example.today)
    window = MainWindow(workspace, settings, appearance)
    window.setWindowState(Qt.WindowState.WindowNoState)  # as it was left, it would fill the small screen of the offscreen platform
    window.resize(1366, 768)
    window.show()
    window.start_up()
    window.activateWindow()
    until(window.isActiveWindow, "window")
    try:
        yield window
    finally:
        window.close()
        workspace.close()
        window.deleteLater()
        language.switch("zh")


def fill_in(person: Steps) -> None:
    """Answers everything the example answers and the form asks, page by page, until nothing more appears."""
    example, document, done = person.example, person.document, set[str]()
    progress = True
    while progress:
        progress = False
        for path in (*example.answered(), *example.tables()):
            state = document.state(path)
            if path in done or not state.visible or state.computed:
                continue
            done.add(path)
            progress = True
            if path in example.tables():
                panel = person.item(path)
                assert isinstance(panel, GridPanel)
                if not document.rows(path):
                    paste_into(panel.view, example.block(path))
            elif state.stored != example.stored(path):
                person.type_in(path, example.typed(path), example.stored(path))


def describe_files(person: Steps) -> None:
    """Drops the papers and says about each what the example says, in the widgets of its card."""
    page = person.desk.attachments
    assert page is not None
    for named in person.example.files:
        card = page.cards[named.slot]
        before = set(card.rows)
        drop(card, [person.example.folder / named.file])
        until(lambda card=card, before=before: set(card.rows) - before and not card.waiting, named.slot, 60)
        (new,) = set(card.rows) - before
        row = card.rows[new]
        for cell, text in named.cells.items():
            widget = row.inputs.get(cell)
            if isinstance(widget, QLineEdit):
                click(widget)
                write_over(text)
                press(Key.Key_Tab)
            elif isinstance(widget, QCheckBox):
                click(widget, QPoint(8, widget.height() // 2))
            elif isinstance(widget, QComboBox):
                widget.setFocus()
                press(Key.Key_Down)
            if widget is not None:
                until(lambda row=row, cell=cell, text=text: row.cell(cell) == text, f"{named.slot} {cell}")


def whole_path(home: Path, example: Example, out: Path) -> None:
    with program(home, example) as window:
        person = Steps(window, example, out)
        person.start()
        # The enterprise, once.
        click(next(tab for tab in window.start.findChildren(QAbstractButton) if tab.text() == "申报单位"))
        click(window.start.begin)
        profile = person.document.scheme.applicant_path
        paper = person.desk.form.stack.currentWidget()
        assert isinstance(paper, Paper)
        name = paper.build(person.desk.nav.current_section()).item_for(profile)
        assert isinstance(name, Question)
        answer(name.editor, example.stored(profile))
        press(Key.Key_W, Modifier.ControlModifier)
        until(lambda: window.document is None, "home")
        # The application: the enterprise is known, its name is there already.
        press(Key.Key_N, Modifier.ControlModifier)
        choose_offer(window, example)
        press_start(window)
        assert person.document.state(profile).stored == example.stored(profile)
        assert person.document.summary().state != "ready"
        fill_in(person)
        person.go(ATTACHMENTS)
        describe_files(person)
        # Undo takes back the last step, redo makes it again, both by key.
        path = example.scheme.request or profile
        person.item(path)
        before = person.document.state(path).stored
        person.type_in(path, "1", (person.document._draft.scheme.fields[path].kind is Kind.MONEY and "10000.00") or "1")
        press(Key.Key_Z, Modifier.ControlModifier)
        assert person.document.state(path).stored == before
        press(Key.Key_Y, Modifier.ControlModifier)
        assert person.document.state(path).stored != before
        press(Key.Key_Z, Modifier.ControlModifier)
        assert person.document.state(path).stored == before
        shown = {field: person.document.state(field).stored for field in example.answered()}
        asked = {table: person.document.rows(table) for table in example.tables()}
    with program(home, example) as window:
        person = Steps(window, example, out)
        until(lambda: window.model.rowCount() == 1, "list")
        window.start.table.selectRow(0)
        window.start.table.setFocus()
        press(Key.Key_Return)
        assert {field: person.document.state(field).stored for field in example.answered()} == shown
        assert {table: person.document.rows(table) for table in example.tables()} == asked
        for code, reason in example.reasons().items():
            person._settle(person.desk.aside.problems.groups[1], code, reason)
        assert person.document.summary().blocking == 0, [
            found.message.zh for found in person.document.findings() if found.outcome == "violated" and found.level == "block"
        ]
        person.final()
    document = QPdfDocument()
    assert document.load(str(out / "pack.pdf")) == QPdfDocument.Error.None_
    text = "".join(document.getAllText(page).text() for page in range(min(document.pageCount(), 12)))
    assert example.stored(profile) in "".join(text.split())


def choose_offer(window: MainWindow, example: Example) -> None:
    page = window.pages.currentWidget()
    assert isinstance(page, BeginPage)
    offers = page.offers
    at = next(at for at in range(offers.count()) if offers.item(at).data(Qt.ItemDataRole.UserRole).row.id == example.scheme.id)
    offers.scrollToItem(offers.item(at))
    click(offers.viewport(), offers.visualItemRect(offers.item(at)).center())


def press_start(window: MainWindow) -> None:
    page = window.pages.currentWidget()
    assert isinstance(page, BeginPage)
    assert page.known.isChecked(), "the enterprise entered before is offered"
    click(page.start)
    until(lambda: window.desk is not None, "desk")


def test_a_person_gets_from_an_empty_library_to_a_final_pack(home: Path, tmp_path: Path, qapp: QApplication) -> None:
    whole_path(home, smallest(), tmp_path)


@pytest.mark.slow
def test_so_does_the_form_with_the_hardest_ceiling(home: Path, tmp_path: Path, qapp: QApplication) -> None:
    whole_path(home, chosen(), tmp_path)


# -- keyboard alone -------------------------------------------------------------------------------------------------------


def test_every_page_is_walked_with_tab_in_reading_order_and_every_stop_has_a_name(window: MainWindow, application: RecordId) -> None:
    window.open_record(application)
    desk, document = window.desk, window.document
    assert desk is not None
    assert document is not None
    for section in sections_of(document.scheme):
        if not any(button.place == section.id and button.isVisible() for button in desk.nav.findChildren(NavButton)):
            continue
        desk.show_place(section.id)
        QApplication.processEvents()
        paper = desk.form.stack.currentWidget()
        assert isinstance(paper, Paper)
        stops = tab_stops(paper.inside)
        nameless = [stop for stop in stops if not spoken(stop)]
        assert not nameless, (section.id, nameless)
        items = [item for item in paper.build(section.id).items if not item.isHidden()]
        order = [at for stop in stops for at, item in enumerate(items) if item.isAncestorOf(stop)]
        assert order == sorted(order), section.id
        reachable = set(order)
        unreachable = [item.path for at, item in enumerate(items) if at not in reachable and not document.state(item.path).computed]
        assert not unreachable


def test_enter_leads_from_question_to_question(window: MainWindow, application: RecordId) -> None:
    window.open_record(application)
    window.activateWindow()
    until(window.isActiveWindow, "window")
    desk = window.desk
    assert desk is not None
    paper = desk.form.stack.currentWidget()
    assert isinstance(paper, Paper)
    body = paper.build(desk.nav.current_section())
    body.start()
    visited = []
    for _ in range(len(body.items)):
        here = QApplication.focusWidget()
        item = next((item for item in body.items if item.isAncestorOf(here)), None)
        if item is None:
            break
        visited.append(item.path)
        takes_lines = isinstance(item, GridPanel) or isinstance(item.editor, LongTextEditor)
        press(Key.Key_Return, Modifier.ControlModifier if takes_lines else Modifier.NoModifier)
    document = window.document
    assert document is not None
    open_items = [item.path for item in body.items if not item.isHidden() and not document.state(item.path).computed]
    assert visited == open_items


def tab_stops(within: QWidget) -> list[QWidget]:
    """Where Tab stops inside a widget, in the order of the keyboard."""
    found: list[QWidget] = []
    widget = within.nextInFocusChain()
    while widget is not within:
        stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if stops and within.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def spoken(widget: QWidget) -> str:
    """What a screen reader calls a widget: its own name, or that of the control it is a part of."""
    own = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
    parent = widget.parentWidget()
    return own or (parent.accessibleName() if isinstance(parent, QComboBox | GridView) else "")


# -- bad input ------------------------------------------------------------------------------------------------------------


BAD_FILES = [
    ("加密.pdf", pdfs.with_open_password, "密码"),
    ("空文件.pdf", others.empty, "空"),
    ("照片.pdf", pictures.jpeg, ""),
    ("没传完.pdf", broken.truncated, ""),
    ("说明.docx", others.docx, "PDF"),
]


@pytest.mark.parametrize(("name", "make", "told"), BAD_FILES, ids=[name for name, *_ in BAD_FILES])
def test_a_bad_file_is_told_on_its_card(
    window: MainWindow, application: RecordId, tmp_path: Path, name: str, make: object, told: str
) -> None:
    file = tmp_path / name
    file.write_bytes(make(Random(7)))  # type: ignore[operator]
    window.open_record(application)
    assert window.desk is not None
    window.desk.show_place(ATTACHMENTS)
    page = window.desk.attachments
    assert page is not None
    card = next(iter(page.cards.values()))
    drop(card, [file])
    until(lambda: card.rows and not card.waiting, name, 60)
    (row,) = card.rows.values()
    assert row.name.text() == name
    until(row.note.isVisible, name)
    said = row.note.text() + (card.problem.words.text() if card.problem.isVisible() else "")
    assert told in said
    assert said.endswith("。")
    refused = row.cell("verdict").startswith("refused")
    assert refused == (name in ("加密.pdf", "空文件.pdf", "说明.docx"))
    if refused:
        assert row.note.property("role") == "text-danger"
        assert card.problem.words.property("role") == "text-danger"


def test_a_wrong_resident_id_is_kept_and_told_beside_its_field(window: MainWindow, application: RecordId) -> None:
    window.open_record(application)
    person = Steps(window, chosen(), Path())
    document = person.document
    path = next(path for path, place in document.scheme.places.items() if place.field.kind is Kind.RESIDENT_ID)
    for other, place in document.scheme.places.items():
        if place.section == document.scheme.places[path].section and place.field.kind is Kind.ONE_OF and other.endswith("id_type"):
            document.set(other, "resident")
    question = person.item(path)
    assert isinstance(question, Question)
    answer(question.editor, "310000198106140011")
    until(lambda: question.problem.isVisible(), "problem")
    assert document.state(path).stored == "310000198106140011"
    assert "校验" in question.problem.words.text()


@pytest.mark.parametrize("text", ["R&D <b>", "{{7*7}} {% raw %}", "<para>&amp;</para>"])
def test_marks_of_other_languages_are_only_text(window: MainWindow, application: RecordId, text: str) -> None:
    window.open_record(application)
    person = Steps(window, chosen(), Path())
    path = person.document.scheme.applicant_path
    person.type_in(path, text, text)
    until(lambda: window.header.subtitle.text() == text, "header")
    person.go(PACK)
    person._build()
    pack = person._pack_page().view.document
    printed = "".join(pack.getAllText(page).text() for page in range(pack.pageCount()))
    assert "".join(text.split()) in "".join(printed.split())


def test_one_fen_above_the_ceiling_is_too_much(home: Path, tmp_path: Path, qapp: QApplication) -> None:
    example = chosen()
    with program(home, example) as window:
        person = Steps(window, example, tmp_path)
        for step in (person.start, person.begin, person.fill, person.rest, person.problem, person.ceiling):
            step()
        headline = person.document.headline
        assert headline is not None
        assert isinstance(headline.value, Decimal)
        assert person.document.requested == headline.value
