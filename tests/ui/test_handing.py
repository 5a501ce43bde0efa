"""What leaves the window and comes back: final packs and their copies, `.shenbao` files, folders, copies of applications, backups."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from finishing import finished
from shenbao import content, paths
from shenbao.application import Application
from shenbao.records import RecordId
from shenbao.ui.records_table import Column
from shenbao.ui.settings_page import SettingsPage
from shenbao.ui.window import MainWindow
from shenbao.workspace import Workspace
from ui.conftest import TODAY
from ui.packing import built, pack_page

T = TypeVar("T")


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete worked example as a `.shenbao` file: its attachments are examined once for all tests."""
    home = tmp_path_factory.mktemp("example")
    answers = content.find("forms/examples/m08-first/answers.yaml")
    assert answers is not None
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SHENBAO_HOME", str(home))
        workspace = Workspace.open(paths.data(), TODAY)
        record = workspace.take_in(finished(workspace.read_again(answers.parent)))
        finished(workspace.hand_over(record, home / "example.shenbao"))
        workspace.close()
    return home / "example.shenbao"


@pytest.fixture
def example(workspace: Workspace, archive: Path) -> RecordId:
    """The worked example in the library; a final pack can be built of it."""
    return workspace.take_in(finished(workspace.read_again(archive)))


def state_in_list(window: MainWindow, record: RecordId) -> str:
    model = window.model
    return str(model.data(model.index(model.row_of(record), Column.STATE)))


def answer_where_to(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))


def answers(workspace: Workspace, record: RecordId) -> dict[str, object]:
    return {path: answer for path, answer in Application(workspace.library.edits(record)).answers.items() if isinstance(answer, str)}


def test_a_final_pack_is_noted_and_the_next_edit_makes_it_out_of_date(
    window: MainWindow, workspace: Workspace, example: RecordId, qtbot: QtBot
) -> None:
    page = pack_page(window, example)
    assert page.final.isEnabled()
    qtbot.mouseClick(page.final, Qt.MouseButton.LeftButton)
    first = built(page, qtbot)
    assert "草稿" not in first.name
    assert window.header.state.text() == "已出正式稿"
    assert workspace.info(example).summary.state == "final"
    second = built(page, qtbot)
    assert second.name == f"{first.stem} (2).pdf"
    assert first.exists()
    assert window.document is not None
    window.document.set(window.document.scheme.applicant_path, "临港示例材料有限公司")
    assert window.header.state.text() == "出稿后有修改"
    window.go_home()
    assert state_in_list(window, example) == "出稿后有修改"
    again = pack_page(window, example)
    day = f"{TODAY.isoformat()} 已生成过正式稿"
    assert day in [label.text() for label in again.findChildren(QLabel) if label.isVisible()], "nobody is told that there is no pack"


def test_a_draft_is_not_noted(window: MainWindow, workspace: Workspace, application: RecordId, qtbot: QtBot) -> None:
    built(pack_page(window, application), qtbot)
    assert workspace.info(application).summary.packed == ""
    assert window.header.state.text() == "填报中"


def test_a_copy_of_a_pack_takes_the_place_of_nothing_unasked(
    window: MainWindow, application: RecordId, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = pack_page(window, application)
    pack = built(page, qtbot)
    (tmp_path / "copy.pdf").write_bytes(b"something else")
    answer_where_to(monkeypatch, tmp_path / "copy")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "copy.pdf").read_bytes() == b"something else"
    assert (tmp_path / "copy (2).pdf").read_bytes() == pack.read_bytes()
    answer_where_to(monkeypatch, tmp_path / "nowhere" / "copy.pdf")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    assert any(bar.property("role") == "danger" for bar in page.messages.bars())


def test_a_pack_speaks_both_languages(window: MainWindow, application: RecordId, qtbot: QtBot) -> None:
    page = pack_page(window, application)
    page.tongue.setCurrentIndex(page.tongue.findData("both"))
    built(page, qtbot)
    assert page.view.document.pageCount() > 0


@pytest.mark.parametrize("as_folder", [False, True], ids=["file", "folder"])
def test_an_application_is_handed_over_and_comes_back_by_drop(
    window: MainWindow,
    workspace: Workspace,
    example: RecordId,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    as_folder: bool,
) -> None:
    window.open_record(example)
    target = tmp_path / ("out" if as_folder else "out.shenbao")
    answer_where_to(monkeypatch, target)
    window.commands["export_folder" if as_folder else "export"].trigger()
    qtbot.waitUntil(lambda: any(bar.property("role") == "success" for bar in window.messages.bars()), timeout=20_000)
    window.go_home()
    before = answers(workspace, example)
    workspace.discard(example)  # the same receipts in two applications would be a problem of both
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(target))])
    window.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    qtbot.waitUntil(lambda: window.document is not None, timeout=60_000)
    assert window.document is not None
    came_back = window.document.record
    assert came_back != example
    assert answers(workspace, came_back) == before
    slots = {state.slot.code: len(window.document.rows(f"attachments.{state.slot.code}")) for state in window.document.slots()}
    assert sum(slots.values()) > 0
    assert window.document.summary().blocking == 0


def test_an_application_is_chosen_in_the_menu(
    window: MainWindow, workspace: Workspace, example: RecordId, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(workspace.hand_over(example, tmp_path / "a.shenbao"))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(tmp_path / "a.shenbao")], ""))
    window.commands["import"].trigger()
    qtbot.waitUntil(lambda: window.document is not None, timeout=20_000)
    assert len(workspace.records("application")) == 2


def test_a_copy_has_the_answers_and_gives_them_up_on_undo(window: MainWindow, workspace: Workspace, example: RecordId) -> None:
    window.open_record(example)
    window.commands["copy"].trigger()
    assert window.document is not None
    made = window.document.record
    assert made != example
    asked = {
        path: window.document.scheme.field_at(path)
        for path in answers(workspace, example)
        if not path.startswith(("attachments.", "reasons."))
    }
    expected = {path: answers(workspace, example)[path] for path, field in asked.items() if field is not None and field.copied}
    assert len(expected) > 10
    assert answers(workspace, made).items() >= expected.items()
    before = window.document.summary().answered
    window.commands["undo"].trigger()
    assert window.document.summary().answered < before
    window.commands["redo"].trigger()
    assert window.document.summary().answered == before


def test_what_was_thrown_away_is_listed_and_taken_back(
    window: MainWindow, workspace: Workspace, application: RecordId, qtbot: QtBot
) -> None:
    window.care.discard(application)
    window.show_settings()
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    assert page.library.thrown.count() == 1
    page.library.thrown.setCurrentRow(0)
    qtbot.mouseClick(page.library.take_back, Qt.MouseButton.LeftButton)
    assert page.library.thrown.count() == 0
    assert [info.id for info in workspace.records("application")] == [application]


def test_one_goes_back_to_a_backup_and_forward_again(window: MainWindow, workspace: Workspace, application: RecordId, qtbot: QtBot) -> None:
    window.show_settings()
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    qtbot.mouseClick(page.library.back_up, Qt.MouseButton.LeftButton)
    assert page.library.backups.count() == 1
    window.care.discard(application)
    page.library.backups.setCurrentRow(page.library.backups.count() - 1)
    qtbot.mouseClick(page.library.go_back, Qt.MouseButton.LeftButton)
    assert [info.id for info in workspace.records("application")] == [application]
    assert page.library.backups.count() == 2, "the library as it was before is one of the backups now"
    page.library.backups.setCurrentRow(0)
    qtbot.mouseClick(page.library.go_back, Qt.MouseButton.LeftButton)
    assert workspace.records("application") == []
