"""What a file made of a pack's pages says of itself: which volume, or which attachment, of which pack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

import msgspec

from shenbao.records import Record

NAME = "shenbao-piece.json"


class Piece(Record, frozen=True, kw_only=True):
    """The embedded record. Volume 1 carries the answers too (`carried.NAME`)."""

    format: int = 1
    kind: Literal["volume", "form", "slot"]
    number: int
    of: int
    names: tuple[str, ...]
    """File names of the whole set, in order."""
    pack: str
    """SHA-256 of the pack it was made of."""
    scheme: str
    content_version: str
    fingerprint: str
    """Short fingerprint of the answers, as in the page codes."""
    today: date
    final: bool
    lang: str
    front: int = 0
    """Pages before those of the pack."""
    runs: tuple[tuple[int, int], ...] = ()
    """Which pages of the pack follow: first index and count, in order."""
    slot: str = ""


class Limits(Record, frozen=True):
    """What one file may have at most. `pages` 0: no limit."""

    bytes: int
    pages: int = 0


Names = Callable[[Sequence[tuple[str, str]]], tuple[str, ...]]
"""File names of a set, from the code of the slot (empty outside the attachments) and the title of each file."""


def encoded(piece: Piece) -> bytes:
    """Canonical JSON: the same piece, the same bytes."""
    return msgspec.json.format(msgspec.json.encode(piece, order="deterministic"), indent=1)


def decoded(data: bytes) -> Piece:
    """Reads the embedded record. msgspec.MsgspecError when it is not one."""
    return msgspec.json.decode(data, type=Piece)
