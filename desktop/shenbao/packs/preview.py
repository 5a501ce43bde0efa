"""A pack seen while it is written: every part is kept as it was set, and only what an edit changed is set again.

Own pages are those of the draft pack of the same answers, but for the page code: it names the answers, and would make every page
another one with every key. The pages of attachments are told of, not drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from typing import NamedTuple

from shenbao.draft.states import Snapshot
from shenbao.packs import lettering, papers
from shenbao.packs.appearance import LOOK, styles_for
from shenbao.packs.compose import Entry
from shenbao.packs.kept import Drawn, KeptPart
from shenbao.packs.layout import Filler, Folio
from shenbao.packs.leaf import Leaf
from shenbao.packs.pages import PASSES, Meta, anchors_of, draw_page, foot_of, labels_of
from shenbao.packs.parts import Planned, parts, title_of
from shenbao.packs.recompose import Recomposer
from shenbao.packs.sheet import MM
from shenbao.packs.sights import Area, Foreign, PartSight, Sight
from shenbao.packs.styles import load
from shenbao.records import Letterhead


class Stage(NamedTuple):
    """All parts as far as they have been set."""

    parts: tuple[PartSight, ...]
    whole: bool
    """False: parts one does not look at, and page numbers in them, may still be those of before."""


class Preview:
    """The pages of one application in one language. Raises what a build raises when a template is wrong; the pages last set stay."""

    def __init__(self, lang: str, letterhead: Letterhead | None = None, letter_face: str = "") -> None:
        self.lang, self.letterhead = lang, letterhead
        self._letter_face = letter_face if lettering.installed(letter_face) else ""
        self._styles = load(LOOK)
        self._sets: dict[str, KeptPart] = {}
        self._order: list[str] = []
        self._leaves: dict[str, Leaf] = {}
        self._papers: dict[str, Foreign] = {}
        self._title = ""

    def pdf(self, key: str) -> bytes | None:
        """The page with this fingerprint as a PDF of its own, or None when there is no such page any more."""
        leaf = self._leaves.get(key)
        return None if leaf is None else leaf.pdf

    def follow(self, snapshot: Snapshot, near: str = "", names: Sequence[str] = ()) -> Generator[Stage, None, None]:
        """Sets what has changed: first, in the part `near`, the pages that show the answer printed under one of `names`, then
        everything, part by part: no step takes long, so that a next edit need not wait. Closed in between, it takes up what is left the
        next time."""
        planned = parts(snapshot, self.lang)
        styles = styles_for(snapshot.notice, self._letter_face)
        if styles != self._styles:
            self._styles, self._sets = styles, {}
        self._papers = {paper.id: Foreign(title=papers.title(paper), pages=paper.pages) for paper in papers.papers(snapshot)}
        self._title = title_of(snapshot, self.lang)
        self._order = [part.id for part in planned]
        self._sets = {name: kept for name, kept in self._sets.items() if name in self._order}
        for part in planned:
            if part.id == near and (self._set(part) or not self._sets[near].sights):
                yield Stage(self._first(self._sets[near], names), whole=False)
        for part in planned:
            if part.id != near:
                self._set(part)
                yield Stage(self._told(self._kept()), whole=False)
        entries = self._entries()
        for kept in self._sets.values():
            if kept.lists and kept.listed != entries:
                self._compose(kept)
        yield from self._whole()

    # -- setting ------------------------------------------------------------------------------------------------------

    def _set(self, part: Planned) -> bool:
        """Renders a part and composes it when it came out otherwise; True when it did."""
        kept, text = self._sets.get(part.id), part.text
        if kept is not None and kept.text == text:
            return False
        self._sets[part.id] = KeptPart.of(part.id, text, part.element(text), kept)
        self._compose(self._sets[part.id])
        return True

    def _kept(self) -> list[KeptPart]:
        """The parts that have been set so far, in order."""
        return [self._sets[name] for name in self._order if name in self._sets]

    def _entries(self) -> list[Entry]:
        return [entry for part in self._kept() for entry in part.entries]

    def _compose(self, part: KeptPart) -> None:
        part.listed = self._entries()
        part.composed = Recomposer(self._styles, self.lang, part.listed, part.composed)
        part.blocks = part.composed.part(part.element)
        part.start = None

    # -- pages --------------------------------------------------------------------------------------------------------

    def _first(self, near: KeptPart, names: Sequence[str]) -> tuple[PartSight, ...]:
        """Draws the pages of one part that show an answer; all others stay as they were."""
        sets = self._kept()
        folios = self._filled(sets, near)
        labels, targets = self._numbered(folios, sets)
        _resolved(near, targets)
        at = next(at for at, folio in enumerate(folios) if folio is near.folios[0]) if near.folios else 0
        numbers = labels[at : at + len(near.folios)]
        self._draw(near, numbers, labels, targets, near.showing(names))
        if not any(area.path in names for sight in near.sights for area in sight.areas):  # it has moved to another page
            self._draw(near, numbers, labels, targets)
        return self._told(sets)

    def _whole(self) -> Generator[Stage, None, None]:
        """Fills, numbers and draws what is not as it was; in steps, once every part has been seen."""
        sets = self._kept()
        seen = all(part.sights for part in sets)
        for _ in range(PASSES):
            folios = self._filled(sets)
            labels, targets = self._numbered(folios, sets)
            moved = [part for part in sets if part.refers and _resolved(part, targets)]
            for part in moved:
                part.start = None
            if not moved:
                break
        at = 0
        for part in sets:
            numbers = labels[at : at + len(part.folios)]
            drawn_for = (tuple(numbers), self._title, targets if part.lists or part.refers else None)
            if part.drawn_for != drawn_for:
                self._draw(part, numbers, labels, targets)
                part.drawn_for = drawn_for
                if seen:
                    yield Stage(self._told(sets), whole=False)
            at += len(part.folios)
        yield Stage(self._told(sets), whole=True)

    def _filled(self, sets: Sequence[KeptPart], only: KeptPart | None = None) -> list[Folio]:
        """All pages in order; `only`: other parts keep theirs for now."""
        folios: list[Folio] = []
        geometry = self._styles.pages["form"]
        previous = ""
        for part in sets:
            start = (len(folios) % 2, previous, geometry)
            if part.start != start and only in (None, part):
                filler = Filler(self._styles, duplex=True, before=start[0])
                filler.part, filler.geometry = previous, geometry
                filler.begin(part.id, right=part.element.get("start") == "right")
                filler.fill(part.blocks)
                part.folios, part.start, part.end = filler.folios, start, filler.geometry
                part.drawn_for = None
            folios += part.folios
            geometry, previous = part.end or geometry, part.id
        return folios

    @staticmethod
    def _numbered(folios: Sequence[Folio], sets: Sequence[KeptPart]) -> tuple[list[str], dict[str, str]]:
        """The number of each page, and of the page of each place."""
        labels = labels_of(folios, [part.element for part in sets])
        return labels, {name: labels[index] for name, index in anchors_of(folios).items()}

    def _draw(
        self, part: KeptPart, numbers: Sequence[str], labels: Sequence[str], targets: dict[str, str], only: Collection[int] | None = None
    ) -> None:
        """Draws the own pages of a part that are not as they were; `only`: the others, by number, stay as they were all the same."""
        meta = Meta(short_title=self._title, lang=self.lang, draft=True, letterhead=self.letterhead)
        total = sum(label.isdigit() for label in labels)
        sights: list[Sight] = []
        drawn: list[Drawn] = []
        for folio, label in zip(part.folios, numbers, strict=True):
            if folio.insert:
                sights += self._foreign(folio, label)
                continue
            number = len(drawn)
            if only is not None and number not in only:
                drawn.append(part.drawn[number])
                sights.append(part.drawn[number].sight)
                continue
            element = self._sets[folio.part].element
            furniture = label, self._title, element.attributes
            sight = part.kept(number, folio, furniture)
            if sight is None:
                leaf = Leaf(self.lang, targets)
                draw_page(leaf, folio, element, foot_of(label, total, meta), "", self._styles, meta)
                self._leaves[leaf.key] = leaf
                sight = Sight(key=leaf.key, label=label, width=leaf.width, height=leaf.height, areas=leaf.areas)
            drawn.append(Drawn(folio, furniture, sight))
            sights.append(sight)
        part.sights, part.drawn = tuple(sights), drawn

    def _told(self, sets: Sequence[KeptPart]) -> tuple[PartSight, ...]:
        """All pages as they are drawn now; drawings of others are forgotten."""
        keys = {sight.key for part in sets for sight in part.sights}
        self._leaves = {key: leaf for key, leaf in self._leaves.items() if key in keys}
        return tuple(PartSight(id=part.id, title=part.element.get("title"), pages=part.sights) for part in sets if part.sights)

    def _foreign(self, folio: Folio, label: str) -> list[Sight]:
        """The one sheet of an attachment, at its first page."""
        if folio.of_insert:
            return []
        form = self._styles.pages["form"]
        told = self._papers[folio.insert]
        areas = (Area(path=folio.insert, x=0, y=0, width=0, height=0),)
        key = f"{folio.insert} {told.pages} {told.title}"
        return [Sight(key=key, label=label, width=form.width * MM, height=form.height * MM, areas=areas, foreign=told)]


def _resolved(part: KeptPart, targets: dict[str, str]) -> bool:
    """Puts page numbers in; True when that may have moved something."""
    changed = [block.resolve(targets) for block in part.blocks]
    return any(changed)
