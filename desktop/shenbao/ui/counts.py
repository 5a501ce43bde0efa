"""Says what is wrong with an application and what is merely missing; a missing answer blocks a final pack, but is no mistake."""

from __future__ import annotations

from shenbao.records import Summary
from shenbao.ui.words import say


def problems_text(summary: Summary) -> str:
    """Such as `须改正 2 · 待填 14`."""
    counts = {"blocking": summary.mistakes, "warnings": summary.warnings, "missing": summary.blocking - summary.mistakes}
    return " · ".join(say(f"ui.problems.{name}", count=count) for name, count in counts.items() if count) or say("ui.problems.none")


def state_of(summary: Summary) -> str:
    """`draft`, `ready`, `final`, or `changed`: a final pack was built, and answers were changed since."""
    return "changed" if summary.packed and summary.state != "final" else summary.state
