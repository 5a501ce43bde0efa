"""Divides the stretches of a pack into volumes: whole files stay together where one volume can hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from shenbao.errors import PackError
from shenbao.packs.stretches import Stretch

Fits = Callable[[int, Sequence[int]], bool]
"""Whether volume `n`, counted from 1, can hold these pages."""


class Cut(msgspec.Struct, frozen=True):
    """Pages of one stretch in one volume; `number` of `of` when the stretch had to be cut, otherwise 1 of 1."""

    stretch: Stretch
    first: int
    count: int
    number: int = 1
    of: int = 1

    @property
    def pages(self) -> range:
        return range(self.first, self.first + self.count)


def divide(stretches: Sequence[Stretch], fits: Fits) -> list[list[Cut]]:
    """The volumes in order. A file larger than any volume begins one and is cut at pages.

    PackError volumes.page_too_large when a single page fits into no volume; `where` is the page's index."""
    volumes: list[list[int]] = [[]]
    for block in _blocks(stretches):
        pages = [index for stretch in block for index in stretch.pages]
        if fits(len(volumes), volumes[-1] + pages):
            volumes[-1] += pages
            continue
        if volumes[-1]:
            volumes.append([])
        while pages:
            count = _most(len(volumes), pages, fits)
            if not count:
                raise PackError("volumes.page_too_large", str(pages[0]))
            volumes[-1], pages = pages[:count], pages[count:]
            if pages:
                volumes.append([])
    return _cuts(stretches, volumes)


def _blocks(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """A divider sheet goes with the first file behind it."""
    blocks: list[list[Stretch]] = []
    for at, stretch in enumerate(stretches):
        if at and stretches[at - 1].kind == "divider":
            blocks[-1].append(stretch)
        else:
            blocks.append([stretch])
    return blocks


def _most(volume: int, pages: list[int], fits: Fits) -> int:
    """How many of the pages, from the first on, the volume can hold."""
    low, high = 0, len(pages)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(volume, pages[:middle]):
            low = middle
        else:
            high = middle - 1
    return low


def _cuts(stretches: Sequence[Stretch], volumes: list[list[int]]) -> list[list[Cut]]:
    of_page = {index: volume for volume, pages in enumerate(volumes) for index in pages}
    found: list[list[Cut]] = [[] for _ in volumes]
    for stretch in stretches:
        places = sorted({of_page[index] for index in stretch.pages})
        for number, volume in enumerate(places, 1):
            pages = [index for index in stretch.pages if of_page[index] == volume]
            found[volume].append(Cut(stretch, pages[0], len(pages), number, len(places)))
    return found
