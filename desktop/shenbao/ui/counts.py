"""Counts what is wrong with an application and what is merely missing; a missing answer blocks a final pack, but is no mistake."""

from __future__ import annotations

from shenbao.records import Summary
from shenbao.ui.words import say


def missing(summary: Summary) -> int:
    """Required answers not given yet."""
    return summary.asked - summary.answered


def mistakes(summary: Summary) -> int:
    """Blocking findings beyond those that only say that an answer is missing."""
    return max(summary.blocking - missing(summary), 0)


def problems_text(summary: Summary) -> str:
    """Such as `须改正 2 · 待填 14`."""
    counts = {"blocking": mistakes(summary), "warnings": summary.warnings, "missing": missing(summary)}
    return " · ".join(say(f"ui.problems.{name}", count=count) for name, count in counts.items() if count) or say("ui.problems.none")


def state_of(summary: Summary) -> str:
    """`draft`, `ready`, `final`, or `changed`: a final pack was built, and answers were changed since."""
    return "changed" if summary.packed and summary.state != "final" else summary.state
