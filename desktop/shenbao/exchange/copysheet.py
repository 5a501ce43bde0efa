"""The copy sheet as a workbook: one sheet for each section, field by field as the platform asks for them, tables as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shenbao.draft.listed import Grid, Line, ListedSection
from shenbao.exchange.workbook import MOST_IN_CELL, Cell, Page, workbook
from shenbao.messages import say

_WIDTHS = (30, 70, 10)
_GRID_WIDTH = 18


def copy_sheet(sections: Sequence[ListedSection], title: str, lang: str) -> bytes:
    """The XLSX file; `title` stands above each section."""
    return workbook([_page(section, title, lang) for section in sections])


def _page(section: ListedSection, title: str, lang: str) -> Page:
    columns = max((len(entry.heads) for entry in section.entries if isinstance(entry, Grid)), default=0)
    widths = (*_WIDTHS, *[_GRID_WIDTH] * (columns - len(_WIDTHS)))
    if not any(isinstance(entry, Line) for entry in section.entries):
        widths = (_GRID_WIDTH,) * max(columns, 1)
    rows = ((Cell(text=title, look="title"),), (Cell(text=say("copysheet.note", lang), look="note"),), *_rows(section, lang))
    return Page(name=section.title, rows=rows, widths=widths, frozen=2)


def _rows(section: ListedSection, lang: str) -> Iterator[tuple[Cell, ...]]:
    before: type | None = None
    for entry in section.entries:
        if isinstance(entry, Grid):
            yield ()
            yield (Cell(text=entry.label, look="title"),)
            yield tuple(Cell(text=f"{head}（{unit}）" if unit else head, look="head") for head, unit in entry.heads)
            for row in entry.rows:
                yield tuple(Cell(text=text, look="figure" if unit else "text") for text, (_, unit) in zip(row, entry.heads, strict=True))
            if not entry.rows:
                yield (Cell(text=say("copysheet.empty", lang), look="note"),)
        else:
            if before is not Line:
                yield ()
                yield tuple(Cell(text=say(f"copysheet.{head}", lang), look="head") for head in ("field", "value", "unit"))
            yield from _line(entry)
        before = type(entry)


def _line(entry: Line) -> Iterator[tuple[Cell, ...]]:
    """A row; a text longer than a cell takes goes on below."""
    pieces = [entry.value[at : at + MOST_IN_CELL] for at in range(0, len(entry.value), MOST_IN_CELL)] or [""]
    for at, piece in enumerate(pieces):
        look = "figure" if entry.unit else "text"
        yield Cell(text="" if at else entry.label, look="label"), Cell(text=piece, look=look), Cell(text=entry.unit)
