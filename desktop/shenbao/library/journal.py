"""Writes events and reads them back, also from a file of which some pages are lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import apsw
import msgspec

from shenbao.library.rows import Entry, Event, RecordInfo, Seal, add, columns_of, digest, entry, fold
from shenbao.library.schema import write_seal
from shenbao.records import RecordId

_SELECT = "SELECT seq, record, at, body, digest, link FROM journal"
_COLUMNS = ("id", "kind", "scheme", "content_version", "enterprise", "summary", "events", "deleted", "created", "updated", "digest")
_INSERT = f"INSERT INTO records ({', '.join(_COLUMNS)}) VALUES ({', '.join(f'?{n + 1}' for n in range(len(_COLUMNS)))})"
# An update in place: replacing the row would make SQLite search all records for ones that point to it.
_UPDATE = f"UPDATE records SET {', '.join(f'{name} = ?{n + 1}' for n, name in enumerate(_COLUMNS) if n)} WHERE id = ?1"
UNREADABLE = (apsw.Error, UnicodeDecodeError)
"""What reading a damaged page raises."""


def write_event(
    connection: apsw.Connection, seal: Seal, before: RecordInfo | None, record: RecordId, at: datetime, event: Event
) -> tuple[Seal, RecordInfo]:
    """Add one event: journal row, the record it leads to, and the seal over both. Inside the caller's transaction."""
    row = entry(seal.seq + 1, record, at, event, seal.head)
    after = fold(before, record, at, event)
    columns = columns_of(after)
    own = digest(*columns)
    # The row as it stands: an earlier version may have written it in other words.
    stored = connection.execute("SELECT digest FROM records WHERE id = ?", (record,)).fetchone()
    connection.execute(_INSERT if before is None else _UPDATE, (*columns, own))
    connection.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)", (row.seq, row.record, row.at, row.body, row.digest, row.link))
    sealed = msgspec.structs.replace(
        seal,
        seq=row.seq,
        head=row.link,
        records=seal.records + (before is None),
        records_sum=add(seal.records_sum, own, stored[0] if stored else bytes(32)),
    )
    write_seal(connection, sealed)
    return sealed, after


def write_blob(connection: apsw.Connection, seal: Seal, sha256: str, size: int, name: str, at: datetime) -> Seal:
    """Register an object that is already safe on the disk. Inside the caller's transaction."""
    columns = (sha256, size, name, at.isoformat(timespec="microseconds"))
    own = digest(*columns)
    connection.execute("INSERT INTO blobs VALUES (?, ?, ?, ?, ?)", (*columns, own))
    sealed = msgspec.structs.replace(seal, blobs=seal.blobs + 1, blobs_sum=add(seal.blobs_sum, own))
    write_seal(connection, sealed)
    return sealed


def forget_blob(connection: apsw.Connection, seal: Seal, sha256: str) -> Seal:
    """Take an object out of the register. Inside the caller's transaction."""
    own = connection.execute("SELECT digest FROM blobs WHERE sha256 = ?", (sha256,)).get
    connection.execute("DELETE FROM blobs WHERE sha256 = ?", (sha256,))
    sealed = msgspec.structs.replace(seal, blobs=seal.blobs - 1, blobs_sum=add(seal.blobs_sum, minus=own))
    write_seal(connection, sealed)
    return sealed


def entries_of(connection: apsw.Connection, record: RecordId) -> list[Entry]:
    """A record's rows in the order they were written, as stored; the caller checks their digests and their number."""
    return [_entry(row) for row in connection.execute(f"{_SELECT} WHERE record = ? ORDER BY seq", (record,))]


def readable_entries(connection: apsw.Connection, last: int) -> Iterator[Entry]:
    """Every row up to `last` that can be read at all; rows on lost pages are left out.

    Of a damaged file some may come twice or out of order."""
    after = 0
    while after < last:
        try:
            for row in connection.execute(f"{_SELECT} WHERE seq > ? AND seq <= ? ORDER BY seq", (after, last)):
                found = _entry(row)
                after = max(after, found.seq)
                yield found
            return
        except UNREADABLE:
            after += 1


def _entry(row: tuple[int, str, str, str, bytes, bytes]) -> Entry:
    seq, record, at, body, own, link = row
    if [type(column) for column in row] != [int, str, str, str, bytes, bytes]:
        raise apsw.CorruptError("a column changed its type")
    return Entry(seq=seq, record=RecordId(record), at=at, body=body, digest=own, link=link)
