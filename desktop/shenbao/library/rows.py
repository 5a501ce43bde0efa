"""What the library holds: the events of the journal, the records they add up to, and the digests that protect every row."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Literal, cast, get_args

import msgspec

from shenbao.records import Edit, Record, RecordId, Summary

Kind = Literal["application", "enterprise"]

_KINDS = frozenset(get_args(Kind))

START = bytes(32)
"""Link before the first event of a journal."""


class Created(Record, frozen=True, tag="created"):
    """A record came into being."""

    kind: Kind
    scheme: str
    content_version: str
    enterprise: RecordId | None = None


class Edited(Record, frozen=True, tag="edited"):
    """A person changed answers; `summary` is what the list shows from now on."""

    edit: Edit
    summary: Summary


class Deleted(Record, frozen=True, tag="deleted"):
    """A record went to the wastebasket; nothing is erased."""


class Restored(Record, frozen=True, tag="restored"):
    """A record came back from the wastebasket."""


class Packed(Record, frozen=True, kw_only=True, tag="packed"):
    """A final pack was built."""

    file: str
    """Its name."""
    sha256: str
    pages: int
    day: str
    """ISO date printed in it."""
    current: bool
    """False when the answers were changed while it was being built."""


Event = Created | Edited | Deleted | Restored | Packed


class Entry(Record, frozen=True):
    """One row of the journal. `link` ties it to all rows before it, `digest` protects this one alone."""

    seq: int
    record: RecordId
    at: str
    body: str
    digest: bytes
    link: bytes


class RecordInfo(Record, frozen=True):
    """One line of the library's list."""

    id: RecordId
    kind: Kind
    scheme: str
    content_version: str
    enterprise: RecordId | None
    """Id of the enterprise's own record, if the application belongs to one."""
    summary: Summary
    events: int
    """How many rows of the journal belong to this record."""
    deleted: bool
    created: datetime
    updated: datetime
    """Both in UTC."""


class Seal(Record, frozen=True):
    """The one row of `meta`: what the other tables must add up to. The sums are those of all row digests, modulo 2**256."""

    library: str
    """Random id of this library, the same in all its backups."""
    version: int
    """Schema version; must agree with `user_version`."""
    schema: bytes
    """Digest of the tables' own definitions."""
    seq: int = 0
    head: bytes = START
    records: int = 0
    records_sum: bytes = bytes(32)
    blobs: int = 0
    blobs_sum: bytes = bytes(32)


_encoder = msgspec.json.Encoder(order="deterministic")
_packer = msgspec.msgpack.Encoder()
_event_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_summary_decoder = msgspec.json.Decoder(Summary)


def canonical(value: object) -> str:
    """The one JSON text of a record. Raises UnicodeEncodeError for half a surrogate pair."""
    return _encoder.encode(value).decode()


def event_of(entry: Entry) -> Event:
    """Raises msgspec.DecodeError for an event of a later version."""
    return _event_decoder.decode(entry.body)


def digest(*columns: object) -> bytes:
    """SHA-256 of a row's columns."""
    return hashlib.sha256(_packer.encode(columns)).digest()


def link(previous: bytes, row_digest: bytes) -> bytes:
    return hashlib.sha256(previous + row_digest).digest()


def entry(seq: int, record: RecordId, at: datetime, event: Event, previous: bytes) -> Entry:
    """The journal row for `event` after the row whose link is `previous`."""
    stamp, body = at.isoformat(timespec="microseconds"), canonical(event)
    own = digest(seq, record, stamp, body)
    return Entry(seq=seq, record=record, at=stamp, body=body, digest=own, link=link(previous, own))


def is_intact(row: Entry) -> bool:
    return digest(row.seq, row.record, row.at, row.body) == row.digest


def fold(info: RecordInfo | None, record: RecordId, at: datetime, event: Event) -> RecordInfo:
    """The record after `event`: the only place where a record comes from, in normal work and in repair.

    Raises ValueError for an event that does not fit (a change to a record that was never created)."""
    if isinstance(event, Created):
        if info is not None:
            raise ValueError(f"record {record} is created twice")
        return RecordInfo(
            id=record,
            kind=event.kind,
            scheme=event.scheme,
            content_version=event.content_version,
            enterprise=event.enterprise,
            summary=Summary(),
            events=1,
            deleted=False,
            created=at,
            updated=at,
        )
    if info is None:
        raise ValueError(f"record {record} is changed before it is created")
    changed = msgspec.structs.replace(info, events=info.events + 1, updated=at)
    match event:
        case Edited(summary=summary):
            return msgspec.structs.replace(changed, summary=msgspec.structs.replace(summary, packed=info.summary.packed))
        case Packed(day=day, current=current):
            state = "final" if current else info.summary.state
            return msgspec.structs.replace(changed, summary=msgspec.structs.replace(info.summary, state=state, packed=day))
        case Deleted():
            return msgspec.structs.replace(changed, deleted=True)
        case Restored():
            return msgspec.structs.replace(changed, deleted=False)


RecordColumns = tuple[str, str, str, str, str | None, str, int, int, str, str]


def columns_of(info: RecordInfo) -> RecordColumns:
    return (
        info.id,
        info.kind,
        info.scheme,
        info.content_version,
        info.enterprise,
        canonical(info.summary),
        info.events,
        int(info.deleted),
        info.created.isoformat(timespec="microseconds"),
        info.updated.isoformat(timespec="microseconds"),
    )


def info_of(columns: RecordColumns) -> RecordInfo:
    """Raises ValueError (msgspec.ValidationError included) for columns that no version of the program wrote."""
    record, kind, scheme, content_version, enterprise, summary, events, deleted, created, updated = columns
    if kind not in _KINDS:
        raise ValueError(kind)
    return RecordInfo(
        id=RecordId(record),
        kind=cast("Kind", kind),
        scheme=scheme,
        content_version=content_version,
        enterprise=RecordId(enterprise) if enterprise is not None else None,
        summary=_summary_decoder.decode(summary),
        events=events,
        deleted=bool(deleted),
        created=datetime.fromisoformat(created),
        updated=datetime.fromisoformat(updated),
    )


def add(total: bytes, plus: bytes = bytes(32), minus: bytes = bytes(32)) -> bytes:
    """A sum of digests after one row came and another went; the order of rows does not matter."""
    result = int.from_bytes(total, "big") + int.from_bytes(plus, "big") - int.from_bytes(minus, "big")
    return (result % (1 << 256)).to_bytes(32, "big")
