"""The cases of every worked example come out as written, and every rule has the cases it needs."""

import pytest

from shenbao.draft import cases
from shenbao.forms.catalogue import Catalogue
from shenbao.records import Outcome

SCHEME = Catalogue().scheme("m08-first")
RESULTS = tuple(cases.run_all(SCHEME))
ALWAYS_KNOWN = {"N01.ceiling", "N01.share", "R36.proof", "R37", "R27.paper"}
"""Rules that read only files or parameters, which are there or not; tried only when there is something to try."""


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.name)
def test_a_case_comes_out_as_written(result: cases.CaseResult) -> None:
    assert [str(error) for error in result.errors] == []


@pytest.mark.parametrize("outcome", Outcome)
def test_every_rule_is_seen_with_this_outcome(outcome: Outcome) -> None:
    seen = {code for result in RESULTS for code, found in result.tried if found is outcome}
    wanted = {check.id for check in SCHEME.checks} - (ALWAYS_KNOWN if outcome is Outcome.UNDECIDED else set())
    assert wanted - seen == set()
