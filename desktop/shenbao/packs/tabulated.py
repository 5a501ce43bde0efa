"""Lays out a table of answers for paper: upright, on a lying page, turned, or one grid for each row."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from string import ascii_uppercase
from typing import Any, NamedTuple

from shenbao import money
from shenbao.draft.states import FieldState, Snapshot, TableState
from shenbao.forms import kinds
from shenbao.forms.schema import Field, Kind
from shenbao.packs.wording import FIGURES, heading, in_column, phrase, single, words
from shenbao.records import Missing

Plain = dict[str, Any]

PORTRAIT, LANDSCAPE = 156.0, 225.0
"""Measure of the text block in millimetres, upright and lying."""
NUMBER_COLUMN = 9.0
PADDING, CELL_PADDING = 4.2, 3.2
"""What a column is given beyond its content, and what a cell takes of it in millimetres."""
HAN, LATIN = 3.2, 1.8
"""Advance of a character in a table, in millimetres."""
OTHER = dict.fromkeys(ascii_uppercase, 2.3) | dict.fromkeys(",.:;-()/ ", 1.1)
"""The same of Latin characters that are much wider or narrower than most."""
FIRST_WIDE = 0x2E80
NARROWEST, WIDEST = 11.0, 60.0
LONGEST_CODE = 34.0
"""A word or code of no more millimetres is not broken where that can be helped."""
MOST_LINES = 4
"""How often a text may wrap in its column before the table is laid out otherwise."""
FEW_LINES = 2
"""The same for a choice: its words are known and short."""
TWO_LINES = 0.6
"""Width of a date that is broken after its year, as a share of its length."""
EASE = 10.0
"""Room in millimetres that an upright table has for its texts beyond what they need at the very least; half of it beyond whole codes."""
MOST_TURNED, TURNED_LABEL, LENT = 4, 46.0, 4.0
"""A table of no more rows may be turned: its columns below each other, headed by a column of at most this width, which lends codes some."""
MOST_LYING, LYING = 6, 245.0
"""The same of a table too wide for a lying page, turned on one; and the measure of such a page when it has no binding margin."""
LONG = 36
"""A text of more characters takes the row of a field grid."""
SHORTEST_HEAD, SHORT_HEAD = 4 * HAN, 6 * HAN
"""Labels of figures: one that stands on one line where codes are whole, and one that wishes it."""
MONTH_LENGTH = len("2026-03")
CODE = re.compile(r"[!-~]+")
DATES = frozenset({Kind.DATE, Kind.MONTH})
TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.SOME_OF, Kind.ONE_OF})
WRAPPED = TEXTS | DATES
CENTRED = DATES | {Kind.YES_NO, Kind.ONE_OF}


class Line(NamedTuple):
    """A row as it is printed: the path of its answers ("" when they stand elsewhere) and its texts, one a column."""

    path: str
    texts: list[str]


class Width(NamedTuple):
    """Widths of a column in millimetres: the least; with its codes, or a short head, whole; with all of its texts on one line, or wide
    enough. Figures are whole at the least, and wish that their head takes two lines."""

    least: float
    whole: float
    wished: float


class Tables:
    """Tables of one snapshot, in one language, with private answers masked or not."""

    def __init__(self, snapshot: Snapshot, lang: str, *, masked: bool) -> None:
        self.snapshot, self.lang, self.masked = snapshot, lang, masked

    def block(self, state: FieldState) -> Plain:
        """A table as a block of its section."""
        label = words(state.field.label, self.lang)
        table = self.snapshot.tables.get(state.path)
        if table is None or not table.rows:
            return {"kind": "none", "path": state.path, "label": label}
        columns = [column for column in state.field.columns if self.is_printed(column, table)]
        rows = (Line(f"{table.path}/{row}", [self.cell(table, row, column) for column in columns]) for row in table.rows)
        lines = [*self.first(columns), *rows]
        totals = self.total_cells(table, columns)
        printed = [*(line.texts for line in lines), *([[cell["text"] for cell in totals[1:]]] if totals else [])]
        widths = [self.width(column, [row[at] for row in printed]) for at, column in enumerate(columns)]
        least = NUMBER_COLUMN + sum(width.least for width in widths)
        dates = sum(width.wished - width.least for column, width in zip(columns, widths, strict=True) if column.kind in DATES)
        whole = least + sum(width.whole - width.least for column, width in zip(columns, widths, strict=True) if column.kind in TEXTS)
        upright = max(least + EASE, whole + EASE / 2) + dates <= PORTRAIT
        if not upright and 1 < len(lines) <= MOST_TURNED and self.turns(columns, lines, PORTRAIT):
            return self.turned(label, table, columns, lines)
        if least > LANDSCAPE and 1 < len(lines) <= MOST_LYING and self.turns(columns, lines, LYING):
            return {**self.turned(label, table, columns, lines), "landscape": True}
        if least > LANDSCAPE or (not upright and len(lines) == 1):
            return self.cards(label, table, columns, lines)
        measure = PORTRAIT if upright else LANDSCAPE
        if least + dates <= measure:
            widths = [Width(*[width.wished] * 3) if column.kind in DATES else width for column, width in zip(columns, widths, strict=True)]
        found = zip(columns, grown(widths, measure - NUMBER_COLUMN), strict=True)
        shares = [f"{10 * width:.0f}*" if column.kind in TEXTS else f"{width:.1f}" for column, width in found]
        return {
            "kind": "table",
            "path": table.path,
            "label": label,
            "columns": " ".join([f"{NUMBER_COLUMN:g}", *shares]),
            "align": " ".join(["c", *(self.align(column) for column in columns)]),
            "heads": heads([phrase("packs.number", self.lang), *(heading(column, self.lang) for column in columns)]),
            "rows": [
                {"path": line.path, "cells": [{"text": text, "align": "", "path": ""} for text in (str(number), *line.texts)]}
                for number, line in enumerate(lines, 1)
            ],
            "totals": totals,
            "landscape": not upright,
        }

    @staticmethod
    def is_printed(column: Field, table: TableState) -> bool:
        """Whether a column has an answer, or lacks one; what nobody asked for and nobody gave takes no room."""
        cells = [table.cells[row][column.id] for row in table.rows if column.id in table.cells[row]]
        return any(cell.stored or cell.required for cell in cells) or (bool(column.first) and bool(cells))

    def first(self, columns: list[Field]) -> list[Line]:
        """The row that the form answers elsewhere (`Field.first`), such as the leader of a team, above those of the table."""
        if not any(column.first for column in columns):
            return []
        states = {state.path: state for section in self.snapshot.sections for group in section.groups for state in group.fields}
        titles = {group.id: group.title for section in self.snapshot.sections for group in section.groups}
        texts = []
        for column in columns:
            state = states.get(column.first)
            if state is None:
                texts.append(words(titles.get(column.first), self.lang))
                continue
            stored = state.stored[:MONTH_LENGTH] if column.kind is Kind.MONTH else state.stored
            texts.append(in_column(column, stored, self.lang, masked=self.masked))
        return [Line("", texts)]

    def turned_label(self, columns: list[Field]) -> float:
        """Width of the labels of a turned table in millimetres: no more than they need on one line."""
        return min(max(advance(heading(column, self.lang)) for column in columns) + PADDING, TURNED_LABEL)

    def turns(self, columns: list[Field], lines: list[Line], measure: float) -> bool:
        """Whether no code and no figure would be broken by columns of equal width beside the labels."""
        width = (measure - self.turned_label(columns) + LENT) / len(lines) - CELL_PADDING
        return all(advance(line.texts[at]) <= width for at, column in enumerate(columns) if column.kind not in WRAPPED for line in lines)

    def turned(self, label: str, table: TableState, columns: list[Field], lines: list[Line]) -> Plain:
        """A table with many columns and few rows, its columns printed one below the other, its sums in one row at the foot. Where each
        row has its year, the years are the heads, otherwise the numbers of the rows."""
        named = columns[0].kind is Kind.INTEGER and not columns[0].suffix
        if named:
            first = [line.texts[0] for line in lines]
            head = heads([heading(columns[0], self.lang), *first], ["", *(f"{line.path}/{columns[0].id}" for line in lines)])
        else:
            head = heads([phrase("packs.number", self.lang), *(str(number) for number in range(1, len(lines) + 1))])
        rows = []
        for at, column in enumerate(columns):
            if named and at == 0:
                continue
            align = "r" if column.kind in FIGURES else "l"
            cells = [{"text": heading(column, self.lang), "align": "l", "path": ""}]
            for line in lines:
                cells.append({"text": line.texts[at], "align": align, "path": f"{line.path}/{column.id}" if line.path else ""})
            rows.append({"path": "", "cells": cells})
        summed = phrase("packs.comma", self.lang).join(f"{label} {text}" for label, text in self.sums(table, columns))
        return {
            "kind": "table",
            "path": table.path,
            "label": label,
            "columns": f"{self.turned_label(columns):.1f} " + " ".join(["*"] * len(lines)),
            "align": " ".join(["l"] * (len(lines) + 1)),
            "heads": head,
            "rows": rows,
            "totals": [{"text": phrase("packs.total", self.lang)}, {"text": summed, "span": len(lines)}] if summed else [],
            "landscape": False,
        }

    def cards(self, label: str, table: TableState, columns: list[Field], lines: list[Line]) -> Plain:
        """A table too wide for any page, or for its only row: each row a grid of its own."""

        def cells(line: Line) -> list[Plain]:
            return [
                {
                    "path": f"{line.path}/{column.id}" if line.path else "",
                    "label": heading(column, self.lang),
                    "text": text,
                    "wide": column.wide or len(text) > LONG,
                }
                for column, text in zip(columns, line.texts, strict=True)
                if text
            ]

        total = phrase("packs.total", self.lang)
        return {
            "kind": "cards",
            "label": label if len(lines) > 1 else "",
            "rows": [
                {"caption": f"{label} {number}" if len(lines) > 1 else label, "cells": cells(line)} for number, line in enumerate(lines, 1)
            ],
            "totals": [{"label": f"{total}{self.joint()}{label}", "text": text} for label, text in self.sums(table, columns)],
        }

    def sums(self, table: TableState, columns: list[Field]) -> list[tuple[str, str]]:
        """What is summed, with its sum and unit; nothing where there is but one row to sum."""
        summed = [column for column in columns if column.id in table.totals] if len(table.rows) > 1 else []
        return [(words(column.label, self.lang), self.figure(column, table.totals[column.id])) for column in summed]

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
            stored = kinds.stored_of(column, value)
            return kinds.display(column, stored, single(self.lang)) if unit else in_column(column, stored, self.lang)
        return money.written(value, column.unit, single(self.lang)) if unit else money.figure(value, column.unit)

    def width(self, column: Field, texts: list[str]) -> Width:
        head = heading(column, self.lang)
        content = max(advance(text) for text in texts)
        if column.kind in DATES:
            return Width(content * TWO_LINES + PADDING, content * TWO_LINES + PADDING, content + PADDING)
        if column.kind in TEXTS:
            lines = MOST_LINES if column.kind in (Kind.TEXT, Kind.LONG_TEXT) else FEW_LINES
            all_of_it = max(content, advance(head) / 2)
            least = min(max(advance(head) / 3, content / lines, min(NARROWEST, all_of_it)), WIDEST / 2) + PADDING
            whole = max(least, min(longest_code(texts), LONGEST_CODE) + PADDING)
            return Width(least, whole, max(min(all_of_it + PADDING, WIDEST), whole))
        if column.kind in FIGURES:
            content = on_the_point(texts)
        least = max(content, advance(head) / 4, NARROWEST / 2) + PADDING
        short, long = (min(in_two_lines(head), most) + CELL_PADDING for most in (SHORTEST_HEAD, WIDEST))
        return Width(least, max(least, short), max(least, long))

    @staticmethod
    def align(column: Field) -> str:
        if column.kind in FIGURES:
            return "d"
        return "c" if column.kind in CENTRED else "l"


def heads(texts: list[str], paths: list[str] | None = None) -> list[Plain]:
    """The cells of a header row, with the paths of those that are answers."""
    return [{"text": text, "path": path} for text, path in zip(texts, paths or [""] * len(texts), strict=True)]


def grown(widths: list[Width], measure: float) -> list[float]:
    """Each column's width where together they may take `measure` millimetres: first all codes whole as far as there is room, then the
    same part of what each still wishes."""
    found = [width.least for width in widths]
    for goal in ([width.whole for width in widths], [width.wished for width in widths]):
        wishes = [max(want - width, 0) for want, width in zip(goal, found, strict=True)]
        part = min(1.0, max(measure - sum(found), 0) / (sum(wishes) or 1))
        found = [width + part * wish for width, wish in zip(found, wishes, strict=True)]
    return found


def advance(text: str) -> float:
    """Rough width of a text in a table, in millimetres, with the quarter-em between Han and other characters."""
    wide = [ord(character) > FIRST_WIDE for character in text]
    own = sum(HAN if han else OTHER.get(character, LATIN) for character, han in zip(text, wide, strict=True))
    return own + sum(a != b for a, b in pairwise(wide)) * HAN / 4


def on_the_point(figures: list[str]) -> float:
    """Width of a column of figures whose decimal points stand below each other."""
    parts = [figure.partition(".") for figure in figures]
    return max(advance(whole) for whole, _, _ in parts) + max(advance(point + fraction) for _, point, fraction in parts)


def longest_code(texts: list[str]) -> float:
    """Width of the longest run of Latin characters and figures in a column."""
    return max((advance(code) for text in texts for code in CODE.findall(text)), default=0.0)


def in_two_lines(head: str) -> float:
    """Width in which a head with a unit stands on two lines: the unit has the second, or both are halved."""
    label, mark, unit = head.rpartition("（") if "（" in head else head.rpartition(" (")
    return max(advance(label), advance(mark + unit)) if mark and advance(label) <= SHORT_HEAD else advance(head) / 2 + HAN
