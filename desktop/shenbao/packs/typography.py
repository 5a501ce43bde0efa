"""Breaks Chinese text into lines, greedily and in linear time.

Rules: W3C *Requirements for Chinese Text Layout* (clreq) 3.1 and GB/T 15834. A closing mark never starts a line, an opening
mark never ends one; 《…》 stays whole where that costs little; a mark at either edge of a line gives up its blank half; a
last line is never one character.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

import msgspec

from shenbao.packs.clusters import (
    BREAK,
    CLOSE,
    CLUSTER,
    CODE,
    LINE_BREAK,
    NO_EDGE,
    OPEN,
    QUARTER,
    RUN,
    SPACE,
    Part,
    Span,
    Token,
    edge,
    keys_of,
    measured,
    tokens,
)  # fmt: skip

EPSILON = 1e-6
SEAMS, SEAM_REACH = " @./-_,;:=&?+，。；、", 12
"""A word wider than its line is broken after one of these marks when one is that near, anywhere else otherwise."""
CLINGS = CLOSE + " \u00a0"
"""What no line begins with."""
GIVEN_BY_MARK, GIVEN_BY_GAP = 0.5, 0.5
"""What a mark gives of its blank half, and a quarter em of itself, to take in one more character."""
FEWEST_LEFT = 3
"""Characters that a line has which can spare one."""
MOST_MOVED = 6
"""What is taken from the line before for a last line of one character is at most so many em wide."""
SQUEEZE_OVER_STRETCH = 2
"""A line is squeezed by at most so many times the room that would be left when it is stretched instead."""
SLACK = 0.22
"""A 《title》, or a code with spaces, moves to the next line whole when the line it leaves is stretched by at most so many em for each of
its places."""


class Piece(msgspec.Struct, frozen=True, gc=False):
    """Part of a line: room before it, and a token or a slice of a run."""

    gap: float
    token: Token
    text: str
    width: float


class Line(msgspec.Struct):
    pieces: list[Piece]
    width: float
    """Width in points, blank halves at the edges taken off, squeezed into the measure."""
    last: bool
    """Ends a paragraph: not justified."""
    indent: float = 0
    squeeze: float = 0
    """Share of what its marks and gaps can give that this line takes."""
    parted: bool = False
    """Ends within a code."""


def given(previous: Token, piece: Piece) -> float:
    """What may be taken from between two pieces of a line, in points."""
    if previous.trail:
        return 0.0 if piece.token.lead else previous.trail * GIVEN_BY_MARK
    if piece.token.lead:
        return piece.token.lead * GIVEN_BY_MARK
    return piece.gap * GIVEN_BY_GAP if piece.gap > 0 else 0.0


def _given(pieces: Sequence[Piece]) -> float:
    return sum([given(one.token, two) for one, two in pairwise(pieces)])


def places(pieces: Sequence[Piece]) -> int:
    """Where justification may add room."""
    return sum([len(piece.text) if piece.token.kind == RUN else piece.token.slots for piece in pieces])


def _fitted(pieces: Sequence[Piece], width: float, room: float) -> tuple[float, float]:
    """Width and squeeze of a line of that natural width."""
    over = width - room
    if over <= EPSILON:
        return width, 0.0
    most = _given(pieces)
    return (room, over / most) if over <= most + EPSILON else (width, 0.0)


def break_lines(spans: Sequence[Span], width: float, first_indent: float = 0, hanging: float = 0) -> list[Line]:
    """Lines no wider than `width` points (a single character wider than that keeps its own line).

    `first_indent` moves the first line of every paragraph (after U+2029), `hanging` all the others.
    """
    return fill_lines(tokens(spans), spans, width, first_indent, hanging)


def fill_lines(
    found: Iterable[Token], spans: Sequence[Span], width: float, first_indent: float, hanging: float = 0,
    less: Mapping[int, float] = MappingProxyType({}), *, whole: bool = False,
) -> list[Line]:  # fmt: skip
    """The same for text that has been cut already. `less`: points by which a line, by its number, has to end earlier; `whole`: codes are
    not broken, however short that leaves a line."""
    filler = _Filler(spans, width, first_indent, hanging, less, whole)
    for token in found:
        filler.add(token)
    filler.end(last=True)
    return filler.lines


class _Filler:
    def __init__(
        self, spans: Sequence[Span], width: float, first_indent: float, hanging: float, less: Mapping[int, float], whole: bool
    ) -> None:
        self.spans, self.measure, self.first_indent, self.hanging, self.less, self.whole = spans, width, first_indent, hanging, less, whole
        self.lines: list[Line] = []
        self.pieces: list[Piece] = []
        self.x = 0.0
        self.indent = first_indent
        self.room = width - first_indent - less.get(0, 0.0)
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
        width, squeeze = _fitted(pieces, self.x - trail, self.room)
        line = Line(pieces, width, last, self.indent, squeeze)
        if last and self.lines and not self.lines[-1].last:
            self.mend_runt(self.lines[-1], line)
        self.lines.append(line)
        self.pieces = []
        self.x = 0.0
        self.indent = self.first_indent if last else self.hanging
        self.room = self.measure - self.indent - self.less.get(len(self.lines), 0.0)
        self.title = None

    def gap(self, token: Token) -> float:
        if not self.pieces:
            return -token.lead
        return self.between(self.pieces[-1].token, token)

    def between(self, previous: Token, token: Token) -> float:
        if previous.trail and token.lead:
            return -previous.trail
        if previous.last and token.first and previous.last != token.first:
            return QUARTER * self.spans[token.span].size / 1000
        return 0.0

    def squeezes(self, piece: Piece) -> bool:
        """Whether the line takes in a piece that is a little too wide, its marks and gaps giving way."""
        if not self.pieces or len(self.lines) in self.less:
            return False
        left = self.room - self.x - piece.gap
        over = piece.width - piece.token.trail - left if piece.token.kind == CLUSTER else piece.width - left
        if left <= 0 or over > SQUEEZE_OVER_STRETCH * left:
            return False
        return over <= _given(self.pieces) + given(self.pieces[-1].token, piece) + EPSILON

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
            more = fits + 1
            if self.squeezes(Piece(gap, token, text[:more], more * size)):
                self.put(gap, token, text[:more], more * size)
                text = text[more:]
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
        piece = Piece(self.gap(token), token, token.text, token.width)
        if self.squeezes(piece):
            if token.title:
                self.title = (len(self.pieces), self.x) if token.title > 0 else None
            self.pieces.append(piece)
            self.x += piece.gap + piece.width
            return
        if self.at_space(token):
            return
        if not self.carry_title() and self.pieces:
            self.end(last=False)
        if self.x + self.gap(token) + token.width - token.trail > self.room + EPSILON:
            if self.pieces:
                self.end(last=False)
            if self.gap(token) + token.width - token.trail > self.room + EPSILON:
                if not self.at_space(token, must=True):
                    self.chop(token)
                return
        self.add(token)

    def at_space(self, token: Token, *, must: bool = False) -> bool:
        """Break a code at one of its spaces where the line before it would be left too short to be justified; anything that no line holds
        where it `must` break."""
        index, text = token.span, token.text
        if " " not in text or any(part.span != index for part in token.parts):
            return False
        enough = self.whole or self.room - self.x <= SLACK * self.spans[index].size * places(self.pieces)
        if not must and (enough or not CODE.match(text.lstrip(OPEN))):
            return False
        at = text.rfind(" ")
        while at > 0:
            head = self.again(text[:at], index)
            fits = self.x + self.gap(head[0]) + sum([part.width for part in head]) <= self.room + EPSILON
            if fits and text[at + 1 : at + 2] not in CLINGS and text[at - 1] not in OPEN:
                for part in (*head, *self.again(text[at + 1 :], index)):
                    self.add(part)
                    if part is head[-1]:
                        self.end(last=False)
                        self.lines[-1].parted = True
                return True
            at = text.rfind(" ", 0, at)
        return False

    def again(self, text: str, index: int) -> list[Token]:
        """Tokens of a part of a span."""
        replace = msgspec.structs.replace
        found = tokens([replace(self.spans[index], text=text)])
        return [replace(token, span=index, parts=tuple([replace(part, span=index) for part in token.parts])) for token in found]

    def carry_title(self) -> bool:
        """End the line before an open 《 when little is lost by it, and take what followed to the next line."""
        if self.title is None:
            return False
        index, x = self.title
        self.title = None
        if not index or self.room - x > SLACK * self.spans[0].size * places(self.pieces[:index]):
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
            if at and edge(key) and edge(keys[at - 1]) not in (NO_EDGE, edge(key)):
                advance += QUARTER * scale
            if x + advance > self.room and at > start:
                seam = _seam(keys, start, at)
                self.fragment(keys[start:seam], span_index)
                self.end(last=False)
                start, x = seam, sum(map(span.face.width.__getitem__, keys[seam:at])) * scale
            x += advance
        self.fragment(keys[start:], span_index)

    def fragment(self, keys: list[str], span_index: int) -> None:
        if not keys:
            return
        span = self.spans[span_index]
        made = measured(keys, span.face)
        width = made.width * span.size / 1000
        part = Part(span_index, made.codes, width, made.keys, 1)
        text = "".join(key[-1] if key[0] == "L" and len(key) == 2 else key for key in keys)
        lead, trail = made.lead * span.size / 1000, made.trail * span.size / 1000
        token = Token(CLUSTER, text, span_index, width, (part,), lead, trail, made.first, made.last, 1)
        self.put(self.gap(token), token, text, width)

    def mend_runt(self, previous: Line, line: Line) -> None:
        """A last line of one character looks lost: take something from the line before."""
        if len(line.pieces) != 1 or len(line.pieces[0].text.rstrip(CLINGS)) != 1:
            return
        if not previous.pieces or (len(previous.pieces) == 1 and len(previous.pieces[0].text) < FEWEST_LEFT):
            return
        only, donor = line.pieces[0], previous.pieces[-1]
        kept: list[Piece] = []
        if donor.token.kind == RUN and len(donor.text) > 1:
            size = donor.width / len(donor.text)
            kept = [Piece(donor.gap, donor.token, donor.text[:-1], donor.width - size)]
            moved = Piece(0.0, donor.token, donor.text[-1], size)
        elif len(previous.pieces) < 2 or donor.width > MOST_MOVED * self.spans[donor.token.span].size:
            return
        else:
            moved = Piece(-donor.token.lead, donor.token, donor.text, donor.width)
        gap = self.between(donor.token, only.token) + (only.token.lead if only.gap < 0 else 0.0)
        pieces = [moved, Piece(gap, only.token, only.text, only.width)]
        if _natural(pieces) > self.measure - line.indent + EPSILON:
            return
        previous.pieces[-1:] = kept
        while previous.pieces[-1].token.kind == SPACE and len(previous.pieces) > 1:
            previous.pieces.pop()
        previous.width, previous.squeeze = _fitted(previous.pieces, _natural(previous.pieces), self.measure - previous.indent)
        line.pieces, line.width = pieces, _natural(pieces)


def _seam(keys: Sequence[str], start: int, at: int) -> int:
    """Where a word is broken whose keys from `start` fill the line up to `at`: no mark loses its word, and two letters stay together."""
    end = len(keys)
    while end and keys[end - 1][-1] in CLINGS:
        end -= 1

    def parts(seam: int) -> bool:
        return seam > end - 2 or keys[seam][-1] in CLINGS or keys[seam - 1][-1] in OPEN

    for seam in range(at, max(at - SEAM_REACH, start), -1):
        if keys[seam - 1] in SEAMS and not parts(seam):
            return seam
    return next((seam for seam in range(at, start, -1) if not parts(seam)), at)


def _natural(pieces: Sequence[Piece]) -> float:
    return sum([piece.gap + piece.width for piece in pieces]) - pieces[-1].token.trail
