"""The same file in two places: in two slots of one application, or in another application of the library. Told, never forbidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from shenbao.checks import own
from shenbao.checks.there import place_of
from shenbao.forms.schema import Fact
from shenbao.records import Place, Record, Row

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet


class SameFile(Record, frozen=True):
    """Where else a file of this application is."""

    here: tuple[Place, ...]
    """In this application."""
    there: tuple[Place, ...]
    """In other applications of the library."""


def same_files(sheet: Sheet) -> dict[str, SameFile]:
    """By the path of its row, each file that is somewhere else too. A file that was made smaller is still known by its original."""
    found: dict[str, list[str]] = {}
    prints: dict[str, tuple[str, ...]] = {}
    for path, row in _rows(sheet):
        prints[path] = tuple(_fingerprints(row))
        for each in prints[path]:
            found.setdefault(each, []).append(path)
    same = {}
    for path, known in prints.items():
        here = dict.fromkeys(other for each in known for other in found[each] if other != path)
        there = dict.fromkeys(place_of(fact) for each in known for fact in sheet.ledger.find(Fact.FILE, each))
        if here or there:
            same[path] = SameFile(tuple(own.place(sheet, other) for other in here), tuple(there))
    return same


def _rows(sheet: Sheet) -> Iterator[tuple[str, Row]]:
    for slot in sheet.scheme.slots:
        table = f"attachments.{slot.code}"
        for row in sheet.application.rows(table):
            yield f"{table}/{row.id}", row


def _fingerprints(row: Row) -> Iterator[str]:
    if row.cells.get("sha256"):
        yield row.cells["sha256"]
    for code, slots in msgspec.json.decode(row.cells.get("note") or "[]"):
        if code == "note.smaller" and slots.get("original"):
            yield slots["original"]
