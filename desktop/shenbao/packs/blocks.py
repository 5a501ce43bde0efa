"""Lays out the sections of a form as blocks a template prints one after the other: fields, long texts, tables, cards."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

from shenbao import money
from shenbao.draft.states import FieldState, SectionState, Snapshot, TableState
from shenbao.forms import kinds
from shenbao.forms.schema import Field, Kind
from shenbao.packs.numerals import chinese
from shenbao.packs.wording import FIGURES, heading, in_column, phrase, shown, words
from shenbao.records import Missing

Plain = dict[str, Any]

PORTRAIT, LANDSCAPE = 156.0, 225.0
"""Measure of the text block in millimetres, upright and turned."""
NUMBER_COLUMN = 9.0
PADDING = 5.0
HAN, LATIN = 3.2, 1.75
FIRST_WIDE = 0x2E80
"""Advance of a character in a table, in millimetres."""
NARROWEST, WIDEST = 11.0, 60.0
MOST_LINES = 4
"""How often a text may wrap in its column before the table is laid out otherwise."""
MOST_TURNED, TURNED_LABEL = 4, 46.0
"""A table of no more rows may be turned: its columns below each other, headed by a column of this width."""
LONG = 36
"""A text of more characters takes the row of a field grid."""
CENTRED = frozenset({Kind.DATE, Kind.MONTH, Kind.YES_NO, Kind.ONE_OF})


class Layout:
    """Turns the sections of one snapshot into blocks, in one language, with private answers masked or not."""

    def __init__(self, snapshot: Snapshot, lang: str, *, masked: bool) -> None:
        self.snapshot, self.lang, self.masked = snapshot, lang, masked

    def sections(self) -> list[Plain]:
        """The sections that have something to print, numbered within their part."""
        counts: dict[str, int] = {}
        texts: dict[str, int] = {}
        per_part: dict[str, int] = {}
        for section in self.snapshot.sections:
            per_part[section.part] = per_part.get(section.part, 0) + 1
        made = []
        for section in self.snapshot.sections:
            counts[section.part] = counts.get(section.part, 0) + 1
            blocks = self.blocks(section)
            for block in blocks:
                if block["kind"] == "long":
                    texts[section.part] = texts.get(section.part, 0) + 1
                    block["number"] = self.number(texts[section.part])
            made.append(
                {
                    "id": section.id,
                    "landscape": any(block.get("landscape") for block in blocks),
                    "part": section.part,
                    "title": words(section.title, self.lang),
                    "number": self.number(counts[section.part]),
                    "alone": per_part[section.part] == 1,
                    "blocks": blocks,
                }
            )
        return made

    def number(self, count: int) -> str:
        return f"{count}.\u00a0" if self.lang == "en" else f"{chinese(count)}、"

    def blocks(self, section: SectionState) -> list[Plain]:
        blocks: list[Plain] = []
        for group in section.groups:
            for state in group.fields:
                if state.field.kind is Kind.TABLE:
                    blocks.append(self.table(state))
                elif state.field.kind is Kind.LONG_TEXT:
                    blocks.append(self.long(state))
                else:
                    if not blocks or blocks[-1]["kind"] != "fields":
                        blocks.append({"kind": "fields", "fields": []})
                    blocks[-1]["fields"].append(self.field(state))
        return blocks

    def field(self, state: FieldState) -> Plain:
        text = shown(state.field, state.stored, self.lang, masked=self.masked)
        return {
            "label": words(state.field.label, self.lang),
            "text": text,
            "wide": state.field.wide or len(text) > LONG,
            "unit": "",
            "none": not text and not state.required,
        }

    def long(self, state: FieldState) -> Plain:
        text = shown(state.field, state.stored, self.lang, masked=self.masked)
        return {
            "kind": "long",
            "path": state.path,
            "label": words(state.field.label, self.lang),
            "lines": [line for line in text.split("\n") if line.strip()] or ([] if state.required else [phrase("packs.none", self.lang)]),
            "empty": not text and state.required,
        }

    # -- tables -------------------------------------------------------------------------------------------------------

    def table(self, state: FieldState) -> Plain:
        label = words(state.field.label, self.lang)
        table = self.snapshot.tables.get(state.path)
        if table is None or not table.rows:
            return {"kind": "none", "label": label}
        columns = [column for column in state.field.columns if any(column.id in table.cells[row] for row in table.rows)]
        texts = [[self.cell(table, row, column) for column in columns] for row in table.rows]
        totals = self.total_cells(table, columns)
        printed = [*texts, *([[cell["text"] for cell in totals[1:]]] if totals else [])]
        widths = [self.width(column, [row[at] for row in printed]) for at, column in enumerate(columns)]
        least = NUMBER_COLUMN + sum(narrow for narrow, _ in widths)
        if least > PORTRAIT and len(texts) <= MOST_TURNED:
            return self.turned(label, table, columns, texts)
        if least > LANDSCAPE:
            return self.cards(label, table, columns, texts)
        return {
            "kind": "table",
            "label": label,
            "columns": " ".join(
                [f"{NUMBER_COLUMN:g}", *(f"{narrow:.1f}" if narrow == wide else f"{wide:.0f}*" for narrow, wide in widths)]
            ),
            "align": " ".join(["c", *(self.align(column) for column in columns)]),
            "heads": [phrase("packs.number", self.lang), *(heading(column, self.lang) for column in columns)],
            "rows": [{"cells": [{"text": text, "align": ""} for text in (str(number), *row)]} for number, row in enumerate(texts, 1)],
            "totals": totals,
            "landscape": least > PORTRAIT,
        }

    def turned(self, label: str, table: TableState, columns: list[Field], texts: list[list[str]]) -> Plain:
        """A table with many columns and few rows, its columns printed one below the other."""
        rows = []
        for number, column in enumerate(columns):
            cells = [heading(column, self.lang), *(row[number] for row in texts)]
            if table.totals:
                cells.append(self.figure(column, table.totals[column.id], unit=False) if column.id in table.totals else "")
            align = "r" if column.kind in FIGURES else "l"
            rows.append({"cells": [{"text": text, "align": align if at else "l"} for at, text in enumerate(cells)]})
        count = len(texts) + bool(table.totals)
        numbers = [str(number) for number in range(1, len(texts) + 1)]
        return {
            "kind": "table",
            "label": label,
            "columns": f"{TURNED_LABEL:g} " + " ".join(["*"] * count),
            "align": " ".join(["l", *["l"] * count]),
            "heads": [phrase("packs.number", self.lang), *numbers, *([phrase("packs.total", self.lang)] if table.totals else [])],
            "rows": rows,
            "totals": [],
            "landscape": False,
        }

    def cards(self, label: str, table: TableState, columns: list[Field], texts: list[list[str]]) -> Plain:
        """A table too wide for any page: each row a grid of its own."""

        def cells(row: list[str]) -> list[Plain]:
            return [
                {"label": heading(column, self.lang), "text": text, "wide": column.wide or len(text) > LONG}
                for column, text in zip(columns, row, strict=True)
                if text
            ]

        sums = [(column, table.totals[column.id]) for column in columns if column.id in table.totals]
        total = phrase("packs.total", self.lang)
        return {
            "kind": "cards",
            "label": label,
            "rows": [{"caption": f"{label} {number}", "cells": cells(row)} for number, row in enumerate(texts, 1)],
            "totals": [
                {"label": f"{total}{self.joint()}{words(column.label, self.lang)}", "text": self.figure(column, value)}
                for column, value in sums
            ],
        }

    def joint(self) -> str:
        return ": " if self.lang == "en" else "："

    def cell(self, table: TableState, row: str, column: Field) -> str:
        state = table.cells[row].get(column.id)
        return in_column(column, state.stored, self.lang, masked=self.masked) if state is not None else ""

    def total_cells(self, table: TableState, columns: list[Field]) -> list[Plain]:
        if not table.totals:
            return []
        sums = [self.figure(column, table.totals[column.id], unit=False) if column.id in table.totals else "" for column in columns]
        if columns and not sums[0]:
            sums[0] = phrase("packs.total", self.lang)
        return [{"text": text} for text in ["", *sums]]

    def figure(self, column: Field, value: Decimal | Missing, *, unit: bool = True) -> str:
        if isinstance(value, Missing):
            return ""
        if column.kind is not Kind.MONEY:
            return kinds.typed(column, kinds.stored_of(column, value))
        return money.written(value, column.unit, self.lang) if unit else money.figure(value, column.unit)

    def width(self, column: Field, texts: list[str]) -> tuple[float, float]:
        """Least and wished width of a column in millimetres. Figures, dates and codes never wrap: theirs are the same."""
        head = advance(heading(column, self.lang))
        content = max(advance(text) for text in texts)
        if column.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.SOME_OF, Kind.ONE_OF):
            wished = min(max(head / 2, content) + PADDING, WIDEST)
            narrow = min(max(head / 3, content / MOST_LINES, NARROWEST), WIDEST / 2) + PADDING
            return narrow, max(wished, narrow + 0.1)
        least = max(content, head / 4, NARROWEST / 2) + PADDING
        return least, least

    @staticmethod
    def align(column: Field) -> str:
        if column.kind in FIGURES:
            return "d"
        return "c" if column.kind in CENTRED else "l"


def advance(text: str) -> float:
    """Rough width of a text in a table, in millimetres, with the quarter-em between Han and other characters."""
    wide = [ord(character) > FIRST_WIDE for character in text]
    return sum(HAN if han else LATIN for han in wide) + sum(a != b for a, b in pairwise(wide)) * HAN / 4
