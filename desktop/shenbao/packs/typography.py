"""Breaks Chinese text into lines: clusters that must stay together, their widths, and greedy filling in linear time.

Rules: W3C *Requirements for Chinese Text Layout* (clreq) 3.1 and GB/T 15834. A closing mark never starts a line, an opening
mark never ends one; numbers stay with their units, words and codes stay whole, 《…》 stays whole where that costs little;
adjacent marks share their blank halves, a mark at either edge of a line gives up its blank half, and a quarter em
separates Han characters from Latin letters and digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from shenbao.packs.fonts import DASH, LATIN_QUOTES, Face, fallback

HALF_OPEN = "（《「『【〔〈〖“‘［｛"
HALF_CLOSE = "。，、；：！？）》」』】〕〉〗”’］｝"
"""Full-width marks whose outline fills one half of the em box."""
OPEN = HALF_OPEN + "([{"
CLOSE = HALF_CLOSE + "％‰℃…—–～·•々ー" + ")]}.,:;!?%"
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff０-９Ａ-Ｚａ-ｚ\U00020000-\U0003ffff"
"""Characters one em wide between which a line may break."""
UNITS = (
    "平方公里 平方米 立方米 个百分点 人民币 万元 亿元 千元 百万 万台 万套 万人 万件 小时 分钟 公里 公斤 千米 毫米 厘米 微米 纳米 "
    "千瓦 兆瓦 个月 万 亿 元 年 月 日 号 项 家 人 个 件 台 套 种 次 批 页 份 名 户 字 天 周 岁 倍 米 吨 克 升 秒 度 层 届 期 款 条 章 节 "
    "分 点 级 类 ㎡ ㎏ ㎜ ㎝ ㎞ ㏄ ㎎ ㎥"
).split()

_O, _C = re.escape(OPEN), re.escape(CLOSE)
_WORD = rf"[^\s{HAN}{_O}{_C}\ufffc]"
_NUMBER = rf"[¥￥$+\-−±≥≤<>≈]?\d(?:[\d,.:/\-–~～×]*\d)?(?![A-Za-z0-9_])(?:[ \u00a0]?(?:{'|'.join(UNITS)}))?"
TOKEN = re.compile(
    rf"(?P<run>[{HAN}]+(?![{_C}]))"
    r"|(?P<space>[ \u00a0\u3000]+)"
    r"|(?P<br>[\u2028\u2029])"
    rf"|(?P<cluster>[{_O}]*(?:{_NUMBER}|{_WORD}+(?:[.,:;!?'’·\-]+{_WORD}+)*|[^\s\u2028\u2029])?[{_C}]*)",
)
_HAN_CHARACTER = re.compile(f"[{HAN}]")

LINE_BREAK, PARAGRAPH_BREAK = "\u2028", "\u2029"
QUARTER = 250
"""Space between Han and Latin, 1/1000 em (clreq 3.2.2)."""
TITLE_SLACK = 0.12
"""A 《title》 moves to the next line whole when that leaves at most this share of the line empty."""
RUN, CLUSTER, SPACE, BREAK = range(4)
HAN_EDGE, LATIN_EDGE, NO_EDGE = 1, 2, 0


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


class Part(msgspec.Struct, frozen=True):
    """A piece of a cluster within one span; `codes` is the inside of a TJ array."""

    span: int
    codes: str
    width: float
    keys: frozenset[str]


class Token(msgspec.Struct, frozen=True):
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


class Piece(msgspec.Struct, frozen=True):
    """Part of a line: room before it, and a token or a slice of a run."""

    gap: float
    token: Token
    text: str
    width: float


class Line(msgspec.Struct):
    pieces: list[Piece]
    width: float
    """Natural width in points, blank halves at the edges taken off."""
    last: bool
    """Ends a paragraph: not justified."""
    indent: float = 0


class _Measured(msgspec.Struct, frozen=True):
    codes: str
    width: int
    lead: int
    trail: int
    first: int
    last: int
    slots: int
    keys: frozenset[str]


def _edge(character: str) -> int:
    if _HAN_CHARACTER.match(character):
        return HAN_EDGE
    return LATIN_EDGE if character in "%$¥°" or (character < "\u2000" and character.isalnum()) else NO_EDGE


def _keys(text: str) -> list[str]:
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
        if len(face.clusters) > 20_000:
            face.clusters.clear()
        found = face.clusters[text] = _measure(text, face)
    return found


def _measure(text: str, face: Face) -> _Measured:
    keys = _keys(text)
    codes, width = [], 0
    previous, edge, latin = "", NO_EDGE, False
    for key in keys:
        here = _edge(key)
        if (previous in HALF_CLOSE and key in HALF_CLOSE + HALF_OPEN) or (previous in HALF_OPEN and key in HALF_OPEN):
            if previous:
                codes.append("> 500 <")
                width -= 500
        elif here and edge and here != edge:
            codes.append(f"> -{QUARTER} <")
            width += QUARTER
        codes.append(face.codes[key])
        width += face.width[key]
        previous, edge = key, here
        latin = latin or here == LATIN_EDGE
    return _Measured(
        "".join(codes), width,
        lead=500 if keys[0] in HALF_OPEN else 0, trail=500 if keys[-1] in HALF_CLOSE else 0,
        first=_edge(keys[0]), last=_edge(keys[-1]), slots=1 if latin else len(keys), keys=frozenset(keys),
    )  # fmt: skip


def with_fallback(spans: Sequence[Span]) -> list[Span]:
    """The same text with each character in a face that has it."""
    out: list[Span] = []
    for span in spans:
        characters = set(span.text) - span.face.known
        if span.box is not None or all(fallback(span.face, character) is span.face for character in characters):
            if span.box is None:
                span.face.known |= characters
            out.append(span)
            continue
        start = 0
        for at in range(1, len(span.text) + 1):
            face = fallback(span.face, span.text[start])
            if at == len(span.text) or fallback(span.face, span.text[at]) is not face:
                out.append(msgspec.structs.replace(span, text=span.text[start:at], face=face))
                start = at
    return out


def tokens(spans: Sequence[Span]) -> Iterator[Token]:
    """The text of the spans as tokens, in order."""
    text = "".join(span.text for span in spans)
    ends: list[int] = []
    for span in spans:
        ends.append((ends[-1] if ends else 0) + len(span.text))
    current = 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        while current < len(ends) - 1 and start >= ends[current]:
            current += 1
        kind = match.lastgroup
        if start == end:
            continue
        if kind == "br":
            yield Token(BREAK, match.group(), current, 0)
        elif kind == "run":
            while start < end:
                while start >= ends[current]:
                    current += 1
                stop = min(end, ends[current])
                piece = text[start:stop]
                yield Token(RUN, piece, current, len(piece) * spans[current].size, first=HAN_EDGE, last=HAN_EDGE, slots=len(piece))
                start = stop
        elif kind == "space":
            span = spans[current]
            yield Token(SPACE, match.group(), current, sum(map(span.face.width.__getitem__, match.group())) * span.size / 1000)
        else:
            yield _cluster(text[start:end], start, current, spans, ends)


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
        span = spans[at]
        if span.box is not None:
            parts.append(Part(at, "", span.box.width, frozenset()))
            last = _Measured("", 0, 0, 0, NO_EDGE, NO_EDGE, 1, frozenset())
        else:
            last = measure(text[start - end + len(text) : stop - end + len(text)], span.face)
            parts.append(Part(at, last.codes, last.width * span.size / 1000, last.keys))
        first = first or last
        slots += last.slots
        start, size = stop, span.size
    assert first is not None and last is not None
    scale = spans[current].size / 1000
    return Token(
        CLUSTER, text, current, sum(part.width for part in parts), tuple(parts),
        first.lead * scale, last.trail * size / 1000, first.first, last.last, slots,
    )  # fmt: skip


def break_lines(spans: Sequence[Span], width: float, first_indent: float = 0, hanging: float = 0) -> list[Line]:
    """Lines no wider than `width` points (a single character wider than that keeps its own line).

    `first_indent` moves the first line of every paragraph (after U+2029), `hanging` all the others.
    """
    filler = _Filler(spans, width, first_indent, hanging)
    for token in tokens(spans):
        filler.add(token)
    filler.end(last=True)
    return filler.lines


class _Filler:
    def __init__(self, spans: Sequence[Span], width: float, first_indent: float, hanging: float) -> None:
        self.spans, self.measure, self.first_indent, self.hanging = spans, width, first_indent, hanging
        self.lines: list[Line] = []
        self.pieces: list[Piece] = []
        self.x = 0.0
        self.indent = first_indent
        self.room = width - first_indent
        self.title: tuple[int, float] | None = None
        """Where in this line an open 《 begins: index of its piece and position."""

    def end(self, *, last: bool) -> None:
        pieces = self.pieces
        while pieces and pieces[-1].token.kind == SPACE:
            self.x -= pieces[-1].gap + pieces[-1].width
            pieces.pop()
        if not pieces and self.lines and last and not self.lines[-1].last:
            self.lines[-1].last = True
            return
        trail = pieces[-1].token.trail if pieces else 0.0
        line = Line(pieces, self.x - trail, last, self.indent)
        if last and self.lines and not self.lines[-1].last:
            _mend_runt(self.lines[-1], line)
        self.lines.append(line)
        self.pieces = []
        self.x = 0.0
        self.indent = self.first_indent if last else self.hanging
        self.room = self.measure - self.indent
        self.title = None

    def gap(self, token: Token) -> float:
        if not self.pieces:
            return -token.lead
        previous = self.pieces[-1].token
        if previous.trail and token.lead:
            return -previous.trail
        if previous.last and token.first and previous.last != token.first:
            return QUARTER * self.spans[token.span].size / 1000
        return 0.0

    def put(self, gap: float, token: Token, text: str, width: float) -> None:
        self.pieces.append(Piece(gap, token, text, width))
        self.x += gap + width

    def add(self, token: Token) -> None:
        if token.kind == RUN:
            self.run(token)
        elif token.kind == CLUSTER:
            self.cluster(token)
        elif token.kind == BREAK:
            self.end(last=True)
            if token.text == LINE_BREAK:
                self.indent, self.room = self.hanging, self.measure - self.hanging
        elif self.pieces or (token.text[0] != "\u3000" and (not self.lines or self.lines[-1].last)):
            self.put(0.0, token, token.text, token.width)

    def run(self, token: Token) -> None:
        text, size = token.text, self.spans[token.span].size
        while text:
            gap = self.gap(token)
            fits = int((self.room - self.x - gap) / size + 1e-6)
            if fits >= len(text):
                self.put(gap, token, text, len(text) * size)
                return
            if self.carry_title():
                continue
            if fits <= 0 and self.pieces:
                self.end(last=False)
                continue
            fits = max(fits, 1)
            self.put(gap, token, text[:fits], fits * size)
            text = text[fits:]
            self.end(last=False)

    def cluster(self, token: Token) -> None:
        gap = self.gap(token)
        if self.x + gap + token.width - token.trail > self.room + 1e-6:
            if not self.carry_title() and self.pieces:
                self.end(last=False)
            gap = self.gap(token)
            if self.x + gap + token.width - token.trail > self.room + 1e-6:
                if self.pieces:
                    self.end(last=False)
                    gap = self.gap(token)
                if gap + token.width - token.trail > self.room + 1e-6:
                    self.chop(token)
                    return
        if "《" in token.text and "》" not in token.text[token.text.rindex("《") :]:
            self.title = (len(self.pieces), self.x + gap)
        elif "》" in token.text:
            self.title = None
        self.put(gap, token, token.text, token.width)

    def carry_title(self) -> bool:
        """End the line before an open 《 when little is lost by it, and take what followed to the next line."""
        if self.title is None:
            return False
        index, x = self.title
        self.title = None
        if not index or self.room - x > TITLE_SLACK * self.room + self.spans[0].size:
            return False
        carried = self.pieces[index:]
        del self.pieces[index:]
        self.x = x
        self.end(last=False)
        for piece in carried:
            self.put(self.gap(piece.token) if not self.pieces else piece.gap, piece.token, piece.text, piece.width)
        return True

    def chop(self, token: Token) -> None:
        """A word wider than the line: break it where the line is full."""
        for part in token.parts:
            span = self.spans[part.span]
            if span.box is not None:
                self.put(0.0, Token(CLUSTER, "\ufffc", part.span, part.width, (part,)), "\ufffc", part.width)
        text, span_index = token.text.replace("\ufffc", ""), token.parts[0].span
        span = self.spans[span_index]
        scale, start, x = span.size / 1000, 0, self.x
        keys = _keys(text)
        for at, key in enumerate(keys):
            advance = span.face.width[key] * scale
            if x + advance > self.room and at > start:
                self.fragment(keys[start:at], span_index)
                self.end(last=False)
                start, x = at, 0.0
            x += advance
        self.fragment(keys[start:], span_index)

    def fragment(self, keys: list[str], span_index: int) -> None:
        if not keys:
            return
        span = self.spans[span_index]
        width = sum(map(span.face.width.__getitem__, keys)) * span.size / 1000
        part = Part(span_index, "".join(map(span.face.codes.__getitem__, keys)), width, frozenset(keys))
        text = "".join(key[-1] if key[0] == "L" and len(key) == 2 else key for key in keys)
        last = _edge(keys[-1])
        self.put(0.0, Token(CLUSTER, text, span_index, width, (part,), first=_edge(keys[0]), last=last, slots=1), text, width)


def _mend_runt(previous: Line, line: Line) -> None:
    """A last line of one character looks lost: take one more from the line before, where that is free to break."""
    if len(line.pieces) != 1 or not previous.pieces:
        return
    only, donor = line.pieces[0], previous.pieces[-1]
    if len(only.text.rstrip(CLOSE)) != 1 or donor.token.kind != RUN or len(donor.text) < 3 or only.token.first != HAN_EDGE:
        return
    size = donor.width / len(donor.text)
    previous.pieces[-1] = Piece(donor.gap, donor.token, donor.text[:-1], donor.width - size)
    previous.width -= size
    line.pieces.insert(0, Piece(0.0, donor.token, donor.text[-1], size))
    line.width += size
