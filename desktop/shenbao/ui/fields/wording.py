"""How a field reads on the screen: the text to type over, the text at rest, unit, hint and options of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from shenbao.forms import kinds
from shenbao.forms.schema import Field, Kind, Unit
from shenbao.money import in_words
from shenbao.ui.words import language, pick, say

if TYPE_CHECKING:
    from shenbao.draft import FieldState

NUMERIC = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.MONEY})
_WIDTHS = {
    Kind.INTEGER: 180,
    Kind.NUMBER: 180,
    Kind.PERCENT: 140,
    Kind.MONEY: 220,
    Kind.DATE: 180,
    Kind.MONTH: 140,
    Kind.CREDIT_CODE: 280,
    Kind.RESIDENT_ID: 280,
    Kind.PASSPORT: 220,
    Kind.PATENT: 280,
    Kind.INVOICE: 280,
    Kind.BANK_ACCOUNT: 320,
    Kind.MOBILE: 200,
    Kind.PHONE: 220,
    Kind.EMAIL: 320,
    Kind.POSTCODE: 140,
}
LONG = 40
"""Texts that may have more characters than this take the width of the page."""
_GROUPS = {Kind.CREDIT_CODE: (4, 4, 4, 4, 2), Kind.RESIDENT_ID: (6, 8, 4), Kind.MOBILE: (3, 4, 4)}


def typed_text(state: FieldState) -> str:
    """The plain text to type over: figures without grouping; an invalid answer as it was typed."""
    grouped = kinds.typed(state.field, stored_of(state))
    return grouped if grouped == state.stored or state.field.kind not in NUMERIC else grouped.replace(",", "")


def rest_text(state: FieldState) -> str:
    """The value as it is shown without the focus: figures and identifiers grouped, private ones masked."""
    chosen = state.field.kind in (Kind.ONE_OF, Kind.SOME_OF)
    return at_rest(state.field, stored_of(state), dict(options(state)) if chosen else {})


def at_rest(field: Field, stored: str, labels: Mapping[str, str]) -> str:
    """A stored answer for reading; one that cannot be read stands as it was typed."""
    if field.kind is Kind.ONE_OF:
        return labels.get(stored, stored)
    if field.kind is Kind.SOME_OF:
        return say("form.list_separator").join(labels.get(code, code) for code in stored.split())
    if field.kind is Kind.YES_NO:
        return kinds.display(field, stored, language.code)
    if field.private:
        return kinds.masked(field, stored)
    return kinds.typed(field, stored) if field.kind in NUMERIC else in_groups(field.kind, stored)


def stored_of(state: FieldState) -> str:
    """The stored text of an answer or of a computed value."""
    return state.stored or kinds.stored_of(state.field, state.value)


def in_groups(kind: Kind, text: str) -> str:
    """An identifier in the groups people read it in."""
    if kind is Kind.BANK_ACCOUNT:
        return " ".join(text[at : at + 4] for at in range(0, len(text), 4))
    sizes = _GROUPS.get(kind)
    if sizes is None or sum(sizes) != len(text):
        return text
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    return " ".join(text[start : start + size] for start, size in zip(starts, sizes, strict=True))


def reads_as(text: str, state: FieldState) -> bool:
    """`text` is another way to type what is stored."""
    return kinds.kept(state.field, text) == state.stored


def options(state: FieldState) -> tuple[tuple[str, str], ...]:
    """Code and label of every option offered now."""
    if state.field.kind is Kind.YES_NO:
        return column_options(state.field)
    return tuple((choice.code, pick(choice.label)) for choice in state.choices)


def column_options(field: Field) -> tuple[tuple[str, str], ...]:
    """Code and label of every option of a column, before there is a cell to ask."""
    if field.kind is Kind.YES_NO:
        return (("yes", say("form.yes")), ("no", say("form.no")))
    return tuple((choice.code, pick(choice.label)) for choice in field.choices)


def suffix(field: Field) -> str:
    """The unit behind the input: 元, 万元, %, or the field's own."""
    if field.kind is Kind.MONEY:
        return say("form.unit.wan" if field.unit is Unit.WAN else "form.unit.yuan")
    if field.kind is Kind.PERCENT:
        return "%"
    return pick(field.suffix) if field.suffix is not None else ""


def placeholder(state: FieldState) -> str:
    """The form's example, or nothing for a computed field."""
    if state.computed:
        return say("form.computed.waiting")
    return say("form.example", example=state.field.example) if state.field.example else ""


def hover(state: FieldState) -> str:
    """What a figure says when pointed at: 大写 for money."""
    if state.field.kind is Kind.MONEY and isinstance(state.value, Decimal):
        return in_words(state.value)
    return ""


def width_of(field: Field) -> int:
    """Widest the input gets, in device-independent pixels; 0 = no limit."""
    if field.wide or (field.kind is Kind.TEXT and (field.max or 0) > LONG):
        return 0
    return _WIDTHS.get(field.kind, 560)


def counter(count: int, field: Field) -> str:
    """`386 / 300–800 字`."""
    if field.min is not None and field.max is not None:
        return say("form.counter.between", count=count, least=int(field.min), most=int(field.max))
    if field.max is not None:
        return say("form.counter.most", count=count, most=int(field.max))
    if field.min is not None:
        return say("form.counter.least", count=count, least=int(field.min))
    return say("form.counter.count", count=count)


def copied(state: FieldState) -> str:
    """A value as it goes to a spreadsheet: figures plain, choices by their label, private values whole."""
    if state.field.kind in (Kind.ONE_OF, Kind.SOME_OF, Kind.YES_NO):
        return rest_text(state)
    return typed_text(state)
