"""Rules D01–D14 of repeated support: each fires, stays silent just at the boundary, and stays undecided while it cannot know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from msgspec.structs import replace

from shenbao import content
from shenbao.application import Application
from shenbao.application.written import read_answers
from shenbao.checks import LedgerFact, ledger_of
from shenbao.checks.ledger import NO_CEILING, key
from shenbao.draft import Draft, opening
from shenbao.forms.catalogue import catalogue
from shenbao.forms.reader import read_text
from shenbao.forms.schema import Fact
from shenbao.packs.duplication import CODES, head
from shenbao.policy import policy
from shenbao.records import Edit, Finding

TODAY = date(2026, 3, 20)
SOMEONE_ELSE = "91310115MA0000000X"


@cache
def edits(scheme: str) -> tuple[Edit, ...]:
    """The worked example, without its files."""
    form = catalogue().scheme(scheme)
    file = content.find(f"forms/examples/{scheme}/answers.yaml")
    assert file is not None
    source = read_text(file.read_bytes(), scheme)
    start = opening(form)
    return (*start, *read_answers(source, form, Application(start)).edits)


class Case:
    """A worked example with other applications beside it."""

    def __init__(self, scheme: str, *others: LedgerFact, empty: bool = False) -> None:
        form = catalogue().scheme(scheme)
        start = opening(form) if empty else edits(scheme)
        self.draft = Draft(form, start, TODAY, append=lambda edit, summary: None, others=ledger_of(others))

    def set(self, path: str, value: str) -> Case:
        """An answer; the row of a table by its number from 1."""
        table, slash, rest = path.partition("/")
        if slash:
            number, _, column = rest.partition("/")
            path = f"{table}/{self.draft.rows(table)[int(number) - 1]}/{column}"
        self.draft.set(path, value)
        return self

    def without(self, table: str) -> Case:
        self.draft.delete_rows(table, self.draft.rows(table))
        return self

    def found(self, code: str) -> list[Finding]:
        return [each for each in self.draft.findings() if each.code == code]


@cache
def claimed(scheme: str) -> tuple[LedgerFact, ...]:
    """What the worked example claims, as another application of the library would."""
    return Case(scheme).draft.claims(f"另一份{scheme}")


def the(scheme: str, kind: Fact, /, **changed: str) -> LedgerFact:
    """Its first claim of a kind, changed."""
    return replace(next(fact for fact in claimed(scheme) if fact.kind is kind), **changed)


def one(scheme: str, kind: Fact, /, **changed: str) -> Callable[[], Case]:
    return lambda: Case(scheme, the(scheme, kind, **changed))


def answered(scheme: str, *answers: tuple[str, str]) -> Callable[[], Case]:
    def make() -> Case:
        case = Case(scheme)
        for path, value in answers:
            case.set(path, value)
        return case

    return make


def first_product_in_a_scenario(ceiling: str) -> Case:
    """The example's first contract, claimed for a scenario of the same enterprise too."""
    return Case("m08-first", the("m08-first", Fact.CONTRACT, scheme="m09-scenario", ceiling=ceiling))


COST = "spending.payments"
ME = the("m08-first", Fact.APPLICANT).value
PRIOR = "prior.list/1/"


Row = tuple[str, Callable[[], Case], Callable[[], Case], Callable[[], Case]]
"""Code as the finding bears it; where it fires, where it is just silent, where it is undecided."""

