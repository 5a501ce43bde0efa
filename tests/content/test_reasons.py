"""Every reason why packs come back at form review is seen to fire, to stay silent just at its boundary, and to wait for an answer.

The reasons are those of the list that the codes R01–R45 follow; number 29, repeated applications, is the rules D01–D14.
"""

from __future__ import annotations

import pytest

from content.results import CATALOGUE, SCHEMES, results
from shenbao.forms.schema import Check, CheckKind, SchemeClass
from shenbao.records import Outcome

REASONS = {
    "R01": "not in the supported field, or the wrong item",
    "R02": "not registered in Shanghai, a branch, not a legal person",
    "R03": "name differs from seal, licence or bank account",
    "R04": "credit code wrong",
    "R05": "required box empty, table without rows, 无 missing",
    "R06": "project title differs between the papers",
    "R07": "title too long or with the company's name",
    "R08": "cover or undertaking without seal or signature",
    "R09": "members unsigned",
    "R10": "electronic and paper version differ",
    "R11": "attachment missing",
    "R12": "attachment does not prove the claim",
    "R13": "certificate, qualification or lease expired",
    "R14": "audit report of the wrong year or incomplete",
    "R15": "scan blurred, rotated, locked, empty",
    "R16": "wrong format, too large",
    "R17": "budget does not add up",
    "R18": "request above ceiling or share",
    "R19": "error of unit",
    "R20": "words and figures differ",
    "R21": "self-funding below minimum or unproved",
    "R22": "dates illogical",
    "R23": "outside the notice's window",
    "R24": "after the deadline or outside validity",
    "R25": "too many contracts, too far apart, too small",
    "R26": "rights not owned, not granted, used twice",
    "R27": "test report missing or of another model or version",
    "R28": "user report without seal, user a related party",
    "D": "repeated application (number 29)",
    "R30": "over quota",
    "R31": "leader not employed, a civil servant, over age",
    "R32": "partners' agreement missing, shares do not add up",
    "R33": "ethics, genetic resources, biosafety missing",
    "R34": "classified or personal content",
    "R35": "targets not measurable",
    "R36": "bad credit",
    "R37": "no district recommendation",
    "R38": "pages unnumbered, contents or order wrong",
    "R39": "placeholders left",
    "R40": "outside word limits, copied from another applicant",
    "R41": "old year, wrong authority, wrong measure in the text",
    "R42": "foreign-language evidence untranslated",
    "R43": "cash, or paid by a third party",
    "R44": "before the policy's start or the company's founding",
    "R45": "revenue differs from the statistical report",
}

NEVER_EQUAL = frozenset({"R44.entered", "R44.project"})
"""Months held against the day on which the policy took effect, the twenty-sixth."""

COMPARED = frozenset({CheckKind.AT_MOST, CheckKind.AT_LEAST})


def of_reason(reason: str, code: str) -> bool:
    return code.startswith(reason) and (reason == "D" or code[3:4] in ("", "."))


def table() -> dict[str, dict[Outcome, set[str]]]:
    """By reason and outcome, the cases that show it."""
    found: dict[str, dict[Outcome, set[str]]] = {reason: {outcome: set() for outcome in Outcome} for reason in REASONS}
    for scheme in SCHEMES:
        for result in results(scheme):
            for code, outcome in result.tried:
                for reason in REASONS:
                    if of_reason(reason, code):
                        found[reason][outcome].add(f"{scheme}: {result.name}")
    return found


def test_there_are_forty_five_reasons() -> None:
    assert len(REASONS) == 45


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_fires_stays_silent_and_waits(reason: str) -> None:
    shown = table()[reason]
    assert {outcome for outcome in Outcome if not shown[outcome]} == set(), f"{reason}: {REASONS[reason]}"


def compared() -> dict[str, Check]:
    """Rules of forms for money that hold one figure or date against one limit."""
    forms = (CATALOGUE.scheme(scheme) for scheme in SCHEMES)
    checks = (check for form in forms if form.scheme_class in (SchemeClass.A, SchemeClass.B) for check in form.checks)
    return {check.id: check for check in checks if check.kind in COMPARED and not check.each}


def test_a_limit_is_shown_from_both_sides() -> None:
    """What is held against a limit is silent exactly at it."""
    at_limit = {code for scheme in SCHEMES for result in results(scheme) for code in result.at_limit}
    assert set(compared()) - at_limit - NEVER_EQUAL == set()


# -- what cannot be seen from here: a tick, its day, its proof ---------------------------------------------------------

TICKS = {"R08.copies": "copies_sealed", "R09": "team_signed", "R10": "printed_same", "R38": "bound"}


def of_case(name: str) -> frozenset[tuple[str, Outcome]]:
    return next(result.tried for result in results("m08-first") if result.name == name)


@pytest.mark.parametrize("code", TICKS)
@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        ("交付前自查一项也没有勾选", Outcome.UNDECIDED),
        ("交付前自查勾选了，没有写日期", Outcome.VIOLATED),
        ("交付前自查勾选了，没有写核对记录", Outcome.VIOLATED),
        ("交付前自查全部勾选，填报当天自查，记录写明", Outcome.MET),
    ],
)
def test_a_tick_counts_with_its_day_and_its_proof(code: str, case: str, outcome: Outcome) -> None:
    assert (code, outcome) in of_case(case)
