"""Draws broken lines: alignment, justification and the text operators of a block of lines, one text object for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shenbao.packs.clusters import HAN_EDGE, RUN, SPACE, Span
from shenbao.packs.sheet import Sheet
from shenbao.packs.typography import Line, given

EM_ASCENT = 0.88
"""Baseline of a Han face below the top of its em box."""
MOST_TRACKING = 0.25
"""Room between characters of a justified line, in em; a line that would need more stays ragged."""
NARROW, MOST_TRACKING_NARROW = 15, 0.08
"""In a column of fewer characters a ragged line is better than one full of holes."""
MOST_WORD_SPACE = 0.5
"""What a word space may gain in a line without Han characters, and any gap in a line that would stay short otherwise, in em."""
MOST_GAP = 0.25
"""What a word space or a quarter em may gain, in em."""
GAP_SHARE = 2.5
"""A word space or a quarter em gains so many times what a place between characters does: no single hole in a line."""


def draw_lines(
    sheet: Sheet, spans: Sequence[Span], lines: Sequence[Line], x: float, top: float, width: float, leading: float, align: str = "justify"
) -> None:
    """Draw lines below `top`, each in `leading` points, aligned `justify`, `left`, `center` or `right` in `width`."""
    if not lines or not spans:
        return
    pen = _Pen(sheet, spans)
    size = max([span.size for span in spans])
    baseline = top - (leading - size) / 2 - EM_ASCENT * size
    for line in lines:
        pen.line(line, baseline, *_set(line, x, width, align, size))
        baseline -= leading
    pen.finish()


class _Pen:
    """Writes the operators of one text object. Distances in points; what is not text is drawn after it."""

    def __init__(self, sheet: Sheet, spans: Sequence[Span]) -> None:
        self.sheet, self.spans = sheet, spans
        self.ops = ["BT"]
        self.fonts = [f"/{sheet.font(span.face, ())} {span.size:g} Tf" for span in spans]
        self.marked = any(span.underline or span.link or span.box is not None for span in spans)
        self.font, self.color, self.tracking = "", "", 0.0
        self.hex: list[str] = []
        """What is written next, as the inside of one TJ array of hexadecimal strings."""
        self.later: list[tuple[float, float, float, Span]] = []

    def flush(self) -> None:
        if self.hex:
            self.ops.append(f"[<{''.join(self.hex)}>] TJ")
            self.hex = []

    def select(self, index: int, tracking: float) -> None:
        """Change face, size, colour and room between characters where they differ."""
        span = self.spans[index]
        if self.fonts[index] == self.font and span.color == self.color and tracking == self.tracking:
            return
        self.flush()
        if self.fonts[index] != self.font:
            self.font = self.fonts[index]
            self.ops.append(self.font)
        if span.color != self.color:
            self.color = span.color
            self.ops.append(span.color or "0 g")
        if tracking != self.tracking:
            self.tracking = tracking
            self.ops.append(f"{tracking:.3f} Tc")

    def line(self, line: Line, baseline: float, x: float, per_gap: float, per_slot: float) -> None:
        self.ops.append(f"1 0 0 1 {x:.2f} {baseline:.2f} Tm")
        spans, pending = self.spans, 0.0
        for index, piece in enumerate(line.pieces):
            token, gap = piece.token, piece.gap
            kind = token.kind
            if index and per_gap and (gap > 0 or kind == SPACE):
                gap += per_gap
            if line.squeeze and index:
                gap -= line.squeeze * given(line.pieces[index - 1].token, piece)
            pending += gap
            x += gap
            if kind == SPACE:
                pending += piece.width
                x += piece.width
                continue
            if kind == RUN:
                span = spans[token.span]
                self.write(token.span, span, per_slot, pending, "".join(map(span.face.codes.__getitem__, piece.text)), piece.text)
                pending = 0.0
                moved = piece.width + per_slot * len(piece.text)
                if self.marked:
                    self.later.append((x, baseline, moved, span))
                x += moved
                continue
            for part in token.parts:
                span = spans[part.span]
                spread = per_slot if part.slots > 1 else 0.0
                behind = per_slot * part.slots - spread * part.slots
                moved = part.width + spread * part.slots
                if span.box is None:
                    self.write(part.span, span, spread, pending, part.codes, part.keys)
                    pending = behind
                else:
                    pending += moved + behind
                if self.marked:
                    self.later.append((x, baseline, moved, span))
                x += moved + behind
        self.flush()

    def write(self, index: int, span: Span, spread: float, pending: float, codes: str, keys: Iterable[str]) -> None:
        self.select(index, spread)
        self.sheet.using(span.face).update(keys)
        if pending:
            self.hex.append(f"> {-pending * 1000 / span.size:.0f} <{codes}")
        else:
            self.hex.append(codes)

    def finish(self) -> None:
        if self.tracking:
            self.ops.append("0 Tc")
        if self.color:
            self.ops.append("0 g")
        self.ops.append("ET")
        self.sheet.ops.append("\n".join(self.ops).replace("<>", ""))
        for x, y, length, span in self.later:
            if span.box is not None:
                span.box.draw(self.sheet, x, y)
            if span.underline:
                self.sheet.line(x, y - 0.16 * span.size, x + length, y - 0.16 * span.size)
            if span.link:
                self.sheet.link(x, y - 0.2 * span.size, length, span.size * 1.2, span.link)


def _set(line: Line, x: float, width: float, align: str, size: float) -> tuple[float, float, float]:
    """Where the line starts, what each gap gains, and what each place between characters gains."""
    start = x + line.indent
    spare = width - line.indent - line.width
    if align == "center":
        return start + spare / 2, 0.0, 0.0
    if align == "right":
        return start + spare, 0.0, 0.0
    if align == "left" or line.last or spare <= 0.01:
        return start, 0.0, 0.0
    gaps = len([piece for piece in line.pieces[1:] if piece.gap > 0 or piece.token.kind == SPACE])
    slots = sum([len(p.text) if p.token.kind == RUN else p.token.slots for p in line.pieces]) - 1
    han = any(piece.token.slots > 1 or HAN_EDGE in (piece.token.first, piece.token.last) for piece in line.pieces)
    if not han:
        per_gap = spare / gaps if gaps else 0.0
        return (start, per_gap, 0.0) if per_gap <= MOST_WORD_SPACE * size else (start, 0.0, 0.0)
    if slots <= 0:
        return start, 0.0, 0.0
    per_slot = spare / (slots + GAP_SHARE * gaps)
    per_gap = min(GAP_SHARE * per_slot, MOST_GAP * size)
    per_slot = (spare - per_gap * gaps) / slots
    most = (MOST_TRACKING if width >= NARROW * size else MOST_TRACKING_NARROW) * size
    if per_slot > most and gaps:
        per_gap, per_slot = (spare - most * slots) / gaps, most
    return (start, per_gap, per_slot) if per_slot <= most and per_gap <= MOST_WORD_SPACE * size else (start, 0.0, 0.0)
