"""A whole library of worked applications: nothing is called repeated that is not, and everything that is, is found with its place.

28 enterprises file every scheme of the examples, in several years, as careful applicants do: with the same licence, leader, patents and
legal representative in all of their applications, with contract numbers that other enterprises give too, and with talents that were
supported in other years.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from checks.test_repetition import edits
from shenbao.checks import LedgerFact
from shenbao.claims import Claims
from shenbao.draft import Draft
from shenbao.forms.catalogue import catalogue
from shenbao.forms.schema import Fact, Kind, SchemeClass
from shenbao.records import Finding, RecordId

TODAY = date(2026, 3, 20)
ALL, SOME = 28, 2
"""Enterprises of the whole library, and of the sample that always runs."""
OF_ENTERPRISE = frozenset({Fact.APPLICANT, Fact.KIN, Fact.PERSON, Fact.PATENT, Fact.REWARDED, Fact.STANDARD})
SEEDED = (Fact.INVOICE, Fact.CONTRACT, Fact.COST, Fact.PATENT, Fact.PERSON, Fact.STANDARD, Fact.FILE)


@cache
def schemes() -> tuple[str, ...]:
    return tuple(
        row.id for row in catalogue().rows() if row.scheme_class in (SchemeClass.A, SchemeClass.B) and catalogue().has_form(row.id)
    )


def record(enterprise: int, scheme: str) -> RecordId:
    return RecordId(f"{scheme}-{enterprise}")


def application(enterprise: int, scheme: str, claims: Claims | None = None) -> Draft:
    """The worked example as `enterprise` would file it."""
    form = catalogue().scheme(scheme)
    others = claims.besides(record(enterprise, scheme)) if claims else Claims(Path("nowhere")).besides(RecordId(""))
    draft = Draft(form, edits(scheme), TODAY, append=lambda edit, summary: None, others=others)
    draft.set_many([*_changed(draft, enterprise, schemes().index(scheme))])
    draft.attach(form.slots[0].code, {"name": "营业执照.pdf", "sha256": f"{enterprise:064x}", "verdict": "merged", "pages": "1"})
    return draft


def _changed(draft: Draft, enterprise: int, number: int) -> Iterator[tuple[str, str]]:
    """What an enterprise is called by the same everywhere; what it claims is different in each application."""
    yield "cover.date", f"{2023 + number % 4}-03-20"
    for path, place in draft.scheme.places.items():
        field = place.field
        if field.compute:
            continue
        if field.ledger is not None and field.kind is not Kind.TABLE and draft.state(path).stored:
            yield path, _varied(draft.state(path).stored, field.ledger, enterprise, number, 0)
        if path == draft.scheme.title_path and not field.compute:
            yield path, f"{draft.state(path).stored}{enterprise}号"
        if field.kind is Kind.TABLE:
            for at, row in enumerate(draft.rows(path)):
                for column in field.columns:
                    cell = f"{path}/{row}/{column.id}"
                    if column.ledger is not None and draft.state(cell).stored:
                        yield cell, _varied(draft.state(cell).stored, column.ledger, enterprise, number, at)
                    elif field.ledger is Fact.COST and column.id == field.line[1]:
                        yield cell, f"示例服务商{enterprise}-{number}"
                    elif column.id == field.worth and not column.compute:
                        yield cell, f"{1_000_000 + 1000 * enterprise + number}.{at % 100:02}"


def _varied(value: str, kind: Fact, enterprise: int, number: int, row: int) -> str:
    if kind is Fact.CONTRACT:
        return f"HT-{number}-{row}"
    if kind in (Fact.APPLICANT, Fact.KIN):
        return f"91310000MA{enterprise:08}" if kind is Fact.APPLICANT else f"示例法人{enterprise}"
    if kind in OF_ENTERPRISE:
        return f"{value}E{enterprise}"
    return f"{enterprise:06}{number:04}{row:04}{value[-6:]}"


@cache
def library(enterprises: int) -> Claims:
    """What all of their applications claim."""
    claims = Claims(Path("nowhere"))
    for enterprise in range(enterprises):
        for scheme in schemes():
            draft = application(enterprise, scheme)
            claims.put(record(enterprise, scheme), 1, draft.claims(f"{scheme} 由 {enterprise} 申报"))
    return claims


def repeated(draft: Draft) -> list[Finding]:
    """What is called repeated because of another application."""
    return [each for each in draft.findings() if each.code.startswith("D") and each.outcome == "violated" and each.there]


@pytest.mark.parametrize("enterprises", [SOME, pytest.param(ALL, marks=pytest.mark.slow)])
def test_a_clean_library_raises_no_alarm(enterprises: int) -> None:
    claims = library(enterprises)
    alarms = [
        (enterprise, scheme, [each.message.zh for each in found])
        for enterprise in range(enterprises)
        for scheme in schemes()
        if (found := repeated(application(enterprise, scheme, claims)))
    ]
    assert not alarms


@pytest.mark.parametrize(("enterprises", "seeds"), [(SOME, 14), pytest.param(ALL, 105, marks=pytest.mark.slow)])
def test_every_seeded_repetition_is_found(enterprises: int, seeds: int) -> None:
    claims, chance = library(enterprises), random.Random(20260320)
    missed, measures, years = [], set(), set()
    for number in range(seeds):
        kind = SEEDED[number % len(SEEDED)]
        original, enterprise, scheme = _pick(claims, kind, enterprises, chance)
        draft = application(enterprise, scheme, claims)
        _plant(draft, original)
        named = {place.title for each in repeated(draft) for place in each.there}
        measures.add((original.scheme, scheme))
        years.add(original.year)
        if original.title not in named:
            missed.append((kind, original.title, enterprise, scheme))
    assert not missed
    assert len({one for one, other in measures if one != other}) > 1, "across measures"
    assert len(years) > 1, "across years"


def _pick(claims: Claims, kind: Fact, enterprises: int, chance: random.Random) -> tuple[LedgerFact, int, str]:
    """Something that is claimed, and another enterprise's application that has room for it."""
    while True:
        enterprise, scheme = chance.randrange(enterprises), chance.choice(schemes())
        own = [fact for fact in claims.kept(record(enterprise, scheme)) if fact.kind is kind]
        other, target = chance.randrange(enterprises), chance.choice(schemes())
        room = any(fact.kind is kind for fact in claims.kept(record(other, target)))
        if own and room and other != enterprise:
            return chance.choice(own), other, target


def _plant(draft: Draft, original: LedgerFact) -> None:
    """Puts a copy of what another application claims into the first place of its kind."""
    if original.kind is Fact.FILE:
        draft.attach(draft.scheme.slots[0].code, {"name": "同一份.pdf", "sha256": original.value, "verdict": "merged", "pages": "1"})
        return
    place = next(fact for fact in draft.claims("") if fact.kind is original.kind)
    table, _, rest = place.path.partition("/")
    row = rest.partition("/")[0]
    if original.kind is Fact.COST:
        day, _, rest = original.value.partition(" ")
        payee, _, amount = rest.rpartition(" ")
        line = draft.scheme.fields[table].line
        draft.set_many([(f"{table}/{row}/{column}", value) for column, value in zip(line, (day, payee, amount), strict=True)])
        return
    copied = original.value.replace("-", "－").lower() if original.kind is Fact.CONTRACT else original.value
    draft.set(place.path, copied)
    if original.kind is Fact.CONTRACT and original.amount and draft.scheme.fields[table].worth:
        draft.set(f"{table}/{row}/{draft.scheme.fields[table].worth}", f"{original.amount}元")
