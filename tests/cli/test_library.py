"""The command line looks into the library the window uses, also when a person chose another folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cli.running import Run
from shenbao import paths
from shenbao.workspace import Workspace


def test_an_application_of_the_chosen_library_is_found_by_its_id(run: Run, home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "另一处"
    workspace = Workspace.open(elsewhere, date(2026, 3, 20))
    record = workspace.create_application(next(offer.row.id for offer in workspace.offers() if offer.ready), None)
    workspace.close()
    assert run("check", record, "--json").code == 2, "it is not in the program's own library"
    paths.library_note().write_text(str(elsewhere), encoding="utf-8")
    assert run("check", record, "--json").json["scheme"]
