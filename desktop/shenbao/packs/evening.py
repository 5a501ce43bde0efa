"""Evens out a justified paragraph: where a line is left loose, or the last one lost, the lines before it end a little earlier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shenbao.packs.clusters import Span, tokens
from shenbao.packs.typography import Line, fill_lines, places

LOOSE = 0.13
"""Room at each place of a line, in em, from which one sees that it is stretched."""
LOOSEST = 0.25
"""A line that would have to be stretched more stays ragged, however much it lacks."""
LOST = 2.0
"""A last line of fewer em looks lost."""
LOST_COSTS, PARTED_COSTS, RAGGED_COSTS = 0.1, 0.1, 0.25
"""As much as a line stretched by 0.3 em, or by half an em."""
BEFORE, MOST = 3, 4
"""So many lines give what one lacks, and for so many loose lines of a text."""


def evened(spans: Sequence[Span], width: float, first_indent: float = 0) -> list[Line]:
    """Lines as `break_lines` gives them, or as many others that are stretched more evenly or break no code."""
    found = list(tokens(spans))
    lines = fill_lines(found, spans, width, first_indent)
    if len(lines) < 2:
        return lines
    size = spans[0].size

    def better(lines: list[Line], *, whole: bool) -> list[Line]:
        less: dict[int, float] = {}
        cost = _cost(lines, width, size)
        for at, lack in list(_bad(lines, width, size))[:MOST]:
            for tried in [less | shares for shares in _shares(lines, at, lack)]:
                made = fill_lines(found, spans, width, first_indent, less=tried, whole=whole)
                if len(made) == len(lines) and (costs := _cost(made, width, size)) < cost:
                    lines, cost, less = made, costs, tried
        return lines

    lines = better(lines, whole=False)
    if any(line.parted for line in lines):
        other = better(fill_lines(found, spans, width, first_indent, whole=True), whole=True)
        if len(other) == len(lines) and _cost(other, width, size) < _cost(lines, width, size):
            return other
    return lines


def _bad(lines: Sequence[Line], width: float, size: float) -> Iterator[tuple[int, float]]:
    """Numbers of the lines that are loose or lost, and points that they lack."""
    for at, line in enumerate(lines):
        if line.last and at and not lines[at - 1].last and line.width < LOST * size:
            yield at, LOST * size
        elif _stretch(line, width, size) > LOOSE:
            yield at, width - line.indent - line.width


def _shares(lines: Sequence[Line], at: int, lack: float) -> Iterator[dict[int, float]]:
    """What the lines before may give: each less, when more of them do."""
    for count in range(1, BEFORE + 1):
        if at < count or lines[at - count].last:
            return
        yield dict.fromkeys(range(at - count, at), lack / (count if lines[at].last else count + 1))


def _cost(lines: Sequence[Line], width: float, size: float) -> float:
    lost, parted = sum(line.last and line.width < LOST * size for line in lines), sum(line.parted for line in lines)
    stretched = [_stretch(line, width, size) for line in lines]
    return sum([each**2 if each <= LOOSEST else RAGGED_COSTS for each in stretched]) + lost * LOST_COSTS + parted * PARTED_COSTS


def _stretch(line: Line, width: float, size: float) -> float:
    """Room that justification adds at each place, in em."""
    return 0.0 if line.last else (width - line.indent - line.width) / (max(places(line.pieces) - 1, 1) * size)
