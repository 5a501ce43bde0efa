"""Whole-page blocks: cover, divider sheets; and the lines of the table of contents."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from shenbao.packs.flowables import Block, Paragraph, Stack, text_block
from shenbao.packs.lines import EM_ASCENT
from shenbao.packs.sheet import MM, Sheet

NUMBER_ROOM = 14 * MM
"""Kept free at the right of the contents for the page number."""
CORNER_WIDTH = 52 * MM
PAPER_WIDTH = 210 * MM
BAND_PAD, RULE_PAD = 14 * MM, 8 * MM
PLAIN_RULE = 1.4
TAB_WIDTH, TAB_HEIGHT, TABS = 8 * MM, 20 * MM, 10


class CoverLine(Block):
    """A label and a value over a rule; a long value goes on over more rules."""

    def __init__(self, label: Paragraph, value: Paragraph, label_width: float) -> None:
        self.label, self.value, self.label_width = label, value, label_width
        self.ruled = True
        self.after = 5

    def wrap(self, width: float) -> float:
        self.width = width
        label = self.label.wrap(self.label_width)
        self.height = max(label, self.value.wrap(width - self.label_width - 4), self.value.style.leading)
        return self.height

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        self.label.draw(sheet, x, top)
        left = x + self.label_width
        self.value.draw(sheet, left + 4, top)
        if not self.ruled:
            return
        leading = self.value.style.leading
        for line in range(max(len(self.value.lines), 1)):
            y = top - (line + 1) * leading + 1.5
            sheet.line(left, y, x + self.width, y, 0.5, 0.25)


class Cover(Block):
    """Corner lines, title block in the upper third, lines below the middle, colophon at the foot of the page."""

    color = "0 0 0"

    def __init__(self, corner: Stack, titles: Stack, lines: Stack, colophon: Stack, height: float) -> None:
        self.corner, self.titles, self.lines, self.colophon = corner, titles, lines, colophon
        self.height = height

    def wrap(self, width: float) -> float:
        self.width = width
        self.corner.wrap(CORNER_WIDTH)
        self.titles.wrap(width)
        self.lines.wrap(width - 20 * MM)
        self.colophon.wrap(width)
        return self.height

    def room(self) -> float:
        """What is left free on the page."""
        return max(self.height - self.corner.height - self.titles.height - self.lines.height - self.colophon.height, 0)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        self.corner.draw(sheet, x + self.width - CORNER_WIDTH, top)
        room = self.room()
        y = top - self.corner.height - room * 0.3
        self.titles.draw(sheet, x, y)
        y -= self.titles.height + room * 0.38
        self.lines.draw(sheet, x + 10 * MM, y)
        self.colophon.draw(sheet, x, top - self.height + self.colophon.height)


class PlainCover(Cover):
    """A thick rule over titles set to the left, the lines without rules above the foot of the page."""

    def wrap(self, width: float) -> float:
        for block in self.titles.blocks:
            if isinstance(block, Paragraph):
                block.style = replace(block.style, align="left")
        for line in self.lines.blocks:
            if isinstance(line, CoverLine):
                line.ruled = False
        return super().wrap(width)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        self.corner.draw(sheet, x + self.width - CORNER_WIDTH, top)
        y = top - self.corner.height - self.room() * 0.3
        sheet.line(x, y, x + self.width, y, PLAIN_RULE)
        self.titles.draw(sheet, x, y - RULE_PAD)
        foot = top - self.height + self.colophon.height
        lines = foot + RULE_PAD + self.lines.height
        sheet.line(x, lines + RULE_PAD / 2, x + self.width, lines + RULE_PAD / 2, 0.5)
        self.lines.draw(sheet, x, lines)
        self.colophon.draw(sheet, x, foot)


class BandCover(Cover):
    """The titles in white on a band of the look's colour across the page."""

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        self.corner.draw(sheet, x + self.width - CORNER_WIDTH, top)
        band = self.titles.height + 2 * BAND_PAD
        room = max(self.room() - 2 * BAND_PAD, 0)
        y = top - self.corner.height - room * 0.3
        sheet.ops.append(f"q {self.color} rg 0 {y - band:.2f} {PAPER_WIDTH:.2f} {band:.2f} re f Q")
        self.titles.draw(sheet, x, y - BAND_PAD)
        self.lines.draw(sheet, x + 10 * MM, y - band - room * 0.38)
        self.colophon.draw(sheet, x, top - self.height + self.colophon.height)


class Divider(Block):
    """A sheet before an attachment: number, title between rules, what is in it, and a tab mark at the outer edge."""

    def __init__(self, number: Paragraph, title: Paragraph, content: Stack, height: float, tab: int) -> None:
        self.number, self.title, self.content, self.tab = number, title, content, tab
        self.height = height

    def wrap(self, width: float) -> float:
        self.width = width
        self.number.wrap(width)
        self.title.wrap(width)
        self.content.wrap(width - 20 * MM)
        return self.height

    def resolve(self, labels: Mapping[str, str]) -> bool:
        return self.content.resolve(labels)

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.area(self.ids, x, top - self.height, self.width, self.height)
        y = top - self.height * 0.24
        self.number.draw(sheet, x, y)
        y -= self.number.height + 12
        sheet.line(x + self.width * 0.2, y, x + self.width * 0.8, y, 1.2, 0.25)
        y -= 14
        self.title.draw(sheet, x, y)
        y -= self.title.height + 14
        sheet.line(x + self.width * 0.2, y, x + self.width * 0.8, y, 0.5, 0.25)
        self.content.draw(sheet, x + 10 * MM, y - 26)
        if self.tab:
            outer = 0 if sheet.verso else PAPER_WIDTH - TAB_WIDTH
            slot = (self.tab - 1) % TABS
            sheet.fill(outer, 297 * MM - 30 * MM - (slot + 1) * TAB_HEIGHT, TAB_WIDTH, TAB_HEIGHT - 3 * MM, 0.8)


class ContentsLine(Block):
    """Title, dot leader and page number; the leader is drawn, not typed, so that copied text stays clean."""

    def __init__(self, title: Paragraph, target: str) -> None:
        self.title, self.target = title, target
        self.before = title.before

    def wrap(self, width: float) -> float:
        self.width = width
        self.height = self.title.wrap(width - NUMBER_ROOM)
        return self.height

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        style = self.title.style
        self.title.draw(sheet, x, top)
        last = self.title.lines[-1]
        baseline = top - self.height + style.leading - (style.leading - style.size) / 2 - EM_ASCENT * style.size
        number = text_block(sheet.labels.get(self.target, ""), style)
        number_width = number.natural_width() - style.left * style.size
        start = x + style.left * style.size + last.indent + last.width + 5
        end = x + self.width - number_width - 5
        if end > start:
            sheet.ops.append(f"q 1 J 0.9 w 0.35 G [0 3.2] 0 d {start:.2f} {baseline + 2:.2f} m {end:.2f} {baseline + 2:.2f} l S Q")
        number.wrap(style.left * style.size + number_width + 1)
        number.draw(sheet, x + self.width - number_width - style.left * style.size, top - self.height + style.leading)
        sheet.link(x, top - self.height, self.width, self.height, self.target)
