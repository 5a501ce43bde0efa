"""What is wrong where: open problems of an application by the path of the field they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from shenbao.checks import is_unanswered
from shenbao.records import Finding, Level, Outcome

ICONS = {Level.BLOCK: "circle-alert", Level.WARN: "triangle-alert", Level.NOTE: "info"}
TONES = {Level.BLOCK: "danger", Level.WARN: "warning", Level.NOTE: "text_soft"}
ROLES = {Level.BLOCK: "text-danger", Level.WARN: "text-warning", Level.NOTE: "small"}
_WEIGHT = {Level.BLOCK: 0, Level.WARN: 1, Level.NOTE: 2}


def is_problem(finding: Finding) -> bool:
    """Violated and not only of concern to a final pack."""
    return finding.outcome is Outcome.VIOLATED and not finding.final_only


def is_open(finding: Finding) -> bool:
    """A problem that still asks for something: a warning with a reason does not."""
    return is_problem(finding) and not (finding.level is Level.WARN and finding.reason)


def by_path(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """What to say beside the fields, the gravest first. That a field is empty everyone sees; it is said in the list of problems."""
    gathered: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if is_problem(finding) and not is_unanswered(finding):
            gathered[finding.path].append(finding)
    return {path: tuple(sorted(found, key=lambda finding: _WEIGHT[finding.level])) for path, found in gathered.items()}
