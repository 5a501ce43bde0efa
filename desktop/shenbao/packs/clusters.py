"""Cuts text into clusters that no line break may separate, and measures them.

Marks stay with the text they belong to, numbers with their units, words and codes stay whole (W3C *Requirements for Chinese
Text Layout* 3.1, GB/T 15834). Adjacent marks share their blank halves; a quarter em separates Han from Latin and digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any

import msgspec

from shenbao.packs.fonts import DASH, LATIN_QUOTES, Face, fallback

HALF_OPEN = "（《「『【〔〈〖“‘［｛"
HALF_CLOSE = "。，、；：！？）》」』】〕〉〗”’］｝"
"""Full-width marks whose outline fills one half of the em box."""
OPEN = HALF_OPEN + "([{"
CLOSE = HALF_CLOSE + "％‰℃…—–～·•々ー" + ")]}.,:;!?%"
HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "Ａ-Ｚａ-ｚ\U00020000-\U0003ffff"
)
"""Characters one em wide between which a line may break."""
LABELS = "\u2460-\u249b\u3220-\u3229"
"""Numbers in circles and brackets: they stay with what they count."""
UNITS = """
    平方公里 平方米 立方米 个百分点 人民币 万元 亿元 千元 百万 万台 万套 万人 万件 小时 分钟 公里 公斤 千米 毫米 厘米 微米 纳米
    千瓦 兆瓦 个月 ㎡ ㎏ ㎜ ㎝ ㎞ ㏄ ㎎ ㎥
"""
"""Units of several characters; a single Han character after a figure stays with it whatever it is: 3台, 72组, 12例."""
SYMBOLS = (
    "mm cm km nm μm µm m kg mg g t kW MW GW kWh MWh W kV V mA A kHz MHz GHz Hz kPa MPa GPa Pa kN N dB rpm r rad K L mL mol "
    "h min ms s KB MB GB TB Mbps Gbps TOPS yuan"
)
"""Units in Latin letters; they stay with the figure before them across a space: 215 N·m/kg."""

_O, _C = re.escape(OPEN), re.escape(CLOSE)
_SPACES_IN, _SPACES_OUT = rf"(?<=[{HALF_OPEN}])[ \u00a0]+", rf"[ \u00a0]+(?=[{HALF_CLOSE}])"
"""Spaces typed on the inner side of a mark part it from nothing."""
_WORD = rf"[^\s{HAN}{LABELS}{_O}{_C}\ufffc]"
_SYMBOL = f"(?:{'|'.join(SYMBOLS.split())})"
_UNIT = rf"(?:[ \u00a0]?(?:{'|'.join(UNITS.split())}|[{HAN}])|[ \u00a0]{_SYMBOL}(?:[·/]{_SYMBOL})*(?![A-Za-z0-9])|[ \u00a0](?=[%‰℃]))"
_NUMBER = rf"[^\w\s{_O}{_C}\ufffc]*[Φφ]?(?>\d(?:[\d,.:/\-–—~～×]*\d)?)(?![A-Za-z0-9_*]){_UNIT}?"
_CODE = (
    r"(?:ZL[ \u00a0]?\d{4}[ \u00a0]?\d[ \u00a0]?\d{7}\.[\dX]|[A-Z]{1,5}(?:/[A-Z]{1,5})?[ \u00a0]\d[\d.\-]*(?:[—–]\d{4})?(?![A-Za-z0-9_]))"
)
"""Numbers of patents and standards are of one piece, spaces and all: ZL 2022 1 0365214.7, GB/T 39633—2020."""
CODE = re.compile(_CODE)
TOKEN = re.compile(
    rf"(?P<run>[{HAN}]+(?![{_C}]|{_SPACES_OUT}))"
    r"|(?P<space>[ \u00a0\u3000]+)"
    r"|(?P<br>[\u2028\u2029])"
    rf"|(?P<cluster>(?:[{_O}{LABELS}]|{_SPACES_IN})*"
    rf"(?:{_CODE}|{_NUMBER}|{_WORD}+(?:[.,:;!?'’·\-]+{_WORD}+)*(?:(?<=\d){_UNIT})?|[^\s\u2028\u2029])?(?:[{_C}]|{_SPACES_OUT})*)",
)
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_TAIL = re.compile(rf"(?<=[A-Za-z0-9])(?=[{HAN}])")
"""Where a unit begins: justification adds room after its characters, none between figure and unit."""

LINE_BREAK, PARAGRAPH_BREAK = "\u2028", "\u2029"
QUARTER = 250
"""Space between Han and Latin, 1/1000 em (clreq 3.2.2)."""
RUN, CLUSTER, SPACE, BREAK = range(4)
HAN_EDGE, LATIN_EDGE, NO_EDGE = 1, 2, 0
RUN_GROUP, SPACE_GROUP, BREAK_GROUP, CLUSTER_GROUP = 1, 2, 3, 4
"""Groups of TOKEN."""
MOST_KNOWN = 20_000
"""Measured clusters kept per face."""


class Box(msgspec.Struct):
    """Something in a line that is not text: its width in points and how to draw it at a baseline."""

    width: float
    draw: Callable[[Any, float, float], None]


class Span(msgspec.Struct):
    """A run of text in one face, size (points) and colour; or a box, whose text is U+FFFC."""

    text: str
    face: Face
    size: float
    color: str = ""
    underline: bool = False
    link: str = ""
    ref: str = ""
    """Anchor whose page number is this span's text."""
    box: Box | None = None


