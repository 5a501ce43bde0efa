"""What opening finds: a new folder, an older or newer library, a read-only one, a damaged one, a missing one."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import apsw
import pytest

from library.samples import Opener, edit, summary
from shenbao.errors import LibraryError
from shenbao.library import Library, schema
from shenbao.library.connection import assert_sqlite, open_writable
from shenbao.records import Op

OLD = Path(__file__).parent / "old"


def code_of(opened: Opener, **options: object) -> str:
    with pytest.raises(LibraryError) as error:
        opened(**options)
    return error.value.code


def test_sqlite_is_new_enough() -> None:
    assert_sqlite()


def test_the_connection_is_as_safe_as_it_gets(tmp_path: Path) -> None:
    connection = open_writable(tmp_path / "x.db")
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    assert {name: connection.pragma(name) for name in wanted} == wanted
    connection.close()


@pytest.mark.parametrize("file", sorted(OLD.glob("*.db")), ids=lambda file: str(file.stem))
def test_a_library_of_every_shipped_version_opens_with_all_it_held(opened: Opener, tmp_path: Path, file: Path) -> None:
    (tmp_path / "library").mkdir()
    shutil.copy(file, tmp_path / "library" / "library.db")
    library = opened()
    wanted = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    held = {info.id: [[op.new for op in one.ops] for one in library.edits(info.id)] for info in library.list("application")}
    assert held == wanted
    assert library.check(objects=False).ok
    library.append(next(iter(held)), edit("weiter"), summary("weiter"))


def add_table(connection: apsw.Connection) -> None:
    connection.execute("CREATE TABLE tags (name TEXT PRIMARY KEY) STRICT")


def lose_a_record(connection: apsw.Connection) -> None:
    connection.execute("UPDATE records SET deleted = 1, digest = digest")


@pytest.fixture
def old_library(opened: Opener) -> str:
    library = opened()
    record = library.create("application", "scheme", "1")
    library.append(record, edit("甲"), summary("甲"))
    library.close()
    return record


def test_a_migration_is_made_on_a_copy_and_the_old_file_is_kept(
    opened: Opener, old_library: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(schema, "VERSION", 2)
    monkeypatch.setattr(schema, "STEPS", {1: add_table})
    library = opened()
    assert library.edits(library.list("application")[0].id) == (edit("甲"),)
    library.append(library.list("application")[0].id, edit("乙"), summary("乙"))
    library.close()
    assert opened().health.ok
    (aside,) = (tmp_path / "library" / "aside").iterdir()
    monkeypatch.undo()
    shutil.copytree(aside, tmp_path / "old")
    with Library.open(tmp_path / "old", reserve_bytes=0) as old:
        assert len(old.edits(old.list("application")[0].id)) == 1


@pytest.mark.parametrize("step", [lose_a_record, lambda connection: connection.execute("DELETE FROM journal")], ids=["record", "journal"])
def test_a_migration_that_loses_something_is_not_kept(
    opened: Opener, old_library: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, step: schema.Step
) -> None:
    before = (tmp_path / "library" / "library.db").read_bytes()
    with monkeypatch.context() as newer:
        newer.setattr(schema, "VERSION", 2)
        newer.setattr(schema, "STEPS", {1: step})
        assert code_of(opened) == "library.migration_failed"
    assert (tmp_path / "library" / "library.db").read_bytes() == before
    assert len(opened().list("application")) == 1


def test_a_newer_library_is_refused_and_can_be_looked_at(opened: Opener, old_library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(schema, "VERSION", 2)
        newer.setattr(schema, "STEPS", {1: add_table})
        opened().close()
    assert code_of(opened) == "library.newer"
    library = opened(read_only=True)
    assert [info.summary.title for info in library.list("application")] == ["甲"]
    assert library.edits(library.list("application")[0].id)[0].ops == (Op(path="org.name", new="甲"),)


def test_read_only_writes_nothing_at_all(opened: Opener, old_library: str, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.suffix == ".db"}
    library = opened(read_only=True)
    record = library.list("application")[0].id
    for call in (
        lambda: library.append(record, edit("乙"), summary("乙")),
        lambda: library.create("application", "scheme", "1"),
        lambda: library.delete(record),
        lambda: library.add_blob(b"x"),
        library.tend,
        library.backup,
    ):
        with pytest.raises(LibraryError) as error:
            call()
        assert error.value.code == "library.read_only"
    library.close()
    after = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.suffix == ".db"}
    assert after == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the super-user may write everywhere")
def test_a_folder_without_permission_is_said(opened: Opener, old_library: str, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    (folder / "library.lock").unlink()
    folder.chmod(0o555)
    try:
        assert code_of(opened) == "library.not_writable"
        assert opened(read_only=True).health.ok
    finally:
        folder.chmod(0o755)


def test_a_library_file_that_is_gone_while_backups_are_there_is_not_made_anew(opened: Opener, tmp_path: Path) -> None:
    library = opened()
    record = library.create("application", "scheme", "1")
    library.append(record, edit("甲"), summary("甲"))
    library.backup()
    library.close()
    (tmp_path / "library" / "library.db").unlink()
    assert code_of(opened) == "library.damaged"
    assert not (tmp_path / "library" / "library.db").exists()
    Library.recover(tmp_path / "library")
    assert opened().edits(record) == (edit("甲"),)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"%PDF-1.7", bytes(8192)], ids=["empty", "header", "pdf", "zeros"])
def test_a_file_that_is_no_library_is_left_alone(opened: Opener, tmp_path: Path, content: bytes) -> None:
    database = tmp_path / "library" / "library.db"
    database.parent.mkdir()
    database.write_bytes(content)
    assert code_of(opened) == "library.damaged"
    assert database.read_bytes() == content


def test_nothing_left_is_said(opened: Opener, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.db").write_bytes(b"nothing")
    with pytest.raises(LibraryError) as error:
        Library.recover(tmp_path / "library")
    assert error.value.code == "library.nothing_left"


def test_salvage_writes_records_and_attachments_as_plain_files(library: Library, tmp_path: Path) -> None:
    record = library.create("application", "scheme", "1")
    library.append(record, edit("甲"), summary("首批次"))
    sha256 = library.add_blob(b"%PDF", "报告.pdf")
    assert library.salvage(tmp_path / "out") == 1
    written = json.loads((tmp_path / "out" / f"{record}.json").read_text(encoding="utf-8"))
    assert written["complete"]
    assert written["edits"][0]["ops"][0]["new"] == "甲"
    assert (tmp_path / "out" / "attachments" / sha256).read_bytes() == b"%PDF"


def test_a_changed_attachment_is_not_handed_out(opened: Opener) -> None:
    library = opened()
    sha256 = library.add_blob(b"%PDF")
    library.blob(sha256).write_bytes(b"%PDX")
    library.close()
    library = opened()
    with pytest.raises(LibraryError) as error:
        library.blob(sha256)
    assert error.value.code == "library.blob_damaged"
    assert library.check().objects == (sha256,)
    assert library.add_blob(b"%PDF") == sha256, "adding it again mends it"
    assert library.blob(sha256).read_bytes() == b"%PDF"
