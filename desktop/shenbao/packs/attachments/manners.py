"""How coarse the pictures of a file may become when it is made smaller."""

from __future__ import annotations

from typing import NamedTuple


class Manner(NamedTuple):
    """How pictures are packed: dots per inch as drawn on the page, quality as JPEG understands it."""

    dpi: int
    quality: int


MANNERS = {"fine": Manner(200, 82), "usual": Manner(150, 75), "least": Manner(120, 65)}
"""The finest first: 200 dpi prints as a good copier does, 150 is what offices ask of scans, 120 can just be read."""
