"""The preview beside the form: real keys and clicks in the real window, pages from the real process."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from packs.example import example
from shenbao.draft import Draft
from shenbao.packs.sights import Area
from shenbao.records import RecordId
from shenbao.ui import theme
from shenbao.ui.places import PACK
from shenbao.ui.preview.panel import PreviewPanel
from shenbao.ui.preview.sheets import Lying
from shenbao.ui.settings_page import SettingsPage
from shenbao.ui.window import MainWindow
from shenbao.ui.words import language
from shenbao.workspace import Workspace
from ui.small import type_in

WAIT = 60_000
SCHEME = "m12-standard"


@pytest.fixture
def filled(workspace: Workspace) -> RecordId:
    """The worked example, in the library."""
    record = workspace.create_application(SCHEME, workspace.create_enterprise(""))
    workspace.draft(record).take_over(example(SCHEME, papers=False).snapshot().answers)
    return record


@pytest.fixture
def panel(window: MainWindow, filled: RecordId, qtbot: QtBot) -> PreviewPanel:
    """The preview of the worked example, with its pages drawn: not only those of the part one looks at, which come first."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    window.open_record(filled)
    window.commands["preview"].trigger()
    assert window.desk is not None
    shown = window.desk.preview
    assert shown is not None
    qtbot.waitUntil(lambda: is_sharp(shown) and len(shown.view.parts) > 1, timeout=WAIT)
    return shown


def is_sharp(panel: PreviewPanel) -> bool:
    """Every page in sight is drawn, for the latest edit."""
    view = panel.view
    seen = [sheet for sheet in view.in_sight() if not sheet.sight.foreign]
    width = view.wanted()[1]
    drawn = [view.picture_of(sheet.sight.key) for sheet in seen]
    return bool(seen) and not panel.follower.behind and all(image is not None and image.width() == width for image in drawn)


def is_at(window: MainWindow, path: str) -> bool:
    """The question at `path` has the focus."""
    window.activateWindow()  # the offscreen platform takes it away when questions are built
    return window.desk is not None and window.desk.aside.help.path == path and QApplication.focusWidget() is not None


def go_to(window: MainWindow, path: str, qtbot: QtBot) -> QWidget:
    """The editor of `path`, with the focus."""
    desk = window.desk
    assert desk is not None
    desk.go_to(path)

    qtbot.waitUntil(lambda: is_at(window, path), timeout=WAIT)
    editor = QApplication.focusWidget()
    assert editor is not None
    return editor


def marked(panel: PreviewPanel) -> list[tuple[Lying, Area]]:
    return panel.view.marked()


def in_sight(panel: PreviewPanel) -> bool:
    places = marked(panel)
    if not places:
        return False
    sheet, area = places[0]
    top = panel.view.verticalScrollBar().value()
    return top <= sheet.area(area).top() <= top + panel.view.viewport().height()


def click(panel: PreviewPanel, sheet: Lying, area: Area) -> None:
    at = sheet.area(area).center().toPoint() - QPoint(panel.view.horizontalScrollBar().value(), panel.view.verticalScrollBar().value())
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def draft_of(window: MainWindow) -> Draft:
    assert window.document is not None
    return window.document._draft


def test_what_is_typed_stands_on_the_page(window: MainWindow, panel: PreviewPanel, qtbot: QtBot) -> None:
    editor = go_to(window, "org.name", qtbot)
    qtbot.waitUntil(lambda: in_sight(panel), timeout=WAIT)
    assert marked(panel)[0][1].path == "org.name"
    before = marked(panel)[0][0].sight.key
    QTest.keyClick(editor, Qt.Key.Key_End)
    type_in(editor, "AB")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: is_sharp(panel) and all(sheet.sight.key != before for sheet in panel.view.sheets.lying), timeout=WAIT)
    assert draft_of(window).state("org.name").stored.endswith("AB")


def test_follows_the_focus_over_sections(window: MainWindow, panel: PreviewPanel, qtbot: QtBot) -> None:
    for path in ("org.name", "contact.name", "request.amount"):
        go_to(window, path, qtbot)
        qtbot.waitUntil(lambda: in_sight(panel), timeout=WAIT)
        qtbot.waitUntil(lambda: is_sharp(panel), timeout=WAIT)


