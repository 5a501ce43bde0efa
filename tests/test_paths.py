"""The user's folders: all below one, never made by asking for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from shenbao import paths

FOLDERS = (paths.library, paths.backups, paths.logs, paths.temp, paths.content)


def test_everything_is_in_the_chosen_home_and_apart(home: Path) -> None:
    found = [folder() for folder in FOLDERS]
    assert {folder.parent for folder in found} == {home}
    assert len(set(found)) == len(found)


def test_nothing_is_created(home: Path) -> None:
    for folder in FOLDERS:
        folder()
    assert not list(home.iterdir())


def test_home_may_be_relative_or_below_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHENBAO_HOME", "somewhere")
    assert paths.home() == Path.cwd() / "somewhere"
    monkeypatch.setenv("SHENBAO_HOME", "~/somewhere")
    assert paths.home() == Path.home() / "somewhere"


def test_without_a_choice_it_is_the_system_folder_for_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHENBAO_HOME")
    assert paths.home().is_absolute()
    assert paths.home().name == "Shenbao"


def test_the_library_a_person_chose_is_the_one_in_use(home: Path, tmp_path: Path) -> None:
    assert paths.library() == paths.data()
    paths.library_note().write_text(f"{tmp_path / '另一处'}\n", encoding="utf-8")
    assert paths.library() == tmp_path / "另一处"
    paths.library_note().write_text("", encoding="utf-8")
    assert paths.library() == paths.data()
    paths.library_note().write_bytes(b"\xff\xfe")
    assert paths.library() == paths.data(), "a note that cannot be read is none"
