"""Words that must stand in a text before a pattern is tried in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao.forms.patterns import NEEDED, PATTERNS, found_in


@pytest.mark.parametrize("name", PATTERNS)
def test_whatever_fits_a_pattern_has_a_word_that_it_needs(name: str) -> None:
    @given(st.from_regex(PATTERNS[name]))
    def has_one(piece: str) -> None:
        assert any(word in piece.casefold() for word in NEEDED[name])

    has_one()


def test_an_amount_in_figures_is_none_in_words() -> None:
    text = "总投资500万元（5,000,000元），申请3亿元（300,000,000元），其中伍佰万元（5,000元）"
    assert list(found_in(text, ("amount_in_words",))) == ["伍佰万元（5,000元）"]
