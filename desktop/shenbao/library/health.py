"""Examines a library file row by row: what is whole, which records are damaged, and what the file still proves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable
from datetime import datetime

import apsw
import msgspec

from shenbao.library.journal import UNREADABLE, readable_entries
from shenbao.library.rows import START, Entry, RecordInfo, Seal, digest, event_of, fold, info_of, is_intact, link
from shenbao.library.schema import read_seal, schema_digest, stored_version
from shenbao.records import Record, RecordId

_NEXT_ROWS = "SELECT seq, record, at, body, digest, link FROM journal WHERE seq > ? ORDER BY seq LIMIT 1000"
_SMALLEST_ROW = 150
"""Bytes; no more than size / this many rows can be in a file whose seal does not tell."""


class Damaged(Record, frozen=True):
    """A record of which not all edits can be read, by the name it has in the list (empty when that is lost too)."""

    id: RecordId
    title: str = ""
    enterprise: str = ""


class Health(Record, frozen=True):
    """Verdict on one library."""

    problems: tuple[str, ...] = ()
    """`structure`, `seal`, `schema`, `records`, `blobs`, `journal`; none means that every row is as it was written."""
    damaged: tuple[Damaged, ...] = ()
    """Records that lost edits. Whatever else is wrong can be worked out again from the journal."""
    lost: int = 0
    """Journal rows that cannot be read or are not as they were written."""
    objects: tuple[str, ...] = ()
    """SHA-256 of attachments that are missing or changed; filled only when the files were read too."""
    records: int = 0
    events: int = 0

    @property
    def ok(self) -> bool:
        return not self.problems and not self.objects


class Examination(Record, frozen=True):
    """A verdict and all that was found to be whole."""

    health: Health
    seal: Seal | None
    records: dict[RecordId, RecordInfo]
    entries: tuple[Entry, ...] = ()
    """The intact journal rows; kept only when something is wrong or when asked for."""


def glance(connection: apsw.Connection) -> Examination | None:
    """What a look at the seal, the list and the end of the journal shows; `proof` is still owed. None when that look shows that
    something is wrong. Raises apsw.Error only when nothing at all can be read."""
    seal = _try_seal(connection)
    if seal is None or (seal.version, seal.schema) != (stored_version(connection), schema_digest(connection)):
        return None
    infos, records_sum = _records(connection)
    end = connection.execute("SELECT seq, link FROM journal ORDER BY seq DESC LIMIT 1").fetchone() or (0, START)
    if (len(infos), records_sum) != (seal.records, seal.records_sum) or tuple(end) != (seal.seq, seal.head):
        return None
    return Examination(health=Health(records=len(infos), events=seal.seq), seal=seal, records=infos)


def proof(connection: apsw.Connection, found: Examination) -> Generator[None, None, bool]:
    """What `glance` left: every row and the file's structure, in slices of some milliseconds. Returns whether all of it holds."""
    seal = found.seal
    if seal is None or not _is_sound(connection):
        return False
    yield
    if _blobs(connection) != (seal.blobs, seal.blobs_sum):
        return False
    return (yield from _journal(connection, seal, found.records))


def examine(connection: apsw.Connection, *, keep_entries: bool = False) -> Examination:
    """Check every row of the open file. Raises apsw.Error only when nothing at all can be read."""
    problems = [] if _is_sound(connection) else ["structure"]
    seal = _try_seal(connection)
    if seal is None:
        problems.append("seal")
    elif seal.version != stored_version(connection) or seal.schema != schema_digest(connection):
        problems.append("schema")
    infos, records_sum = _records(connection)
    if seal and (len(infos), records_sum) != (seal.records, seal.records_sum):
        problems.append("records")
    if seal and _blobs(connection) != (seal.blobs, seal.blobs_sum):
        problems.append("blobs")
    if seal and not _journal_holds(connection, seal, infos):
        problems.append("journal")
    whole = seal is not None and not problems
    if whole and seal and not keep_entries:
        return Examination(health=Health(records=len(infos), events=seal.seq), seal=seal, records=infos)
    last = seal.seq if seal else connection.pragma("page_count") * connection.pragma("page_size") // _SMALLEST_ROW
    walk = _Walk(connection, last)
    if whole:
        return Examination(health=Health(records=len(infos), events=walk.intact), seal=seal, records=infos, entries=walk.entries)
    return _what_is_left(problems, seal, infos, walk, walk.lost if seal else 0)


def _journal_holds(connection: apsw.Connection, seal: Seal, infos: dict[RecordId, RecordInfo]) -> bool:
    slices = _journal(connection, seal, infos)
    while True:
        try:
            next(slices)
        except StopIteration as end:
            return bool(end.value)


