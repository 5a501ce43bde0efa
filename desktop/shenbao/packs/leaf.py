"""One page drawn on its own: what stands on it, where its answers are, and the page as a small PDF when somebody looks at it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property

from shenbao.packs.sheet import Sheet
from shenbao.packs.sights import Area

FINGERPRINT = 16
"""Bytes of a page's fingerprint."""


class Leaf(Sheet):
    """A document of one page. `width`, `height` in points."""

    def __init__(self, lang: str, labels: dict[str, str]) -> None:
        super().__init__(title="", author="", subject="", lang=lang, compressed=False)
        self.labels = labels
        self.key = ""
        """Fingerprint of what is drawn: pages that look alike have the same."""
        self.width = self.height = 0.0
        self._areas: dict[str, tuple[float, float, float, float]] = {}

    def area(self, names: Iterable[str], x: float, y: float, width: float, height: float) -> None:
        """Several places of one answer on this page, as the cells of a row or the paragraphs of a text, are one area."""
        for name in names:
            left, bottom, right, top = self._areas.get(name, (x, y, x + width, y + height))
            self._areas[name] = min(left, x), min(bottom, y), max(right, x + width), max(top, y + height)

    def end_page(self, width: float, height: float) -> None:
        digest = hashlib.blake2b(f"{width:g} {height:g}\n".encode(), digest_size=FINGERPRINT)
        digest.update("\n".join(self.ops).encode())
        self.key, self.width, self.height = digest.hexdigest(), width, height
        super().end_page(width, height)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Where answers stand, in the order in which they were drawn."""
        return tuple(
            Area(path=name, x=left, y=self.height - top, width=right - left, height=top - bottom)
            for name, (left, bottom, right, top) in self._areas.items()
        )

    @cached_property
    def pdf(self) -> bytes:
        return self.finish()
