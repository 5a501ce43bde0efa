"""What the window and the process that draws previews say to each other: records of MessagePack, each after its length."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

import msgspec

from shenbao.checks.ledger import LedgerFact
from shenbao.packs.sights import PartSight
from shenbao.records import Edit, Letterhead, Record
from shenbao.relayed import Failed

LENGTH = 4
"""Bytes of a length, the most significant first."""


class Begin(Record, frozen=True, tag="begin"):
    """An application as its journal stands."""

    scheme: str
    edits: tuple[Edit, ...]
    others: tuple[LedgerFact, ...]
    """What other applications claim too."""
    today: date
    lang: str
    """`zh`, `en` or `both`."""
    letterhead: Letterhead | None = None
    letter_face: str = ""
    """As in `PackOptions`."""


class Made(Record, frozen=True, tag="made"):
    """The next edit of the journal."""

    edit: Edit


class Speak(Record, frozen=True, tag="speak"):
    """The pack is wanted in another language."""

    lang: str


class Dress(Record, frozen=True, tag="dress"):
    """What is set once for all packs has been set otherwise; as in `PackOptions`."""

    letterhead: Letterhead | None
    letter_face: str


class Look(Record, frozen=True, tag="look"):
    """What the person looks at. Pictures are `width` pixels wide; `pages` are wanted in this order, as part and index in it. None are
    known before the first have been told of."""

    part: str
    """Where the answer being edited is printed."""
    names: tuple[str, ...]
    """Ids it may be printed under, the closest first (`sights.names_of`); its page is drawn first."""
    pages: tuple[tuple[str, int], ...]
    width: int
    dropped: tuple[str, ...] = ()
    """Keys of pictures that were thrown away since the last time."""


Asked = Begin | Made | Speak | Dress | Look


class Laid(Record, frozen=True, tag="laid"):
    """All parts in order, and those that are not as they were told before."""

    edits: int
    """How many edits came since the beginning."""
    order: tuple[str, ...]
    changed: tuple[PartSight, ...]
    whole: bool
    """False: parts one does not look at, and numbers of pages in them, may still be those of before."""


class Picture(Record, frozen=True, tag="picture"):
    """A page, one byte of grey for each pixel."""

    key: str
    width: int
    height: int
    grey: bytes


Told = Laid | Picture | Failed


def framed(record: Asked | Told) -> bytes:
    """A record as it goes over the pipe."""
    body = msgspec.msgpack.encode(record)
    return len(body).to_bytes(LENGTH, "big") + body


def frames(source: BinaryIO) -> Iterator[bytes]:
    """The records that come over a pipe, until it ends."""
    while len(length := source.read(LENGTH)) == LENGTH:
        wanted = int.from_bytes(length, "big")
        body = source.read(wanted)
        if len(body) < wanted:
            return
        yield body
