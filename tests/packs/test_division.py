"""Dividing a pack: nothing is lost or moved, nothing that fits whole is cut, and no volume is over its limit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao.errors import PackError
from shenbao.packs.division import Cut, divide
from shenbao.packs.stretches import Stretch


def row(*sizes: int, kind: str = "file") -> list[Stretch]:
    """Stretches of so many pages, one behind the other."""
    found, first = [], 0
    for size in sizes:
        found.append(Stretch(kind, f"{first}", first, size))  # type: ignore[arg-type]
        first += size
    return found


def most(pages: int, *, first: int | None = None) -> object:
    """Room for so many pages in each volume, in the first one for `first`."""
    return lambda number, found: len(found) <= (first if first is not None and number == 1 else pages)


def counts(volumes: Sequence[Sequence[Cut]]) -> list[list[int]]:
    return [[cut.count for cut in cuts] for cuts in volumes]


def test_a_pack_that_fits_is_one_volume() -> None:
    assert counts(divide(row(3, 4), most(7))) == [[3, 4]]


def test_a_file_that_fits_whole_is_not_cut() -> None:
    assert counts(divide(row(3, 4, 4), most(7))) == [[3, 4], [4]]
    assert counts(divide(row(5, 4), most(7))) == [[5], [4]]


def test_a_file_larger_than_a_volume_begins_one_and_is_cut() -> None:
    volumes = divide(row(2, 12, 1), most(5))
    assert counts(volumes) == [[2], [5], [5], [2, 1]]
    assert [(cut.number, cut.of) for cuts in volumes for cut in cuts] == [(1, 1), (1, 3), (2, 3), (3, 3), (1, 1)]


def test_a_divider_stays_with_its_file() -> None:
    parts = [*row(3), Stretch("divider", "A01", 3, 1), Stretch("file", "licence", 4, 3)]
    assert counts(divide(parts, most(4))) == [[3], [1, 3]]


def test_the_first_volume_has_less_room() -> None:
    assert counts(divide(row(2, 2, 4), most(4, first=2))) == [[2], [2], [4]]


def test_a_page_that_fits_nowhere_is_named() -> None:
    with pytest.raises(PackError) as caught:
        divide(row(1, 1), lambda number, pages: 1 not in pages)
    assert (caught.value.code, caught.value.where) == ("volumes.page_too_large", "1")


@given(st.lists(st.integers(1, 12), min_size=1, max_size=15), st.integers(1, 10), st.integers(1, 10))
def test_every_page_once_in_order_and_within_the_limit(sizes: list[int], limit: int, first: int) -> None:
    parts, room = row(*sizes), most(limit, first=first)
    volumes = divide(parts, room)  # type: ignore[arg-type]
    assert [index for cuts in volumes for cut in cuts for index in cut.pages] == list(range(sum(sizes)))
    assert all(room(number, [index for cut in cuts for index in cut.pages]) for number, cuts in enumerate(volumes, 1))  # type: ignore[operator]
    assert all(cuts for cuts in volumes[1:])
    for cuts in volumes:
        for cut in cuts:
            assert cut.of == 1 or cut.stretch.count > min(limit, first)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=15))
def test_no_two_neighbours_could_be_one(sizes: list[int]) -> None:
    volumes = divide(row(*sizes), most(6))  # type: ignore[arg-type]
    assert all(sum(cut.count for cut in before) + after[0].count > 6 for before, after in pairwise(volumes))
