"""Breaks Chinese text into lines, greedily and in linear time.

Rules: W3C *Requirements for Chinese Text Layout* (clreq) 3.1 and GB/T 15834. A closing mark never starts a line, an opening
mark never ends one; 《…》 stays whole where that costs little; a mark at either edge of a line gives up its blank half; a
last line is never one character.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shenbao.packs.clusters import (
    BREAK,
    CLOSE,
    CLUSTER,
    HAN_EDGE,
    LINE_BREAK,
    QUARTER,
    RUN,
    SPACE,
    Part,
    Span,
    Token,
    edge,
    keys_of,
    tokens,
)  # fmt: skip

EPSILON = 1e-6
SEAMS, SEAM_REACH = "@./-_,;:=&?+，。；、", 12
"""A word wider than its line is broken after one of these marks when one is that near, anywhere else otherwise."""
TITLE_SLACK = 0.12
"""A 《title》 moves to the next line whole when that leaves at most this share of the line empty."""


class Piece(msgspec.Struct, frozen=True, gc=False):
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
        if token.kind <= CLUSTER:
            gap = self.gap(token)
            x = self.x + gap + token.width
            if x - token.trail <= self.room + EPSILON:
                if token.title:
                    self.title = (len(self.pieces), self.x) if token.title > 0 else None
                self.pieces.append(Piece(gap, token, token.text, token.width))
                self.x = x
            elif token.kind == RUN:
                self.run(token)
            else:
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
            fits = int((self.room - self.x - gap) / size + EPSILON)
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
        """A cluster that does not fit in what is left of the line."""
        if not self.carry_title() and self.pieces:
            self.end(last=False)
        if self.x + self.gap(token) + token.width - token.trail > self.room + EPSILON:
            if self.pieces:
                self.end(last=False)
            if self.gap(token) + token.width - token.trail > self.room + EPSILON:
                self.chop(token)
                return
        self.add(token)

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
        keys = keys_of(text)
        for at, key in enumerate(keys):
            advance = span.face.width[key] * scale
            if x + advance > self.room and at > start:
                seam = next((back for back in range(at, max(at - SEAM_REACH, start), -1) if keys[back - 1] in SEAMS), at)
                self.fragment(keys[start:seam], span_index)
                self.end(last=False)
                start, x = seam, sum(map(span.face.width.__getitem__, keys[seam:at])) * scale
            x += advance
        self.fragment(keys[start:], span_index)

    def fragment(self, keys: list[str], span_index: int) -> None:
        if not keys:
            return
        span = self.spans[span_index]
        width = sum(map(span.face.width.__getitem__, keys)) * span.size / 1000
        part = Part(span_index, "".join(map(span.face.codes.__getitem__, keys)), width, frozenset(keys), 1)
        text = "".join(key[-1] if key[0] == "L" and len(key) == 2 else key for key in keys)
        last = edge(keys[-1])
        self.put(0.0, Token(CLUSTER, text, span_index, width, (part,), first=edge(keys[0]), last=last, slots=1), text, width)


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
