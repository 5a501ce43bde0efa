"""How a reader finds the way in a finished document: its outline and the labels of its pages, read and written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from shenbao.packs.numerals import roman

Entry = tuple[int, str, int]
"""Level from 1, title, page index: a line of an outline."""


class Label(NamedTuple):
    """The label of one page: `style` is `D`, `r` or empty, `value` its number."""

    style: str
    value: int

    @property
    def text(self) -> str:
        """As printed; empty on an unnumbered page."""
        return roman(self.value) if self.style == "r" else str(self.value) if self.style else ""


def labels(pdf: Pdf) -> list[Label]:
    """The label of every page."""
    entries = list(pdf.Root.PageLabels.Nums) if Name.PageLabels in pdf.Root else []
    starts = [int(at) for at in entries[::2]]
    found: list[Label] = []
    for start, end, entry in zip(starts, [*starts[1:], len(pdf.pages)], entries[1::2], strict=True):
        style, value = str(entry.get(Name.S, "/"))[1:], int(entry.get(Name.St, 1))
        found += [Label(style, value + at if style else 0) for at in range(end - start)]
    return found


def outline(pdf: Pdf) -> list[Entry]:
    """The lines of the outline that lead to a page of this document."""
    of_page = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}

    def below(items: Sequence[pikepdf.OutlineItem], level: int) -> Iterator[Entry]:
        for item in items:
            index = of_page.get(item.destination[0].objgen) if isinstance(item.destination, pikepdf.Array) else None
            if index is not None:
                yield level, item.title, index
            yield from below(item.children, level + 1)

    with pdf.open_outline() as opened:
        return list(below(opened.root, 1))


def put_outline(pdf: Pdf, entries: Sequence[Entry]) -> None:
    """Gives the document this outline in the place of any it has."""
    with pdf.open_outline() as opened:
        opened.root.clear()
        branches: list[tuple[int, list[OutlineItem]]] = [(0, opened.root)]
        for level, title, index in entries:
            # To the top of the page at the reader's own zoom; Qt's viewer understands no other kind of place.
            item = OutlineItem(title, index, "XYZ", left=0, top=int(pdf.pages[index].mediabox[3]))
            while branches[-1][0] >= level:
                branches.pop()
            branches[-1][1].append(item)
            branches.append((level, item.children))
    pdf.Root.PageMode = Name.UseOutlines


def put_labels(pdf: Pdf, numbered: Sequence[Label], fronts: int = 0, prefix: str = "") -> None:
    """Page labels, each run with its start. `fronts` pages before them count from 1 for themselves, after `prefix`."""
    numbers = Array([0, Dictionary(S=Name.D, P=String(prefix))] if fronts else [])
    for at, (before, label) in enumerate(pairwise([None, *numbered])):
        assert label is not None
        follows = before and before.style == label.style and (not label.style or label.value == before.value + 1)
        if not follows:
            numbers.append(fronts + at)
            numbers.append(Dictionary(S=Name("/" + label.style), St=label.value) if label.style else Dictionary())
    pdf.Root.PageLabels = Dictionary(Nums=numbers)