def test_a_click_on_the_page_leads_to_the_question(window: MainWindow, panel: PreviewPanel, qtbot: QtBot) -> None:
    go_to(window, "org.name", qtbot)
    qtbot.waitUntil(lambda: in_sight(panel), timeout=WAIT)
    sheet = marked(panel)[0][0]
    other = next(area for area in sheet.sight.areas if area.path.startswith("org.") and area.path != "org.name")
    click(panel, sheet, other)
    qtbot.waitUntil(lambda: is_at(window, other.path), timeout=WAIT)
    assert marked(panel)[0][1] == other


def test_the_keyboard_goes_there_and_back(window: MainWindow, panel: PreviewPanel, qtbot: QtBot) -> None:
    go_to(window, "org.name", qtbot)
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Home)
    assert panel.view.verticalScrollBar().value() == 0
    QTest.keyClick(panel.view, Qt.Key.Key_PageDown)
    assert panel.view.verticalScrollBar().value() > 0
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        panel.view.setFocus()
        QTest.keyClick(panel.view, key)
        qtbot.waitUntil(lambda: is_at(window, "org.name") and not panel.view.hasFocus(), timeout=WAIT)


def test_undo_and_redo_are_followed(window: MainWindow, panel: PreviewPanel, qtbot: QtBot) -> None:
    def keys() -> list[str]:
        return [sheet.sight.key for sheet in panel.view.sheets.lying]

    before = keys()
    assert window.document is not None
    window.document.set("org.name", "上海另一家机器人有限公司")
    qtbot.waitUntil(lambda: is_sharp(panel) and keys() != before, timeout=WAIT)
    qtbot.waitUntil(lambda: not panel._slow.isActive(), timeout=WAIT)
    window.commands["undo"].trigger()
    qtbot.waitUntil(lambda: is_sharp(panel) and keys() == before, timeout=WAIT)
    window.commands["redo"].trigger()
    qtbot.waitUntil(lambda: is_sharp(panel) and keys() != before, timeout=WAIT)


def test_other_languages_of_the_pack(window: MainWindow, panel: PreviewPanel, qtbot: QtBot) -> None:
    panel.tongue.setFocus()
    QTest.keyClick(panel.tongue, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel.view.sheets.titles.get("form") == "Application form" and is_sharp(panel), timeout=WAIT)
    QTest.keyClick(panel.tongue, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "申报表 Application form" in panel.view.sheets.titles.values() and is_sharp(panel), timeout=WAIT)
    assert window.settings.preview_language == "both"


def test_a_letterhead_set_meanwhile_is_followed(window: MainWindow, panel: PreviewPanel, qtbot: QtBot) -> None:
    def keys() -> dict[str, list[str]]:
        return {part.id: [page.key for page in part.pages] for part in panel.view.parts}

    qtbot.waitUntil(lambda: is_sharp(panel) and not panel._slow.isActive(), timeout=WAIT)
    before = keys()
    window.commands["settings"].trigger()
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    page.letterhead.name.setFocus()
    type_in(page.letterhead.name, "Example Advisers")
    QTest.keyClick(page.letterhead.name, Qt.Key.Key_Return)
    page.left.emit()
    qtbot.waitUntil(lambda: is_sharp(panel) and keys() != before, timeout=WAIT)
    qtbot.waitUntil(lambda: keys()["selfcheck"] != before["selfcheck"], timeout=WAIT)
    assert keys()["form"] == before["form"], "the form bears no letterhead"
    assert panel.follower.lang == "zh"


def test_is_remembered_and_ends_with_the_application(window: MainWindow, panel: PreviewPanel, filled: RecordId, qtbot: QtBot) -> None:
    asking = panel.follower._asking
    assert asking is not None
    window.go_home()
    with pytest.raises(ProcessLookupError):
        os.kill(asking.pid, 0)
    window.open_record(filled)
    assert window.desk is not None
    assert window.desk.preview is not None
    assert window.desk.preview.isVisible()
    window.commands["preview"].trigger()
    assert not window.desk.preview.isVisible()
    assert not window.desk.preview.follower.running
    assert not window.settings.flag("preview", True)


