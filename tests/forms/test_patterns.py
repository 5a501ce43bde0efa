"""What each pattern finds and lets pass, and the words that must stand in a text before it is tried."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenbao.forms.patterns import NEEDED, PATTERNS, found_in


@pytest.mark.parametrize("name", PATTERNS)
def test_whatever_fits_a_pattern_has_a_word_that_it_needs(name: str) -> None:
    @settings(suppress_health_check=[HealthCheck.too_slow])  # some patterns take long to write texts for
    @given(st.from_regex(PATTERNS[name]))
    def has_one(piece: str) -> None:
        assert any(word in piece.casefold() for word in NEEDED[name])

    has_one()


def test_an_amount_in_figures_is_none_in_words() -> None:
    text = "总投资500万元（5,000,000元），申请3亿元（300,000,000元），其中伍佰万元（5,000元）"
    assert list(found_in(text, ("amount_in_words",))) == ["伍佰万元（5,000元）"]


@pytest.mark.parametrize(
    ("name", "found", "passed"),
    [
        ("placeholder", ("XX%", "提高xx万元", "××公司", "XXX", "〇〇公司", "TODO"), ("XX染色体", "6XX型", "2×2", "二〇〇八年", "mastodon")),
        ("secrecy", ("机密", "商业机密", "绝密级"), ("电机密封", "有机密封圈", "机密计算", "机密性")),
        (
            "amount_in_words",
            ("100万元（人民币壹佰零壹万元整）", "人民币壹佰万元整（1000001元）"),
            ("100万元（大写：人民币壹佰万元整）", "1,000,000.00元（壹佰万元）", "人民币壹佰万元整（100万元）"),
        ),
    ],
)
def test_what_is_a_fault_is_found_and_what_only_looks_like_one_is_not(name: str, found: tuple[str, ...], passed: tuple[str, ...]) -> None:
    assert [text for text in (*found, *passed) if any(found_in(text, [name]))] == list(found)
