"""Fills pages with blocks: keeps, splits, right-hand pages, turned pages and room counted for foreign files."""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Iterable, Sequence

import msgspec

from shenbao.packs.flowables import Anchor, Block, Break, Insert, Paragraph, Spacer, Stack, Turn
from shenbao.packs.sheet import MM
from shenbao.packs.styles import Geometry, Styles
from shenbao.packs.tables import Table

LEAST_ROOM = 0.3
"""A row taller than a page starts on the current one when this share of it is free."""
LITTLE = 22 * MM
"""A table no taller than this does not stand between its heading and the foot of a page when its section goes on."""


class Placed(msgspec.Struct, frozen=True):
    block: Block
    x: float
    top: float


class Folio(msgspec.Struct):
    """One page of the whole document. A foreign page has an `insert`; a blank one has nothing placed."""

    part: str
    geometry: Geometry | None
    placed: list[Placed] = msgspec.field(default_factory=list)
    insert: str = ""
    of_insert: int = 0
    verso: bool = False
    """A left-hand page of a document printed on both sides."""
    marks: list[str] = msgspec.field(default_factory=list)

    @property
    def blank(self) -> bool:
        return not self.placed and not self.insert


class Filler:
    """Places the blocks of part after part. `folios` are all pages in order, those of foreign files included."""

    def __init__(self, styles: Styles, *, duplex: bool, before: int = 0) -> None:
        """`before`: how many pages the document has before these."""
        self.styles, self.duplex, self.before = styles, duplex and styles.duplex, before
        self.folios: list[Folio] = []
        self.part = ""
        self.geometry = styles.pages["form"]
        self.page: Folio | None = None
        self.y = 0.0
        self.after = 0.0
        self.pending: list[str] = []
        """Anchors waiting for the next page that gets something."""

    def begin(self, part: str, *, right: bool) -> None:
        self.page = None
        if (right or self.styles.every_right) and self.duplex:
            self.right()
        self.part = part

    def right(self) -> None:
        """Go on on a right-hand page: odd pages are right, the first page of the document is page one."""
        self.page = None
        if self.verso:
            self.folios.append(Folio(self.part, self.geometry, verso=self.verso))

    def fill(self, blocks: Iterable[Block]) -> None:
        queue = deque(blocks)
        while queue:
            chain = [queue.popleft()]
            while queue and (chain[-1].keep_next or self.goes_on(chain, queue[0])):
                chain.append(queue.popleft())
            self.chain(chain)
        if self.pending:
            self.mark(self.open(), [])

    def goes_on(self, chain: Sequence[Block], following: Block) -> bool:
        """Whether a section begins with so small a table that what follows it has to begin on the same page."""
        if not isinstance(chain[-1], Table) or len(chain) == 1 or not chain[-2].opens or following.opens:
            return False
        return not isinstance(following, Anchor | Turn | Break | Insert) and chain[-1].wrap(self.measure) <= LITTLE

    def chain(self, chain: list[Block]) -> None:
        """Blocks kept with the next, and the first of what they are kept with."""
        if len(chain) > 1 and isinstance(chain[0], Anchor) and isinstance(chain[-1], Turn | Break | Insert):
            for block in chain:
                self.put(block)
            return
        if len(chain) > 1 and self.page is not None:
            need, after = 0.0, self.after
            for block in chain:
                height = block.wrap(self.measure)
                need += max(after, block.before) + (block.least() if block is chain[-1] else height)
                after = block.after
            if need > self.room and not self.at_top:
                self.page = None
        for block in chain:
            self.put(block)

    @property
    def measure(self) -> float:
        return self.geometry.text_width * MM

    @property
    def bottom(self) -> float:
        geometry = self.geometry
        return (geometry.height - geometry.top - geometry.text_height) * MM

    @property
    def room(self) -> float:
        return self.y - self.bottom

    @property
    def at_top(self) -> bool:
        return self.page is None or not self.page.placed

    def open(self) -> Folio:
        if self.page is None:
            self.page = Folio(self.part, self.sided(), verso=self.verso)
            self.folios.append(self.page)
            self.y = (self.geometry.height - self.geometry.top) * MM
            self.after = 0.0
        return self.page

    @property
    def verso(self) -> bool:
        """Whether the next page is a left-hand one."""
        return self.duplex and (self.before + len(self.folios)) % 2 == 1

    def sided(self) -> Geometry:
        """The geometry of the next page: mirrored on a left-hand one where the binding edge is wider."""
        page = self.geometry
        if not (self.styles.binding and self.verso) or page.width > page.height:
            return page
        return msgspec.structs.replace(page, left=page.width - page.left - page.text_width)

    def mark(self, page: Folio, names: Iterable[str]) -> None:
        page.marks += [*self.pending, *names]
        self.pending = []

    def put(self, block: Block) -> None:
        match block:
            case Anchor():
                self.pending += block.ids
            case Turn():
                geometry = self.styles.pages[block.geometry]
                if geometry is not self.geometry:
                    self.page, self.geometry = None, geometry
            case Break():
                if block.right:
                    self.right()
                elif not self.at_top:
                    self.page = None
            case Insert():
                self.insert(block)
            case Spacer():
                if not self.at_top:
                    self.y -= block.height
            case _:
                self.flow(block)

    def insert(self, block: Insert) -> None:
        self.page = None
        for number in range(block.pages):
            folio = Folio(self.part, None, insert=block.name, of_insert=number, verso=self.verso)
            self.folios.append(folio)
            if number == 0:
                self.mark(folio, block.ids)
            if number == block.pages - 1:
                self.mark(folio, [f"{block.name}-last"])

    def flow(self, block: Block) -> None:
        while True:
            page = self.open()
            height = block.wrap(self.measure)
            gap = 0.0 if self.at_top else max(self.after, block.before)
            if height <= self.room - gap + 1e-6:
                self.place(page, block, gap)
                return
            pieces = block.split(self.room - gap)
            if pieces is None and isinstance(block, Table):
                pieces = self.tall_row(block, gap)
            if pieces is None and not self.at_top:
                self.page = None
                continue
            if pieces is None and isinstance(block, Stack) and block.blocks:
                for inner in block.blocks:
                    self.put(inner)
                return
            if pieces is None and isinstance(block, Paragraph) and self.room >= block.style.leading:
                pieces = _cut(block, int(self.room / block.style.leading))
            if pieces is None:
                self.place(page, block, gap)  # taller than a page and of one piece
                self.page = None
                return
            self.place(page, pieces[0], gap)
            self.page = None
            block = pieces[1]

    def tall_row(self, table: Table, gap: float) -> tuple[Block, Block] | None:
        """Split a row, or rows that a cell joins, only when a page cannot hold them."""
        whole = self.geometry.text_height * MM
        if table.least() <= whole or (not self.at_top and self.room < LEAST_ROOM * whole):
            return None
        return table.split_group(self.room - gap) or table.split_row(self.room - gap)

    def place(self, page: Folio, block: Block, gap: float) -> None:
        self.y -= gap
        assert page.geometry is not None
        page.placed.append(Placed(block, page.geometry.left * MM, self.y))
        self.mark(page, block.marks())
        self.y -= block.height
        self.after = block.after


def _cut(paragraph: Paragraph, lines: int) -> tuple[Block, Block] | None:
    """Split a paragraph where widow and orphan control would find no place."""
    count = paragraph.stop - paragraph.first
    if not 0 < lines < count:
        return None
    head, tail = copy.copy(paragraph), copy.copy(paragraph)
    head.stop = tail.first = paragraph.first + lines
    head.height, tail.height = lines * paragraph.style.leading, (count - lines) * paragraph.style.leading
    return head, tail