class Part(msgspec.Struct, frozen=True, gc=False):
    """A piece of a cluster within one span; `codes` is the inside of a TJ array."""

    span: int
    codes: str
    width: float
    keys: frozenset[str]
    slots: int


class Token(msgspec.Struct, frozen=True, gc=False):
    kind: int
    text: str
    span: int
    width: float
    parts: tuple[Part, ...] = ()
    lead: float = 0
    """Blank half of the opening mark at its start, in points."""
    trail: float = 0
    """Blank half of the closing mark at its end."""
    first: int = NO_EDGE
    last: int = NO_EDGE
    slots: int = 0
    """Places after characters where justification may add room."""
    title: int = 0
    """1: leaves a 《 open; -1: has a 》."""


class _Measured(msgspec.Struct, frozen=True, gc=False):
    codes: str
    width: int
    lead: int
    trail: int
    first: int
    last: int
    slots: int
    keys: frozenset[str]


def edge(character: str) -> int:
    if _HAN_CHARACTER.match(character):
        return HAN_EDGE
    return LATIN_EDGE if character in "%$¥°" or (character < "\u2000" and character.isalnum()) else NO_EDGE


def keys_of(text: str) -> list[str]:
    """Keys of the glyphs of a cluster: the long dash is one; quotation marks touching Latin letters are narrow ones."""
    keys: list[str] = []
    at = 0
    while at < len(text):
        character = text[at]
        if text.startswith(DASH, at):
            keys.append(DASH)
            at += 2
            continue
        if character in LATIN_QUOTES:
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            inner = after if character in "“‘" else before
            if inner and inner < "\u0250":
                character = "L" + character
        keys.append(character)
        at += 1
    return keys


def measure(text: str, face: Face) -> _Measured:
    """Codes and width of a cluster in 1/1000 em, adjacent marks compressed and quarter ems put in. Memoised per face."""
    found = face.clusters.get(text)
    if found is None:
        if len(face.clusters) > MOST_KNOWN:
            face.clusters.clear()
        found = face.clusters[text] = measured(keys_of(text), face)
    return found


def measured(keys: Sequence[str], face: Face) -> _Measured:
    """The same for keys of glyphs."""
    codes, width = [], 0
    previous, side, latin = "", NO_EDGE, False
    for key in keys:
        here = edge(key)
        if (previous in HALF_CLOSE and key in HALF_CLOSE + HALF_OPEN) or (previous in HALF_OPEN and key in HALF_OPEN):
            if previous:
                codes.append("> 500 <")
                width -= 500
        elif here and side and here != side:
            codes.append(f"> -{QUARTER} <")
            width += QUARTER
        codes.append(face.codes[key])
        width += face.width[key]
        previous, side = key, here
        latin = latin or here == LATIN_EDGE
    return _Measured(
        "".join(codes), width,
        lead=500 if keys[0] in HALF_OPEN else 0, trail=500 if keys[-1] in HALF_CLOSE else 0,
        first=edge(keys[0]), last=edge(keys[-1]), slots=1 if latin else len(keys), keys=frozenset(keys),
    )  # fmt: skip


