"""Amounts: never rounded up, exact between 元 and 万元, read back as printed, written out as the People's Bank asks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao import money

yuan = st.decimals(min_value=-(10**15), max_value=10**15, places=2)
any_precision = st.decimals(min_value=-(10**12), max_value=10**12, places=9)


@given(any_precision)
def test_floor_never_rounds_up_and_loses_less_than_a_fen(amount: Decimal) -> None:
    floored = money.floor_fen(amount)
    assert floored <= amount < floored + money.FEN
    assert floored == floored.quantize(money.FEN)


@pytest.mark.parametrize(
    ("exact", "floored"), [("370370.367", "370370.36"), ("431605.275", "431605.27"), ("0.009", "0.00"), ("-0.001", "-0.01")]
)
def test_floor(exact: str, floored: str) -> None:
    assert str(money.floor_fen(Decimal(exact))) == floored


@given(yuan)
def test_wan_and_yuan_are_exact(amount: Decimal) -> None:
    assert money.to_yuan(money.to_wan(amount)) == amount


@given(yuan, st.sampled_from(["yuan", "wan"]))
def test_what_is_printed_reads_back_the_same(amount: Decimal, unit: str) -> None:
    assert money.amount(money.figure(amount, unit), unit) == amount
    assert money.amount(money.written(amount, unit, "zh").replace(" ", "")) == amount


@given(any_precision)
def test_printing_never_enlarges(amount: Decimal) -> None:
    assert abs(money.number(money.grouped(amount, 2, 6))) <= abs(amount)


@pytest.mark.parametrize(
    ("amount", "unit", "lang", "printed"),
    [
        ("1234567.89", "yuan", "zh", "1,234,567.89 元"),
        ("1234567.89", "wan", "zh", "123.456789 万元"),
        ("20000000", "wan", "zh", "2,000.00 万元"),
        ("20000000", "yuan", "en", "20,000,000.00 yuan"),
        ("125000", "wan", "en", "125,000.00 yuan"),
        ("-0.001", "yuan", "zh", "-0.001 元"),
        ("-0.0000001", "yuan", "zh", "0.00 元"),
        ("0", "yuan", "zh", "0.00 元"),
    ],
)
def test_printing(amount: str, unit: str, lang: str, printed: str) -> None:
    assert money.written(Decimal(amount), unit, lang) == printed


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("1,234.5", "yuan", "1234.5"),
        ("1234,5678", "yuan", "12345678"),
        ("12.5万", "yuan", "125000"),
        ("12.5万元", "wan", "125000"),
        ("125000元", "wan", "125000"),
        ("12.5", "wan", "125000"),
        ("1.2亿元", "yuan", "120000000"),
        ("3千万", "yuan", "30000000"),
        ("¥1,000.00元整", "yuan", "1000"),
        ("人民币20元", "yuan", "20"),
        ("-3", "yuan", "-3"),
    ],
)
def test_reading(text: str, unit: str, amount: str) -> None:
    assert money.amount(text, unit) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "abc", "1,5", "12,34.5", "1.2.3", "1e5", "--1", "1.", ".5", "½", "१२", "nan", "Infinity", "3美元"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^" if not text else None):
        money.amount(text)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        # the vectors of the People's Bank's rules
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("20000000", "人民币贰仟万元整"),
        ("500000", "人民币伍拾万元整"),
        ("0", "人民币零元整"),
        # fractions alone, and 整 after 角
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角整"),
        ("0.53", "人民币伍角叁分"),
        ("1.50", "人民币壹元伍角整"),
        ("10.50", "人民币壹拾元零伍角整"),
        # zeros inside, between and at the end of groups
        ("1001", "人民币壹仟零壹元整"),
        ("10050000", "人民币壹仟零伍万元整"),
        ("10000500", "人民币壹仟万零伍佰元整"),
        ("100000005", "人民币壹亿零伍元整"),
        ("100010001.01", "人民币壹亿零壹万零壹元零壹分"),
        # negative and huge
        ("-3.20", "人民币负叁元贰角整"),
        ("1000000000000", "人民币壹万亿元整"),
        ("1000000000001", "人民币壹万亿零壹元整"),
        ("10000000000000000", "人民币壹亿亿元整"),
        # a part of a fen is dropped, as in the figure beside it
        ("370370.367", "人民币叁拾柒万零叁佰柒拾元零叁角陆分"),
    ],
)
def test_capitals(amount: str, words: str) -> None:
    assert money.in_words(Decimal(amount)) == words


@given(yuan)
def test_capitals_keep_to_the_rules(amount: Decimal) -> None:
    words = money.in_words(amount)
    assert words.startswith("人民币")
    assert "零零" not in words
    assert words.endswith("整") != words.endswith("分")
    assert ("负" in words) == (amount < 0)


@given(yuan, yuan)
def test_capitals_tell_amounts_apart(one: Decimal, other: Decimal) -> None:
    assert (money.in_words(one) == money.in_words(other)) == (one == other)
