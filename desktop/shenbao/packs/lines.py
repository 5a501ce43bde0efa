"""Draws broken lines: alignment, justification and the text operators of a block of lines, one text object for all."""

from __future__ import annotations

from collections.abc import Sequence

from shenbao.packs.sheet import Sheet
from shenbao.packs.typography import RUN, SPACE, Line, Span

EM_ASCENT = 0.88
"""Baseline of a Han face below the top of its em box."""
MOST_TRACKING = 0.14
"""Room between characters of a justified line, in em; a line that would need more stays ragged."""
MOST_GAP = 0.125
"""What a word space or a quarter em may gain before characters are moved apart, in em."""


def draw_lines(
    sheet: Sheet, spans: Sequence[Span], lines: Sequence[Line], x: float, top: float, width: float, leading: float, align: str = "justify"
) -> None:
    """Draw lines below `top`, each in `leading` points, aligned `justify`, `left`, `center` or `right` in `width`."""
    if not lines or not spans:
        return
    ops = ["BT"]
    font, color, tracking = "", "", 0.0
    later: list[tuple[str, float, float, float, Span]] = []
    size = max(span.size for span in spans)
    baseline = top - (leading - size) / 2 - EM_ASCENT * size
    for line in lines:
        at, per_gap, per_slot = _set(line, x, width, align, size)
        ops.append(f"1 0 0 1 {at:.2f} {baseline:.2f} Tm")
        array: list[str] = []
        pending = 0.0
        for index, piece in enumerate(line.pieces):
            token = piece.token
            gap = piece.gap
            if index and (gap > 0 or token.kind == SPACE):
                gap += per_gap
            pending += gap
            at += gap
            if token.kind == SPACE:
                pending += piece.width
                at += piece.width
                continue
            parts = (
                ((token.span, None, piece.width),)
                if token.kind == RUN
                else tuple((part.span, part, part.width) for part in token.parts)
            )
            spread = per_slot if token.kind == RUN or token.slots > 1 else 0.0
            for span_index, part, part_width in parts:
                span = spans[span_index]
                if span.box is not None:
                    later.append(("box", at, baseline, part_width, span))
                    pending += part_width
                    at += part_width
                    continue
                keys = piece.text if part is None else part.keys
                name = f"/{sheet.font(span.face, keys)} {span.size:g} Tf"
                if name != font or span.color != color or spread != tracking:
                    if array:
                        ops.append(f"[{''.join(array)}] TJ")
                        array = []
                    if name != font:
                        ops.append(name)
                        font = name
                    if span.color != color:
                        ops.append(span.color or "0 g")
                        color = span.color
                    if spread != tracking:
                        ops.append(f"{spread:.3f} Tc")
                        tracking = spread
                if pending:
                    array.append(f"{-pending * 1000 / span.size:.0f} ")
                    pending = 0.0
                codes = "".join(map(span.face.codes.__getitem__, piece.text)) if part is None else part.codes
                array.append(f"<{codes}>")
                moved = part_width + spread * (len(piece.text) if part is None else token.slots)
                if span.underline:
                    later.append(("under", at, baseline, moved, span))
                if span.link:
                    later.append(("link", at, baseline, moved, span))
                at += moved
            if not spread and per_slot:
                pending += per_slot
                at += per_slot
        if array:
            ops.append(f"[{''.join(array)}] TJ")
        baseline -= leading
    if tracking:
        ops.append("0 Tc")
    if color:
        ops.append("0 g")
    ops.append("ET")
    sheet.ops.append("\n".join(ops).replace("<>", ""))
    for kind, at, y, length, span in later:
        if kind == "box" and span.box is not None:
            span.box.draw(sheet, at, y)
        elif kind == "under":
            sheet.line(at, y - 0.16 * span.size, at + length, y - 0.16 * span.size)
        elif kind == "link":
            sheet.link(at, y - 0.2 * span.size, length, span.size * 1.2, span.link)


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
    gaps = sum(1 for piece in line.pieces[1:] if piece.gap > 0 or piece.token.kind == SPACE)
    slots = sum(len(p.text) if p.token.kind == RUN else p.token.slots for p in line.pieces) - 1
    han = any(piece.token.kind == RUN for piece in line.pieces)
    if not han:
        per_gap = spare / gaps if gaps else 0.0
        return (start, per_gap, 0.0) if per_gap <= 1.2 * size else (start, 0.0, 0.0)
    per_gap = min(spare / gaps, MOST_GAP * size) if gaps else 0.0
    rest = spare - per_gap * gaps
    per_slot = rest / slots if slots > 0 else 0.0
    return (start, per_gap, per_slot) if per_slot <= MOST_TRACKING * size else (start, 0.0, 0.0)