def test_steps_aside_for_the_pack_and_in_narrow_windows(window: MainWindow, panel: PreviewPanel) -> None:
    desk = window.desk
    assert desk is not None
    assert panel.isVisible()
    assert not desk.aside.isVisible()
    window.resize(1800, 900)
    QApplication.processEvents()
    assert desk.aside.isVisible()
    assert desk.nav.isVisible()
    window.resize(900, 700)
    QApplication.processEvents()
    assert panel.isVisible()
    assert not desk.aside.isVisible()
    assert not desk.nav.isVisible()
    window.commands["aside"].trigger()
    assert desk.aside.isVisible()
    assert not panel.isVisible()
    window.commands["aside"].trigger()
    assert panel.isVisible()
    window.opened.show_place(PACK)
    assert not panel.isVisible()


def test_starts_again_after_a_crash(window: MainWindow, panel: PreviewPanel, qtbot: QtBot) -> None:
    asking = panel.follower._asking
    assert asking is not None
    panel.follower._began -= 3600
    os.kill(asking.pid, signal.SIGTERM)
    qtbot.waitUntil(lambda: panel.follower._asking not in (None, asking), timeout=WAIT)
    qtbot.waitUntil(lambda: is_sharp(panel), timeout=WAIT)
    assert panel.messages.bars() == []


def test_says_when_it_has_stopped_and_starts_again_when_asked(window: MainWindow, panel: PreviewPanel, qtbot: QtBot) -> None:
    asking = panel.follower._asking
    assert asking is not None
    panel.follower._began = time.monotonic()
    os.kill(asking.pid, signal.SIGTERM)
    with qtbot.waitSignal(panel.follower.stopped, timeout=WAIT):
        pass
    (bar,) = panel.messages.bars()
    assert "预览已停止" in bar.text.text()
    assert window.document is not None
    assert window.document.set("org.name", "上海另一家机器人有限公司")
    assert bar.button is not None
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_sharp(panel), timeout=WAIT)
    qtbot.waitUntil(lambda: panel.messages.bars() == [], timeout=WAIT)


def test_a_wrong_template_is_told_and_the_form_goes_on(window: MainWindow, panel: PreviewPanel, qtbot: QtBot, home: Path) -> None:
    folder = home / "content" / "templates" / "common"
    folder.mkdir(parents=True)
    wrong = folder / "opinions.xml.j2"
    wrong.write_text('<part id="{{ part.id }}">\n<marquee>x</marquee>\n</part>', encoding="utf-8")
    with qtbot.waitSignal(panel.follower.wrong, timeout=WAIT):
        panel.start()
    (bar,) = panel.messages.bars()
    assert "templates/common/opinions.xml.j2:2" in bar.text.text()
    assert "marquee" in bar.text.text()
    assert window.document is not None
    assert window.document.set("org.name", "上海另一家机器人有限公司")
    wrong.unlink()
    assert bar.button is not None
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_sharp(panel), timeout=WAIT)
    qtbot.waitUntil(lambda: panel.messages.bars() == [], timeout=WAIT)


def test_is_drawn_in_the_colours_of_the_window(window: MainWindow, panel: PreviewPanel) -> None:
    for mode in ("light", "dark"):
        theme.look.set_mode(mode)  # type: ignore[arg-type]
        QApplication.processEvents()
        shot = panel.view.viewport().grab().toImage()
        assert shot.pixelColor(1, 1).name() == QColor(theme.colours().sunken).name()
        assert shot.pixelColor(shot.width() // 2, 40).lightness() > 200


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_says_its_name_and_where_one_is(window: MainWindow, panel: PreviewPanel, lang: str) -> None:
    language.switch(lang)
    assert panel.view.accessibleName() == {"zh": "材料预览", "en": "Preview of the pack"}[lang]
    assert panel.view.accessibleDescription()
