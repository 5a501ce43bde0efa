"""Operands that can never fit are found from the types of the fields alone."""

from __future__ import annotations

import pytest

from shenbao import messages
from shenbao.expressions import check_types, parse
from shenbao.expressions.operands import result_type

KINDS = {
    "name": "text",
    "amount": "number",
    "day": "date",
    "tick": "bool",
    "choices": "list[text]",
    "table": "list",
    "table.amount": "list[number]",
    "table.tick": "list[bool]",
    "known_by_nobody": "any",
}


@pytest.mark.parametrize(
    "source",
    [
        "amount * 0.3 <= sum(table.amount)",
        "tick and not all_of(table.tick)",
        "name in ['a', 'b'] or 'x' in choices",
        "name == 'a' if tick else day > add_days(day, 3)",
        "min(table.amount) + max(1, amount) + first(table.amount)",
        "known_by_nobody + 1 > 2 and known_by_nobody",
        "tier(amount, [1, 2], [3, 4]) == count(table)",
        'attached("A11") and pages("A11") > 3',
        "lookup(name, choices, table.amount) * 2",
    ],
)
def test_nothing_to_say(source: str) -> None:
    assert check_types(parse(source), KINDS.__getitem__) == ()


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("name * 9", ["name"]),
        ("-day", ["day"]),
        ("amount and tick", ["amount"]),
        ("not name", ["name"]),
        ("1 if amount else 2", ["amount"]),
        ("name == amount", ["amount"]),
        ("name < name", ["name"]),
        ("tick >= 1", ["1"]),
        ("name in amount", ["amount"]),
        ("amount in ['a']", ["['a']"]),
        ("sum(choices)", ["choices"]),
        ("sum(name) + years_between(day, amount)", ["name", "amount"]),
        ("all_of(table.amount)", ["table.amount"]),
        ("min(table.amount) and tick", ["min(table.amount)"]),
        ("1 < amount < name", ["name"]),
    ],
)
def test_each_wrong_operand_is_named(source: str, texts: list[str]) -> None:
    errors = check_types(parse(source), KINDS.__getitem__)
    assert [error.slots["text"] for error in errors] == texts
    for error in errors:
        assert all(messages.describe(error, lang) for lang in messages.LANGUAGES)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("amount + 1", "number"),
        ("tick", "bool"),
        ("[1, 2]", "list[number]"),
        ("[1, 'a']", "list"),
        ("max(day, day)", "date"),
        ("amount if tick else name", "any"),
    ],
)
def test_the_type_of_a_result(source: str, kind: str) -> None:
    assert result_type(parse(source), KINDS.__getitem__) == kind
