"""The grid of label and value cells of a `fields` element, as Chinese forms have it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from shenbao.packs.flowables import Block, Paragraph, Stack, span
from shenbao.packs.markup import Element
from shenbao.packs.sheet import MM
from shenbao.packs.tables import Cell, Row, Table
from shenbao.packs.vocabulary import INLINE

if TYPE_CHECKING:
    from shenbao.packs.compose import Composer

WIDE_LINES = 2.2
"""A field whose value would need more than this many lines in half the grid takes the whole row."""
GRID_TOGETHER = 75 * MM
"""A grid of fields no taller than this stays on one page."""


def grid_of(composer: Composer, element: Element) -> list[Block]:
    """The grid of a `fields` element; nothing where it has no field."""
    columns = element.get("columns", "4")
    room = f"{shared_width(composer) or _label_width(composer, element, columns):g}"
    widths = [room, "*"] * (int(columns) // 2)
    share = composer.styles.pages[composer.geometry].text_width / (int(columns) // 2)
    value_width = (share - float(room)) * MM - 2 * composer.styles.table.pad_x
    rows: list[Row] = []
    at = 0
    for field in element.elements():
        value = _value(composer, field)
        wide = columns != "2" and (field.yes("wide") or _needs_room(field, value.content, value_width))
        if at == 0 or wide or at >= int(columns):
            _fill_row(rows, int(columns))
            rows.append(Row({}))
            at = 0
        name = Cell(Stack([composer.words(field.get("label"), "label")]), gray=composer.styles.table.label_gray)
        value.columns = int(columns) - 1 if wide else 1
        rows[-1].cells[at], rows[-1].cells[at + 1] = name, value
        at = int(columns) if wide else at + 2
    _fill_row(rows, int(columns))
    table = Table(widths, rows, composer.styles.table)
    table.ids = (element.get("id"),) if element.get("id") else ()
    table.together = GRID_TOGETHER
    if composer.geometry == "sheet":  # one form from top to bottom
        table.before = table.after = 0
    return [table] if rows else []


def _label_width(composer: Composer, element: Element, columns: str) -> float:
    """Width of the label cells in millimetres: the usual one, or as much more as its labels need to take no more than two lines (of
    two fields on a lying page, where there is room, one)."""
    style, pads = composer.style("label"), 2 * composer.styles.table.pad_x
    width = element.number("label") or composer.styles.fields[columns]
    most, lines = max(width, composer.styles.fields["long"]), 1 if composer.geometry == "landscape" and columns != "6" else 2
    if max((len(field.get("label")) for field in element.elements()), default=0) * style.size <= width * MM - pads:
        return width
    labels = [composer.words(field.get("label"), "label") for field in element.elements()]
    while width < most and any(label.wrap(width * MM - pads) > lines * style.leading for label in labels):
        width = min(width + 1, most)
    return width


def shared_width(composer: Composer) -> float:
    """Width of all label cells of a sheet, whose grids stand on each other without gaps; 0 in other parts."""
    if composer.grid is None:
        return 0
    size = composer.style("label").size
    if size not in composer.shared:
        composer.shared[size] = _label_width(composer, composer.grid, composer.grid.get("columns", "4"))
    return composer.shared[size]


def _value(composer: Composer, field: Element) -> Cell:
    style = composer.style("cell")
    content = composer.content(field.children, style)
    unit = field.get("unit")
    if not content.blocks and field.get("empty") == "none":
        content = Stack([composer.paragraph([composer.say("packs.none")], style)])
    elif not content.blocks and unit:
        content = Stack([composer.paragraph([unit], msgspec.structs.replace(style, align="right"))])
    elif unit and isinstance(content.blocks[-1], Paragraph):
        last = content.blocks[-1]
        content.blocks[-1] = Paragraph([*last.spans, span(" " + unit, style)], style)
        content.blocks[-1].ids = last.ids
    content.ids = (field.get("id"),) if field.get("id") else ()
    least = int(field.get("lines", "1")) * style.leading + 2 * composer.styles.table.pad_y
    return Cell(content, least_height=least)


def one_grid(part: Element) -> Element | None:
    """All fields of a part as one grid, as if it were a single form."""
    grids = [element for element in part.elements() if element.name == "fields"]
    if not grids:
        return None
    return msgspec.structs.replace(grids[0], children=[field for grid in grids for field in grid.elements()])


def _needs_room(field: Element, content: Stack, width: float) -> bool:
    """Whether a value is too long for half the grid, holds blocks, or has a word that half the grid would break."""
    if any(child.name not in INLINE for child in field.elements()):
        return True
    words = max((block.longest_word() for block in content.blocks if isinstance(block, Paragraph)), default=0)
    return words > width or content.natural_width() > WIDE_LINES * width


def _fill_row(rows: Sequence[Row], columns: int) -> None:
    """The last value of a row that is not full takes the rest of it."""
    if rows and rows[-1].cells:
        last = max(rows[-1].cells)
        rows[-1].cells[last].columns = columns - last