RULES: dict[str, list[Row]] = {
    "D01": [
        (
            "D01",
            one("m08-first", Fact.INVOICE),
            one("m08-first", Fact.INVOICE, value="25312000000011700002"),
            lambda: Case("m08-first", the("m08-first", Fact.INVOICE, value="1")).without("contract.invoices"),
        ),
        (
            "D01",
            one("m08-first", Fact.CONTRACT, applicant=SOMEONE_ELSE),
            one("m08-first", Fact.CONTRACT, applicant=SOMEONE_ELSE, amount="9605000.01"),
            lambda: Case("m08-first", the("m08-first", Fact.CONTRACT, applicant=SOMEONE_ELSE)).set("contract.list/1/gross", ""),
        ),
        (
            "D01.prior",
            answered("m08-first", (PRIOR + "number", "ls 2025-xs-0117")),
            answered("m08-first", (PRIOR + "number", "LS-2025-XS-0118")),
            lambda: answered("m08-first", (PRIOR + "number", "LS-2025-XS-0118"))().without("contract.list"),
        ),
    ],
    "D02": [
        (
            "D02",
            one("m06-event", Fact.COST),
            lambda: Case("m06-event", *_costs_a_fen_more()),
            lambda: Case("m06-event").set(f"{COST}/1/payee", ""),
        ),
    ],
    "D03": [
        (
            "D03",
            answered("m08-first", (PRIOR + "relation", "same_content")),
            answered("m08-first", (PRIOR + "relation", "other_content")),
            answered("m08-first", (PRIOR + "relation", "")),
        ),
        (
            "D03",
            one("m12-standard", Fact.STANDARD),
            one("m12-standard", Fact.STANDARD, value="ISO/IEC 99999:2025"),
            lambda: Case("m12-standard", the("m12-standard", Fact.STANDARD)).set(the("m12-standard", Fact.STANDARD).path, ""),
        ),
    ],
    "D04": [
        (
            "D04",
            answered("m08-first", ("prior.list/2/relation", "same_content"), ("prior.list/2/relinquished", "no")),
            answered("m08-first", ("prior.list/2/relation", "same_content"), ("prior.list/2/relinquished", "yes")),
            answered("m08-first", ("prior.list/2/relation", "same_content"), ("prior.list/2/relinquished", "")),
        ),
    ],
    "D05": [
        (
            "D05",
            one("m04-basic", Fact.APPLICANT),
            lambda: Case("m04-basic", the("m04-basic", Fact.APPLICANT, scheme="m05-scaleup")),
            lambda: Case("m04-basic", the("m04-basic", Fact.APPLICANT)).set(the("m04-basic", Fact.APPLICANT).path, ""),
        ),
        (
            "D05",
            one("m05-scaleup", Fact.APPLICANT),
            one("m05-scaleup", Fact.APPLICANT, subtype="another"),
            lambda: Case("m05-scaleup", the("m05-scaleup", Fact.APPLICANT)).set("scaling.subtype", ""),
        ),
        (
            "D05.once",
            answered("m04-basic", ("once.received", "yes")),
            answered("m04-basic", ("once.received", "no")),
            answered("m04-basic", ("once.received", "")),
        ),
    ],
    "D06": [
        (
            "D06",
            lambda: first_product_in_a_scenario("8000000"),
            lambda: Case("m08-first", the("m08-first", Fact.CONTRACT)),
            lambda: first_product_in_a_scenario(""),
        ),
    ],
    "D07": [
        (
            "D07",
            answered("m08-first", ("conduct.self_funding_clean", "no")),
            answered("m08-first", ("conduct.self_funding_clean", "yes")),
            answered("m08-first", ("conduct.self_funding_clean", "")),
        ),
    ],
    "D08": [
        (
            "D08",
            answered("m08-first", (PRIOR + "status", "overdue")),
            answered("m08-first", (PRIOR + "status", "running")),
            answered("m08-first", (PRIOR + "status", "")),
        ),
    ],
    "D09": [
        (
            "D09",
            answered("m08-first", ("request.others", "10")),
            answered("m08-first", ("request.others", "9")),
            answered("m08-first", ("request.others", "")),
        ),
    ],
    "D10": [
        (
            "D10",
            one("m11-talent", Fact.REWARDED),
            one("m11-talent", Fact.REWARDED, year="2025"),
            lambda: Case("m11-talent", the("m11-talent", Fact.REWARDED)).set("cover.date", ""),
        ),
        (
            "D10",
            one("m08-first", Fact.PERSON, applicant=SOMEONE_ELSE),
            one("m08-first", Fact.PERSON),
            lambda: Case("m08-first", the("m08-first", Fact.PERSON)).set("leader.resident_id", ""),
        ),
    ],
    "D11": [
        (
            "D11",
            one("m08-first", Fact.PATENT),
            one("m08-first", Fact.PATENT, scheme="m01-frontier"),
            lambda: Case("m08-first").without("ip.list"),
        ),
    ],
    "D12": [
        (
            "D12",
            answered("m08-first", ("request.amount", "2380万元"), (PRIOR + "received", "250.000001万元")),
            answered("m08-first", ("request.amount", "2380万元"), (PRIOR + "received", "250万元")),
            answered("m08-first", ("request.amount", "")),
        ),
    ],
    "D13": [
        (
            "D13",
            lambda: Case("m08-first", the("m08-first", Fact.KIN, applicant=SOMEONE_ELSE, title=_title("m08-first") + "（二期）")),
            lambda: Case("m08-first", the("m08-first", Fact.KIN, applicant=SOMEONE_ELSE, title="城市低空物流航线示范")),
            lambda: Case("m08-first", the("m08-first", Fact.KIN, applicant=SOMEONE_ELSE)).set("project.title", ""),
        ),
    ],
    "D14": [
        (
            "D14",
            lambda: Case("m08-first").set("prior.none", "no").without("prior.list"),
            lambda: Case("m08-first").without("prior.list").set("prior.none", "yes"),
            answered("m08-first", ("prior.none", "")),
        ),
    ],
}


