"""The policy text is the published one, and every clause and quotation stands in it letter by letter."""

from datetime import date
from hashlib import sha256

import pytest

from shenbao.content import shipped
from shenbao.forms.catalogue import Catalogue
from shenbao.policy import misquoted, official_text, policy

PUBLISHED = "025e384c050f0e4f587ed5d8c1c1542766899b6452eed7d3bc5a64b6b85bca0b"
"""SHA-256 of the official English text as published on 2026-01-15."""


def test_the_text_is_the_published_one() -> None:
    assert sha256((shipped() / "resources" / "policy" / "measures.en.txt").read_bytes()).hexdigest() == PUBLISHED


def test_every_clause_stands_in_the_text() -> None:
    assert list(misquoted(policy(), official_text())) == []


def test_no_sentence_is_left_out() -> None:
    rest = official_text()
    for clause in policy().clauses():
        rest = rest.replace(clause.en, "", 1)
    for part in policy().parts:
        rest = rest.replace(part.title.en, "", 1)
    for measure in policy().measures:
        rest = rest.replace(f"{measure.number}. {measure.title.en}.", "", 1)
    headings = {line.strip(" .ⅠⅤⅥIV") for line in rest.replace(policy().title.en, "").splitlines()}
    assert headings == {""}


def test_clause_ids_are_unique() -> None:
    ids = [clause.id for clause in policy().clauses()]
    assert len(ids) == len(set(ids))


def test_every_clause_can_be_read_in_chinese() -> None:
    assert [clause.id for clause in policy().clauses() if not clause.zh] == []


def test_fifteen_measures_of_which_three_titles_are_confirmed_in_chinese() -> None:
    assert [measure.number for measure in policy().measures] == list(range(1, 16))
    assert [measure.number for measure in policy().measures if measure.title.official] == [1, 2, 15]


def test_focus_of_support_is_quoted_from_part_one() -> None:
    for horizon in policy().horizons:
        clause = policy().clause(horizon.clause)
        assert clause is not None
        assert horizon.focus.en in clause.en


def test_eleven_fields_and_six_directions_are_those_of_the_forms() -> None:
    lists = {place.path: place.field for place in Catalogue().scheme("m08-first").places.values()}
    fields = [code for horizon in policy().horizons for code in horizon.fields]
    assert [choice.code for choice in lists["project.field"].choices] == [*fields, "other"]
    assert [choice.code for choice in lists["project.direction"].choices] == list(policy().directions)


@pytest.mark.parametrize(("day", "inside"), [("2025-09-25", False), ("2025-09-26", True), ("2030-09-25", True), ("2030-09-26", False)])
def test_both_days_of_the_validity_count(day: str, inside: bool) -> None:
    assert policy().in_force(date.fromisoformat(day)) is inside
