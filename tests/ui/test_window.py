"""The window: from nothing to a pack by mouse and keys; language, colours and size switched while everything is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QSizePolicy, QTableView
from pytestqt.qtbot import QtBot

from shenbao.records import RecordId
from shenbao.ui import theme
from shenbao.ui.appearance import Appearance
from shenbao.ui.begin import BeginPage
from shenbao.ui.form.question import Question
from shenbao.ui.form.sections import NOTICE
from shenbao.ui.nav import NavButton
from shenbao.ui.pack_page import PackPage
from shenbao.ui.places import ATTACHMENTS, PACK
from shenbao.ui.settings import Settings
from shenbao.ui.settings_page import SettingsPage
from shenbao.ui.window import MainWindow
from shenbao.ui.words import language
from shenbao.workspace import Workspace


def press(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def opened(window: MainWindow, application: RecordId) -> None:
    window.open_record(application)
    assert window.desk is not None


def test_a_new_application_is_begun_by_keyboard_alone(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page = window.pages.currentWidget()
    assert isinstance(page, BeginPage)
    assert not page.start.isEnabled()
    assert page.start.toolTip()
    first = page.offers.currentRow()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.offers.currentRow() == first + 1
    qtbot.keyClick(page.search, Qt.Key.Key_Up)
    qtbot.keyClicks(page.name, "Lanwan Robotics")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    assert window.document is not None
    assert window.header.subtitle.text() == "Lanwan Robotics"
    assert len(workspace.records("application")) == 1
    assert len(workspace.records("enterprise")) == 1


def test_every_section_has_its_place_and_state(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    opened(window, application)
    assert window.desk is not None
    assert window.document is not None
    places = [button.place for button in window.desk.nav.findChildren(NavButton)]
    assert {section.id for section in window.document.outline()} <= set(places)
    assert {ATTACHMENTS, PACK} <= set(places)
    for button in window.desk.nav.findChildren(NavButton):
        press(qtbot, button)
        assert button.isChecked()
        assert button.accessibleName()


def test_an_edit_is_saved_told_and_undone(window: MainWindow, application: RecordId, workspace: Workspace, qtbot: QtBot) -> None:
    opened(window, application)
    document = window.document
    assert document is not None
    path = document.scheme.applicant_path
    document.set(path, "临港示例材料有限公司")
    assert "已保存" in window.header.saved.text()
    qtbot.waitUntil(lambda: window.header.subtitle.text() == "临港示例材料有限公司")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.state(path).stored == "上海示例灵枢机器人有限公司"
    assert workspace.info(application).summary.enterprise == "上海示例灵枢机器人有限公司"


def test_everything_is_said_in_the_other_language(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    opened(window, application)
    before = window.header.title.text()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert language.code == "en"
    assert window.header.title.text() != before
    assert window.settings.language == "en"
    assert window.desk is not None
    assert window.desk.aside.help_tab.text() == "Help and clause"


def test_light_and_dark_are_switched_while_open(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    opened(window, application)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert theme.colours() is theme.DARK
    assert QApplication.palette().window().color().name() == theme.DARK.window
    assert window.settings.mode == "dark"


def test_the_size_of_type_follows_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    before = window.font().pixelSize()
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.font().pixelSize() > before
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.font().pixelSize() == before


def test_the_window_is_found_again_as_it_was_left(window: MainWindow, application: RecordId, workspace: Workspace) -> None:
    opened(window, application)
    assert window.desk is not None
    assert window.document is not None
    section = window.document.outline()[2].id
    window.desk.show_place(section)
    window.desk.show_aside(False)
    window.settings.keep_flag("aside", False)
    window.go_home()
    opened(window, application)
    assert window.desk.nav.current_section() == section
    assert not window.desk.aside.isVisible()


def test_commands_are_found_by_name(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_list.isVisible()
    window.palette_list.search.setText("设置")
    qtbot.keyClick(window.palette_list.search, Qt.Key.Key_Return)
    assert isinstance(window.pages.currentWidget(), SettingsPage)
    assert not window.palette_list.isVisible()


def test_the_keys_are_listed_and_closed_again(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    shown = [label.text() for label in window.keys_list.findChildren(QLabel)]
    assert "Ctrl+K" in shown
    qtbot.keyClick(window.keys_list, Qt.Key.Key_Escape)
    assert not window.keys_list.isVisible()


def test_a_file_that_is_no_application_is_answered_with_a_sentence(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "notes.shenbao"
    file.write_bytes(b"not an archive")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(QPoint(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: any(bar.property("role") == "danger" for bar in window.messages.bars()))
    assert window.document is None


def test_a_draft_pack_is_built_shown_and_named(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    opened(window, application)
    assert window.desk is not None
    window.desk.show_place(PACK)
    page = window.desk.pack
    assert isinstance(page, PackPage)
    assert not page.final.isEnabled(), "a final pack is blocked while answers are missing"
    with qtbot.waitSignal(page.built, timeout=60_000):
        press(qtbot, page.start)
        assert page.progress.isVisible()
    assert page.result is not None
    assert page.view.document.pageCount() == page.result.pages
    assert not page.progress.isVisible()
    assert window.document is not None
    window.document.set(window.document.scheme.applicant_path, "临港示例材料有限公司")
    assert page.about.text() == "生成后内容又有修改"


def test_a_build_is_cancelled_at_once(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    opened(window, application)
    assert window.desk is not None
    window.desk.show_place(PACK)
    page = window.desk.pack
    assert isinstance(page, PackPage)
    press(qtbot, page.start)
    press(qtbot, page.cancel)
    qtbot.waitUntil(lambda: page.start.isEnabled())
    assert page.result is None
    assert page.messages.bars()[0].text.text() == "已取消，没有留下文件。"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_control_has_a_name(window: MainWindow, application: RecordId, lang: str) -> None:
    language.switch(lang)
    opened(window, application)
    nameless = []
    for page in (lambda: None, window.show_settings, window.begin, window.go_home):
        page()
        shown = [button for button in window.findChildren(QAbstractButton) if button.isVisible()]
        # The corner of a table and the cross in a line of text are Qt's own.
        shown = [button for button in shown if not isinstance(button.parent(), QTableView | QLineEdit)]
        nameless += [button for button in shown if not (button.text() or button.accessibleName() or button.toolTip())]
    assert not nameless


def test_settings_survive_the_program(settings: Settings, home: Path, qapp: object) -> None:
    appearance = Appearance(settings)
    appearance.set_zoom(1.25)
    appearance.set_mode("dark")
    settings.write()
    again = Settings(home / "ui.ini")
    assert (again.mode, again.zoom) == ("dark", 1.25)
    appearance.set_zoom(1.0)
    appearance.set_mode("light")


def test_wrong_content_of_the_persons_own_is_told_once(window: MainWindow, application: RecordId) -> None:
    from shenbao import content
    from shenbao.errors import ContentError

    wrong = ContentError("forms.duplicate_key", "forms/notice.yaml:7", word="id")
    content.put_aside()[str(wrong)] = wrong
    try:
        opened(window, application)
        told = [bar for bar in window.messages.bars() if "forms/notice.yaml:7" in bar.text.text()]
    finally:
        content.put_aside.cache_clear()
    assert len(told) == 1


def test_a_line_without_room_ends_in_an_ellipsis(window: MainWindow, application: RecordId) -> None:
    opened(window, application)
    title = window.header.title
    assert title.shown() == title.text()
    title.resize(40, title.height())
    assert title.shown().endswith("…")


def test_the_places_leave_room_for_their_scroll_bar(window: MainWindow, application: RecordId) -> None:
    opened(window, application)
    assert window.desk is not None
    button = window.desk.nav.findChildren(NavButton)[0]
    assert button.minimumSizeHint().width() < button.sizeHint().width()
    assert button.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored


def test_an_open_page_follows_the_size_of_type_both_ways(window: MainWindow, application: RecordId) -> None:
    opened(window, application)
    assert window.desk is not None
    label = next(question.label for question in window.desk.findChildren(Question) if not question.editor.full_width)
    width = label.width()
    window.appearance.set_zoom(2.0)
    assert label.minimumWidth() == 2 * width
    window.appearance.set_zoom(1.0)
    assert label.minimumWidth() == width


def test_enter_in_the_list_of_enterprises_begins(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.create_enterprise("Lanwan Robotics")
    window.begin()
    page = window.pages.currentWidget()
    assert isinstance(page, BeginPage)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert window.document is None
    assert QApplication.focusWidget() is page.enterprise
    qtbot.keyClick(page.enterprise, Qt.Key.Key_Return)
    assert window.document is not None
    assert window.header.subtitle.text() == "Lanwan Robotics"


def test_tab_goes_from_the_places_to_the_questions_one_after_the_other(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    opened(window, application)
    assert window.desk is not None
    page = window.desk.form.stack.currentWidget()
    window.desk.nav.take_focus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.desk.nav.whole
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    reached = []
    while page.isAncestorOf(QApplication.focusWidget()) and len(reached) < 100:
        reached.append(next(item.path for item in page.findChildren(Question) if item.isAncestorOf(QApplication.focusWidget())))
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    asked = [item.path for item in page.findChildren(Question) if item.isVisible() and item.path in reached]
    assert len(asked) > 2
    assert list(dict.fromkeys(reached)) == asked


def test_a_profile_asks_for_no_parameters_of_a_notice(window: MainWindow, workspace: Workspace, application: RecordId) -> None:
    def places() -> list[str]:
        assert window.desk is not None
        return list(window.desk.nav._buttons)

    opened(window, application)
    assert NOTICE in places()
    profile = workspace.create_enterprise("Lanwan Robotics")
    window.settings.keep_place(profile, NOTICE)
    opened(window, profile)
    assert window.desk is not None
    assert NOTICE not in places()
    assert NOTICE not in window.desk.form.sections
    assert window.desk.nav.current_section() == places()[0], "where it was left is no place any more"


def test_the_title_has_the_room_that_saying_all_is_saved_would_take(window: MainWindow, application: RecordId) -> None:
    opened(window, application)
    header = window.header
    window.resize(1280, 700)
    assert header.saved.isVisible()
    window.appearance.set_zoom(2.0)
    assert not header.saved.isVisible()
    assert header.saved_mark.toolTip() == header.saved.text()
    header.show_refused()
    assert header.saved.isVisible(), "what could not be kept is said in words"
    window.appearance.set_zoom(1.0)
    header.show_saved(None)
    window.go_home()
    assert not header.saved.isVisible()


def test_nothing_begins_when_no_scheme_is_found(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.create_enterprise("Lanwan Robotics")
    window.begin()
    page = window.pages.currentWidget()
    assert isinstance(page, BeginPage)
    qtbot.keyClicks(page.search, "no such scheme")
    assert page.none.isVisible()
    assert not page.details.isVisible()
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.keyClick(page.enterprise, Qt.Key.Key_Return)
    assert window.document is None
    page.search.clear()
    qtbot.keyClicks(page.search, "8.4")
    assert page.details.isVisible()
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    qtbot.keyClick(page.enterprise, Qt.Key.Key_Return)
    assert window.document is not None
    assert window.document.scheme.clause == "8.4"


def test_widths_of_large_type_are_not_those_of_small_type(window: MainWindow, application: RecordId) -> None:
    opened(window, application)
    assert window.desk is not None
    usual = window.desk.splitter.sizes()
    window.go_home()
    window.appearance.set_zoom(2.0)
    opened(window, application)
    assert window.desk is not None
    assert window.desk.splitter.sizes()[0] != usual[0]
    window.go_home()
    window.appearance.set_zoom(1.0)
    opened(window, application)
    assert window.desk is not None
    assert window.desk.splitter.sizes() == usual
