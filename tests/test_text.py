"""Typed text: what is cleaned away, what is folded, what makes no difference between names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao import text

anything = st.text(alphabet=st.characters(exclude_categories=()))


@given(anything, st.booleans())
def test_clean_text_can_be_stored_and_stays_as_it_is(typed: str, lines: bool) -> None:
    cleaned = text.clean(typed, lines=lines)
    cleaned.encode("utf-8")  # raises for a lone surrogate
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(character) == "Cc" and character != "\n" for character in cleaned)
    assert lines or "\n" not in cleaned
    assert text.clean(cleaned, lines=lines) == cleaned


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  示例　", "示例"),
        ("a\x00b\x1bc\ud800", "abc"),
        ("e\u0301", "é"),
        ("a\tb\nc", "a b c"),
        ("\ufeff甲\u200b乙\u202e", "甲乙"),
        ("𬱖𫖯㛃", "𬱖𫖯㛃"),
    ],
)
def test_clean(typed: str, cleaned: str) -> None:
    assert text.clean(typed) == cleaned


def test_lines_are_kept_where_they_are_asked_for() -> None:
    assert text.clean("\r\n一 \r二\u2028三\n\n四\n", lines=True) == "一\n二\n三\n\n四"


def test_folding_and_compacting() -> None:
    assert text.folded("（２０２６）－“Ａ”。、【ｘ】") == "(2026)-“A”.,(x)"
    assert text.compact(" 1 2　3\u00a04 ") == "1234"


@pytest.mark.parametrize(
    ("one", "other"),
    [("上海（示例）有限公司", "上海(示例) 有限公司"), ("Ａ·Ｂ公司", "a•b公司"), ("甲〔乙〕", "甲【乙】"), ("甲 乙", "甲　乙")],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert text.normalised(one) == text.normalised(other)


def test_characters_do_not_count_white_space() -> None:
    assert text.characters("一二，三 a\n　b") == 6
