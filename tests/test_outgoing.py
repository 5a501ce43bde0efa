"""Handing an application over: what a refused file leaves behind does not stand in the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

from finishing import finished
from shenbao import paths
from shenbao.application import Application
from shenbao.records import RecordId
from shenbao.workspace import Workspace

T = TypeVar("T")
TODAY = date(2026, 3, 20)


def with_refused(workspace: Workspace, tmp_path: Path) -> RecordId:
    """An application with one file that no pack can take."""
    record = workspace.create_application(next(offer.row.id for offer in workspace.offers() if offer.ready), None)
    broken = tmp_path / "坏文件.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing else")
    draft = workspace.draft(record)
    slot = draft.scheme.slots[0].code
    draft.attach(slot, workspace.keep(finished(workspace.examine(broken))))
    row = draft.slots()[0].rows[0]
    assert row.cells["verdict"].startswith("refused")
    return record


def test_a_refused_file_is_named_and_not_handed_over(home: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(paths.data(), TODAY)
    record = with_refused(workspace, tmp_path)
    archive = finished(workspace.hand_over(record, tmp_path / "x.shenbao"))
    finished(workspace.hand_over(record, tmp_path / "folder", as_folder=True))
    assert [file.name for file in (tmp_path / "folder").rglob("*") if file.is_file()] == ["answers.yaml"]
    again = workspace.take_in(finished(workspace.read_again(archive)))
    slot = workspace.draft(record).scheme.slots[0].code
    rows = [Application(workspace.library.edits(each)).rows(f"attachments.{slot}") for each in (record, again)]
    assert [row.cells["name"] for row in rows[0]] == [row.cells["name"] for row in rows[1]] == ["坏文件.pdf"]
    workspace.close()
