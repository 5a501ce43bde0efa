"""Where the sheets of a preview lie below each other, and where on them an answer is: plain geometry in device-independent pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from shenbao.packs.sights import Area, PartSight, Sight

FOREIGN = 0.22
"""Height of the sheet that stands for an attachment, as a share of a page's."""


class Place(NamedTuple):
    """A page by its part and its number in it, from 0."""

    part: str
    number: int


class Lying(NamedTuple):
    """A sheet as it lies; `scale` is pixels per point."""

    place: Place
    sight: Sight
    rect: QRectF
    scale: float

    def area(self, area: Area) -> QRectF:
        """Where an area of this sheet lies."""
        scale = self.scale
        return QRectF(
            self.rect.left() + area.x * scale, self.rect.top() + area.y * scale, area.width * scale, area.height * scale
        )  # fmt: skip


class Sheets:
    """All sheets of a preview in one column of a width, with `gap` above, below and between them."""

    def __init__(self, parts: Sequence[PartSight], width: float, gap: float, ratio: float = 1.0) -> None:
        """`ratio`: pixels of the screen per device-independent pixel; sheets begin on whole pixels, so that pictures stay sharp."""
        self.lying: list[Lying] = []
        top = gap
        for part in parts:
            for index, sight in enumerate(part.pages):
                scale = width / sight.width
                height = sight.height * scale * (FOREIGN if sight.foreign else 1)
                top = round(top * ratio) / ratio
                self.lying.append(Lying(Place(part.id, index), sight, QRectF(gap, top, width, height), scale))
                top += height + gap
        self.height = top
        self.titles = {part.id: part.title for part in parts}
        self._by_place = {sheet.place: sheet for sheet in self.lying}

    def at(self, place: Place) -> Lying | None:
        """The sheet of a page; the last one of its part when the part has become shorter."""
        found = self._by_place.get(place)
        return found or next((sheet for sheet in reversed(self.lying) if sheet.place.part == place.part), None)

    def between(self, top: float, bottom: float) -> list[Lying]:
        """The sheets that reach into this stretch of the column."""
        return [sheet for sheet in self.lying if sheet.rect.top() < bottom and sheet.rect.bottom() > top]

    def under(self, point: QPointF) -> tuple[Lying, list[Area]] | None:
        """The sheet at a point and the areas there, the smallest first."""
        for sheet in self.between(point.y(), point.y() + 1):
            if sheet.rect.contains(point):
                hit = [area for area in sheet.sight.areas if sheet.area(area).contains(point)]
                return sheet, sorted(hit, key=lambda area: area.width * area.height)
        return None

    def places_of(self, names: Sequence[str], part: str) -> list[tuple[Lying, Area]]:
        """Where the first of these names that is printed stands, the places in `part` first."""
        for name in names:
            found = [(sheet, area) for sheet in self.lying for area in sheet.sight.areas if area.path == name]
            if found:
                return sorted(found, key=lambda pair: pair[0].place.part != part)
        return []
