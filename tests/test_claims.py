"""Nothing is claimed twice: duplicates are found across applications, enterprises and starts of the program, and none is invented."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from shenbao.checks import LedgerFact
from shenbao.claims import Claims
from shenbao.forms.schema import Fact
from shenbao.records import RecordId
from shenbao.workspace import Workspace

TODAY = date(2026, 3, 20)
INVOICE = "26312000000000000017"


@pytest.fixture
def claims(tmp_path: Path) -> Claims:
    return Claims(tmp_path / "claims")


def facts(number: int) -> tuple[LedgerFact, ...]:
    kinds = (Fact.INVOICE, Fact.CONTRACT, Fact.PATENT, Fact.PERSON, Fact.STANDARD)
    return tuple(LedgerFact(kind=kind, value=f"{kind}-{number}-{row}", title=f"申报{number}") for kind in kinds for row in range(4))


def clashes(claims: Claims, record: RecordId) -> int:
    return len(claims.about(record))


def test_five_hundred_clean_applications_have_no_clash(claims: Claims) -> None:
    records = [RecordId(f"clean{number:07d}") for number in range(500)]
    for number, record in enumerate(records):
        claims.put(record, 1, facts(number))
    assert sum(clashes(claims, record) for record in records) == 0


def test_a_hundred_seeded_duplicates_are_all_found(claims: Claims) -> None:
    chance = random.Random(20260320)
    for number in range(500):
        claims.put(RecordId(f"clean{number:07d}"), 1, facts(number))
    for number in range(100):
        original = chance.choice(facts(chance.randrange(500)))
        copied = original.value.upper().replace("-", "－") if number % 2 else original.value
        record = RecordId(f"seed{number:08d}")
        claims.put(record, 1, (LedgerFact(kind=original.kind, value=copied, title="重复"),))
        assert original.title in {fact.title for fact in claims.about(record)}


def test_what_is_edited_or_forgotten_claims_nothing_any_more(claims: Claims) -> None:
    one, two = RecordId("one"), RecordId("two")
    claims.put(one, 1, facts(1))
    claims.put(two, 1, facts(1))
    assert clashes(claims, two) == 20
    claims.put(one, 2, facts(2))
    assert clashes(claims, two) == 0
    claims.put(one, 3, facts(1))
    claims.forget(one)
    assert clashes(claims, two) == 0


def test_the_cache_is_only_a_cache(tmp_path: Path) -> None:
    file = tmp_path / "claims"
    kept = Claims(file)
    kept.put(RecordId("one"), 1, facts(1))
    kept.save()
    assert clashes_with(Claims(file)) == 20
    file.write_bytes(file.read_bytes()[:-7])
    assert clashes_with(Claims(file)) == 0, "a damaged cache is an empty one"


def clashes_with(claims: Claims) -> int:
    claims.put(RecordId("new"), 1, facts(1))
    return clashes(claims, RecordId("new"))


def test_an_invoice_in_two_applications_is_told_in_both(tmp_path: Path) -> None:
    work = Workspace.open(tmp_path / "library", TODAY)
    scheme = _with_invoices(work)
    first, second = work.create_application(scheme, None), work.create_application(scheme, None)
    _claim(work, first)
    work.close()
    work = Workspace.open(tmp_path / "library", TODAY)
    _claim(work, second)
    assert "D01" in _violated(work, second)
    assert "D01" in _violated(work, first)
    work.discard(first)
    assert "D01" not in _violated(work, second)
    work.restore(first)
    assert "D01" in _violated(work, second)
    work.close()


def test_claims_are_worked_out_again_when_the_cache_is_lost(tmp_path: Path, home: Path) -> None:
    work = Workspace.open(tmp_path / "library", TODAY)
    scheme = _with_invoices(work)
    first, second = work.create_application(scheme, None), work.create_application(scheme, None)
    _claim(work, first)
    _claim(work, second)
    work.close()
    for file in (home / "cache").glob("claims-*"):
        file.unlink()
    work = Workspace.open(tmp_path / "library", TODAY)
    assert len(list(work.settle())) == 2
    assert "D01" in _violated(work, second)
    work.close()


def _with_invoices(work: Workspace) -> str:
    """A scheme whose new application asks for invoices at once."""
    for offer in work.offers():
        if offer.ready:
            record = work.create_application(offer.row.id, None)
            found = _tables(work, record)
            work.discard(record)
            if found:
                return offer.row.id
    raise AssertionError("no scheme asks for invoices")


def _tables(work: Workspace, record: RecordId) -> list[tuple[str, str]]:
    draft = work.draft(record)
    return [
        (path, column.id)
        for path, place in draft.scheme.places.items()
        for column in place.field.columns
        if column.ledger is Fact.INVOICE and draft.state(path).visible
    ]


def _claim(work: Workspace, record: RecordId) -> None:
    table, column = _tables(work, record)[0]
    work.draft(record).insert_rows(table, 0, [{column: INVOICE}])


def _violated(work: Workspace, record: RecordId) -> set[str]:
    return {finding.code for finding in work.draft(record).findings() if finding.outcome == "violated"}
