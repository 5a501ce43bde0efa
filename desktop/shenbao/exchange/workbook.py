"""Writes spreadsheets in which every cell is the text it was given: no formula, no lost zero, no date Excel guessed."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from shenbao.records import Record
from shenbao.text import clean

MOST_IN_CELL = 32_000
"""Characters; Excel's own limit is 32,767."""
_SHEET_NAME = 31
_UNFIT = re.compile(r"[\[\]:*?/\\]")
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same sheet, the same bytes
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bg_color": "#E8ECF0", "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"},
    "label": {"bg_color": "#F5F6F8", "border": 1, "text_wrap": True, "valign": "top"},
    "text": {"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"},
    "figure": {"border": 1, "align": "right", "valign": "top", "num_format": "@"},
    "note": {"italic": True, "font_color": "#666666", "text_wrap": False},
}


class Cell(Record, frozen=True):
    """One cell; `look` is `title`, `head`, `label`, `text`, `figure` or `note`."""

    text: str
    look: str = "text"


class Page(Record, frozen=True):
    """One sheet of a workbook. `widths` in characters, column by column."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    frozen: int = 0
    """So many rows at the top stay where they are."""


def workbook(pages: Sequence[Page]) -> bytes:
    """The XLSX file. The same pages give the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": _MADE})
    looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
    names: list[str] = []
    for page in pages:
        names.append(sheet_name(page.name, names))
        sheet = book.add_worksheet(names[-1])
        for column, width in enumerate(page.widths):
            sheet.set_column(column, column, width)
        for number, row in enumerate(page.rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, clean(cell.text, lines=True)[:MOST_IN_CELL], looks[cell.look])
        if page.rows:
            sheet.ignore_errors({"number_stored_as_text": f"A1:{_last(page)}"})
        if page.frozen:
            sheet.freeze_panes(page.frozen, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def sheet_name(wanted: str, used: Collection[str]) -> str:
    """A name Excel takes: at most 31 characters as it counts them, none of its signs, not taken yet."""
    taken = {each.casefold() for each in used}
    plain = _cut(_UNFIT.sub("_", clean(wanted)).strip("' "), _SHEET_NAME) or "_"
    made, count = plain, 1
    while made.casefold() in taken:
        count += 1
        made = f"{_cut(plain, _SHEET_NAME - 4)}_{count}"
    return made


def _cut(text: str, most: int) -> str:
    """The beginning of a text; Excel counts a character beyond the basic plane as two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore").rstrip("' ")


def _last(page: Page) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(len(page.rows) - 1, max(max(len(row) for row in page.rows) - 1, 0)))
