"""A pack seen while it is written: every part is kept as it was set, and only what an edit changed is set again.

Own pages are those of the draft pack of the same answers, but for the page code: it names the answers, and would make every page
another one with every key. The pages of attachments are told of, not drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence

import msgspec

from shenbao.draft.states import Snapshot
from shenbao.packs import papers
from shenbao.packs.compose import Composer, Entry
from shenbao.packs.flowables import Block
from shenbao.packs.layout import Filler, Folio
from shenbao.packs.leaf import Area, Leaf
from shenbao.packs.markup import Element, parse
from shenbao.packs.pages import PASSES, Meta, anchors_of, draw_page, entries_of, foot_of, labels_of
from shenbao.packs.parts import Markup, parts, title_of
from shenbao.packs.sheet import MM
from shenbao.packs.styles import Geometry, load
from shenbao.records import Record

LOOK = "gov"


class Foreign(Record, frozen=True):
    """An attachment in its place: one sheet stands for all its pages."""

    title: str
    pages: int


class Sight(Record, frozen=True):
    """One page to look at. `key` is the fingerprint of what is drawn on it; sizes in points."""

    key: str
    label: str
    width: float
    height: float
    areas: tuple[Area, ...] = ()
    foreign: Foreign | None = None


class PartSight(Record, frozen=True):
    """The pages of one part, in order."""

    id: str
    title: str
    pages: tuple[Sight, ...]


class _Set(msgspec.Struct):
    """One part as it was last set."""

    markup: Markup
    element: Element
    entries: list[Entry]
    lists: bool
    """It holds the table of contents."""
    refers: bool
    """It prints page numbers of other places."""
    blocks: list[Block] = []
    folios: list[Folio] = []
    start: tuple[int, str, Geometry] | None = None
    """What it was filled after: an odd or even number of pages, which part, and the geometry that part ended with. None: to be filled."""
    end: Geometry | None = None
    drawn_for: object = None
    """What else its pages show: their numbers, the title, places referred to."""
    sights: tuple[Sight, ...] = ()

    @classmethod
    def of(cls, markup: Markup, element: Element) -> _Set:
        names = {child.name for child in element.walk()}
        return cls(markup, element, entries_of([element]), "contents" in names, "pageref" in names)


class Preview:
    """The pages of one application in one language. Raises what a build raises when a template is wrong; the pages last set stay."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
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

    def follow(self, snapshot: Snapshot, near: Collection[str] = ()) -> Generator[tuple[PartSight, ...], None, None]:
        """Sets what has changed and yields all parts: once with the parts of `near` set again, and once with everything. Closed in
        between, it takes up what is left the next time."""
        marked = parts(snapshot, self.lang)
        self._papers = {paper.id: Foreign(title=papers.title(paper), pages=paper.pages) for paper in papers.papers(snapshot)}
        self._title = title_of(snapshot, self.lang)
        self._order = [markup.id for markup in marked]
        self._sets = {name: kept for name, kept in self._sets.items() if name in self._order}
        changed = [markup for markup in marked if markup.id not in self._sets or self._sets[markup.id].markup != markup]
        first = [markup for markup in changed if markup.id in near]
        if first and len(first) < len(changed) and all(name in self._sets for name in self._order):
            self._set(first)
            yield self._drawn()
            changed = [markup for markup in changed if markup not in first]
        self._set(changed)
        yield self._drawn()

    # -- setting ------------------------------------------------------------------------------------------------------

    def _set(self, changed: Sequence[Markup]) -> None:
        read = [(markup, parse(markup.text, markup.template)) for markup in changed]
        before = self._entries()
        for markup, element in read:
            self._sets[markup.id] = _Set.of(markup, element)
        entries = self._entries()
        new = {markup.id for markup in changed}
        for name in self._order:
            if name in new or (entries != before and self._sets[name].lists):
                self._compose(self._sets[name], entries)

    def _entries(self) -> list[Entry]:
        return [entry for name in self._order if name in self._sets for entry in self._sets[name].entries]

    def _compose(self, part: _Set, entries: Sequence[Entry]) -> None:
        part.blocks = Composer(self._styles, self.lang, entries).part(part.element)
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
                filler.begin(part.markup.id, right=part.element.get("start") == "right")
                filler.fill(part.blocks)
                part.folios, part.start, part.end = filler.folios, start, filler.geometry
                part.drawn_for = None
            folios += part.folios
            geometry, previous = part.end or geometry, part.markup.id
        return folios

    def _sights(self, sets: Sequence[_Set], labels: Sequence[str], targets: dict[str, str]) -> tuple[PartSight, ...]:
        meta = Meta(short_title=self._title, lang=self.lang, draft=True)
        total = sum(label.isdigit() for label in labels)
        elements = {part.markup.id: part.element for part in sets}
        at = 0
        leaves: dict[str, Leaf] = {}
        made = []
        for part in sets:
            numbers = labels[at : at + len(part.folios)]
            drawn_for = (tuple(numbers), self._title, targets if part.lists or part.refers else None)
            if part.drawn_for != drawn_for:
                sights = []
                for folio, label in zip(part.folios, numbers, strict=True):
                    if folio.insert:
                        sights += self._foreign(folio, label)
                        continue
                    leaf = Leaf(self.lang, targets)
                    draw_page(leaf, folio, elements[folio.part], foot_of(label, total, meta), "", self._styles, meta)
                    self._leaves[leaf.key] = leaf
                    sights.append(Sight(key=leaf.key, label=label, width=leaf.width, height=leaf.height, areas=leaf.areas))
                part.sights, part.drawn_for = tuple(sights), drawn_for
            leaves.update((sight.key, self._leaves[sight.key]) for sight in part.sights if not sight.foreign)
            made.append(PartSight(id=part.markup.id, title=part.element.get("title"), pages=part.sights))
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


def _resolved(part: _Set, targets: dict[str, str]) -> bool:
    """Puts page numbers in; True when that may have moved something."""
    changed = [block.resolve(targets) for block in part.blocks]
    return any(changed)
