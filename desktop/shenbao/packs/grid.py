"""Rows and cells of a `table` element: spans, alignment by column, shades of headers, groups and totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from shenbao.packs.flowables import Stack
from shenbao.packs.markup import Element
from shenbao.packs.tables import Cell, Row

if TYPE_CHECKING:
    from shenbao.packs.compose import Composer

ALIGN = {"c": "center", "l": "justify", "r": "right", "d": "right"}


def rows_of(composer: Composer, table: Element, columns: int, small: str) -> tuple[list[Row], list[Row]]:
    """Header rows and body rows of a table with that many columns; `small` is the suffix of the styles."""
    align = table.get("align").split() or ["l"] * columns
    align += align[-1:] * (columns - len(align))
    groups = [child if child.name != "tr" else None for child in table.elements()]
    head = [row for group in groups if group is not None and group.name == "thead" for row in group.elements()]
    body: list[Element] = []
    for child in table.elements():
        if child.name == "tr":
            body.append(child)
        elif child.name == "tbody":
            body.extend(child.elements())
    return _rows(composer, head, columns, align, small, header=True), _rows(composer, body, columns, align, small, header=False)


def _rows(composer: Composer, elements: list[Element], columns: int, align: list[str], small: str, *, header: bool) -> list[Row]:
    rows: list[Row] = []
    covered: dict[int, int] = {}
    """Columns taken by a cell from above, and for how many more rows."""
    for left, element in zip(range(len(elements), 0, -1), elements, strict=True):
        row, column = Row({}), 0
        for cell in element.elements():
            while covered.get(column, 0):
                column += 1
            if column >= columns:
                break
            made = _cell(composer, cell, element, align[column], small, header=header)
            made.columns = min(made.columns, columns - column)
            made.rows = min(made.rows, left)
            row.cells[column] = made
            for taken in range(column, column + made.columns):
                covered[taken] = made.rows
            column += made.columns
        covered = {taken: count - 1 for taken, count in covered.items() if count > 1}
        row.joined = bool(covered)
        row.keep_next = element.get("class") == "group"
        if rows and element.get("class") == "total":
            rows[-1].keep_next = True
        rows.append(row)
    return rows


def _cell(composer: Composer, cell: Element, row: Element, align: str, small: str, *, header: bool) -> Cell:
    kind, table = row.get("class"), composer.styles.table
    align = cell.get("align", align)
    if header or cell.name == "th":
        style = composer.style("head" + small)
        gray: float | None = table.head_gray
    else:
        style = msgspec.structs.replace(composer.style("cell" + small), align=ALIGN[align], **_manner(cell, kind))
        gray = {"total": table.total_gray, "group": table.label_gray}.get(kind, table.label_gray if cell.get("class") == "shade" else None)
    content = Stack(composer.content(cell.children, style).blocks)
    content.ids = tuple(name for name in (row.get("id"), cell.get("id")) if name)
    return Cell(
        content, int(cell.get("colspan", "1")), int(cell.get("rowspan", "1")), gray,
        decimal=align == "d" and not header and cell.name == "td", least_height=style.leading + 2 * table.pad_y,
    )  # fmt: skip


def _manner(cell: Element, row_class: str) -> dict[str, object]:
    if cell.get("class") == "muted":
        return {"gray": 0.5}
    if row_class == "group" or cell.get("class") == "bad":
        return {"face": "hei"}
    return {"bold": True} if row_class == "total" else {}
