"""What is told of the pages of a preview: plain records, read by a window that never loads the engines that drew them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shenbao.records import Record


class Area(Record, frozen=True, array_like=True):
    """Where an answer stands on its page, in points from the upper left corner."""

    path: str
    x: float
    y: float
    width: float
    height: float


class Foreign(Record, frozen=True):
    """An attachment in its place: one sheet stands for all its pages."""

    title: str
    pages: int


class Sight(Record, frozen=True):
    """One page to look at. `key` is the fingerprint of what is drawn on it; sizes in points."""

    key: str
    label: str
    """The number at the foot of the page; empty where it has none."""
    width: float
    height: float
    areas: tuple[Area, ...] = ()
    foreign: Foreign | None = None


class PartSight(Record, frozen=True):
    """The pages of one part, in order."""

    id: str
    title: str
    pages: tuple[Sight, ...]

    def showing(self, names: Sequence[str]) -> tuple[Sight, ...]:
        """The pages on which the first of these names stands that stands on any."""
        for name in names:
            if found := tuple(sight for sight in self.pages if any(area.path == name for area in sight.areas)):
                return found
        return ()


def names_of(path: str) -> Iterator[str]:
    """Ids under which a pack may print the answer at `path`, the closest first: the cell, its row, its table."""
    if path.startswith("attachments."):
        yield f"slot-{path.partition('/')[0].removeprefix('attachments.')}"
        return
    while path:
        yield path
        path = path.rpartition("/")[0]
