"""Takes everything readable out of a library into plain files that any program can open."""

from __future__ import annotations

from pathlib import Path

import msgspec

from shenbao import durable
from shenbao.library import blobs
from shenbao.library.health import blob_rows
from shenbao.library.opening import Opened
from shenbao.library.rows import Edited, RecordInfo, event_of, is_intact
from shenbao.records import Edit, Record


class Salvaged(Record, frozen=True):
    """One record as salvaged: `<id>.json`."""

    info: RecordInfo
    complete: bool
    edits: tuple[Edit, ...]


def export(opened: Opened, to: Path) -> int:
    """Write `<id>.json` for every record and `attachments/<sha256>` for every whole attachment; returns how many records.

    Raises OSError."""
    (to / "attachments").mkdir(parents=True, exist_ok=True)
    for record, info in opened.records.items():
        events = [event_of(row) for row in opened.entries(record) if is_intact(row)]
        edits = tuple(event.edit for event in events if isinstance(event, Edited))
        salvaged = Salvaged(info=info, complete=len(events) == info.events, edits=edits)
        durable.write_file(to / f"{record}.json", [msgspec.json.format(msgspec.json.encode(salvaged))])
    for sha256, *_ in blob_rows(opened.connection):
        source = blobs.place(opened.places.folder, sha256)
        if blobs.is_whole(source):
            durable.write_file(to / "attachments" / sha256, durable.read_chunks(source))
    return len(opened.records)
