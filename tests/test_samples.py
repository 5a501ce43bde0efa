"""The sample portfolio: profiles of enterprises that say what their applications say, and facts that make the adviser worth a look."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from finishing import finished
from shenbao import content, paths, samples
from shenbao.advice import Fit, find
from shenbao.advice.finder import items
from shenbao.application import Application
from shenbao.draft import Draft
from shenbao.forms.catalogue import catalogue
from shenbao.forms.schema import Kind
from shenbao.incoming import Incoming

TODAY = date(2026, 3, 20)

PROFILED = [example for example in samples.missing(()) if (example / "enterprise.yaml").is_file()]

# Kind of the items that an application is for, and what they are worth together by its own reckoning.
RECKONED = {
    "m03-incubator": ("incubation", "budget.total"),
    "m08-first": ("sale", "amounts.ceiling.base"),
    "m09-scenario": ("scenario", "amounts.ceiling.investment"),
}


@cache
def read(example: Path) -> tuple[Incoming, ...]:
    return finished(samples.read(example, paths.data()))


@pytest.fixture(params=PROFILED, ids=lambda example: example.name)
def sample(request: pytest.FixtureRequest) -> tuple[Incoming, Incoming]:
    profile, application = read(request.param)
    assert (profile.kind, application.kind) == ("enterprise", "application")
    return profile, application


def opened(incoming: Incoming) -> Draft:
    def nowhere(*_: object) -> None:
        raise AssertionError

    return Draft(catalogue().scheme(incoming.scheme), incoming.edits, TODAY, append=nowhere)


def test_a_profile_says_what_the_application_of_its_enterprise_says(sample: tuple[Incoming, Incoming]) -> None:
    profile, application = (Application(incoming.edits) for incoming in sample)
    form = catalogue().scheme(sample[0].scheme)
    shared = [path for path in catalogue().scheme(sample[1].scheme).places if path in form.places]
    assert len(shared) > 40
    for path in shared:
        field = form.places[path].field
        if field.kind is Kind.TABLE:
            columns = [column.id for column in field.columns if not column.compute]
            told = [[[row.cells.get(name, "") for name in columns] for row in each.rows(path)] for each in (profile, application)]
            assert told[0] == told[1], path
        else:
            assert profile.stored(path) == application.stored(path), path


def test_a_profile_is_complete_and_undo_does_not_go_behind_it(sample: tuple[Incoming, Incoming]) -> None:
    draft = opened(sample[0])
    assert [finding.code for finding in draft.findings() if finding.level == "block" and finding.outcome != "met"] == []
    assert draft.undo_label is None


def test_what_may_be_claimed_agrees_with_the_application(sample: tuple[Incoming, Incoming]) -> None:
    profile, application = (opened(incoming) for incoming in sample)
    kind, path = RECKONED[application.scheme.id]
    assert sum((item.amount for item in items(profile.sheet) if item.kind == kind), Decimal(0)) == application.value(path)


def test_the_adviser_has_something_to_say_about_every_profile(sample: tuple[Incoming, Incoming]) -> None:
    advice = {each.row.id: each for each in find(opened(sample[0]).sheet, catalogue())}
    assert advice[sample[1].scheme].fit is Fit.YES, "what the enterprise applies for suits it"
    assert {each.fit for each in advice.values()} == set(Fit)


def test_some_samples_have_profiles_and_the_others_are_read_alone() -> None:
    assert {example.name for example in PROFILED} == set(RECKONED)
    alone = content.find("forms/examples/m10-fund/answers.yaml")
    assert alone is not None
    assert [incoming.kind for incoming in finished(samples.read(alone.parent, paths.data()))] == ["application"]
