"""Proof that is put off: the list is there at once, every row is proved before anything is written, and damage is never silent."""

from __future__ import annotations

import shutil
from pathlib import Path

import apsw
import pytest

from library.samples import Clock, edit, summary
from shenbao.errors import LibraryError
from shenbao.library import Library
from shenbao.records import RecordId


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of three applications with 900 edits each, so that its proof takes several slices; written once, never changed."""
    folder = tmp_path_factory.mktemp("written") / "library"
    with Library.open(folder, clock=Clock(), reserve_bytes=0) as library:
        for number in range(3):
            record = library.create("application", "scheme", "1")
            for step in range(900):
                library.append(record, edit(f"{number}.{step}"), summary(f"申报{number}"))
    return folder


@pytest.fixture
def folder(tmp_path: Path, written: Path) -> Path:
    """A copy of that library, to be changed."""
    return shutil.copytree(written, tmp_path / "library")


def later(folder: Path) -> Library:
    return Library.open(folder, clock=Clock(), reserve_bytes=0, prove_later=True)


def tamper(folder: Path, statement: str) -> None:
    """Changes the file behind the library's back."""
    connection = apsw.Connection(str(folder / "library.db"))
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute(statement)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def test_the_list_is_there_before_the_proof_and_the_proof_comes_in_slices(folder: Path) -> None:
    with later(folder) as library:
        assert sorted(info.summary.title for info in library.list("application")) == ["申报0", "申报1", "申报2"]
        assert len(list(library.prove())) > 3
        assert list(library.prove()) == []
        library.append(library.list("application")[0].id, edit("又一项"), summary("又一项"))


def test_the_first_edit_waits_for_the_proof(folder: Path) -> None:
    with later(folder) as library:
        library.append(library.list("application")[0].id, edit("又一项"), summary("又一项"))
        assert list(library.prove()) == []
    with Library.open(folder, clock=Clock(), reserve_bytes=0) as library:
        assert library.health.ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET body = replace(body, '1.450', '1.451') WHERE body LIKE '%1.450%'",
        "DELETE FROM journal WHERE seq = 1500",
        "UPDATE journal SET link = zeroblob(32) WHERE seq = 77",
    ],
)
def test_damage_found_later_stops_every_edit_and_is_said_by_the_next_opening(folder: Path, statement: str) -> None:
    tamper(folder, statement)
    before = (folder / "library.db").read_bytes()
    with later(folder) as library:
        record = library.list("application")[0].id
        for _ in range(2):
            with pytest.raises(LibraryError, match=r"library\.damaged"):
                list(library.prove())
            with pytest.raises(LibraryError, match=r"library\.damaged"):
                library.append(record, edit("又一项"), summary("又一项"))
        with pytest.raises(LibraryError, match=r"library\.damaged"):
            library.create("application", "scheme", "1")
    assert (folder / "library.db").read_bytes() == before, "a damaged library is not touched"
    with pytest.raises(LibraryError, match=r"library\.damaged"):
        Library.open(folder, clock=Clock(), reserve_bytes=0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET events = 7",
        "DELETE FROM journal WHERE seq > 2000",
        "DELETE FROM records WHERE id = (SELECT min(id) FROM records)",
        "UPDATE meta SET head = zeroblob(32)",
    ],
)
def test_a_list_or_an_end_that_is_wrong_is_found_at_once(folder: Path, statement: str) -> None:
    tamper(folder, statement)
    with pytest.raises(LibraryError, match=r"library\.damaged"):
        later(folder)


def test_a_library_left_by_a_crash_is_proved_at_once(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "crashed"
    with Library.open(folder, clock=Clock(), reserve_bytes=0) as library:
        library.append(RecordId(library.list("application")[0].id), edit("最后一项"), summary("最后一项"))
        shutil.copytree(folder, copy)
    assert (copy / "library.db-wal").stat().st_size
    (copy / "lock").unlink(missing_ok=True)
    with later(copy) as library:
        assert list(library.prove()) == []