def _costs_a_fen_more() -> list[LedgerFact]:
    cost = the("m06-event", Fact.COST)
    more = Decimal(cost.amount) + Decimal("0.01")
    return [replace(cost, value=f"{cost.value.rpartition(' ')[0]} {more}")]


def _title(scheme: str) -> str:
    return Case(scheme).draft.summary().title


ROWS = [pytest.param(row, id=f"{row[0]}-{number}") for code in sorted(RULES) for number, row in enumerate(RULES[code], 1)]


def test_every_rule_of_repetition_has_its_rows() -> None:
    assert tuple(sorted(RULES)) == CODES
    assert all(head(row[0]) == code for code, rows in RULES.items() for row in rows)


@pytest.mark.parametrize("row", ROWS)
def test_it_fires(row: Row) -> None:
    assert "violated" in {each.outcome for each in row[1]().found(row[0])}


@pytest.mark.parametrize("row", ROWS)
def test_it_is_silent_just_at_the_boundary(row: Row) -> None:
    assert {each.outcome for each in row[2]().found(row[0])} <= {"met"}


@pytest.mark.parametrize("row", ROWS)
def test_it_is_undecided_while_it_cannot_know(row: Row) -> None:
    found = row[3]().found(row[0])
    assert "undecided" in {each.outcome for each in found}
    assert "violated" not in {each.outcome for each in found}


def test_every_check_of_repetition_in_every_form_belongs_to_a_rule() -> None:
    codes = {check.id for scheme in catalogue().ids() for check in catalogue().scheme(scheme).checks if check.id.startswith("D")}
    assert {head(code) for code in codes} <= set(CODES)


@pytest.mark.parametrize(
    ("theirs", "advice"),
    [("7889999.99", "建议保留本申报"), ("7890000.01", "建议保留该申报"), ("7890000", "条件较少"), (NO_CEILING, "没有规定")],
)
def test_of_two_supports_on_one_base_the_higher_is_named(theirs: str, advice: str) -> None:
    found = first_product_in_a_scenario(theirs).found("D06")
    assert [advice in each.message.zh for each in found] == [True]


def test_both_places_are_told_with_the_closing_clause() -> None:
    found = Case("m08-first", the("m08-first", Fact.INVOICE, enterprise="乙公司", year="2025")).found("D01")[0]
    assert (found.here.scheme, found.here.row, found.here.year) == ("m08-first", 1, "2026") if found.here else False
    there = found.there[0]
    assert (there.enterprise, there.year, there.row, there.title) == ("乙公司", "2025", 1, "另一份m08-first")
    assert there.amount == found.here.amount
    clause = policy().clause(found.clause)
    assert clause is not None
    assert "avoiding duplication" in clause.en


def test_a_record_of_earlier_funding_is_a_place_too() -> None:
    found = answered("m08-first", (PRIOR + "relation", "same_content"))().found("D03")[0]
    assert (found.there[0].title, found.there[0].year) == ("高功率密度力控关节模组研制", "2024")
    assert found.there[0].programme.startswith("科技创新行动计划")


def test_outside_of_a_library_nothing_is_said_to_be_compared() -> None:
    draft = Draft(catalogue().scheme("m08-first"), edits("m08-first"), TODAY, append=lambda edit, summary: None)
    assert not {"D01", "D06", "D10", "D11", "D13"} & {each.code for each in draft.findings()}


def test_a_patent_is_known_without_its_check_digit() -> None:
    assert key(Fact.PATENT, "202310000117") == key(Fact.PATENT, "202310000117.9") == key(Fact.PATENT, "2023 10000117.9")
    assert key(Fact.PATENT, "202310000117.9") != key(Fact.PATENT, "202310000118.7")
    assert key(Fact.PATENT, "2025SR0000117") != key(Fact.PATENT, "2025SR000011")
    assert key(Fact.INVOICE, "2023100001179") != key(Fact.INVOICE, "202310000117")
