"""Makes, verifies, lists and thins the copies of a library file; attachments get a second name beside them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import apsw

from shenbao import durable
from shenbao.errors import LibraryError
from shenbao.library import blobs
from shenbao.library.connection import open_unchanging
from shenbao.library.health import Examination, blob_rows, examine
from shenbao.library.journal import UNREADABLE
from shenbao.library.rows import Seal
from shenbao.library.thinning import kept
from shenbao.records import Record

_STAMP = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(r"(\d{8}T\d{12}Z)-s(\d+)-r(\d+)-([0-9a-f]{12})\.db")


class Backup(Record, frozen=True):
    """One verified copy; everything but the size is in its file name, so that listing opens no database."""

    path: Path
    made: datetime
    seq: int
    records: int
    head: str
    """The first 12 hex digits of the journal's last link: equal heads are equal journals."""
    bytes: int


def make(connection: apsw.Connection, seal: Seal, library: Path, folder: Path, now: datetime) -> Backup:
    """Copy the open library into `folder` and prove the copy. Raises apsw.Error, OSError, LibraryError library.backup_failed."""
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{now.astimezone(UTC).strftime(_STAMP)}-s{seal.seq}-r{seal.records}-{seal.head.hex()[:12]}.db"
    unfinished = final.with_name(final.name + durable.TEMPORARY)
    durable.discard(unfinished)
    try:
        connection.execute("VACUUM INTO ?", (str(unfinished),))
        durable.sync_file(unfinished)
        proof = read(unfinished)
        if proof is None or not proof.health.ok or proof.seal != seal:
            raise LibraryError("library.backup_failed", folder=str(folder))
        for sha256, *_ in blob_rows(connection):
            blobs.link(blobs.place(library, sha256), blobs.place(folder, sha256))
        durable.publish(unfinished, final)
    except BaseException:
        for leftover in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
            durable.discard(leftover)
        raise
    return _backup(final)


def read(path: Path, *, keep_entries: bool = False) -> Examination | None:
    """Examine a closed library file without touching it; None when nothing can be read."""
    try:
        connection = open_unchanging(path)
        try:
            return examine(connection, keep_entries=keep_entries)
        finally:
            connection.close()
    except (*UNREADABLE, OSError):
        return None


def listed(folder: Path) -> list[Backup]:
    """Newest first."""
    found = [_backup(path) for path in folder.glob("*.db") if _NAME.fullmatch(path.name)]
    return sorted(found, key=lambda backup: backup.path.name, reverse=True)


def thin(folder: Path, now: datetime) -> None:
    """Delete what the rule of `thinning` does not keep."""
    keep = kept((backup.made for backup in listed(folder)), now)
    for backup in listed(folder):
        if backup.made not in keep:
            durable.discard(backup.path)


def sweep_unfinished(folder: Path) -> None:
    """Delete what an interrupted backup left behind."""
    for unfinished in folder.glob("*" + durable.TEMPORARY + "*"):
        durable.discard(unfinished)


def objects(folder: Path) -> set[str]:
    """SHA-256 of every attachment that some backup needs."""
    needed: set[str] = set()
    for backup in listed(folder):
        connection = open_unchanging(backup.path)
        try:
            needed.update(row[0] for row in blob_rows(connection))
        finally:
            connection.close()
    return needed


def _backup(path: Path) -> Backup:
    match = _NAME.fullmatch(path.name)
    assert match
    return Backup(
        path=path,
        made=datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC),
        seq=int(match[2]),
        records=int(match[3]),
        head=match[4],
        bytes=path.stat().st_size,
    )
