"""Composes a part again after an edit: what stands unchanged in it keeps its blocks, with their lines already broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from shenbao.packs.compose import Composer, Entry
from shenbao.packs.flowables import Block
from shenbao.packs.markup import Element
from shenbao.packs.styles import Styles

OF_OTHERS = ("contents", "tosign")
"""Elements that show other parts."""


class Recomposer(Composer):
    """Blocks are taken over from the composition `before`, each by one element only: a block is measured for the place it has."""

    def __init__(self, styles: Styles, lang: str, entries: Sequence[Entry], before: Recomposer | None) -> None:
        super().__init__(styles, lang, entries)
        self._kept = before._made if before else {}
        self._made: dict[bytes, list[list[Block]]] = {}

    def flow(self, elements: Iterable[Element]) -> list[Block]:
        blocks: list[Block] = []
        for element in elements:
            key = f"{id(self.styles)} {self.geometry} ".encode() + msgspec.msgpack.encode(element)
            kept = self._kept.get(key) if element.name not in OF_OTHERS else None
            made = kept.pop() if kept else super().flow([element])
            self._made.setdefault(key, []).append(made)
            blocks.extend(made)
        return blocks
