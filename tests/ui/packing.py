"""The pack page of the real window: what its tests open and press."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shenbao.records import RecordId
from shenbao.ui.pack_page import PackPage
from shenbao.ui.places import PACK
from shenbao.ui.window import MainWindow


def pack_page(window: MainWindow, record: RecordId) -> PackPage:
    """The pack page of a record, opened in the window."""
    window.open_record(record)
    window.opened.show_place(PACK)
    assert window.desk is not None
    assert isinstance(window.desk.pack, PackPage)
    return window.desk.pack


def built(page: PackPage, qtbot: QtBot) -> Path:
    """Presses the button and waits for the pack."""
    with qtbot.waitSignal(page.built, timeout=120_000):
        qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert page.result is not None
    return page.result.path
