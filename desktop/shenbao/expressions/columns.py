"""Functions over the columns of tables: sums, choices of rows, growth and tiers.

Operands are `Any`: their types are checked against the signatures when a function is called (`functions.caller`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from shenbao.expressions.operators import OperandError, kind_name, kleene, missing_in, truth, wrong_type
from shenbao.records import Missing

ZERO = Decimal(0)
_ONLY_NUMBERS = {Decimal}


def total(values: Sequence[Any]) -> Decimal:
    """The exact sum of numbers; 0 of none."""
    if set(map(type, values)) - _ONLY_NUMBERS:
        raise wrong_type("number", next(value for value in values if type(value) is not Decimal))
    return sum(values, ZERO)


def count(values: Any) -> Any:
    """How many members; Missing when the table itself is."""
    return Decimal(len(values)) if isinstance(values, tuple) else values


def extreme(choose: Callable[..., Any]) -> Callable[..., Any]:
    """`min` or `max` of several values or of one column."""

    def call(*given: Any) -> Any:
        values = given[0] if len(given) == 1 and isinstance(given[0], tuple) else given
        if not values:
            return Missing()
        kind = kind_name(values[0])
        for value in values:
            if kind_name(value) != kind or kind not in ("number", "date"):
                raise wrong_type(kind if kind in ("number", "date") else "number", value)
        return choose(values)

    return call


def _matching(keys: Sequence[Any], key: Any) -> list[bool | Missing]:
    for each in keys:
        if type(each) is not type(key) and not isinstance(each, Missing):
            raise wrong_type(kind_name(key), each)
    return [each if isinstance(each, Missing) else each == key for each in keys]


def _same_length(*columns: Sequence[Any]) -> None:
    if len({len(column) for column in columns}) > 1:
        raise OperandError("expressions.lengths", counts=" / ".join(str(len(column)) for column in columns))


def sum_where(values: Any, keys: Any, key: Any) -> Any:
    """A row whose key is unknown leaves the sum open; what other rows lack does not."""
    unknown = missing_in((values, keys, key))
    if unknown:
        return unknown
    _same_length(values, keys)
    matches = _matching(keys, key)
    chosen = [value for value, match in zip(values, matches, strict=True) if match is True]
    return missing_in([*chosen, *matches]) or total(chosen)


def count_where(keys: tuple[Any, ...], key: Any) -> Decimal:
    """How many keys are `key`."""
    return Decimal(_matching(keys, key).count(True))


def lookup(key: Any, keys: Any, values: Any) -> Any:
    """The value beside the first `key`; Missing when it is not there."""
    unknown = missing_in((key, keys, values))
    if unknown:
        return unknown
    _same_length(keys, values)
    for match, value in zip(_matching(keys, key), values, strict=True):
        if match is True:
            return value
    return missing_in(keys) or Missing()


def quantifier(decisive: bool) -> Callable[[Any], Any]:
    """`any_of` (decisive=True) and `all_of` (decisive=False) over a column of yes/no values."""
    return lambda values: kleene([truth(value) for value in values], decisive) if isinstance(values, tuple) else values


def answered(value: Any) -> bool:
    """Whether the value, or every member of it, is known."""
    return not isinstance(value, Missing) and not (isinstance(value, tuple) and missing_in(value))


def end(index: int) -> Callable[[Any], Any]:
    """`first` and `last` of a column; Missing of an empty one."""
    return lambda values: values if not isinstance(values, tuple) else values[index] if values else Missing()


def distinct(values: tuple[Any, ...]) -> Any:
    """Members without repetition, in order of appearance."""
    return tuple(dict.fromkeys(values))


def growth(values: tuple[Any, ...]) -> Decimal | Missing:
    """Arithmetic mean of the year-on-year growth: 0.05 for 5 % a year."""
    total(values)
    if len(values) < 2 or not all(values[:-1]):
        return Missing()
    rates = [later / earlier - 1 for earlier, later in pairwise(values)]
    return total(rates) / len(rates)


def tier(value: Decimal, thresholds: tuple[Decimal, ...], results: tuple[Decimal, ...]) -> Decimal:
    """The result beside the highest threshold reached (reaching includes equality); 0 below all of them."""
    total(thresholds)
    _same_length(thresholds, results)
    reached = [pair for pair in zip(thresholds, results, strict=True) if value >= pair[0]]
    return max(reached)[1] if reached else ZERO


def attached(rows: Any) -> bool:
    """Whether a slot holds a file; a slot without any is a definite no."""
    return isinstance(rows, tuple) and bool(rows)


def pages(column: Any) -> Any:
    """Sum of the pages of a slot's files; 0 without files, Missing while one cannot be read."""
    return (missing_in(column) or total(column)) if isinstance(column, tuple) else ZERO
