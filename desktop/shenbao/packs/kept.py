"""One part of a preview as it was last set and drawn, and what of it can be kept after an edit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import msgspec

from shenbao.packs.compose import Entry
from shenbao.packs.flowables import Block
from shenbao.packs.layout import Folio
from shenbao.packs.markup import Element
from shenbao.packs.pages import entries_of
from shenbao.packs.recompose import Recomposer
from shenbao.packs.sights import Sight
from shenbao.packs.styles import Geometry


class Drawn(NamedTuple):
    """An own page as it was drawn."""

    folio: Folio
    furniture: tuple[str, str, dict[str, str]]
    """What stands around its blocks: its number, the title of the pack, and what the part says of head line and watermark."""
    sight: Sight


class KeptPart(msgspec.Struct):
    """A part with its composition, its pages and their drawings."""

    id: str
    text: str
    """Its markup."""
    element: Element
    entries: list[Entry]
    lists: bool
    """It holds the table of contents."""
    refers: bool
    """It prints page numbers of other places."""
    composed: Recomposer | None = None
    listed: Sequence[Entry] = ()
    """The lines of the contents when it was composed."""
    blocks: list[Block] = []
    folios: list[Folio] = []
    start: tuple[int, str, Geometry] | None = None
    """What it was filled after: an odd or even number of pages, which part, and the geometry that part ended with. None: to be filled."""
    end: Geometry | None = None
    drawn_for: object = None
    """What else its pages show: their numbers, the title, places referred to. None: some are to be drawn."""
    sights: tuple[Sight, ...] = ()
    drawn: list[Drawn] = []
    """Its own pages as they were last drawn."""

    @classmethod
    def of(cls, name: str, text: str, element: Element, before: KeptPart | None) -> KeptPart:
        """A part read anew; what of its composition and pages can be kept is taken over."""
        names = {child.name for child in element.walk()}
        lists, refers = bool(names & {"contents", "tosign"}), bool(names & {"pageref", "tosign"})
        made = cls(name, text, element, entries_of([element]), lists, refers)
        if before:
            made.composed, made.drawn = before.composed, before.drawn
            made.folios, made.end, made.sights = before.folios, before.end, before.sights
        return made

    def kept(self, number: int, folio: Folio, furniture: tuple[str, str, dict[str, str]]) -> Sight | None:
        """The page as it was drawn before, when the same blocks lie in the same places. Page numbers are put into blocks where they
        are, so a part that refers to pages is drawn again."""
        if self.lists or self.refers or number >= len(self.drawn):
            return None
        before = self.drawn[number]
        return before.sight if before.furniture == furniture and _lie_alike(before.folio, folio) else None

    def showing(self, names: Sequence[str]) -> Collection[int]:
        """Numbers of the pages on which the first of these names stood that stood on any; all own pages when there was none, or when
        there are not as many as before."""
        every = range(sum(not folio.insert for folio in self.folios))
        if len(every) == len(self.drawn):
            for name in names:
                found = [at for at in every if any(area.path == name for area in self.drawn[at].sight.areas)]
                if found:
                    return found
        return every


def _lie_alike(one: Folio, other: Folio) -> bool:
    if one.part != other.part or one.geometry != other.geometry or len(one.placed) != len(other.placed):
        return False
    pairs = zip(one.placed, other.placed, strict=True)
    return all(a.block is b.block and (a.x, a.top) == (b.x, b.top) for a, b in pairs)
