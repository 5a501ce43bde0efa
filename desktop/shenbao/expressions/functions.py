"""The functions that expressions may call: one table, each with its types and one line that says what it does.

A function sees no Missing unless it is `lenient`: otherwise the answer is Missing as soon as an argument, or a member of a column,
is. What cannot be known (a share of nothing, the first row of none) is `Missing()`; the evaluation adds the paths.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import msgspec

from shenbao import money
from shenbao.expressions import columns, periods
from shenbao.expressions.operators import missing_in, wrong_type
from shenbao.records import Missing
from shenbao.text import characters, copied, normalised

TYPES: dict[str, type] = {"text": str, "number": Decimal, "date": date, "bool": bool, "list": tuple}


class Function(msgspec.Struct, frozen=True):
    """One function. Types are `text number date bool list any`, alternatives joined with `|`, `list[number]` for a column of
    numbers; a result `same` has the type of the first argument or of its members. `repeats`: the last parameter may repeat."""

    call: Callable[..., Any]
    signature: str
    description: str
    parameters: tuple[str, ...]
    result: str
    repeats: bool
    lenient: bool

    def accepts(self, count: int) -> bool:
        """Whether it may be called with `count` arguments."""
        return count >= len(self.parameters) if self.repeats else count == len(self.parameters)

    def expected(self, index: int) -> str:
        """The type of the argument at `index`."""
        return self.parameters[min(index, len(self.parameters) - 1)]


def _round_to(number: Decimal, places: Decimal) -> Decimal:
    digits = max(-12, min(12, periods.whole(places)))
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, money.EXACT)


def _share(part: Decimal, whole: Decimal) -> Decimal | Missing:
    return part / whole if whole else Missing()


def _among(number: str | Missing, numbers: Any) -> bool | Missing:
    if isinstance(number, Missing) or isinstance(numbers, Missing):
        return missing_in((number, numbers)) or Missing()
    return copied(number) in {copied(each) for each in numbers if isinstance(each, str)}


_EMPTY_WORDS = r"[\W\d_一二三四五六七八九十第期年]|项目|课题|研究|研发|产业化"
_LONGEST_TITLE = 200
"""Likeness costs the product of the lengths."""


def similar(left: str, right: str) -> Decimal:
    """Likeness of two titles, 0 to 1, without numerals and the words that every title has."""
    from difflib import SequenceMatcher  # few rules need it, every start would pay for it

    first, second = (re.sub(_EMPTY_WORDS, "", normalised(text))[:_LONGEST_TITLE] for text in (left, right))
    if not first or not second:
        return Decimal(normalised(left) == normalised(right))
    matched = sum(block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks())
    return Decimal(2 * matched) / (len(first) + len(second))


def birth_date(resident_id: str) -> date | Missing:
    """The birth date in a resident ID (GB 11643, positions 7–14); Missing when there is none."""
    digits = resident_id[6:14]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return Missing()


def sex_of(resident_id: str) -> str | Missing:
    """`male` or `female` by the 17th digit of a resident ID (GB 11643)."""
    digit = resident_id[16:17]
    return ("male" if int(digit) % 2 else "female") if digit.isdecimal() else Missing()


def region_of(credit_code: str) -> str:
    """Positions 3–8 of a unified social credit code (GB 32100)."""
    return credit_code[2:8]


def _function(signature: str, call: Callable[..., Any], description: str, *, lenient: bool = False) -> tuple[str, Function]:
    name, _, rest = signature.partition("(")
    inside, _, result = rest.partition(") -> ")
    kinds = tuple(parameter.split(": ")[1] for parameter in inside.removesuffix(", …").split(", "))
    return name, Function(call, signature, description, kinds, result, inside.endswith(", …"), lenient)


FUNCTIONS: dict[str, Function] = dict(
    (
        _function("sum(values: list[number]) -> number", columns.total, "The exact sum of a column; 0 for a column without rows."),
        _function("count(values: list) -> number", columns.count, "How many rows a table or members a column has.", lenient=True),
        _function("min(values: number|date|list, …) -> same", columns.extreme(min), "The smallest of several, or of a column."),
        _function("max(values: number|date|list, …) -> same", columns.extreme(max), "The largest of several, or of a column."),
        _function("abs(number: number) -> number", abs, "The number without its sign."),
        _function("floor_fen(yuan: number) -> number", money.floor_fen, "Yuan down to whole fen: a claim is never rounded up."),
        _function(
            "round_to(number: number, places: number) -> number", _round_to, "Rounded half up to so many decimals; not for amounts claimed."
        ),
        _function("wan(yuan: number) -> number", money.to_wan, "Yuan as 万元."),
        _function("share(part: number, whole: number) -> number", _share, "Part of whole, 0.30 for 30 %; Missing when the whole is 0."),
        _function(
            "growth(values: list[number]) -> number",
            columns.growth,
            "Mean year-on-year growth of a column in order of years; Missing below two years or from 0.",
        ),
        _function(
            "tier(value: number, thresholds: list[number], results: list[number]) -> number",
            columns.tier,
            "The result beside the highest threshold reached; 0 below all.",
        ),
        _function(
            "sum_where(values: list[number], keys: list, key: text|number|date|bool) -> number",
            columns.sum_where,
            "The sum over the rows whose key is the given one.",
            lenient=True,
        ),
        _function(
            "count_where(keys: list, key: text|number|date|bool) -> number", columns.count_where, "How many rows have the given key."
        ),
        _function(
            "lookup(key: text|number|date|bool, keys: list, values: list) -> any",
            columns.lookup,
            "The value in the first row whose key is the given one; Missing when there is none.",
            lenient=True,
        ),
        _function("any_of(values: list[bool]) -> bool", columns.quantifier(True), "Whether one of a yes/no column is yes.", lenient=True),
        _function("all_of(values: list[bool]) -> bool", columns.quantifier(False), "Whether all of a yes/no column are yes.", lenient=True),
        _function("distinct(values: list) -> list", columns.distinct, "The different values of a column, in order of appearance."),
        _function("first(values: list) -> any", columns.end(0), "The value in the first row.", lenient=True),
        _function("last(values: list) -> any", columns.end(-1), "The value in the last row.", lenient=True),
        _function(
            "answered(value: any) -> bool",
            columns.answered,
            "Whether there is a valid answer, in every row of a column; never undecided.",
            lenient=True,
        ),
        _function("years_between(start: date, end: date) -> number", periods.years_between, "Full years; negative when end comes first."),
        _function(
            "months_between(start: date, end: date) -> number", periods.months_between, "Full months; negative when end comes first."
        ),
        _function("days_between(start: date, end: date) -> number", periods.days_between, "Days; negative when end comes first."),
        _function(
            "add_months(day: date, months: number) -> date",
            periods.add_months,
            "The date so many months later, on the last day of a shorter month.",
        ),
        _function("add_days(day: date, days: number) -> date", periods.add_days, "The date so many days later."),
        _function("year_of(day: date) -> number", lambda day: Decimal(day.year), "The year of a date."),
        _function("month_of(day: date) -> number", lambda day: Decimal(day.month), "The month of a date, 1 to 12."),
        _function("length(text: text) -> number", lambda text: Decimal(characters(text)), "Length in 字, white space not counted."),
        _function("contains(text: text, part: text) -> bool", lambda text, part: part in text, "Whether the text contains the part."),
        _function("starts_with(text: text, start: text) -> bool", str.startswith, "Whether the text begins so."),
        _function("has_digit(text: text) -> bool", lambda text: any(map(str.isdigit, text)), "Whether the text contains a figure."),
        _function("normalised(text: text) -> text", normalised, "A name without differences of width, brackets, case and spaces."),
        _function(
            "same(a: text, b: text) -> bool", lambda a, b: normalised(a) == normalised(b), "Whether two names are equal once normalised."
        ),
        _function(
            "among(number: text, numbers: list) -> bool",
            _among,
            "Whether a number is one of a column, however it was copied; rows without one are passed over.",
            lenient=True,
        ),
        _function(
            "similar(a: text, b: text) -> number", similar, "Likeness of two titles, 0 to 1, without numerals and words such as 项目."
        ),
        _function("birth_date(resident_id: text) -> date", birth_date, "The birth date in a resident ID."),
        _function("sex_of(resident_id: text) -> text", sex_of, "male or female, from a resident ID."),
        _function("region_of(credit_code: text) -> text", region_of, "The six-digit region in a unified social credit code."),
        _function(
            "attached(slot: text) -> bool",
            columns.attached,
            'Whether a file is in the slot: attached("A11"); never undecided.',
            lenient=True,
        ),
        _function(
            "pages(slot: text) -> number", columns.pages, 'Pages of all files in the slot: pages("A11"); 0 without files.', lenient=True
        ),
    )
)
SLOT_READERS = {"attached": "", "pages": ".pages"}
"""Functions whose argument names an attachment slot, and the column of it they read."""


@cache
def caller(name: str) -> Callable[..., Any]:
    """The function `name` taking values of any type: checks them, answers Missing when one is missing.

    OperandError when one does not fit."""
    function = FUNCTIONS[name]
    if name in SLOT_READERS:
        return function.call
    allowed = tuple(frozenset(TYPES.get(kind.partition("[")[0], object) for kind in kinds.split("|")) for kinds in function.parameters)
    call, lenient, last = function.call, function.lenient, len(allowed) - 1

    def checked(*arguments: Any) -> Any:
        unknown: list[Any] = []
        for index, value in enumerate(arguments):
            kind = type(value)
            if kind is Missing:
                unknown.append(value)
            elif kind not in allowed[min(index, last)] and object not in allowed[min(index, last)]:
                raise wrong_type(function.expected(index), value)
            elif kind is tuple and not lenient and Missing in set(map(type, value)):
                unknown.append(missing_in(value))
        if unknown and not lenient:
            return missing_in(unknown)
        return call(*arguments)

    return checked
