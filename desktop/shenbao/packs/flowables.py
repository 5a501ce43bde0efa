"""Blocks that pages are filled with: measured for a width, split where a page ends, drawn from their top left corner."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence

from shenbao.packs.clusters import CLUSTER, Span, tokens, with_fallback
from shenbao.packs.evening import evened
from shenbao.packs.fonts import face
from shenbao.packs.lines import draw_lines
from shenbao.packs.sheet import MM, Sheet
from shenbao.packs.styles import ParagraphStyle
from shenbao.packs.typography import Line, break_lines

FEWEST_LINES = 2
"""Widows and orphans: a paragraph leaves at least this many lines on either page."""
SHORT_HEADING = 3
"""So few Han characters between marks or spaces (序号, 页码) count as one word."""


class Block:
    """Lengths in points. `wrap` must be called with a width before anything else."""

    before: float = 0
    after: float = 0
    keep_next: bool = False
    opens: bool = False
    """A heading."""
    ids: tuple[str, ...] = ()
    height: float = 0
    width: float = 0

    def wrap(self, width: float) -> float:
        """Height for this width."""
        self.width = width
        return self.height

    def split(self, room: float) -> tuple[Block, Block] | None:
        """What fits in `room` and the rest; None when nothing sensible fits."""
        return None

    def least(self) -> float:
        """Height of the smallest first piece."""
        return self.height

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw with the top left corner at (x, top)."""

    def marks(self) -> Iterator[str]:
        """Anchors in this block."""
        yield from self.ids

    def resolve(self, labels: Mapping[str, str]) -> bool:
        """Put page numbers in; True when that may have changed the height."""
        return False

    def natural_width(self) -> float:
        """Width at which nothing has to be broken."""
        return 0

    def longest_word(self) -> float:
        """Width of the widest piece that a line break should not separate."""
        return 0


class Paragraph(Block):
    """Text in a style, with an optional label hanging to its left."""

    def __init__(self, spans: Sequence[Span], style: ParagraphStyle, label: Sequence[Span] = ()) -> None:
        self.spans = with_fallback(spans)
        self.style = style
        self.label = with_fallback(label)
        self.parted: list[Span] = []
        """The same spans with a line break between two languages, for when they do not fit on one line."""
        self.before, self.after = style.before, style.after
        self.lines: list[Line] = []
        self.first, self.stop = 0, 0

    def wrap(self, width: float) -> float:
        if width != self.width:
            style = self.style
            room = width - style.left * style.size
            break_text = evened if style.align == "justify" else break_lines
            spans = self.spans
            self.lines = break_text(spans, room, style.first * style.size)
            if len(self.lines) > 1 and self.parted:
                spans = self.parted
                self.lines = break_text(spans, room, style.first * style.size)
            if style.align == "center" and len(self.lines) > 1:
                self.lines = balanced(spans, self.lines, room)
            self.first, self.stop = 0, len(self.lines)
            self.width = width
        self.height = (self.stop - self.first) * self.style.leading
        return self.height

    def least(self) -> float:
        count = self.stop - self.first
        return (count if count < 2 * FEWEST_LINES else FEWEST_LINES) * self.style.leading

    def split(self, room: float) -> tuple[Block, Block] | None:
        count = self.stop - self.first
        fits = int(room / self.style.leading + 1e-6)
        if fits >= count:
            return None
        fits = min(fits, count - FEWEST_LINES)
        if fits < FEWEST_LINES:
            return None
        head, tail = copy.copy(self), copy.copy(self)
        head.stop = tail.first = self.first + fits
        head.after = tail.before = 0
        head.height, tail.height = fits * self.style.leading, (count - fits) * self.style.leading
        tail.label = []
        return head, tail

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        style = self.style
        if self.ids:
            sheet.area(self.ids, x, top - self.height, self.width, self.height)
        indent = style.left * style.size
        if self.label:
            draw_lines(sheet, self.label, break_lines(self.label, 1e6), x, top, indent, style.leading, "left")
        draw_lines(sheet, self.spans, self.lines[self.first : self.stop], x + indent, top, self.width - indent, style.leading, style.align)

    def resolve(self, labels: Mapping[str, str]) -> bool:
        changed = False
        for span in self.spans:
            if span.ref and span.text != (label := labels.get(span.ref, "—")):
                span.text = label
                changed = True
        if changed:
            self.width = 0
        return changed

    def natural_width(self) -> float:
        lines = break_lines(self.spans, 1e6, self.style.first * self.style.size)
        return max((line.width + line.indent for line in lines), default=0) + self.style.left * self.style.size + 0.01

    def longest_word(self) -> float:
        whole = (token.width for token in tokens(self.spans) if token.kind == CLUSTER or len(token.text) <= SHORT_HEADING)
        return max(whole, default=0)


