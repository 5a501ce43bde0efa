"""Reads and bounds figures: whole numbers, numbers, percentages and money."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from shenbao import money
from shenbao.errors import InputError
from shenbao.forms.schema import Field, Kind, Unit
from shenbao.records import Text
from shenbao.text import compact

_LARGEST = Decimal(10) ** 15
"""No amount or count of an application comes near; it keeps arithmetic exact within 28 digits."""
_LONGEST = 60
_GROUPED_FROM = 10_000
_EXAMPLES = {Kind.INTEGER: "12", Kind.NUMBER: "12.5", Kind.PERCENT: "30", Kind.MONEY: "1,234.50"}
_PLACES_OF_FEN = 2
_STORED = re.compile(r"-?\d{1,40}(?:\.\d{1,20})?", re.ASCII)


def read_figure(field: Field, typed: str) -> Decimal:
    """The figure typed: yuan for money (a bare figure counts in the field's unit, `12.5万` and `125000元` say theirs), per cent for a
    percentage, with or without its sign and the field's suffix. InputError when it is none."""
    text = compact(typed)
    if len(text) > _LONGEST:
        raise InputError("values.too_large")
    try:
        if field.kind is Kind.MONEY:
            return money.amount(text, field.unit)
        if field.kind is Kind.PERCENT:
            text = text.removesuffix("%")
        elif field.suffix is not None:
            text = text.removesuffix(compact(field.suffix.zh)).removesuffix(compact(field.suffix.en))
        return money.number(text)
    except ValueError:
        raise InputError(f"values.{field.kind}", example=field.example or _EXAMPLES[field.kind]) from None


def recall_money(stored: str, field: Field) -> Decimal:
    """Yuan from stored text, whatever the field's unit. InputError when it was kept as typed because it could not be read."""
    try:
        return Decimal(stored) if _STORED.fullmatch(stored) else money.amount(compact(stored), Unit.YUAN)
    except ValueError:
        raise InputError("values.money", example=field.example or _EXAMPLES[Kind.MONEY]) from None


def canonical(field: Field, figure: Decimal) -> str:
    """The stored text of `figure` (yuan or per cent): exact, money with two decimals, others without idle zeros."""
    if not figure:
        return "0.00" if field.kind is Kind.MONEY else "0"
    plain = f"{figure.normalize(money.EXACT):f}"
    decimals = len(plain.partition(".")[2])
    return f"{figure:.2f}" if field.kind is Kind.MONEY and decimals <= _PLACES_OF_FEN else plain


def check_figure(field: Field, figure: Decimal) -> None:
    """InputError when `figure` (yuan or per cent) has too many decimals or lies outside the field's bounds."""
    exponent = figure.normalize(money.EXACT).as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    if field.kind is Kind.INTEGER and decimals > 0:
        raise InputError("values.integer", example=field.example or _EXAMPLES[field.kind])
    if field.kind is Kind.MONEY and decimals > _PLACES_OF_FEN:
        raise InputError("values.fen")
    if decimals > field.places and field.kind in (Kind.NUMBER, Kind.PERCENT):
        raise InputError("values.places", places=field.places)
    low, high = (bound if bound is None else measure(field, bound) for bound in (field.min, field.max))
    if high is not None and figure > high:
        raise InputError("values.at_most", limit=figure_text(field, high))
    if low is not None and figure < low:
        raise InputError("values.at_least", limit=figure_text(field, low))
    if abs(figure) >= _LARGEST:
        raise InputError("values.too_large")


def measure(field: Field, value: Decimal) -> Decimal:
    """A value in the measure it is typed in: per cent for a share, otherwise itself."""
    return value.scaleb(2, money.EXACT) if field.kind is Kind.PERCENT else value


def plain_text(field: Field, figure: Decimal) -> str:
    """A count or number without its suffix. Whole numbers of four digits are not grouped: they may be years."""
    if field.kind is Kind.INTEGER and abs(figure) < _GROUPED_FROM:
        return f"{figure:f}"
    return money.grouped(figure, 0, 12)


def rounded(field: Field, figure: Decimal) -> Decimal:
    """A computed number or percentage at the places its field prints; its exact value goes on being used in expressions."""
    if field.kind not in (Kind.NUMBER, Kind.PERCENT):
        return figure
    return figure.quantize(Decimal(1).scaleb(-field.places), ROUND_HALF_UP, money.EXACT)


def figure_text(field: Field, figure: Decimal) -> Text:
    """`figure` (yuan or per cent) as printed, with its unit or suffix."""
    if field.kind is Kind.MONEY:
        return Text(zh=money.written(figure, field.unit, "zh"), en=money.written(figure, field.unit, "en"))
    plain = f"{money.grouped(figure, 2)}%" if field.kind is Kind.PERCENT else plain_text(field, figure)
    if field.suffix is None or field.kind is Kind.PERCENT:
        return Text(zh=plain, en=plain)
    return Text(zh=f"{plain} {field.suffix.zh}", en=f"{plain} {field.suffix.en}")
