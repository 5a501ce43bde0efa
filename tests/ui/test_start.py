"""The start page: an empty library explains itself; a full one is searched, sorted, opened and cleaned by mouse and keys."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from shenbao.library import Kind, Order, RecordInfo
from shenbao.library.listing import found, ordered
from shenbao.records import RecordId, Summary
from shenbao.ui.begin import BeginPage
from shenbao.ui.records_table import Column, RecordsModel
from shenbao.ui.window import MainWindow
from shenbao.workspace import Workspace


def info(number: int, **summary: object) -> RecordInfo:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return RecordInfo(
        id=RecordId(f"record{number:06}"), kind="application", scheme="", content_version="", enterprise=None,
        summary=Summary(**summary), events=1, deleted=False, created=at, updated=at,  # type: ignore[arg-type]
    )  # fmt: skip


def model_of(*records: RecordInfo) -> RecordsModel:
    def lister(kind: Kind, search: str, order: Order, descending: bool) -> list[RecordInfo]:
        return ordered(found(records, search), order, descending=descending)

    made = RecordsModel(lister, date(2026, 3, 20))
    made.load()
    return made


def texts(model: RecordsModel, column: Column) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_the_table_is_a_sound_model(qapp: object) -> None:
    model = model_of(info(1, enterprise="甲"), info(2, enterprise="乙"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.load(search="甲")
    model.sort(Column.AMOUNT)
    assert tester.model() is model
    assert model.rowCount(QModelIndex()) == 1


def test_amounts_sort_by_size_and_unknown_ones_come_last(qapp: object) -> None:
    model = model_of(info(1, amount="9000000.00"), info(2, amount=""), info(3, amount="20000000.00"))
    model.sort(Column.AMOUNT, Qt.SortOrder.DescendingOrder)
    assert texts(model, Column.AMOUNT) == ["20,000,000.00", "9,000,000.00", "—"]
    model.sort(Column.AMOUNT, Qt.SortOrder.AscendingOrder)
    assert texts(model, Column.AMOUNT) == ["9,000,000.00", "20,000,000.00", "—"]


def test_a_missing_answer_is_not_counted_as_a_mistake(qapp: object) -> None:
    model = model_of(info(1, blocking=16, mistakes=2, warnings=1))
    assert texts(model, Column.PROBLEMS) == ["须改正 2 · 提醒 1 · 待填 14"]


def test_days_left_are_counted_from_the_given_day(qapp: object) -> None:
    model = model_of(info(1, deadline="2026-04-15"), info(2))
    left = {model.info(model.index(row, 0)).id: model.days_left(model.info(model.index(row, 0))) for row in range(2)}
    assert left == {"record000001": 26, "record000002": None}


def test_an_empty_library_says_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.start.table.isVisible()
    assert not window.start.search.isVisible()


def test_typing_in_the_search_finds_and_says_when_nothing_is_found(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    for name in ("Lanwan Robotics", "Yuntu Materials"):
        workspace.create_enterprise(name)
    window.start.show_kind("enterprise")
    assert window.model.rowCount() == 2
    qtbot.keyClicks(window.start.search, "lanwan")
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    qtbot.keyClicks(window.start.search, "x")
    qtbot.waitUntil(lambda: window.model.rowCount() == 0)
    assert not window.start.table.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_chosen_row(window: MainWindow, application: RecordId, qtbot: QtBot, key: Qt.Key) -> None:
    window.start.reload(application)
    qtbot.keyClick(window.start.table, key)
    assert window.document is not None
    assert window.document.record == application


def test_delete_moves_to_the_wastebasket_and_the_message_takes_it_back(
    window: MainWindow, application: RecordId, workspace: Workspace, qtbot: QtBot
) -> None:
    window.start.reload(application)
    qtbot.keyClick(window.start.table, Qt.Key.Key_Delete)
    assert workspace.records("application") == []
    button = window.messages.bars()[0].button
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [info.id for info in workspace.records("application")] == [application]


def test_the_focus_is_where_one_begins(window: MainWindow, workspace: Workspace) -> None:
    window.start.show_kind("application")
    begin = window.start.focusProxy()
    assert isinstance(begin, QPushButton)
    assert begin.isVisible()
    workspace.create_application("m08-first", workspace.create_enterprise("Lanwan Robotics"))
    window.start.reload()
    assert window.start.focusProxy() is window.start.table


def test_an_empty_list_of_enterprises_says_what_they_are_for(window: MainWindow) -> None:
    window.start.show_kind("enterprise")
    assert not window.start.table.isVisible()
    assert not window.start.advise.isVisible()
    assert window.start.begin.isVisible()


def test_a_search_is_emptied_by_its_cross(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.create_enterprise("Lanwan Robotics")
    window.start.show_kind("enterprise")
    cross = window.start.search.findChild(QToolButton)
    assert isinstance(cross, QToolButton)
    assert not cross.isVisible()
    qtbot.keyClicks(window.start.search, "x")
    assert cross.isVisible()
    cross.click()
    assert not window.start.search.text()
    assert not cross.isVisible()


def test_what_one_cannot_apply_for_is_shown_with_its_whole_measure(window: MainWindow) -> None:
    window.begin()
    offers = window.findChild(BeginPage)
    assert offers is not None
    offers.search.setText("m05-tier")
    shown = "\n".join(label.text() for label in offers.details.findChildren(QLabel))
    assert all(f"5.{number}  " in shown for number in (1, 2, 3, 4))
    offers.search.setText("m05-scaleup")
    shown = "\n".join(label.text() for label in offers.details.findChildren(QLabel))
    assert "5.1  " not in shown
