"""Tables: column widths, spans, repeated header rows, continuation marks; the grid of forms is drawn by them too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from shenbao.packs.clusters import Span
from shenbao.packs.flowables import Block, Paragraph, Stack
from shenbao.packs.sheet import MM, Sheet
from shenbao.packs.styles import TableStyle

NARROWEST = 8 * MM
"""Least width of a column whose width comes from its content."""
FOR_A_WORD = 40 * MM
"""A column is widened for a word to at most this width."""
SPARED = 16 * MM
"""A column that gives room keeps at least this width."""
FEWEST_ROWS = 2
"""Rows of a longer table that stand on either page when it is split."""
SMALL_ROW = 24 * MM
"""A taller row may stand alone."""


class Cell(msgspec.Struct):
    """A cell that covers `columns` × `rows`. `gray` shades it (None: not), `decimal` aligns its amount in the column."""

    content: Stack
    columns: int = 1
    rows: int = 1
    gray: float | None = None
    decimal: bool = False
    middle: bool = True
    least_height: float = 0
    shift: float = 0
    """Points a decimal cell keeps free at the right, so that the points of the column stand below each other."""


class Row(msgspec.Struct):
    """Cells by the column they start in. `joined`: a cell of this row reaches into the next."""

    cells: dict[int, Cell]
    joined: bool = False
    keep_next: bool = False
    height: float = 0


class Table(Block):
    """Rows of cells. `columns` are millimetres (`30`), shares (`*`, `2*`) or `auto`; `lines` is `grid`, `lines` or `plain`."""

    def __init__(
        self, columns: Sequence[str], rows: Sequence[Row], style: TableStyle, *, headers: int = 0, lines: str = "grid",
        continued: Paragraph | None = None,
    ) -> None:  # fmt: skip
        self.columns, self.rows, self.style = list(columns), list(rows), style
        self.headers, self.lines, self.continued = headers, lines, continued
        self.is_continuation = False
        self.together = 0.0
        """A table no taller than this is never split."""
        self.widths: list[float] = []
        self.before = self.after = 5

    def wrap(self, width: float) -> float:
        if width != self.width:
            self.width = width
            self.widths = self._with_room_for_words(self._widths(width))
            for row in self.rows:
                for column, cell in row.cells.items():
                    cell.content.wrap(self._inside(column, cell))
            self._align_points()
            self._heights()
        self.height = sum(row.height for row in self.rows) + self._mark_height()
        return self.height

    def _mark_height(self) -> float:
        if not self.is_continuation or self.continued is None:
            return 0
        return self.continued.wrap(self.width)

    def _inside(self, column: int, cell: Cell) -> float:
        return max(sum(self.widths[column : column + cell.columns]) - 2 * self.style.pad_x - cell.shift, 1)

    def _widths(self, width: float) -> list[float]:
        found: list[float | None] = [None if "*" in column or column == "auto" else float(column) * MM for column in self.columns]
        for at, column in enumerate(self.columns):
            if column == "auto":
                cells = [row.cells[at] for row in self.rows if at in row.cells and row.cells[at].columns == 1]
                natural = max((cell.content.natural_width() for cell in cells), default=0) + 2 * self.style.pad_x + 0.5
                found[at] = max(NARROWEST, natural)
        fixed = sum(value for value in found if value is not None)
        shares = [float(column.rstrip("*") or 1) if "*" in column else 0 for column in self.columns]
        floor = NARROWEST * sum(1 for share in shares if share)
        if fixed + floor > width or not any(shares):
            # Too wide, or nothing to take up the slack: every fixed width gives or takes in proportion.
            scale = (width - floor) / fixed if fixed else 1
            found = [None if value is None else value * scale for value in found]
            fixed = sum(value for value in found if value is not None)
        rest = width - fixed
        return [rest * shares[at] / sum(shares) if value is None else value for at, value in enumerate(found)]

    def _with_room_for_words(self, widths: list[float]) -> list[float]:
        """Widen narrow columns that would break a code or a word, at the cost of columns that have room to spare."""
        pads = 2 * self.style.pad_x + 0.5
        needs = [self._longest_word(column, width - pads) + pads if width < FOR_A_WORD else 0.0 for column, width in enumerate(widths)]
        lacks = [max(min(need, FOR_A_WORD) - width, 0) for need, width in zip(needs, widths, strict=True)]
        if not any(lacks):
            return widths
        needs = [need or self._longest_word(column, widths[column] - pads) + pads for column, need in enumerate(needs)]
        spare = [0.0 if lack else max(width - max(need, SPARED), 0) for lack, need, width in zip(lacks, needs, widths, strict=True)]
        if not any(spare):
            return widths
        given = min(sum(lacks), sum(spare))
        return [
            width + lack * given / sum(lacks) - free * given / sum(spare) for width, lack, free in zip(widths, lacks, spare, strict=True)
        ]

    def _longest_word(self, column: int, inside: float) -> float:
        """With the room that amounts keep free at the right, see `_align_points`."""
        if inside <= 0:
            return 0
        cells = [row.cells[column] for row in self.rows if column in row.cells and row.cells[column].columns == 1]
        longest = max((_fraction(cell) for cell in cells if cell.decimal), default=0)
        return max((cell.content.longest_word() + (longest - _fraction(cell) if cell.decimal else 0) for cell in cells), default=0)

    def _align_points(self) -> None:
        """Right-align amounts on the decimal point: what stands left of the longest fraction keeps its width free."""
        for column in range(len(self.columns)):
            cells = [row.cells[column] for row in self.rows if column in row.cells and row.cells[column].decimal]
            fractions = [_fraction(cell) for cell in cells]
            longest = max(fractions, default=0)
            for cell, fraction in zip(cells, fractions, strict=True):
                cell.shift = longest - fraction
                if cell.shift:
                    cell.content.wrap(self._inside(column, cell))

    def _heights(self) -> None:
        pad = 2 * self.style.pad_y
        for row in self.rows:
            single = [max(cell.content.height + pad, cell.least_height) for cell in row.cells.values() if cell.rows == 1]
            row.height = max(single, default=0)
        for at, row in enumerate(self.rows):
            for cell in row.cells.values():
                if cell.rows > 1:
                    covered = self.rows[at : at + cell.rows]
                    lack = max(cell.content.height + pad, cell.least_height) - sum(other.height for other in covered)
                    if lack > 0:
                        covered[-1].height += lack

    def _groups(self) -> Iterator[tuple[int, int]]:
        """Rows that stay together: joined by a cell over several rows, kept with the next, or small ones at either end."""
        start = self.headers
        for at in range(self.headers, len(self.rows)):
            if not self.rows[at].joined and not self.rows[at].keep_next and not self._would_be_alone(at):
                yield start, at + 1
                start = at + 1
        if start < len(self.rows):
            yield start, len(self.rows)

    def _would_be_alone(self, at: int) -> bool:
        """Whether a break below this row left one small row of several on a page."""
        body = len(self.rows) - self.headers
        if body < FEWEST_ROWS + 1 or at + 1 >= len(self.rows):
            return False
        if at == self.headers and not self.is_continuation:
            return self.rows[at].height <= SMALL_ROW
        return at == len(self.rows) - FEWEST_ROWS and self.rows[at + 1].height <= SMALL_ROW and self.rows[at].height <= SMALL_ROW

    def least(self) -> float:
        if self.height <= self.together:
            return self.height
        head = sum(row.height for row in self.rows[: self.headers]) + self._mark_height()
        for start, stop in self._groups():
            return head + sum(row.height for row in self.rows[start:stop])
        return head

    def split(self, room: float) -> tuple[Block, Block] | None:
        if self.height <= self.together:
            return None
        head = self.rows[: self.headers]
        used = sum(row.height for row in head) + self._mark_height()
        fits = self.headers
        for start, stop in self._groups():
            height = sum(row.height for row in self.rows[start:stop])
            if used + height > room + 1e-6:
                break
            used, fits = used + height, stop
        if fits > self.headers:
            return self._part(self.rows[:fits], self.is_continuation), self._part([*head, *self.rows[fits:]], True)
        return None

    def split_group(self, room: float) -> tuple[Block, Block] | None:
        """Split between rows that a cell joins: for a group of rows taller than a page."""
        head = self.rows[: self.headers]
        used = sum(row.height for row in head) + self._mark_height()
        stop = self.headers
        while stop < len(self.rows) and used + self.rows[stop].height <= room + 1e-6:
            used += self.rows[stop].height
            stop += 1
        if stop in (self.headers, len(self.rows)):
            return None
        above, first = list(self.rows[:stop]), Row(dict(self.rows[stop].cells), self.rows[stop].joined, self.rows[stop].keep_next)
        for at, row in enumerate(above):
            for column, cell in row.cells.items():
                if at + cell.rows > stop:
                    replace = msgspec.structs.replace
                    row = above[at] = Row({**row.cells, column: replace(cell, rows=stop - at)}, row.joined, row.keep_next)
                    first.cells[column] = replace(cell, content=Stack([]), rows=at + cell.rows - stop, least_height=0)
        return self._cut(above, [*head, first, *self.rows[stop + 1 :]])

    def split_row(self, room: float) -> tuple[Block, Block] | None:
        """Split the first row of the body itself: for a row taller than a page."""
        head = self.rows[: self.headers]
        row = self.rows[self.headers]
        inside = room - sum(other.height for other in head) - self._mark_height() - 2 * self.style.pad_y
        top, rest = Row({}), Row({}, row.joined, row.keep_next)
        some = False
        for column, cell in row.cells.items():
            pieces = cell.content.split(inside) if cell.content.height > inside + 1e-6 else None
            some = some or pieces is not None
            if pieces is None and cell.content.height > inside + 1e-6:
                return None
            first, second = pieces if pieces is not None else (cell.content, Stack([]))
            assert isinstance(first, Stack)
            assert isinstance(second, Stack)
            top.cells[column] = msgspec.structs.replace(cell, content=first, rows=1, least_height=0)
            rest.cells[column] = msgspec.structs.replace(cell, content=second, least_height=0)
        if not some:
            return None
        return self._cut([*head, top], [*head, rest, *self.rows[self.headers + 1 :]])

    def _cut(self, above: Sequence[Row], below: Sequence[Row]) -> tuple[Block, Block]:
        """Two tables of rows that were cut, whose heights have to be measured again."""
        parts = self._part(above, self.is_continuation), self._part(below, True)
        for part in parts:
            part._heights()
            part.wrap(self.width)
        self.width = 0  # the halves have measured rows anew that are in this table too
        return parts

    def _part(self, rows: Sequence[Row], is_continuation: bool) -> Table:
        part = Table(self.columns, rows, self.style, headers=self.headers, lines=self.lines, continued=self.continued)
        part.widths, part.width, part.is_continuation = self.widths, self.width, is_continuation
        part.before = 0 if is_continuation else self.before
        part.after = self.after
        part.ids = () if is_continuation and not self.is_continuation else self.ids
        part.height = sum(row.height for row in rows) + part._mark_height()
        return part

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.area(self.ids, x, top - self.height, self.width, self.height)
        if self.is_continuation and self.continued is not None:
            self.continued.draw(sheet, x, top)
            top -= self._mark_height()
        lefts = [x]
        for width in self.widths:
            lefts.append(lefts[-1] + width)
        tops = [top]
        for row in self.rows:
            tops.append(tops[-1] - row.height)
        self._draw_frames(sheet, lefts, tops)
        for at, row in enumerate(self.rows):
            for column, cell in row.cells.items():
                bottom = tops[min(at + cell.rows, len(self.rows))]
                free = tops[at] - bottom - cell.content.height
                start = tops[at] - (free / 2 if cell.middle else self.style.pad_y)
                if cell.content.ids:
                    right = lefts[min(column + cell.columns, len(self.widths))]
                    sheet.area(cell.content.ids, lefts[column], bottom, right - lefts[column], tops[at] - bottom)
                cell.content.draw(sheet, lefts[column] + self.style.pad_x, start)

    def _draw_frames(self, sheet: Sheet, lefts: Sequence[float], tops: Sequence[float]) -> None:
        style, boxes = self.style, []
        for at, row in enumerate(self.rows):
            for column, cell in row.cells.items():
                left, right = lefts[column], lefts[min(column + cell.columns, len(self.widths))]
                bottom = tops[min(at + cell.rows, len(self.rows))]
                if cell.gray is not None and self.lines != "plain":
                    sheet.fill(left, bottom, right - left, tops[at] - bottom, cell.gray)
                boxes.append(f"{left:.2f} {bottom:.2f} {right - left:.2f} {tops[at] - bottom:.2f} re")
        if self.lines == "grid" and boxes:
            sheet.ops.append(f"q {style.line} w {style.line_gray:g} G {' '.join(boxes)} S Q")
        elif self.lines == "lines":
            ends = {0: 2.0, self.headers: 1.0, len(self.rows): 2.0}
            for at, y in enumerate(tops):
                sheet.line(lefts[0], y, lefts[-1], y, style.line * ends.get(at, 0.6), style.line_gray if at in ends else 0.7)

    def marks(self) -> Iterator[str]:
        yield from self.ids
        # A repeated header names its anchors once, on the first page.
        for row in self.rows[self.headers if self.is_continuation else 0 :]:
            for cell in row.cells.values():
                yield from cell.content.marks()

    def resolve(self, labels: Mapping[str, str]) -> bool:
        changed = [cell.content.resolve(labels) for row in self.rows for cell in row.cells.values()]
        if any(changed):
            self.width = 0
        return any(changed)


def _fraction(cell: Cell) -> float:
    """Width of the decimal point and what follows it in a cell of one line."""
    block = cell.content.blocks[0] if cell.content.blocks else None
    if not isinstance(block, Paragraph) or not block.spans:
        return 0
    spans: list[Span] = block.spans
    text = "".join(span.text for span in spans)
    whole, point, fraction = text.rpartition(".")
    if not point or not whole or not fraction[:1].isdigit():
        return 0
    last = spans[-1]
    return sum(last.face.width[character] for character in "." + fraction) * last.size / 1000
