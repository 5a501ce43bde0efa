"""Takes everything readable out of a library into plain files that any program can open."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import apsw
import msgspec

from shenbao import durable
from shenbao.library import blobs
from shenbao.library.health import blob_rows
from shenbao.library.journal import UNREADABLE, entries_of
from shenbao.library.rows import Edited, Event, RecordInfo, event_of, is_intact
from shenbao.records import Edit, Record, RecordId


class Salvaged(Record, frozen=True):
    """One record as salvaged: `<id>.json`."""

    info: RecordInfo
    complete: bool
    edits: tuple[Edit, ...]


def export(connection: apsw.Connection, records: Mapping[RecordId, RecordInfo], library: Path, to: Path) -> int:
    """Write `<id>.json` for every record and `attachments/<sha256>` for every whole attachment. Raises OSError."""
    (to / "attachments").mkdir(parents=True, exist_ok=True)
    for record, info in records.items():
        events = _readable_events(connection, record)
        edits = tuple(event.edit for event in events if isinstance(event, Edited))
        salvaged = Salvaged(info=info, complete=len(events) == info.events, edits=edits)
        durable.write_file(to / f"{record}.json", [msgspec.json.format(msgspec.json.encode(salvaged))])
    for sha256, *_ in blob_rows(connection):
        source = blobs.place(library, sha256)
        if blobs.is_whole(source):
            durable.write_file(to / "attachments" / sha256, durable.read_chunks(source))
    return len(records)


def _readable_events(connection: apsw.Connection, record: RecordId) -> list[Event]:
    """Intact events of one record; its rows are asked for one by one when some cannot be read together."""
    try:
        return [event_of(row) for row in entries_of(connection, record) if is_intact(row)]
    except UNREADABLE:
        return []
