"""Makes a whole library out of a damaged one: intact journal rows, filled up from the newest good backup."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import apsw
import msgspec

from shenbao.errors import LibraryError
from shenbao.library import backups, blobs, schema, swap
from shenbao.library.backups import Backup
from shenbao.library.connection import open_unchanging, open_writable, transaction
from shenbao.library.health import Damaged, Examination, blob_rows
from shenbao.library.journal import UNREADABLE, write_blob, write_event
from shenbao.library.rows import Entry, RecordInfo, event_of
from shenbao.records import Record, RecordId


class Recovery(Record, frozen=True):
    """What a recovery did; the damaged file is in `aside`, as it was."""

    aside: Path
    backup: Backup | None
    """The copy that filled the holes, if one was needed and found."""
    events: int
    shortened: tuple[Damaged, ...]
    """Records that may have lost edits which no source holds any more."""


def recover(folder: Path, backup_folder: Path, now: datetime) -> Recovery:
    """Replace the damaged library in `folder` (closed, locked by the caller) by what can be proven of it.

    Raises LibraryError library.nothing_left when neither the file nor a backup can be read, OSError, apsw.Error."""
    database = folder / swap.DATABASE
    wreck = backups.read(database, keep_entries=True)
    backup, copy = _newest_good(backup_folder)
    if wreck is None and copy is None:
        raise LibraryError("library.nothing_left", folder=str(folder))
    entries, shortened = merged(wreck, copy)
    identity = next((source.seal.library for source in (wreck, copy) if source and source.seal), "")
    swap.discard_draft(folder)
    rebuild(folder / swap.DRAFT, identity, entries, _known_blobs([database, *([backup.path] if backup else [])], folder))
    proof = backups.read(folder / swap.DRAFT)
    if proof is None or not proof.health.ok or proof.health.events != len(entries):
        raise LibraryError("library.recovery_failed", folder=str(folder))
    aside = swap.set_aside(folder, now)
    restore_objects(folder, backup_folder)
    swap.decide(folder)
    return Recovery(aside=aside, backup=backup, events=len(entries), shortened=shortened)


def merged(wreck: Examination | None, copy: Examination | None) -> tuple[list[Entry], tuple[Damaged, ...]]:
    """The journal rows of a whole library, in order, and the records that come out shorter than they were.

    Records the wreck proves complete are taken from it. For the others the backup's rows come first; of the wreck's later
    rows all are taken when the record's own count says that none is missing, otherwise those before the first hole."""
    backed_up = list(copy.entries) if copy else []
    if wreck is None:
        return backed_up, tuple(_named(info) for info in copy.records.values()) if copy else ()
    damaged = {record.id: record for record in wreck.health.damaged}
    known = {row.seq for row in wreck.entries}
    covered = copy.seal.seq if copy and copy.seal else 0
    hole = next(seq for seq in range(covered + 1, covered + len(known) + 2) if seq not in known)
    rows = {row.seq: row for row in wreck.entries if row.record not in damaged}
    present = {row.record for row in rows.values()}
    shortened = []
    for record, described in damaged.items():
        own = [row for row in backed_up if row.record == record]
        later = [row for row in wreck.entries if row.record == record and row.seq > covered]
        expected = wreck.records[record].events if record in wreck.records else -1
        if len(own) + len(later) != expected:
            later = [row for row in later if row.seq < hole]
            shortened.append(described)
        rows.update((row.seq, row) for row in (*own, *later))
    for row in backed_up:
        if row.record not in present and row.record not in damaged:  # the wreck does not even remember it
            rows.setdefault(row.seq, row)
    return _from_their_beginning([rows[seq] for seq in sorted(rows)]), tuple(shortened)


def rebuild(path: Path, identity: str, entries: list[Entry], objects: list[tuple[str, int, str, str]]) -> None:
    """Write a new library file from journal rows; they keep their times and get new numbers and links."""
    schema.create(path, identity)
    connection = open_writable(path)
    try:
        with transaction(connection):
            seal = schema.read_seal(connection)
            assert seal
            infos: dict[RecordId, RecordInfo] = {}
            for row in entries:
                seal, infos[row.record] = write_event(
                    connection, seal, infos.get(row.record), row.record, datetime.fromisoformat(row.at), event_of(row)
                )
            for sha256, size, name, added in objects:
                seal = write_blob(connection, seal, sha256, size, name, datetime.fromisoformat(added))
    finally:
        connection.close()


def restore_objects(folder: Path, backup_folder: Path) -> None:
    """Give attachments that are gone from the library their name back from beside the backups."""
    for spare in blobs.objects(backup_folder):
        blobs.link(spare, blobs.place(folder, spare.name))


def _newest_good(folder: Path) -> tuple[Backup, Examination] | tuple[None, None]:
    for backup in backups.listed(folder):
        found = backups.read(backup.path, keep_entries=True)
        if found and found.health.ok:
            return backup, found
    return None, None


def _known_blobs(files: list[Path], folder: Path) -> list[tuple[str, int, str, str]]:
    """The registers of all files together."""
    known: dict[str, tuple[str, int, str, str]] = {}
    for file in files:
        try:
            connection = open_unchanging(file)
        except (*UNREADABLE, OSError):
            continue
        try:
            known.update((row[0], row) for row in blob_rows(connection))
        except apsw.Error:
            continue
        finally:
            connection.close()
    return [known[sha256] for sha256 in sorted(known)]


def _from_their_beginning(rows: list[Entry]) -> list[Entry]:
    """Rows of records whose creation is among them, and whose enterprise is."""
    begun: set[RecordId] = set()
    result = []
    for row in rows:
        event = msgspec.json.decode(row.body)
        if event["type"] == "created" and (not event.get("enterprise") or event["enterprise"] in begun):
            begun.add(row.record)
        if row.record in begun:
            result.append(row)
    return result


def _named(info: RecordInfo) -> Damaged:
    return Damaged(id=info.id, title=info.summary.title, enterprise=info.summary.enterprise)
