"""What a pack can be for, chosen in the window: a redacted copy is never noted as handed in, and says so when it comes back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shenbao.packs import opening
from shenbao.records import RecordId
from shenbao.ui.pack_page import PURPOSES, PackPage
from shenbao.ui.places import PACK
from shenbao.ui.window import MainWindow
from shenbao.workspace import Workspace


def build(window: MainWindow, record: RecordId, purpose: str, qtbot: QtBot) -> tuple[PackPage, Path]:
    window.open_record(record)
    window.opened.show_place(PACK)
    assert window.desk is not None
    page = window.desk.pack
    assert isinstance(page, PackPage)
    page.purpose.setCurrentIndex(page.purpose.findData(purpose))
    with qtbot.waitSignal(page.built, timeout=120_000):
        qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert page.result is not None
    return page, page.result.path


def test_every_purpose_has_its_words(window: MainWindow, application: RecordId) -> None:
    window.open_record(application)
    window.opened.show_place(PACK)
    assert window.desk is not None
    page = window.desk.pack
    assert isinstance(page, PackPage)
    names = [page.purpose.itemText(at) for at in range(page.purpose.count())]
    assert len(set(names)) == len(PURPOSES)
    assert not any(name.startswith("ui.") for name in names)


def test_an_archive_pack_is_called_one(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    _, file = build(window, application, "archive", qtbot)
    assert "存档版" in file.name
    found = opening.verify(file)
    assert found.carried is not None
    assert found.carried.archive


def test_a_redacted_copy_says_what_it_is_and_comes_back_as_one(
    window: MainWindow, workspace: Workspace, application: RecordId, qtbot: QtBot
) -> None:
    draft = workspace.draft(application)
    draft.set("contact.mobile", "13800000117")
    page, file = build(window, application, "redacted_alone", qtbot)
    assert "脱敏副本" in file.name
    assert workspace.info(application).summary.packed == ""
    assert any(bar.property("role") == "info" for bar in page.messages.bars())
    before = len(workspace.records("application"))
    window.exchange.take([file])
    qtbot.waitUntil(lambda: len(workspace.records("application")) == before + 1, timeout=60_000)
    assert any("脱敏副本" in bar.text.text() for bar in window.messages.bars())
