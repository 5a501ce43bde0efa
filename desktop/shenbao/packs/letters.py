"""How a letter ends after GB/T 9704: the sender over a date to be written by hand, in the ring of the seal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shenbao.packs.flowables import Block, Paragraph
from shenbao.packs.forms import SEAL
from shenbao.packs.sheet import MM, Sheet

INSET = 2
"""Characters kept free at the right of the longer of sender and date."""
LOWER = 5 * MM
"""Sender and date stand a little below the middle of the seal."""
LABEL = 3 * MM
"""Distance of the ring's label from its top."""
ABOVE = 9 * MM
"""The ring reaches so far up beside the last lines of the letter, as a seal does."""


class SignOff(Block):
    """Sender and date, centred on each other at the right; with a ring for the seal over them when it has a label."""

    def __init__(self, sender: Paragraph, date: Paragraph, seal: Paragraph | None) -> None:
        self.sender, self.date, self.seal = sender, date, seal
        self.before = sender.style.leading / 2

    def wrap(self, width: float) -> float:
        self.width = width
        inset = INSET * self.sender.style.size
        self.column = min(max(self.sender.natural_width(), self.date.natural_width(), SEAL if self.seal else 0), width - inset) + 1
        self.left = width - inset - self.column
        text = self.sender.wrap(self.column) + self.date.wrap(self.column)
        self.height = max(text, SEAL - ABOVE) if self.seal else text
        return self.height

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        left, down = x + self.left, 0.0
        if self.seal is not None:
            middle = self.height - SEAL / 2
            down = min(middle + LOWER - self.sender.height, self.height - self.sender.height - self.date.height)
            centre = left + self.column / 2
            sheet.circle(centre, top - middle, SEAL / 2, 0.6, 0.7, "3 3")
            self.seal.wrap(SEAL)
            self.seal.draw(sheet, centre - SEAL / 2, top - middle + SEAL / 2 - LABEL)
        self.sender.draw(sheet, left, top - down)
        self.date.draw(sheet, left, top - down - self.sender.height)

    def marks(self) -> Iterator[str]:
        yield from self.sender.marks()

    def resolve(self, labels: Mapping[str, str]) -> bool:
        return self.sender.resolve(labels)