class Spacer(Block):
    """Room; dropped at the top of a page."""

    def __init__(self, height: float) -> None:
        self.height = height


class HorizontalRule(Block):
    def __init__(self, length: float | None = None) -> None:
        self.length = length
        self.height = 1.0
        self.before = self.after = 6

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.line(x, top - 0.5, x + (self.width if self.length is None else self.length * MM), top - 0.5)


class Anchor(Block):
    """A place without height, kept with what follows."""

    keep_next = True

    def __init__(self, name: str) -> None:
        self.ids = (name,)


class Break(Block):
    """Ends the page; `right` goes on on a right-hand page."""

    def __init__(self, *, right: bool = False) -> None:
        self.right = right


class Insert(Block):
    """Pages of a foreign file."""

    def __init__(self, name: str, pages: int) -> None:
        self.name, self.pages = name, pages
        self.ids = (name,)


class Turn(Block):
    """From here on, pages of another geometry."""

    def __init__(self, geometry: str) -> None:
        self.geometry = geometry


class Stack(Block):
    """Blocks below each other, as in a cell or in `keep`."""

    def __init__(self, blocks: Sequence[Block], *, unbreakable: bool = False) -> None:
        self.blocks = list(blocks)
        self.unbreakable = unbreakable
        if self.blocks:
            self.before, self.after = self.blocks[0].before, self.blocks[-1].after

    def gap(self, at: int) -> float:
        return max(self.blocks[at - 1].after, self.blocks[at].before) if at else 0

    def wrap(self, width: float) -> float:
        self.width = width
        self.height = sum(self.gap(at) + block.wrap(width) for at, block in enumerate(self.blocks))
        return self.height

    def least(self) -> float:
        return self.height if self.unbreakable or not self.blocks else self.blocks[0].least()

    def split(self, room: float) -> tuple[Block, Block] | None:
        if self.unbreakable:
            return None
        used = 0.0
        for at, block in enumerate(self.blocks):
            used += self.gap(at)
            if used + block.height <= room + 1e-6:
                used += block.height
                continue
            head, tail = self.blocks[:at], self.blocks[at:]
            pieces = block.split(room - used)
            if pieces is not None:
                head, tail = [*head, pieces[0]], [pieces[1], *tail[1:]]
            while head and head[-1].keep_next and pieces is None:
                tail.insert(0, head.pop())
            if not head:
                return None
            first, second = Stack(head), Stack(tail)
            first.wrap(self.width)
            second.wrap(self.width)
            return first, second
        return None

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        for at, block in enumerate(self.blocks):
            top -= self.gap(at)
            block.draw(sheet, x, top)
            top -= block.height

    def marks(self) -> Iterator[str]:
        yield from self.ids
        for block in self.blocks:
            yield from block.marks()

    def resolve(self, labels: Mapping[str, str]) -> bool:
        changed = [block.resolve(labels) for block in self.blocks]
        return any(changed)

    def natural_width(self) -> float:
        return max((block.natural_width() for block in self.blocks), default=0)

    def longest_word(self) -> float:
        return max((block.longest_word() for block in self.blocks), default=0)


def balanced(spans: Sequence[Span], lines: list[Line], width: float) -> list[Line]:
    """Centred text in as many lines as it needs, of about equal length, no word cut for that: a title does not leave two characters
    alone."""
    longest = max((token.width for token in tokens(spans) if token.kind == CLUSTER), default=0)
    narrow, wide = max(width / 2, longest), width
    while wide - narrow > 2:
        middle = (narrow + wide) / 2
        tried = break_lines(spans, middle)
        if len(tried) <= len(lines):
            wide, lines = middle, tried
        else:
            narrow = middle
    return lines


def span(text: str, style: ParagraphStyle) -> Span:
    """Text in the face, size and gray of a style."""
    return Span(text, face(style.face, style.bold), style.size, f"{style.gray:g} g" if style.gray else "")


def text_block(text: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph of one span."""
    return Paragraph([span(text, style)], style)
