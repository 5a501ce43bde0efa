"""Each function of the table, by example."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao.expressions import FUNCTIONS, evaluate, parse
from shenbao.records import Missing

GAP = Missing(paths=frozenset({"t/r2"}))
VALUES: dict[str, Any] = {
    "years": (Decimal(100), Decimal(110), Decimal(121)),
    "from_zero": (Decimal(0), Decimal(5)),
    "rows": ("r1", "r2", "r3"),
    "keys": ("a", "b", "a"),
    "amounts": (Decimal(1), Decimal(2), Decimal(4)),
    "gap_keys": ("a", GAP, "b"),
    "gap_amounts": (Decimal(1), GAP, Decimal(4)),
    "ticks": (True, False, True),
    "gap_ticks": (True, GAP, True),
    "empty": (),
    "open": Missing(paths=frozenset({"open"})),
    "start": date(2024, 2, 29),
    "end": date(2026, 2, 28),
    "day": date(2026, 1, 31),
    "id": "11010519491231002X",
    "code": "91310115MA0000007C",
    "title": "上海（示例）有限公司",
    "attachments.A11": ("f1", "f2"),
    "attachments.A11.pages": (Decimal(3), Decimal(4)),
    "attachments.A12": Missing(paths=frozenset({"attachments.A12"})),
    "attachments.A12.pages": Missing(paths=frozenset({"attachments.A12"})),
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("sum(amounts)", 7),
        ("sum(empty)", 0),
        ("sum(gap_amounts)", GAP),
        ("count(rows)", 3),
        ("count(gap_keys)", 3),
        ("count(empty)", 0),
        ("count(open)", VALUES["open"]),
        ("min(amounts)", 1),
        ("min(3, 2, amounts_first)", 1),
        ("max(start, end)", date(2026, 2, 28)),
        ("max(empty)", Missing(paths=frozenset({"empty"}))),
        ("abs(-3)", 3),
        ("floor_fen(370370.367)", Decimal("370370.36")),
        ("round_to(2.345, 2)", Decimal("2.35")),
        ("round_to(1250, -2)", Decimal(1300)),
        ("wan(125000)", Decimal("12.5")),
        ("share(3, 12)", Decimal("0.25")),
        ("growth(years)", Decimal("0.1")),
        ("growth(from_zero)", Missing(paths=frozenset({"from_zero"}))),
        ("growth(empty)", Missing(paths=frozenset({"empty"}))),
        ("tier(49999999.99, [100000000, 50000000, 0], [10000000, 5000000, 2000000])", 2000000),
        ("tier(100000000, [100000000, 50000000, 0], [10000000, 5000000, 2000000])", 10000000),
        ("tier(5, [10], [1])", 0),
        ('sum_where(amounts, keys, "a")', 5),
        ('sum_where(amounts, keys, "z")', 0),
        ('sum_where(gap_amounts, keys, "a")', 5),
        ('sum_where(gap_amounts, keys, "b")', GAP),
        ('sum_where(amounts, gap_keys, "a")', GAP),
        ('count_where(keys, "a")', 2),
        ('count_where(gap_keys, "a")', GAP),
        ('lookup("b", keys, amounts)', 2),
        ('lookup("z", keys, amounts)', Missing(paths=frozenset({"keys", "amounts"}))),
        ('lookup("a", gap_keys, amounts)', 1),
        ('lookup("z", gap_keys, amounts)', GAP),
        ("any_of(ticks)", True),
        ("all_of(ticks)", False),
        ("any_of(gap_ticks)", True),
        ("all_of(gap_ticks)", GAP),
        ("all_of(empty)", True),
        ("any_of(open)", VALUES["open"]),
        ("distinct(keys)", ("a", "b")),
        ("count(distinct(keys)) == count(keys)", False),
        ("first(amounts)", 1),
        ("last(gap_amounts)", 4),
        ("first(open)", VALUES["open"]),
        ("answered(title)", True),
        ("answered(open)", False),
        ("answered(empty)", True),
        ("answered(gap_keys)", False),
        ("years_between(start, end)", 2),
        ("years_between(end, start)", -2),
        ("months_between(start, end)", 24),
        ("days_between(start, end)", 730),
        ("add_months(day, 1)", date(2026, 2, 28)),
        ("add_months(day, -2)", date(2025, 11, 30)),
        ("add_months(day, 1000000)", Missing(paths=frozenset({"day"}))),
        ("add_days(day, 1)", date(2026, 2, 1)),
        ("add_days(day, -1000000)", Missing(paths=frozenset({"day"}))),
        ("year_of(day)", 2026),
        ("month_of(day)", 1),
        ("length('一 二，三')", 4),
        ("contains(title, '示例')", True),
        ("starts_with(title, '示例')", False),
        ("has_digit('产能 10 台')", True),
        ("has_digit('产能提升')", False),
        ("normalised('Ａ （b）')", "a(b)"),
        ("same(title, '上海(示例) 有限公司')", True),
        ("similar('量子芯片研发项目（一期）', '量子芯片产业化项目二期')", 1),
        ("similar('量子芯片', '脑机接口') < 0.85", True),
        ("similar('项目', '项目')", 1),
        ("similar('项目', '课题')", 0),
        ("birth_date(id)", date(1949, 12, 31)),
        ("birth_date('x')", Missing()),
        ("sex_of(id)", "female"),
        ("sex_of('x')", Missing()),
        ("among('A', keys)", True),
        ("among('c', keys)", False),
        ("among('c', open)", VALUES["open"]),
        ("region_of(code)", "310115"),
        ('attached("A11")', True),
        ('attached("A12")', False),
        ("attached(attachments.A11)", True),
        ('pages("A11")', 7),
        ('pages("A12")', 0),
    ],
)
def test_by_example(source: str, expected: object) -> None:
    values = VALUES | {"amounts_first": Decimal(1)}
    assert evaluate(parse(source), values.__getitem__).value == expected


def test_every_function_has_an_example() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    assert not [name for name in FUNCTIONS if f"{name}(" not in here]


days = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@given(days, st.integers(-600, 600))
def test_months_later_are_so_many_months_between(day: date, months: int) -> None:
    later = evaluate(parse("add_months(day, months)"), {"day": day, "months": Decimal(months)}.__getitem__).value
    between = evaluate(parse("months_between(day, later)"), {"day": day, "later": later}.__getitem__).value
    assert between == months or (months < 0 and isinstance(later, date) and later.day < day.day)


@given(days, days)
def test_periods_have_a_direction(one: date, other: date) -> None:
    values = {"one": one, "other": other}
    for name in ("years_between", "months_between", "days_between"):
        there = evaluate(parse(f"{name}(one, other)"), values.__getitem__).value
        assert evaluate(parse(f"-{name}(other, one)"), values.__getitem__).value == there
