"""The outcome of a command that a test has run."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

DAY = "2026-03-20"
"""The day on which the worked example is complete."""


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]
