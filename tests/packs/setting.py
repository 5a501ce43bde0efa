"""Reads the setting of text back from built pages, character by character, and names every rule of Chinese typesetting it breaks.

Rules: W3C *Requirements for Chinese Text Layout* 3.1 and 3.2, GB/T 15834. Positions are pdfium's; what may not be broken is told
here by patterns of the test's own, not by those of the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ctypes import c_double
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from packs.reading import whole

NO_STARTS = "。，、；：！？）》〉」』】〕”’…—·％%‰℃,.;:!?)]}～"
NO_ENDS = "（《〈「『【〔“‘([{"
HALF = "。，、；：！？）》〉」』】〕”’（《〈「『【〔“‘"
CLOSING = "。，、；：！？）》〉」』】〕"
OPENING = "（《〈「『【〔"
UNITS = (
    "个百分点|万元|亿元|小时|分钟|毫米|个月|平方米|年|月|日|元|台|件|项|人|天|家|套|次|倍|轮|周|组|条|章|批|%|‰|℃|"
    " ?(?:N·m/kg|mm|kg|kW|dB|μm|GHz|kHz|kWh|MPa|rpm|TB|ms|nm|GB|Mbps)(?![A-Za-z])"
)
UNBREAKABLE = re.compile(
    rf"[±≥≤<>¥+\-−]?\d[\d,.]*(?:[–~～\-]\d[\d,.]*)?(?![A-Za-z0-9])(?:{UNITS})?"
    r"|[A-Za-z0-9]+(?:[-._/][A-Za-z0-9]+)*|——|……"
)
TITLE = re.compile("《[^《》]{1,12}》")
LEADING = (1.15, 1.95)
"""Baselines of one paragraph lie so many times its size apart; rows of tables further."""
BROKEN = re.compile(r"\d\n(?:个百分点|万元|亿元|小时|毫米|平方米|[年月日元台件项人天家套次%‰℃])|\d\n[.,]\d|\d\.\n\d")
MOST_EXCUSED = 9
"""Lines of fewer em may break a word that is wider than they are."""
HYPHEN_AT_END = "\x02"
"""What pdfium makes of a hyphen at the end of a line."""
STRETCHED = 0.22
"""A line that would need more room than this at each Han character, in em, may stay short."""
LITTLE = 0.9
"""A short title that begins beyond this share of its line can be taken to the next one without loss."""


class Character(NamedTuple):
    text: str
    x: float
    right: float
    y: float


class SetLine(NamedTuple):
    """Characters of one line in reading order, white space left out. Points."""

    characters: tuple[Character, ...]
    page: int
    size: float

    @property
    def text(self) -> str:
        return whole("".join(character.text for character in self.characters))

    @property
    def x(self) -> float:
        return self.characters[0].x

    @property
    def y(self) -> float:
        return self.characters[0].y

    @property
    def right(self) -> float:
        return self.characters[-1].right


def set_lines(pdf: bytes, gap: float = 1e6) -> list[SetLine]:
    """Lines in the order in which they were drawn. A new line begins where the baseline changes, the pen goes back, or `gap` points
    are left free."""
    document = pypdfium2.PdfDocument(pdf)
    lines: list[SetLine] = []
    x, y = c_double(), c_double()
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        box = raw.FS_RECTF()
        run: list[Character] = []
        pen = size = 0.0
        for at in range(text.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(text, at)).replace(HYPHEN_AT_END, "-")
            if raw.FPDFText_IsGenerated(text, at) == 1:
                continue
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            raw.FPDFText_GetLooseCharBox(text, at, box)
            here = Character(character, x.value, box.right, y.value)
            if run and (abs(here.y - run[-1].y) > 1 or here.x < run[-1].x - 0.1 or here.x > pen + gap):
                lines.append(SetLine(tuple(run), index, size))
                run = []
            if not run:
                size = raw.FPDFText_GetFontSize(text, at)
            pen = here.right
            if character.strip():
                run.append(here)
        if run:
            lines.append(SetLine(tuple(run), index, size))
        text.close()
        page.close()
    document.close()
    return lines


def faults(lines: Sequence[SetLine], paragraphs: Sequence[str], left: float, measure: float, size: float, indent: float) -> list[str]:
    """What is wrong with paragraphs set justified in a column of `measure` points that begins at `left`; `indent` in points."""
    found: list[str] = []
    queue = iter(lines)
    for text in paragraphs:
        squeezed = "".join(text.split())
        own: list[SetLine] = []
        while sum(len(line.text) for line in own) < len(squeezed):
            own.append(next(queue))
        if "".join(line.text for line in own) != squeezed:
            return [*found, f"text differs: {squeezed[:30]} … {own[-1].text}"]
        found += _breaks(text, own, measure, size)
        found += _places(own, left, measure, size, indent)
        found += _spaces(text, own, size)
        found += _pages(own)
    return found


def faults_of_blocks(lines: Sequence[SetLine]) -> list[str]:
    """What is wrong at the line ends of any page: cells, boxes, headings and text, each recognised by its own leading."""
    found = []
    for one, two in pairwise(lines):
        drop = (one.y - two.y) / one.size
        if one.page != two.page or one.size != two.size or not LEADING[0] < drop < LEADING[1] or abs(one.x - two.x) > 2.6 * one.size:
            continue
        if two.text[0] in NO_STARTS.replace("—", ""):
            found.append(f"page {two.page + 1} starts with {two.text[0]}: {two.text}")
        if one.text[-1] in NO_ENDS:
            found.append(f"page {one.page + 1} ends with {one.text[-1]}: {one.text}")
        if BROKEN.search(f"{one.text[-12:]}\n{two.text[:8]}") and one.right - one.x > MOST_EXCUSED * one.size:
            found.append(f"page {one.page + 1} broken: {one.text} | {two.text}")
    return found


def breaks_of(lines: Sequence[SetLine]) -> list[int]:
    """Where lines end, counted in characters without white space."""
    ends, count = [], 0
    for line in lines[:-1]:
        count += len(line.text)
        ends.append(count)
    return ends


def _breaks(text: str, lines: Sequence[SetLine], measure: float, size: float) -> Iterator[str]:
    for line in lines[1:]:
        if line.text[0] in NO_STARTS:
            yield f"starts with {line.text[0]}: {line.text}"
    for line in lines[:-1]:
        if line.text[-1] in NO_ENDS:
            yield f"ends with {line.text[-1]}: {line.text}"
    if len(lines) > 1 and len(lines[-1].text.rstrip(NO_STARTS)) < 2 and lines[-1].right - lines[-1].x < 2 * size:
        yield f"alone in the last line: {lines[-1].text}"
    ends = breaks_of(lines)
    places = _without_space(text)
    for match in UNBREAKABLE.finditer(text):
        start, stop = places[match.start()], places[match.end()]
        if any(start < end < stop for end in ends) and _width(match.group(), size) < measure - 2 * size:
            yield f"broken: {match.group()}"
    for match in TITLE.finditer(text):
        start, stop = places[match.start()], places[match.end()]
        for number, end in enumerate(ends):
            if start < end < stop:
                line = lines[number]
                opened = next((character for character in reversed(line.characters) if character.text == "《"), None)
                if opened and (opened.x - line.x) / measure > LITTLE:
                    yield f"title broken: {match.group()} after {line.text}"


def _places(lines: Sequence[SetLine], left: float, measure: float, size: float, indent: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        start = left + (0 if number else indent) + _bearing(line.text[0], line.text[:2]) * size
        trimmed = size / 2 if line.text[0] in OPENING + "“‘" else 0
        if abs(line.x - start) > 0.3 and abs(line.x + trimmed - start) > 0.3:
            yield f"begins at {line.x - left:.1f}: {line.text}"
        hanging = size / 2 if line.text[-1] in CLOSING + "”’" else 0
        over = line.right - left - measure + _bearing(line.text[-1], line.text[-2:]) * size
        if over > hanging + 0.3:
            yield f"{over:.1f} points too wide: {line.text}"
        places = sum(_is_han(character.text) for character in line.characters)
        if number < len(lines) - 1 and over < -0.3 and abs(over + hanging) > 0.3 and -over < STRETCHED * size * places:
            yield f"{-over:.1f} points short: {line.text}"


def _spaces(text: str, lines: Sequence[SetLine], size: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        for one, two in pairwise(line.characters):
            if f"{one.text} {two.text}" in text:
                continue
            advance = two.x - one.x
            if (one.text in CLOSING and two.text in CLOSING + OPENING) or (one.text in OPENING and two.text in OPENING):
                if advance > 0.8 * size:
                    yield f"marks not compressed: {one.text}{two.text} in {line.text}"
            elif _is_han(one.text) and _is_han(two.text):
                if last and advance > size + 0.05:
                    yield f"last line stretched: {line.text}"
                if advance < size - 0.05:
                    yield f"characters overlap: {one.text}{two.text} in {line.text}"
            elif _meet(one.text, two.text) and two.x - one.right < 0.1 * size:
                yield f"no quarter em: {one.text}{two.text} in {line.text}"


def _pages(lines: Sequence[SetLine]) -> Iterator[str]:
    counts: dict[int, int] = {}
    for line in lines:
        counts[line.page] = counts.get(line.page, 0) + 1
    if len(counts) > 1 and min(counts.values()) < 2:
        yield f"a line alone on its page: {lines[0].text}"


def _without_space(text: str) -> list[int]:
    places, count = [0], 0
    for character in text:
        count += bool(character.strip())
        places.append(count)
    return places


def _width(text: str, size: float) -> float:
    return sum(size if character > "\u2e80" else 0.62 * size for character in text)


def _bearing(edge: str, two: str) -> float:
    """How far, in em, these are drawn within their advance: the dash in two em, a one like other figures."""
    return 0.15 if two == "——" else 0.04 if edge == "1" else 0


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _meet(one: str, two: str) -> bool:
    """Whether a Han character and a Latin one stand side by side."""
    return (_is_han(one) and _is_latin(two)) or (_is_latin(one) and _is_han(two))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