def _journal(connection: apsw.Connection, seal: Seal, infos: dict[RecordId, RecordInfo]) -> Generator[None, None, bool]:
    """Every row is there, as it was written and tied to the one before, up to the sealed head. The quick way, for whole files."""
    head, count = START, 0
    counts: dict[str, int] = {}
    try:
        while rows := connection.execute(_NEXT_ROWS, (count,)).fetchall():
            for seq, record, at, body, own, tie in rows:
                count += 1
                if seq != count or digest(seq, record, at, body) != own:
                    return False
                head = link(head, own)
                if head != tie:
                    return False
                counts[str(record)] = counts.get(str(record), 0) + 1
            yield
    except UNREADABLE:
        return False
    return (count, head) == (seal.seq, seal.head) and counts == {record: info.events for record, info in infos.items()}


def _what_is_left(problems: list[str], seal: Seal | None, infos: dict[RecordId, RecordInfo], walk: _Walk, lost: int) -> Examination:
    """Rebuild the list from the journal. A record is damaged when its own row counts more events than were found, or when
    that row is gone and events are missing somewhere."""
    projected = project(walk.entries)
    incomplete = bool(lost) or seal is None
    damaged = []
    for record in sorted(projected.keys() | infos.keys() | walk.counts.keys()):
        info = infos.get(record)
        if info.events != walk.counts[record] if info else incomplete:
            shown = info or projected.get(record)
            damaged.append(
                Damaged(id=record, title=shown.summary.title, enterprise=shown.summary.enterprise) if shown else Damaged(id=record)
            )
    records = projected | infos
    health = Health(problems=tuple(problems), damaged=tuple(damaged), lost=lost, records=len(records), events=walk.intact)
    return Examination(health=health, seal=seal, records=records, entries=walk.entries)


class _Walk:
    """One pass over a journal of which parts may be lost, up to row `last`: the intact rows, and how many there should be."""

    def __init__(self, connection: apsw.Connection, last: int) -> None:
        self.counts: Counter[RecordId] = Counter()
        self.intact = 0
        kept: list[Entry] = []
        seen = bytearray(last + 1)
        chained, head = 0, START
        for row in readable_entries(connection, last):
            if is_intact(row) and not seen[row.seq]:
                seen[row.seq] = True
                self.intact += 1
                self.counts[row.record] += 1
                kept.append(row)
                chained += link(head, row.digest) == row.link
            head = row.link
        self.lost = max(last - self.intact, last - chained if self.intact == last else 0)
        """Rows that are missing or altered; a row that is only untied counts when none is missing."""
        self.entries = tuple(sorted(kept, key=lambda row: row.seq))


def project(entries: Iterable[Entry]) -> dict[RecordId, RecordInfo]:
    """The records that intact journal rows add up to; rows that follow a lost beginning are passed over."""
    records: dict[RecordId, RecordInfo] = {}
    for row in entries:
        try:
            records[row.record] = fold(records.get(row.record), row.record, datetime.fromisoformat(row.at), event_of(row))
        except ValueError:  # its creation is lost, or a later version wrote it
            continue
    return records


def _is_sound(connection: apsw.Connection) -> bool:
    try:
        structure = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        return structure and not connection.execute("PRAGMA foreign_key_check").fetchall()
    except UNREADABLE:
        return False


def _try_seal(connection: apsw.Connection) -> Seal | None:
    try:
        return read_seal(connection)
    except (*UNREADABLE, msgspec.ValidationError):
        return None


def _records(connection: apsw.Connection) -> tuple[dict[RecordId, RecordInfo], bytes]:
    """Rows that are as they were written, and the sum of their digests."""
    infos: dict[RecordId, RecordInfo] = {}
    total = 0
    try:
        for row in connection.execute(
            "SELECT id, kind, scheme, content_version, enterprise, summary, events, deleted, created, updated, digest FROM records"
        ):
            if digest(*row[:-1]) == row[-1]:
                infos[RecordId(row[0])] = info_of(row[:-1])
                total += int.from_bytes(row[-1], "big")
    except (*UNREADABLE, ValueError):
        pass  # the count and the sum then disagree with the seal
    return infos, (total % (1 << 256)).to_bytes(32, "big")


def blob_rows(connection: apsw.Connection) -> list[tuple[str, int, str, str]]:
    """sha256, bytes, name and time of every intact row of the register that can be read."""
    rows: list[tuple[str, int, str, str]] = []
    try:
        for row in connection.execute("SELECT sha256, bytes, name, added, digest FROM blobs"):
            if digest(*row[:-1]) == row[-1]:
                rows.append(row[:-1])
    except UNREADABLE:
        pass  # the count then disagrees with the seal
    return rows


def _blobs(connection: apsw.Connection) -> tuple[int, bytes]:
    rows = blob_rows(connection)
    total = sum(int.from_bytes(digest(*row), "big") for row in rows)
    return len(rows), (total % (1 << 256)).to_bytes(32, "big")
