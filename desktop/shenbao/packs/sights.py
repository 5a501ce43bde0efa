"""What is told of the pages of a preview: plain records, read by a window that never loads the engines that drew them."""

from __future__ import annotations

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
