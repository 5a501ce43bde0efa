"""Operators on typed values: exact arithmetic, comparisons, membership and Kleene's `and or not`, all passing Missing on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from operator import add, ge, gt, le, lt, mul, sub
from typing import Any

from shenbao.records import Missing, Text, Value

Operand = Value | tuple[Value, ...]
"""What a step of an expression may hold: one value, or the values of a column."""


class OperandError(Exception):
    """An operator or function was given what it does not take: a code of the catalogue and slots; the evaluation adds the place."""

    def __init__(self, code: str, **slots: Any) -> None:
        super().__init__(code, slots)
        self.code = code
        self.slots = slots


def kind_name(value: object) -> str:
    """`text`, `number`, `date`, `bool` or `list`: how types are called in messages."""
    return {str: "text", Decimal: "number", bool: "bool", tuple: "list"}.get(type(value), "date" if isinstance(value, date) else "missing")


def wrong_type(expected: str, value: object) -> OperandError:
    """`value` where another type is expected (`number`, `number|date`, `list[number]`)."""
    return OperandError("expressions.type", expected=said(expected), found=said(kind_name(value)))


_SAID = {
    "text": Text(zh="文字", en="text"),
    "number": Text(zh="数字", en="a number"),
    "date": Text(zh="日期", en="a date"),
    "bool": Text(zh="是/否", en="yes or no"),
    "list": Text(zh="列表", en="a list"),
    "missing": Text(zh="未填写", en="nothing"),
}


def said(kinds: str) -> Text:
    """The name of a type, or of alternatives joined with `|`, for a message."""
    words = [_SAID[kind.partition("[")[0]] for kind in kinds.split("|")]
    return Text(zh="或".join(word.zh for word in words), en=" or ".join(word.en for word in words))


def missing_in(values: Sequence[Operand]) -> Missing | None:
    """The union of all that is missing among `values`, or None."""
    found = [value.paths for value in values if type(value) is Missing]
    return Missing(paths=frozenset[str]().union(*found)) if found else None


def _divide(left: Decimal, right: Decimal) -> Decimal | Missing:
    return left / right if right else Missing()


ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal | Missing]] = {"+": add, "-": sub, "*": mul, "/": _divide}
_ORDER: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def arithmetic(operator: str, left: Operand, right: Operand) -> Decimal | Missing:
    """Numbers only; division by zero is Missing, for nothing is known then."""
    if type(left) is Decimal and type(right) is Decimal:
        return ARITHMETIC[operator](left, right)
    for value in (left, right):
        if type(value) not in (Decimal, Missing):
            raise wrong_type("number", value)
    return missing_in((left, right)) or Missing()


def negative(value: Operand) -> Decimal | Missing:
    if type(value) is Decimal:
        return -value
    if isinstance(value, Missing):
        return value
    raise wrong_type("number", value)


def compare(operator: str, left: Operand, right: Operand) -> bool | Missing:
    """Both sides of one type; only numbers and dates have an order."""
    if operator in ("in", "not in"):
        return _member(left, right, operator == "in")
    unknown = missing_in((left, right))
    if unknown:
        return unknown
    if type(left) is not type(right):
        raise wrong_type(kind_name(left), right)
    if operator in _ORDER:
        if type(left) is not Decimal and not isinstance(left, date):
            raise wrong_type("number|date", left)
        return _ORDER[operator](left, right)
    if isinstance(left, tuple) and isinstance(right, tuple):
        unknown = missing_in((*left, *right))
        if unknown:
            return unknown
    return (left == right) is (operator == "==")


def _member(left: Operand, right: Operand, wanted: bool) -> bool | Missing:
    unknown = missing_in((left, right))
    if unknown:
        return unknown
    if not isinstance(right, tuple):
        raise wrong_type("list", right)
    for member in right:
        if type(member) is not type(left) and not isinstance(member, Missing):
            raise wrong_type(kind_name(left), member)
        if member == left:
            return wanted
    return missing_in(right) or (not wanted)


def truth(value: Operand) -> bool | Missing:
    """`value` as a condition; anything but yes, no and Missing is refused."""
    if value is True or value is False or isinstance(value, Missing):
        return value
    raise wrong_type("bool", value)


def kleene(values: Sequence[bool | Missing], decisive: bool) -> bool | Missing:
    """`or` (decisive=True) and `and` (decisive=False): one decisive value settles it, otherwise what is missing leaves it open."""
    if decisive in values:
        return decisive
    return missing_in(values) or (not decisive)


def negation(value: Operand) -> bool | Missing:
    known = truth(value)
    return known if isinstance(known, Missing) else not known
