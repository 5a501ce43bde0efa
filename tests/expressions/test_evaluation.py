"""Values and explanations: exact numbers, Kleene's logic, what is missing, and what decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao import messages
from shenbao.errors import ContentError
from shenbao.expressions import evaluate, evaluate_value, parse
from shenbao.records import Missing, Step


def missing(*paths: str) -> Missing:
    return Missing(paths=frozenset(paths))


VALUES: Mapping[str, Any] = {
    "grant.amount": Decimal(350000),
    "share": Decimal("0.3"),
    "invest": Decimal(1000000),
    "name": "示例",
    "day": date(2026, 3, 5),
    "yes": True,
    "no": False,
    "open": missing("open"),
    "other": missing("other"),
    "zero": Decimal(0),
    "table.c": (Decimal("0.1"), Decimal("0.2")),
    "table.gap": (Decimal(1), missing("table/r2/gap")),
    "nobody": (),
    "choices": ("a", "b"),
}


def lookup(path: str) -> Any:
    return VALUES[path]


def value(source: str) -> Any:
    """The value both ways of evaluating agree on."""
    expression = parse(source)
    result = evaluate_value(expression, lookup)
    told = evaluate(expression, lookup)
    assert told.value == result
    assert type(told.value) is type(result)
    return result


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("0.1 + 0.2 == 0.3", True),
        ("share * invest", Decimal("300000.0")),
        ("-invest / 4", Decimal(-250000)),
        ("1 < 2 < 3", True),
        ("1 < 2 > 3", False),
        ("name == '示例'", True),
        ("name != '示例'", False),
        ("day > day", False),
        ("'a' in choices", True),
        ("'c' not in choices", True),
        ("name in ['甲', '示例']", True),
        ("['a', 'b'] == choices", True),
        ("not yes", False),
        ("invest if yes else 0", Decimal(1000000)),
        ("sum(table.c) == 0.3", True),
        ("sum(nobody)", Decimal(0)),
    ],
)
def test_values(source: str, expected: object) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("open + other", {"open", "other"}),
        ("open * 0", {"open"}),
        ("-open", {"open"}),
        ("not open", {"open"}),
        ("open == open", {"open"}),
        ("1 < open < 3", {"open"}),
        ("open in [1, 2]", {"open"}),
        ("3 in table.gap", {"table/r2/gap"}),
        ("invest if open else 0", {"open"}),
        ("open if yes else 0", {"open"}),
        ("sum(table.gap)", {"table/r2/gap"}),
        ("min(open, 5, other)", {"open", "other"}),
        ("yes and open and other", {"open", "other"}),
        ("no or open", {"open"}),
        ("1 / zero", {"zero"}),
        ("invest / (zero * share)", {"invest", "zero", "share"}),
        ("share(invest, zero)", {"invest", "zero"}),
        ("first(nobody)", {"nobody"}),
    ],
)
def test_unknown_is_not_zero(source: str, paths: set[str]) -> None:
    assert value(source) == missing(*paths)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("no and open", False),
        ("open and no", False),
        ("yes or open", True),
        ("open or yes", True),
        ("2 > 3 > open", False),
        ("1 in table.gap", True),
    ],
)
def test_one_decisive_operand_settles_it(source: str, expected: bool) -> None:
    assert value(source) is expected


TRUTHS = {"yes": True, "no": False, "open": None}


@given(st.sampled_from(sorted(TRUTHS)), st.sampled_from(sorted(TRUTHS)), st.sampled_from(sorted(TRUTHS)))
def test_laws_of_kleene(a: str, b: str, c: str) -> None:
    def same(left: str, right: str) -> bool:
        return bool(value(left) == value(right))

    assert same(f"{a} and {b}", f"{b} and {a}")
    assert same(f"{a} or {b}", f"{b} or {a}")
    assert same(f"({a} and {b}) and {c}", f"{a} and ({b} and {c})")
    assert same(f"not ({a} and {b})", f"not {a} or not {b}")
    assert same(f"not ({a} or {b})", f"not {a} and not {b}")
    assert same(f"not not {a}", a)
    assert same(f"{a} and ({b} or {c})", f"{a} and {b} or {a} and {c}")


NUMBERS = st.sampled_from(["invest", "share", "zero", "open", "other", "2", "0.5"])
ARITHMETIC = st.recursive(
    NUMBERS, lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda p: f"({' '.join(p)})"), max_leaves=6
)


@given(ARITHMETIC)
def test_arithmetic_is_missing_exactly_when_a_part_is(source: str) -> None:
    reads = parse(source).paths & {"open", "other"}
    assert value(source) == missing(*reads) if reads else isinstance(value(source), Decimal)


CONDITIONS = st.recursive(
    st.one_of(
        st.sampled_from(["yes", "no", "open", "true", "false"]),
        st.tuples(ARITHMETIC, st.sampled_from(["<", "<=", "==", "!=", ">"]), ARITHMETIC).map(" ".join),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda p: f"({' '.join(p)})"),
        inner.map(lambda p: f"(not ({p}))"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
    ),
    max_leaves=5,
)


@given(CONDITIONS)
def test_with_and_without_explanation_agree(source: str) -> None:
    if len(source) <= 500:
        value(source)


def lines(step: Step, depth: int = 0) -> list[str]:
    return [f"{'  ' * depth}{step.text} = {step.value}", *(line for part in step.parts for line in lines(part, depth + 1))]


def test_an_explanation_reads_from_the_result_to_the_answers() -> None:
    assert lines(evaluate(parse("grant.amount <= min(share * invest, 500000)"), lookup)) == [
        "grant.amount <= min(share * invest, 500000) = False",
        "  grant.amount = 350000",
        "  min(share * invest, 500000) = 300000.0",
        "    share * invest = 300000.0",
        "      share = 0.3",
        "      invest = 1000000",
    ]


@pytest.mark.parametrize(
    ("source", "decided_by"),
    [
        ("yes and invest < 5 and no", ["invest < 5"]),
        ("no or yes or no", ["yes"]),
        ("yes and invest > 5", ["yes", "invest > 5"]),
        ("yes and open and other", ["open", "other"]),
        ("true and yes", ["yes"]),
        ("no or open", ["open"]),
        ("share if yes else invest", ["yes", "share"]),
        ("share if open else invest", ["open"]),
    ],
)
def test_only_what_decided_is_told(source: str, decided_by: list[str]) -> None:
    assert [part.text for part in evaluate(parse(source), lookup).parts] == decided_by


@pytest.mark.parametrize(
    ("source", "column", "text"),
    [
        ("'a' * 9", 1, "'a' * 9"),
        ("1 + name", 1, "1 + name"),
        ("-name", 1, "-name"),
        ("name and yes", 1, "name"),
        ("yes or no and 3", 1, "yes"),
        ("no or name", 7, "name"),
        ("1 if name else 2", 6, "name"),
        ("not 3", 1, "not 3"),
        ("name < name", 1, "name < name"),
        ("name == 3", 1, "name == 3"),
        ("'a' in name", 1, "'a' in name"),
        ("3 in choices", 1, "3 in choices"),
        ("yes in [1]", 1, "yes in [1]"),
        ("sum(name)", 1, "sum(name)"),
        ("1 + sum(choices)", 5, "sum(choices)"),
        ("min(1, day)", 1, "min(1, day)"),
        ("add_days(day, 0.5)", 1, "add_days(day, 0.5)"),
        ("tier(1, [1, 2], [3])", 1, "tier(1, [1, 2], [3])"),
    ],
)
def test_wrong_types_are_said_with_their_place(source: str, column: int, text: str) -> None:
    if source == "yes or no and 3":
        assert value(source) is True  # what is decided is not looked at further
        return
    for way in (evaluate, evaluate_value):
        with pytest.raises(ContentError) as caught:
            way(parse(source), lookup)
        assert (caught.value.slots["column"], caught.value.slots["text"]) == (column, text)
        assert all(messages.describe(caught.value, lang) for lang in messages.LANGUAGES)


def test_numbers_beyond_reason_are_said() -> None:
    huge = parse(" * ".join(["huge"] * 20))
    for way in (evaluate, evaluate_value):
        with pytest.raises(ContentError, match="overflow"):
            way(huge, lambda _: Decimal("1e99999"))


def test_an_error_of_the_lookup_is_its_own() -> None:
    with pytest.raises(KeyError):
        evaluate(parse("nowhere.known"), lookup)


def test_a_column_of_a_thousand_is_summed_exactly() -> None:
    column = tuple(Decimal("0.01") for _ in range(1000))
    assert evaluate_value(parse("sum(a.b)"), lambda _: column) == 10
