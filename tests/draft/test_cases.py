"""Cases of an example say what must come out, and are told where they are wrong."""

from __future__ import annotations

from pathlib import Path

from checks.small import FORM, NOTICE, write
from shenbao.draft.cases import CaseResult, run_all, uncovered
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.scheme import Scheme
from shenbao.messages import describe
from shenbao.records import Outcome

EXAMPLE = """
scheme: small
notice: {most: 1}
answers:
  org: {name: 甲公司}
  deal:
    list:
      - {number: HT-1, amount: "1,000"}
  request: {amount: 300}
attachments:
  A01: photo.jpg
"""

CASE = """
name: 两份合同
today: 2026-03-05
answers:
  deal:
    list: [{number: HT-1, amount: 1000}, {number: HT-2, amount: 0.1万元}]
  request: {amount: 600.01}
attachments: {A01: []}
expect:
  values: {request.total: 2000, deal.list/2/open: missing, org.name: 甲公司, amounts.ceiling.shared: 600}
  amounts: {ceiling: 600}
  findings:
    R18: {outcome: violated, limit: 600, over: 0.01}
    R25: violated
    P1: violated
    U1: met
"""


def results(root: Path, case: str) -> tuple[Scheme, list[CaseResult]]:
    write(root, forms__small=FORM, forms__notice=NOTICE, forms__examples__small__answers=EXAMPLE, forms__examples__small__cases__a=case)
    scheme = Catalogue((root,)).scheme("small")
    return scheme, list(run_all(scheme, (root,)))


def test_a_case_that_comes_out_is_silent_and_covers_its_checks(tmp_path: Path) -> None:
    scheme, found = results(tmp_path, CASE)
    assert [describe(error, "en") for result in found for error in result.errors] == []
    missing = set(uncovered(scheme, found))
    assert ("R18", Outcome.VIOLATED) not in missing
    assert ("R18", Outcome.MET) in missing


def test_what_comes_out_differently_is_told_with_its_line(tmp_path: Path) -> None:
    _, found = results(tmp_path, CASE.replace("ceiling: 600", "ceiling: 700").replace("R25: violated", "R25: met"))
    errors = [describe(error, "en") for error in found[0].errors]
    assert errors[0] == "forms/examples/small/cases/a.yaml:11: ceiling should be 700 and is 600.00."
    assert errors[1].startswith("forms/examples/small/cases/a.yaml:14: R25 should be met and is: violated")


def test_answers_that_the_form_lacks_are_told_with_the_likeliest_spelling(tmp_path: Path) -> None:
    _, found = results(tmp_path, CASE.replace("request: {amount", "requset: {amount"))
    assert [describe(error, "en") for error in found[0].errors] == [
        "forms/examples/small/cases/a.yaml:7: The form has no requset. Did you mean request?"
    ]
