"""Attachments: what a person's file is, what becomes of it, and the normalised PDF that goes into the pack.

Everything that touches the file itself runs in a worker process (`jobs`); this side only asks, and turns every ending into a verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shenbao.packs.attachments.asking import examine, render
    from shenbao.packs.attachments.verdicts import Examined, Verdict, cells, noted, sentences, shown_name

__all__ = ["Examined", "Verdict", "cells", "examine", "noted", "render", "sentences", "shown_name"]

_ASKING = frozenset({"examine", "render"})


def __getattr__(name: str) -> object:
    """The asking side is loaded when it is first used: the jobs live in this package too, and their worker starts faster without it."""
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{'asking' if name in _ASKING else 'verdicts'}"), name)
