"""The policy's text is quoted letter by letter, and applies from its first day to its last."""

from __future__ import annotations

from datetime import date

import pytest

from shenbao.content import shipped
from shenbao.policy import Policy, load, misquoted, official_text


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load((shipped(),))[0]


def test_every_clause_stands_in_the_official_text(policy: Policy) -> None:
    text = official_text((shipped(),))
    assert [clause.id for clause in misquoted(policy, text)] == []
    assert len({clause.id for clause in policy.clauses()}) == len(list(policy.clauses()))


def test_there_are_fifteen_measures_six_directions_and_eleven_fields(policy: Policy) -> None:
    assert [measure.number for measure in policy.measures] == list(range(1, 16))
    assert len(policy.directions) == 6
    assert sum(len(horizon.fields) for horizon in policy.horizons) == 11


@pytest.mark.parametrize(
    ("day", "applies"),
    [(date(2025, 9, 25), False), (date(2025, 9, 26), True), (date(2030, 9, 25), True), (date(2030, 9, 26), False)],
)
def test_the_policy_applies_on_its_first_and_last_day(policy: Policy, day: date, applies: bool) -> None:
    assert policy.in_force(day) is applies


def test_a_clause_is_found_by_its_id(policy: Policy) -> None:
    clause = policy.clause("8.4")
    assert clause is not None
    assert "up to 30% of the contract value" in clause.en
    assert policy.clause("8.99") is None
