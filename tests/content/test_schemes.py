"""What the policy offers: thirty-two rows, each resting on a clause that names its ceiling."""

import re
from decimal import Decimal

import pytest

from shenbao.forms.catalogue import Catalogue
from shenbao.forms.offers import CapKind, CatalogueRow
from shenbao.forms.schema import SchemeClass
from shenbao.policy import policy

ROWS = Catalogue().rows()
_WORDS = {"million": 1_000_000, "thousand": 1_000}
_NUMBERS = {"two": 2, "eight": 8}


def _amounts(text: str) -> set[Decimal]:
    found = re.findall(r"(\d+|two|eight) (million|thousand) yuan", text)
    return {Decimal(_NUMBERS.get(number) or number) * _WORDS[word] for number, word in found}


def test_every_item_of_the_catalogue_is_there_once() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS) == 32


def test_rows_follow_the_measures() -> None:
    measures = [row.measure for row in ROWS]
    assert measures == sorted(measures)
    assert set(measures) == set(range(1, 16))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_rests_on_a_clause_of_its_measure_and_its_ceiling_is_in_it(row: CatalogueRow) -> None:
    clause = policy().clause(row.clause)
    assert clause is not None
    assert row.clause.startswith(f"{row.measure}.")
    assert row.id.startswith(f"m{row.measure:02}-")
    if row.cap.max is not None:
        assert row.cap.max in _amounts(clause.en)
    if row.cap.share is not None:
        assert f"{row.cap.share:.0%}" in clause.en
    if row.one_time:
        assert "one-time" in clause.en


def test_ten_items_are_numbered_and_only_they() -> None:
    assert sum(row.scheme_class is SchemeClass.A for row in ROWS) == 10
    assert all((row.scheme_class is SchemeClass.A) is (row.cap.kind is not CapKind.NONE) for row in ROWS)


def test_our_own_titles_are_shown_as_renderings() -> None:
    assert not any(row.title.official for row in ROWS)


def test_this_version_has_a_form_for_first_products() -> None:
    catalogue = Catalogue()
    assert "m08-first" in [row.id for row in ROWS if catalogue.has_form(row.id)]
