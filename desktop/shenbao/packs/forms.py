"""Blocks of paper forms: text boxes that go on over pages, seals, signatures and boxes for opinions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shenbao.packs.flowables import Block, Paragraph, Stack
from shenbao.packs.sheet import MM, Sheet
from shenbao.packs.styles import TableStyle

SEAL = 42 * MM
"""Diameter of the official round seal of an enterprise."""
SIGN_WIDTH, SIGN_HEIGHT = 30 * MM, 15 * MM
SIGN_LABEL, SIGN_GAP = 44 * MM, 5 * MM


class TextBox(Block):
    """Long text in a frame at least `least_height` tall, under its label; goes on over pages with continuation marks."""

    def __init__(
        self, content: Stack, style: TableStyle, least_height: float, label: Paragraph | None, continued: Paragraph | None,
        goes_on: Paragraph, overleaf: tuple[Paragraph, Paragraph] | None = None,
    ) -> None:  # fmt: skip
        """`overleaf`: the box is never taller than `least_height`; what it says of the rest, and the label of the rest elsewhere."""
        self.content, self.style, self.least_height = content, style, least_height
        self.label, self.continued, self.goes_on = label, continued, goes_on
        self.overleaf = overleaf
        self.ends = True
        self.before = self.after = 5

    def clipped(self, width: float) -> tuple[TextBox, TextBox] | None:
        """A box of fixed height and the rest of its text, which goes on a continuation sheet; None when all of it fits."""
        if self.overleaf is None or self.wrap(width) <= self.least_height + self._strip():
            return None
        says, label = self.overleaf
        inside = self.least_height - 2 * self.style.pad_y - 4 - says.wrap(width)
        pieces = self.content.split(inside)
        head_content, tail_content = pieces if pieces is not None else (Stack([]), self.content)
        assert isinstance(head_content, Stack)
        assert isinstance(tail_content, Stack)
        head = TextBox(head_content, self.style, self.least_height, self.label, self.continued, says)
        tail = TextBox(tail_content, self.style, 0, label, label, self.goes_on)
        head.ends = False
        head.ids = tail.ids = self.ids
        return head, tail

    def wrap(self, width: float) -> float:
        self.width = width
        inside = width - 2 * self.style.pad_x - 4
        body = self.content.wrap(inside) + 2 * self.style.pad_y + 4 + (0 if self.ends else self.goes_on.wrap(inside))
        self.height = self._strip() + max(body, self.least_height)
        return self.height

    def _strip(self) -> float:
        return self.label.wrap(self.width - 2 * self.style.pad_x) + 2 * self.style.pad_y if self.label else 0

    def least(self) -> float:
        whole = self._strip() + self.content.height + 2 * self.style.pad_y + 4
        return min(self.height, max(self._strip() + self.content.least() + 2 * self.style.pad_y + 24, min(whole, 60)))

    def split(self, room: float) -> tuple[Block, Block] | None:
        inside = room - self._strip() - 2 * self.style.pad_y - 4
        if self.content.height <= inside:
            return None
        pieces = self.content.split(inside - self.goes_on.wrap(self.width))
        if pieces is None:
            return None
        head_content, tail_content = pieces
        assert isinstance(head_content, Stack)
        assert isinstance(tail_content, Stack)
        head = TextBox(head_content, self.style, 0, self.label, self.continued, self.goes_on)
        tail = TextBox(tail_content, self.style, 0, self.continued, self.continued, self.goes_on)
        head.ends, tail.ends = False, self.ends
        head.ids = tail.ids = self.ids
        head.before, tail.after = self.before, self.after
        tail.before = 0
        head.wrap(self.width)
        tail.wrap(self.width)
        head.height = room  # the frame reaches the foot of the page
        return head, tail

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        style, strip = self.style, self._strip()
        sheet.area(self.ids, x, top - self.height, self.width, self.height)
        if self.label:
            sheet.fill(x, top - strip, self.width, strip, style.label_gray)
            self.label.draw(sheet, x + style.pad_x, top - style.pad_y)
            sheet.line(x, top - strip, x + self.width, top - strip, style.line, style.line_gray)
        sheet.frame(x, top - self.height, self.width, self.height, style.line, style.line_gray)
        self.content.draw(sheet, x + style.pad_x + 2, top - strip - style.pad_y - 2)
        if not self.ends:
            self.goes_on.draw(sheet, x + style.pad_x, top - self.height + self.goes_on.height + 2)

    def marks(self) -> Iterator[str]:
        yield from self.ids
        yield from self.content.marks()

    def resolve(self, labels: Mapping[str, str]) -> bool:
        return self.content.resolve(labels)


class Seal(Block):
    """A dashed ring where a seal goes, with its label in it."""

    def __init__(self, label: Paragraph) -> None:
        self.label = label
        self.height = SEAL
        self.before = self.after = 8

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        radius = SEAL / 2
        sheet.circle(x + radius, top - radius, radius, 0.6, 0.7, "3 3")
        height = self.label.wrap(SEAL * 0.8)
        self.label.draw(sheet, x + SEAL * 0.1, top - radius + height / 2)


class Signature(Block):
    """Label, a box of 30 × 15 mm, and room for the date to be written by hand."""

    def __init__(self, label: Paragraph, date: Paragraph | None) -> None:
        self.label, self.date = label, date
        self.before = self.after = 10

    def wrap(self, width: float) -> float:
        self.width = width
        self.height = max(SIGN_HEIGHT, self.label.wrap(SIGN_LABEL))
        if self.date is not None:
            self.date.wrap(max(width - SIGN_LABEL - SIGN_WIDTH - 2 * SIGN_GAP, 30 * MM))
        return self.height

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        self.label.draw(sheet, x, top - (self.height - self.label.height) / 2)
        left = x + SIGN_LABEL + SIGN_GAP
        sheet.frame(left, top - (self.height + SIGN_HEIGHT) / 2, SIGN_WIDTH, SIGN_HEIGHT, 0.5, 0.35)
        if self.date is not None:
            bottom = top - (self.height + SIGN_HEIGHT) / 2
            self.date.draw(sheet, left + SIGN_WIDTH + SIGN_GAP, bottom + self.date.height)


class Signing(Block):
    """Signatures below each other at the left, seals at the right; never on two pages."""

    def __init__(self, signatures: Sequence[Signature], seals: Sequence[Seal]) -> None:
        self.signatures, self.seals = Stack(list(signatures)), Stack(list(seals))
        self.before, self.after = 16, 8

    def wrap(self, width: float) -> float:
        self.width = width
        self.seals.wrap(SEAL)
        self.signatures.wrap(width - (SEAL + SIGN_GAP if self.seals.blocks else 0))
        self.height = max(self.signatures.height, self.seals.height)
        return self.height

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        self.signatures.draw(sheet, x, top - (self.height - self.signatures.height) / 2)
        self.seals.draw(sheet, x + self.width - SEAL, top)


class Opinion(Block):
    """An empty box that a unit or authority writes its opinion into, with signer, seal and date at its foot."""

    def __init__(
        self, label: Paragraph, content: Stack, foot: Sequence[Paragraph], style: TableStyle, height: float, label_width: float
    ) -> None:
        self.label, self.content, self.foot, self.style = label, content, list(foot), style
        self.asked_height, self.label_width = height, label_width

    def wrap(self, width: float) -> float:
        self.width = width
        pad = self.style.pad_x + 2
        inside = width - self.label_width - 2 * pad
        foot = max((part.wrap(room) for part, room in zip(self.foot, self._rooms(inside), strict=True)), default=0)
        self.label.wrap(self.label_width - 2 * self.style.pad_x)
        self.height = max(self.asked_height, self.content.wrap(inside) + foot + 30, self.label.height + 2 * self.style.pad_y)
        return self.height

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        style, pad = self.style, self.style.pad_x + 2
        bottom = top - self.height
        sheet.area(self.ids, x, bottom, self.width, self.height)
        sheet.fill(x, bottom, self.label_width, self.height, style.label_gray)
        sheet.ops.append(
            f"q {style.line} w {style.line_gray:g} G {x:.2f} {bottom:.2f} {self.width:.2f} {self.height:.2f} re "
            f"{x + self.label_width:.2f} {bottom:.2f} m {x + self.label_width:.2f} {top:.2f} l S Q"
        )
        self.label.draw(sheet, x + style.pad_x, top - (self.height - self.label.height) / 2)
        left = x + self.label_width + pad
        self.content.draw(sheet, left, top - style.pad_y - 2)
        for part, room in zip(self.foot, self._rooms(self.width - self.label_width - 2 * pad), strict=True):
            part.draw(sheet, left, bottom + part.height + 4)
            left += room

    def _rooms(self, inside: float) -> list[float]:
        """Widths of what stands at the foot; who signs, standing first, needs more than the others."""
        share = inside / (3 * len(self.foot) + 1)
        return [share * (3 if at else 4) for at in range(len(self.foot))]

    def marks(self) -> Iterator[str]:
        yield from self.ids
        yield from self.content.marks()
