"""The cases of every worked example come out as written, and every rule has the cases it needs."""

from __future__ import annotations

import pytest

from content.results import CATALOGUE, SCHEMES, results
from shenbao.records import Outcome

ALWAYS_KNOWN = {"N01.ceiling", "N01.share", "R36.proof", "R37", "R27.paper"}
"""Rules that read only files or parameters, which are there or not; tried only when there is something to try."""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_case_comes_out_as_written(scheme: str) -> None:
    assert results(scheme), "a scheme has cases"
    assert {result.name: [str(error) for error in result.errors] for result in results(scheme) if result.errors} == {}


@pytest.mark.parametrize("outcome", [Outcome.MET, Outcome.VIOLATED])
def test_every_rule_is_seen_met_and_violated(outcome: Outcome) -> None:
    """A rule that several schemes share is shown by the cases of any of them."""
    seen = {code for scheme in SCHEMES for result in results(scheme) for code, found in result.tried if found is outcome}
    wanted = {check.id for scheme in SCHEMES for check in CATALOGUE.scheme(scheme).checks}
    assert wanted - seen == set()


@pytest.mark.parametrize("outcome", Outcome)
def test_every_rule_of_first_products_is_seen_with_this_outcome(outcome: Outcome) -> None:
    form = CATALOGUE.scheme("m08-first")
    seen = {code for result in results(form.id) for code, found in result.tried if found is outcome}
    wanted = {check.id for check in form.checks} - (ALWAYS_KNOWN if outcome is Outcome.UNDECIDED else set())
    assert wanted - seen == set()
