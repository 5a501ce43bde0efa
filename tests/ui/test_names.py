"""By ear and by keyboard: every control that takes the focus says its name, on every screen, in both languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from shenbao import paths
from shenbao.errors import LibraryError
from shenbao.records import RecordId
from shenbao.ui.begin import BeginPage
from shenbao.ui.failure import FailureWindow
from shenbao.ui.places import ATTACHMENTS, PACK
from shenbao.ui.window import MainWindow
from shenbao.ui.words import language


def nameless(top: QWidget) -> list[str]:
    """Visible controls that take the focus by Tab and of which a screen reader could say nothing."""
    found = []
    for widget in top.findChildren(QWidget):
        by_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if not by_tab or not widget.isVisible() or isinstance(widget.parent(), QLineEdit | QTableView) or widget.focusProxy():
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_control_of_every_screen_has_a_name(window: MainWindow, application: RecordId, lang: str) -> None:
    language.switch(lang)
    found = nameless(window)
    for show in (window.begin, window.show_settings):
        show()
        QApplication.processEvents()
        found += nameless(window)
    window.open_record(application)
    assert window.document is not None
    for place in (*(section.id for section in window.document.outline()), ATTACHMENTS, PACK):
        window.opened.show_place(place)
        QApplication.processEvents()
        found += [f"{place}: {name}" for name in nameless(window)]
    assert found == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_way_out_has_a_name(window: MainWindow, lang: str) -> None:
    language.switch(lang)
    failure = FailureWindow(LibraryError("library.locked", pid=1, host="x", started=""), paths.data())
    failure.show()
    assert nameless(failure) == []
    failure.close()


def test_research_and_development_is_not_the_mark_of_a_shortcut(window: MainWindow, qtbot: QtBot) -> None:
    language.switch("en")
    window.begin()
    page = window.pages.currentWidget()
    assert isinstance(page, BeginPage)
    qtbot.keyClicks(page.search, "pilot zone")
    assert "Core R&&D personnel" in [link.text() for link in page.instead.findChildren(QPushButton)]
    assert not [button.text() for button in page.findChildren(QPushButton) if "&" in button.text().replace("&&", "")]
