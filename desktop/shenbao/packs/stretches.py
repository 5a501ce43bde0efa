"""Reads a built pack as stretches of pages that belong together: parts, divider sheets, and the pages of each file.

The pack is one of ours, built in this process or just before: it is opened here, not in a worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

import msgspec
from pikepdf import Dictionary, Name, Page, Pdf

from shenbao.draft.states import Snapshot
from shenbao.errors import PackError
from shenbao.packs import papers
from shenbao.packs.navigation import Entry, Label, labels, outline
from shenbao.packs.wording import phrase, words


class Stretch(msgspec.Struct, frozen=True):
    """Pages that belong together. `slot` is the code of a divider's or file's slot, `number` the file's number in the register."""

    kind: Literal["part", "divider", "file"]
    title: str
    first: int
    count: int
    slot: str = ""
    number: int = 0

    @property
    def pages(self) -> range:
        return range(self.first, self.first + self.count)


def is_foreign(page: Page) -> bool:
    """Whether the page shows a page of an attached file: drawn as `placing` does."""
    return Name.Paper in page.obj.get(Name.Resources, Dictionary()).get(Name.XObject, Dictionary())


def stretches(pdf: Pdf, snapshot: Snapshot, lang: str) -> list[Stretch]:
    """The pages of a pack built of `snapshot`, in order. PackError volumes.not_this_pack when the pack holds other files."""
    entries, numbered = outline(pdf), labels(pdf)
    foreign = [is_foreign(page) for page in pdf.pages]
    # A redacted copy leaves all of them out.
    attached = papers.papers(snapshot) if any(foreign) else []
    files = [list(group) for _, group in groupby(attached, key=lambda paper: paper.slot)]
    runs = [list(group) for is_file, group in groupby(range(len(foreign)), key=foreign.__getitem__) if is_file]
    if [len(run) for run in runs] != [sum(paper.pages for paper in group) for group in files]:
        raise PackError("volumes.not_this_pack")
    slots = {state.slot.code: words(state.slot.label, lang) for state in snapshot.slots}
    found: list[Stretch] = []
    for is_file, group in groupby(range(len(foreign)), key=foreign.__getitem__):
        pages = list(group)
        if not is_file:
            following = files[0][0].slot if files else ""
            found += _own(pages, entries, numbered, following, slots.get(following, ""), lang)
            continue
        first = pages[0]
        for paper in files.pop(0):
            found.append(Stretch("file", papers.title(paper), first, paper.pages, paper.slot, paper.number))
            first += paper.pages
    return found


def _own(pages: list[int], entries: list[Entry], numbered: list[Label], slot: str, slot_title: str, lang: str) -> Iterator[Stretch]:
    """Own pages in a row: a new stretch where a part or a divider starts, or where the way of numbering changes."""
    parts = {index: title for level, title, index in reversed(entries) if level == 1}
    divider = max((index for level, _, index in entries if level == 2 and index in pages), default=-1) if slot else -1
    starts = {index for index in pages if index == pages[0] or index in parts or numbered[index].style != numbered[index - 1].style}
    if divider >= 0:
        starts = {index for index in starts if index < divider} | {divider}
    ordered = sorted(starts)
    for first, end in zip(ordered, [*ordered[1:], pages[-1] + 1], strict=True):
        if first == divider:
            yield Stretch("divider", slot_title, first, end - first, slot)
        else:
            yield Stretch("part", _title(first, parts, numbered[first], lang), first, end - first)


def _title(first: int, parts: dict[int, str], label: Label, lang: str) -> str:
    if first in parts:
        return parts[first]
    if label.style == "D":
        before = [index for index in parts if index < first]
        return parts[max(before)] if before else phrase("volumes.cover", lang)
    return phrase("volumes.contents" if label.style else "volumes.cover", lang)
