"""A pack seen while it is written: every part is kept as it was set, and only what an edit changed is set again.

Own pages are those of the draft pack of the same answers, but for the page code: it names the answers, and would make every page
another one with every key. The pages of attachments are told of, not drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from typing import NamedTuple

import msgspec

from shenbao.draft.states import Snapshot
from shenbao.packs import lettering, papers
from shenbao.packs.appearance import LOOK, styles_for
from shenbao.packs.compose import Entry
from shenbao.packs.flowables import Block
from shenbao.packs.layout import Filler, Folio
from shenbao.packs.leaf import Leaf
from shenbao.packs.markup import Element, parse
from shenbao.packs.pages import PASSES, Meta, anchors_of, draw_page, entries_of, foot_of, labels_of
from shenbao.packs.parts import Planned, parts, title_of
from shenbao.packs.recompose import Recomposer
from shenbao.packs.sheet import MM
from shenbao.packs.sights import Area, Foreign, PartSight, Sight
from shenbao.packs.styles import Geometry, load
from shenbao.records import Letterhead


class Stage(NamedTuple):
    """All parts as far as they have been set."""

    parts: tuple[PartSight, ...]
    whole: bool
    """False: parts one does not look at, and page numbers in them, may still be those of before."""


class _Drawn(NamedTuple):
    folio: Folio
    furniture: tuple[str, str, dict[str, str]]
    """What stands around its blocks: its number, the title of the pack, and what the part says of head line and watermark."""
    sight: Sight


class _Set(msgspec.Struct):
    """One part as it was last set."""

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
    blocks: list[Block] = []
    folios: list[Folio] = []
    start: tuple[int, str, Geometry] | None = None
    """What it was filled after: an odd or even number of pages, which part, and the geometry that part ended with. None: to be filled."""
    end: Geometry | None = None
    drawn_for: object = None
    """What else its pages show: their numbers, the title, places referred to."""
    sights: tuple[Sight, ...] = ()
    drawn: list[_Drawn] = []
    """Its own pages as they were last drawn."""

    @classmethod
    def of(cls, name: str, text: str, element: Element, before: _Set | None) -> _Set:
        """A part read anew; what of its composition can be kept is taken over."""
        names = {child.name for child in element.walk()}
        composed = before.composed if before else None
        lists, refers = bool(names & {"contents", "tosign"}), bool(names & {"pageref", "tosign"})
        drawn = before.drawn if before else []
        return cls(name, text, element, entries_of([element]), lists, refers, composed, drawn=drawn)

    def kept(self, number: int, folio: Folio, furniture: tuple[str, str, dict[str, str]]) -> Sight | None:
        """The page as it was drawn before, when the same blocks lie in the same places. Page numbers are put into blocks where they
        are, so a part that refers to pages is drawn again."""
        if self.lists or self.refers or number >= len(self.drawn):
            return None
        before = self.drawn[number]
        return before.sight if before.furniture == furniture and _lie_alike(before.folio, folio) else None


class Preview:
    """The pages of one application in one language. Raises what a build raises when a template is wrong; the pages last set stay."""

    def __init__(self, lang: str, letterhead: Letterhead | None = None, letter_face: str = "") -> None:
        self.lang, self.letterhead = lang, letterhead
        self._letter_face = letter_face if lettering.installed(letter_face) else ""
        self._styles = load(LOOK)
        self._sets: dict[str, _Set] = {}
        self._order: list[str] = []
        self._leaves: dict[str, Leaf] = {}
        self._papers: dict[str, Foreign] = {}
        self._title = ""

    def pdf(self, key: str) -> bytes | None:
        """The page with this fingerprint as a PDF of its own, or None when there is no such page any more."""
        leaf = self._leaves.get(key)
        return None if leaf is None else leaf.pdf

    def follow(self, snapshot: Snapshot, near: Collection[str] = ()) -> Generator[Stage, None, None]:
        """Sets what has changed: first in the parts of `near`, then everywhere. Closed in between, it takes up what is left the next
        time."""
        planned = parts(snapshot, self.lang)
        styles = styles_for(snapshot.notice, self._letter_face)
        if styles != self._styles:
            self._styles, self._sets = styles, {}
        self._papers = {paper.id: Foreign(title=papers.title(paper), pages=paper.pages) for paper in papers.papers(snapshot)}
        self._title = title_of(snapshot, self.lang)
        self._order = [part.id for part in planned]
        self._sets = {name: kept for name, kept in self._sets.items() if name in self._order}
        if len(self._sets) == len(self._order) and self._set([part for part in planned if part.id in near]):
            yield Stage(self._drawn(), whole=False)
            planned = [part for part in planned if part.id not in near]
        self._set(planned)
        yield Stage(self._drawn(), whole=True)

    # -- setting ------------------------------------------------------------------------------------------------------

    def _set(self, planned: Sequence[Planned]) -> bool:
        """Renders these parts and composes those that came out otherwise; True when there are any."""
        read = {}
        for part in planned:
            kept, text = self._sets.get(part.id), part.text
            if kept is None or kept.text != text:
                read[part.id] = _Set.of(part.id, text, parse(text, part.template), kept)
        before = self._entries()
        self._sets.update(read)
        entries = self._entries()
        for name in self._order:
            if name in read or (entries != before and name in self._sets and self._sets[name].lists):
                self._compose(self._sets[name], entries)
        return bool(read)

    def _entries(self) -> list[Entry]:
        return [entry for name in self._order if name in self._sets for entry in self._sets[name].entries]

    def _compose(self, part: _Set, entries: Sequence[Entry]) -> None:
        part.composed = Recomposer(self._styles, self.lang, entries, part.composed)
        part.blocks = part.composed.part(part.element)
        part.start = None

    # -- pages --------------------------------------------------------------------------------------------------------

    def _drawn(self) -> tuple[PartSight, ...]:
        """Fills, numbers and draws what is not as it was."""
        sets = [self._sets[name] for name in self._order]
        elements = [part.element for part in sets]
        for _ in range(PASSES):
            folios = self._filled(sets)
            labels = labels_of(folios, elements)
            targets = {name: labels[index] for name, index in anchors_of(folios).items()}
            moved = [part for part in sets if part.refers and _resolved(part, targets)]
            for part in moved:
                part.start = None
            if not moved:
                break
        return self._sights(sets, labels, targets)

    def _filled(self, sets: Sequence[_Set]) -> list[Folio]:
        folios: list[Folio] = []
        geometry = self._styles.pages["form"]
        previous = ""
        for part in sets:
            start = (len(folios) % 2, previous, geometry)
            if part.start != start:
                filler = Filler(self._styles, duplex=True, before=start[0])
                filler.part, filler.geometry = previous, geometry
                filler.begin(part.id, right=part.element.get("start") == "right")
                filler.fill(part.blocks)
                part.folios, part.start, part.end = filler.folios, start, filler.geometry
                part.drawn_for = None
            folios += part.folios
            geometry, previous = part.end or geometry, part.id
        return folios

    def _sights(self, sets: Sequence[_Set], labels: Sequence[str], targets: dict[str, str]) -> tuple[PartSight, ...]:
        meta = Meta(short_title=self._title, lang=self.lang, draft=True, letterhead=self.letterhead)
        total = sum(label.isdigit() for label in labels)
        elements = {part.id: part.element for part in sets}
        at = 0
        leaves: dict[str, Leaf] = {}
        made = []
        for part in sets:
            numbers = labels[at : at + len(part.folios)]
            drawn_for = (tuple(numbers), self._title, targets if part.lists or part.refers else None)
            if part.drawn_for != drawn_for:
                sights: list[Sight] = []
                drawn: list[_Drawn] = []
                for folio, label in zip(part.folios, numbers, strict=True):
                    if folio.insert:
                        sights += self._foreign(folio, label)
                        continue
                    furniture = label, self._title, elements[folio.part].attributes
                    sight = part.kept(len(drawn), folio, furniture)
                    if sight is None:
                        leaf = Leaf(self.lang, targets)
                        draw_page(leaf, folio, elements[folio.part], foot_of(label, total, meta), "", self._styles, meta)
                        self._leaves[leaf.key] = leaf
                        sight = Sight(key=leaf.key, label=label, width=leaf.width, height=leaf.height, areas=leaf.areas)
                    drawn.append(_Drawn(folio, furniture, sight))
                    sights.append(sight)
                part.sights, part.drawn_for, part.drawn = tuple(sights), drawn_for, drawn
            leaves.update((sight.key, self._leaves[sight.key]) for sight in part.sights if not sight.foreign)
            made.append(PartSight(id=part.id, title=part.element.get("title"), pages=part.sights))
            at += len(part.folios)
        self._leaves = leaves
        return tuple(made)

    def _foreign(self, folio: Folio, label: str) -> list[Sight]:
        """The one sheet of an attachment, at its first page."""
        if folio.of_insert:
            return []
        form = self._styles.pages["form"]
        told = self._papers[folio.insert]
        areas = (Area(path=folio.insert, x=0, y=0, width=0, height=0),)
        key = f"{folio.insert} {told.pages} {told.title}"
        return [Sight(key=key, label=label, width=form.width * MM, height=form.height * MM, areas=areas, foreign=told)]


def _lie_alike(one: Folio, other: Folio) -> bool:
    if one.part != other.part or one.geometry != other.geometry or len(one.placed) != len(other.placed):
        return False
    pairs = zip(one.placed, other.placed, strict=True)
    return all(a.block is b.block and (a.x, a.top) == (b.x, b.top) for a, b in pairs)


def _resolved(part: _Set, targets: dict[str, str]) -> bool:
    """Puts page numbers in; True when that may have moved something."""
    changed = [block.resolve(targets) for block in part.blocks]
    return any(changed)
