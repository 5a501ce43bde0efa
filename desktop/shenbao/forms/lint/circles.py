"""Looks for computations that need their own result."""

from __future__ import annotations

from collections.abc import Iterator

from shenbao.errors import ContentError
from shenbao.expressions import parse
from shenbao.forms.lint.places import Places
from shenbao.forms.schema import Field
from shenbao.forms.scheme import Scheme


def errors(scheme: Scheme, places: Places) -> Iterator[ContentError]:
    """One error for each circle, at the first thing on it."""
    reads = _reads(scheme)
    done: set[str] = set()
    for start in reads:
        circle = _circle(start, reads, done)
        if circle:
            name = circle[0].split(".")[-1]
            yield places.error("forms.circle", name, group=circle[0].partition(".")[0], circle=" → ".join(circle))


def _circle(start: str, reads: dict[str, set[str]], done: set[str]) -> list[str]:
    """The paths of a circle that can be reached from `start`, first and last the same; nothing when there is none."""
    trail: list[str] = []
    on_trail: set[str] = set()
    pending: list[tuple[str, Iterator[str]]] = []

    def enter(path: str) -> None:
        trail.append(path)
        on_trail.add(path)
        pending.append((path, iter(sorted(reads.get(path, ())))))

    if start not in done:
        enter(start)
    while pending:
        path, below = pending[-1]
        following = next((each for each in below if each not in done), None)
        if following is None:
            pending.pop()
            trail.pop()
            on_trail.discard(path)
            done.add(path)
        elif following in on_trail:
            done.update(trail)
            return [*trail[trail.index(following) :], following]
        else:
            enter(following)
    return []


def _reads(scheme: Scheme) -> dict[str, set[str]]:
    """What must be known before each value: expressions that compute it or decide whether it is asked for."""
    reads: dict[str, set[str]] = {}
    for path, place in scheme.places.items():
        field = place.field
        reads[path] = _paths(field.compute, *place.shown)
        if field.none_path:
            reads[path].add(field.none_path)
        for column in field.columns:
            reads[f"{path}.{column.id}"] = {path, *_column_paths(column, path)}
    for rule in scheme.amounts:
        last = {f"amounts.{rule.id}.{step.id}" for step in rule.steps}
        reads[f"amounts.{rule.id}"] = last | _paths(rule.shown)
        for step in rule.steps:
            reads[f"amounts.{rule.id}.{step.id}"] = _paths(step.value, step.shown)
    return reads


def _column_paths(column: Field, table: str) -> set[str]:
    return {f"{table}{path[3:]}" if path.startswith("row.") else path for path in _paths(column.compute, column.shown)}


def _paths(*sources: str) -> set[str]:
    found: set[str] = set()
    for source in sources:
        try:
            found |= parse(source).paths if source else set()
        except ContentError:
            continue
    return found