def with_fallback(spans: Sequence[Span]) -> list[Span]:
    """The same text with each character in a face that has it."""
    out: list[Span] = []
    for span in spans:
        face, text = span.face, span.text
        if face.known.issuperset(text) or span.box is not None:
            out.append(span)
            continue
        faces = {character: fallback(face, character) for character in text}
        face.known.update(character for character in faces if face.has(character))
        start = 0
        for at in range(1, len(text) + 1):
            if at == len(text) or faces[text[at]] is not faces[text[start]]:
                out.append(msgspec.structs.replace(span, text=text[start:at], face=faces[text[start]]))
                start = at
    return out


def tokens(spans: Sequence[Span]) -> Iterator[Token]:
    """The text of the spans as tokens, in order."""
    text = "".join([span.text for span in spans])
    ends = list(accumulate(len(span.text) for span in spans))
    current, end_of_span = 0, ends[0] if ends else 0
    for match in TOKEN.finditer(text):
        kind, (start, end) = match.lastindex, match.span()
        if start == end:
            continue
        while start >= end_of_span and current < len(ends) - 1:
            current += 1
            end_of_span = ends[current]
        if kind == CLUSTER_GROUP:
            if end > end_of_span or spans[current].box is not None:
                yield _cluster(text[start:end], start, current, spans, ends)
            else:
                span = spans[current]
                known = span.face.tokens
                key = (match.group(), current, span.size)
                token = known.get(key)
                if token is None:
                    if len(known) > MOST_KNOWN:
                        known.clear()
                    token = known[key] = _cluster(key[0], start, current, spans, ends)
                yield token
        elif kind == RUN_GROUP:
            at = current
            while start < end:
                while start >= ends[at]:
                    at += 1
                stop = min(end, ends[at])
                yield Token(RUN, text[start:stop], at, (stop - start) * spans[at].size, first=HAN_EDGE, last=HAN_EDGE, slots=stop - start)
                start = stop
        elif kind == SPACE_GROUP:
            span = spans[current]
            yield Token(SPACE, match.group(), current, sum(map(span.face.width.__getitem__, match.group())) * span.size / 1000)
        else:
            yield Token(BREAK, match.group(), current, 0)


def _cluster(text: str, start: int, current: int, spans: Sequence[Span], ends: Sequence[int]) -> Token:
    end = start + len(text)
    parts: list[Part] = []
    first = last = None
    size = spans[current].size
    slots, at = 0, current
    while start < end:
        while start >= ends[at]:
            at += 1
        stop = min(end, ends[at])
        if tail := _TAIL.search(text, start - end + len(text) + 1, stop - end + len(text)):
            stop = end - len(text) + tail.start()
        span = spans[at]
        if span.box is not None:
            parts.append(Part(at, "", span.box.width, frozenset(), 1))
            last = _Measured("", 0, 0, 0, NO_EDGE, NO_EDGE, 1, frozenset())
        else:
            made = measure(text[start - end + len(text) : stop - end + len(text)], span.face)
            apart = QUARTER if last is not None and last.last and made.first and last.last != made.first else 0
            codes = f"> -{apart} <{made.codes}" if apart else made.codes
            places = 0 if tail else made.slots
            parts.append(Part(at, codes, (made.width + apart) * span.size / 1000, made.keys, places))
            last = made
        first = first or last
        slots += parts[-1].slots
        start, size = stop, span.size
    assert first is not None
    assert last is not None
    scale = spans[current].size / 1000
    return Token(
        CLUSTER, text, current, sum(part.width for part in parts), tuple(parts),
        first.lead * scale, last.trail * size / 1000, first.first, last.last, slots,
        0 if "《" not in text and "》" not in text else 1 if text.rfind("《") > text.rfind("》") else -1,
    )  # fmt: skip
