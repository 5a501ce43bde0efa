"""Sets a part smaller, or its rows closer, when that saves a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shenbao.packs.flowables import Block, Stack, Turn
from shenbao.packs.layout import Filler, Folio
from shenbao.packs.markup import Element
from shenbao.packs.sheet import MM
from shenbao.packs.styles import Styles

if TYPE_CHECKING:
    from shenbao.packs.compose import Composer

FEW = 0.45
"""A last page filled to no more than this share is better saved."""


def snug(composer: Composer, part: Element) -> list[Block]:
    """The blocks of a part; what stands between two breaks is set in the smaller type of the look when that saves a page."""
    blocks: list[Block] = []
    stretch: list[Element] = []
    for element in part.elements():
        if element.name not in ("pagebreak", "rightpage"):
            stretch.append(element)
            continue
        blocks += [*_snug(composer, stretch), *composer.flow([element])]
        stretch = []
    return blocks + _snug(composer, stretch)


def _snug(composer: Composer, elements: Iterable[Element]) -> list[Block]:
    blocks = _ended(composer, composer.flow(elements))
    smaller = composer.styles.snug
    if smaller is None or _pages(composer, blocks) == 1:
        return blocks
    set_smaller = _ended(composer, _in(composer, smaller, elements))
    return set_smaller if _pages(composer, set_smaller) < _pages(composer, blocks) else blocks


def _ended(composer: Composer, blocks: list[Block]) -> list[Block]:
    """What a sheet ends with, from its last heading on, stays on one page: who signs sees what for, and as whom."""
    last = max((at for at, block in enumerate(blocks) if block.opens), default=0)
    if composer.geometry != "sheet" or not last:
        return blocks
    end = Stack(blocks[last:], unbreakable=True)
    end.opens = True
    return [*blocks[:last], end]


def _pages(composer: Composer, blocks: Sequence[Block]) -> int:
    return len(_filled(composer, [Turn(composer.geometry), *blocks]))


def close(composer: Composer, part: Element, first: Sequence[Block]) -> list[Block]:
    """The blocks of a part, those of its beginning `first`; its rows stand closer when its last page would hold little otherwise."""
    blocks = [*first, *composer.flow(part.elements())]
    folios = _filled(composer, blocks)
    if composer.styles.close is None or len(folios) == 1 or _filling(folios[-1]) > FEW:
        return blocks
    closer = [*first, *_in(composer, composer.styles.close, part.elements())]
    return closer if len(_filled(composer, closer)) < len(folios) else blocks


def _in(composer: Composer, styles: Styles, elements: Iterable[Element]) -> list[Block]:
    usual, composer.styles = composer.styles, styles
    try:
        return composer.flow(elements)
    finally:
        composer.styles = usual


def _filled(composer: Composer, blocks: Sequence[Block]) -> list[Folio]:
    filler = Filler(composer.styles, duplex=False)
    filler.fill(blocks)
    return filler.folios


def _filling(folio: Folio) -> float:
    """Share of a page from its top to the foot of its last block."""
    if folio.geometry is None or not folio.placed:
        return 1
    top = (folio.geometry.height - folio.geometry.top) * MM
    return (top - min(placed.top - placed.block.height for placed in folio.placed)) / (folio.geometry.text_height * MM)
