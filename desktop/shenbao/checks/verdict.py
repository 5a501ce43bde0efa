"""Tries one check: its kind, with the values it reads, gives met, violated or undecided and the figures that decided it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from shenbao.forms.patterns import found_in
from shenbao.forms.schema import Check, CheckKind
from shenbao.records import Missing, Outcome, Record, Step, Value
from shenbao.text import normalised

Values = Value | tuple[Value, ...]
Read = Callable[[str], Step]
"""Evaluates an expression of the check where it is tried."""


class Verdict(Record, frozen=True, kw_only=True):
    """Outcome of one check at one place, without words."""

    outcome: Outcome
    actual: Values | None = None
    limit: Values | None = None
    low: Values | None = None
    high: Values | None = None
    """Both bounds of what must lie between two; `limit` is the one that is passed."""
    over: Decimal | None = None
    missing: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()
    rows: tuple[int, ...] = ()
    """Positions, in a column, of the members that are wrong."""


def judge(check: Check, read: Read) -> Verdict | None:
    """The verdict, or None when the check does not apply here (`when` says no)."""
    if check.when:
        applies = read(check.when)
        if applies.value is False:
            return None
        if isinstance(applies.value, Missing):
            return Verdict(outcome=Outcome.UNDECIDED, missing=applies.value.paths, steps=(applies,))
    return _KINDS[check.kind](check, read)


def _compared(check: Check, read: Read, excess: Callable[[Decimal, Decimal], Decimal]) -> Verdict:
    """Value against limit; `excess` above the tolerance is a violation. Dates are compared by days."""
    actual, limit = read(check.value), read(check.limit)
    steps = (actual, limit)
    if open_paths := _open(actual.value, limit.value):
        return _undecided(open_paths, steps, actual.value, limit.value)
    over = excess(_number(actual.value), _number(limit.value))
    violated = over > check.tolerance
    return Verdict(
        outcome=Outcome.VIOLATED if violated else Outcome.MET,
        actual=actual.value,
        limit=limit.value,
        over=over if violated and not isinstance(actual.value, date) else None,
        steps=steps,
    )


def _within(check: Check, read: Read) -> Verdict:
    actual = read(check.value)
    low, high = (read(source) if source else None for source in (check.low, check.high))
    steps = tuple(step for step in (actual, low, high) if step is not None)
    limits = tuple(step.value for step in (low, high) if step is not None)
    if open_paths := _open(actual.value, *limits):
        return _undecided(open_paths, steps, actual.value, None)
    below = low is not None and _number(actual.value) < _number(low.value)
    above = high is not None and _number(actual.value) > _number(high.value)
    limit = low.value if below and low is not None else high.value if high is not None else low.value if low is not None else None
    over = abs(_number(actual.value) - _number(limit)) if (below or above) and isinstance(actual.value, Decimal) else None
    return Verdict(
        outcome=Outcome.VIOLATED if below or above else Outcome.MET,
        actual=actual.value,
        limit=limit,
        low=low.value if low is not None else None,
        high=high.value if high is not None else None,
        over=over,
        steps=steps,
    )


def _equals(check: Check, read: Read) -> Verdict:
    actual, limit = read(check.value), read(check.limit)
    if isinstance(actual.value, Decimal | date) and not isinstance(limit.value, Missing):
        return _compared(check, read, lambda a, b: abs(a - b))
    return _same(actual, limit, lambda a, b: a == b)


def _same_name(check: Check, read: Read) -> Verdict:
    return _same(read(check.value), read(check.limit), lambda a, b: normalised(str(a)) == normalised(str(b)))


def _same(actual: Step, limit: Step, equal: Callable[[Values, Values], bool]) -> Verdict:
    steps = (actual, limit)
    if open_paths := _open(actual.value, limit.value):
        return _undecided(open_paths, steps, actual.value, limit.value)
    outcome = Outcome.MET if equal(actual.value, limit.value) else Outcome.VIOLATED
    return Verdict(outcome=outcome, actual=actual.value, limit=limit.value, steps=steps)


def _one_of(check: Check, read: Read) -> Verdict:
    actual = read(check.value)
    if open_paths := _open(actual.value):
        return _undecided(open_paths, (actual,), actual.value, None)
    chosen = actual.value if isinstance(actual.value, tuple) else (actual.value,)
    allowed: set[object] = {Decimal(each) for each in check.choices} if isinstance(actual.value, Decimal) else set(check.choices)
    wrong = tuple(index for index, value in enumerate(chosen) if value not in allowed)
    return Verdict(
        outcome=Outcome.VIOLATED if wrong else Outcome.MET, actual=actual.value, limit=tuple(check.choices), steps=(actual,), rows=wrong
    )


def _unique(check: Check, read: Read) -> Verdict:
    column = read(check.value)
    if isinstance(column.value, Missing):
        return _undecided(column.value.paths, (column,), column.value, None)
    members = column.value if isinstance(column.value, tuple) else (column.value,)
    seen: set[object] = set()
    twice = []
    for index, value in enumerate(members):
        if isinstance(value, Missing):
            continue
        name = _comparable(value) if isinstance(value, str) else value
        if name in seen:
            twice.append(index)
        seen.add(name)
    repeated = members[twice[0]] if twice else None
    return Verdict(outcome=Outcome.VIOLATED if twice else Outcome.MET, actual=repeated, steps=(column,), rows=tuple(twice))


@lru_cache(maxsize=65536)
def _comparable(text: str) -> str:
    """A column of a thousand names is compared anew whenever one of them changes."""
    return normalised(text)


def _present(check: Check, read: Read) -> Verdict:
    """A missing answer is what this kind looks for, so it violates; only what is missing elsewhere leaves it open."""
    step = read(check.value)
    absent = isinstance(step.value, Missing) or step.value == () or (step.value is False and "(" in check.value)
    missing = step.value.paths if isinstance(step.value, Missing) else frozenset()
    return Verdict(outcome=Outcome.VIOLATED if absent else Outcome.MET, missing=missing, steps=(step,))


def _holds(check: Check, read: Read) -> Verdict:
    step = read(check.value)
    if isinstance(step.value, Missing):
        return _undecided(step.value.paths, (step,), step.value, None)
    return Verdict(outcome=Outcome.MET if step.value is True else Outcome.VIOLATED, actual=step.value, steps=(step,))


def _clean(check: Check, read: Read) -> Verdict:
    step = read(check.value)
    texts = step.value if isinstance(step.value, tuple) else (step.value,)
    if not any(isinstance(text, str) for text in texts):
        missing = step.value.paths if isinstance(step.value, Missing) else frozenset()
        return _undecided(missing, (step,), step.value, None)
    right = read(check.limit) if check.limit else None
    if right is not None and (open_paths := _open(right.value)):
        return _undecided(open_paths, (step, right), step.value, None)
    number = right.value if right is not None and isinstance(right.value, Decimal) else None
    pieces = [_pieces(text, check.patterns, number) if isinstance(text, str) else () for text in texts]
    found = tuple(dict.fromkeys(piece for each in pieces for piece in each))
    rows = tuple(index for index, each in enumerate(pieces) if each)
    return Verdict(outcome=Outcome.VIOLATED if found else Outcome.MET, actual=found or None, steps=(step,), rows=rows)


@lru_cache(maxsize=1024)
def _pieces(text: str, patterns: tuple[str, ...], number: Decimal | None) -> tuple[str, ...]:
    """All long texts of a form are looked at anew whenever one of them changes."""
    return tuple(found_in(text, patterns, number))


def _undecided(missing: frozenset[str], steps: tuple[Step, ...], actual: Values, limit: Values | None) -> Verdict:
    known = None if isinstance(actual, Missing) else actual
    return Verdict(
        outcome=Outcome.UNDECIDED, actual=known, limit=None if isinstance(limit, Missing) else limit, missing=missing, steps=steps
    )


def _open(*values: Values) -> frozenset[str] | None:
    """Paths that would settle it, or None when everything is known."""
    found = [value.paths for value in values if isinstance(value, Missing)]
    found += [member.paths for value in values if isinstance(value, tuple) for member in value if isinstance(member, Missing)]
    return frozenset[str]().union(*found) if found else None


def _number(value: Any) -> Decimal:
    return Decimal(value.toordinal()) if isinstance(value, date) else value if isinstance(value, Decimal) else Decimal(0)


_KINDS: dict[CheckKind, Callable[[Check, Read], Verdict]] = {
    CheckKind.AT_MOST: lambda check, read: _compared(check, read, lambda a, b: a - b),
    CheckKind.AT_LEAST: lambda check, read: _compared(check, read, lambda a, b: b - a),
    CheckKind.EQUALS: _equals,
    CheckKind.ONE_OF: _one_of,
    CheckKind.WITHIN: _within,
    CheckKind.UNIQUE: _unique,
    CheckKind.PRESENT: _present,
    CheckKind.HOLDS: _holds,
    CheckKind.SAME_NAME: _same_name,
    CheckKind.CLEAN: _clean,
}
