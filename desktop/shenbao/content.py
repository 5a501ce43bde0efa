"""The one finder of content: user content first, then what is shipped with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def shipped() -> Path:
    """Folder holding `forms`, `templates` and `resources`: the wheel's or frozen program's `_content`, else the checkout."""
    here = Path(__file__).resolve().parent
    packed = here / "_content"
    return packed if packed.is_dir() else here.parents[1]
