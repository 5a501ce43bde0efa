"""The form of first products: short pages, nothing lost of the shared rules, defaults with their basis."""

from pathlib import Path

import pytest

from shenbao.content import shipped
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.lint import lint
from shenbao.forms.reader import read_text
from shenbao.forms.schema import Field, Kind, Level
from shenbao.policy import official_text, policy

SCHEME = Catalogue().scheme("m08-first")
MOST_QUESTIONS = 12


def _written_checks() -> list[str]:
    folder = shipped() / "forms"
    files = [*(folder / "groups").glob("*.yaml"), *(folder / "checks").glob("*.yaml")]
    return [check["id"] for file in files for check in _data(file).get("checks", ())]


def _data(file: Path) -> dict[str, list[dict[str, str]]]:
    data: dict[str, list[dict[str, str]]] = read_text(file.read_bytes(), file.name).data
    return data


def test_lint_has_nothing_to_say() -> None:
    clauses = {clause.id: clause.en for clause in policy().clauses()}
    for form in ("m08-first", "enterprise"):
        assert [str(error) for error in lint(Catalogue(), form, clauses=clauses)] == []


def test_every_shared_rule_applies_in_some_scheme() -> None:
    catalogue = Catalogue()
    taken = {check.id for scheme in catalogue.ids() for check in catalogue.scheme(scheme).checks}
    assert set(_written_checks()) - taken == set()


def test_rule_ids_are_unique() -> None:
    ids = _written_checks()
    assert len(ids) == len(set(ids))


def test_constants_are_quoted() -> None:
    for constant in SCHEME.constants:
        clause = policy().clause(constant.clause)
        assert clause is not None
        assert constant.quote in clause.en
        assert constant.quote in official_text()


def _asked(field: Field, subtype: str) -> bool:
    """Whether an ordinary applicant with this kind of product sees the question."""
    if field.compute:
        return False
    return not field.shown or ("product.subtype" in field.shown and f'"{subtype}"' in field.shown and " and " not in field.shown)


@pytest.mark.parametrize("subtype", ["equipment", "batch", "software"])
def test_a_page_asks_at_most_twelve_questions(subtype: str) -> None:
    for section in SCHEME.sections:
        asked = [field.id for group in section.groups for field in group.fields if _asked(field, subtype)]
        assert len(asked) <= MOST_QUESTIONS, (section.id, asked)


def test_the_question_about_the_kind_offers_what_the_scheme_names() -> None:
    offered = [choice.code for choice in SCHEME.fields["product.subtype"].choices]
    assert offered == [choice.code for choice in SCHEME.subtypes]


@pytest.mark.parametrize("parameter", SCHEME.notice, ids=lambda field: field.id)
def test_a_default_of_the_notice_says_that_it_is_not_the_policys_word(parameter: Field) -> None:
    if parameter.default:
        assert parameter.basis is not None
        assert "非本措施原文" in parameter.basis.zh or "本措施未说明" in parameter.basis.zh


def test_a_rule_that_stops_an_application_says_where_it_comes_from() -> None:
    """Arithmetic, identity and order of dates need no source; everything else that blocks has a clause or a basis."""
    plain = ("R12.", "R17.", "R22.", "R25.eligible", "R44.founded", "R08.read", "R14.", "R26.dates", "R26.self_buyer", "R32.")
    for check in SCHEME.checks:
        if check.level is Level.BLOCK and not check.id.startswith(plain):
            assert check.clause or check.basis, check.id


def test_money_is_asked_in_wan_for_budgets_and_in_yuan_for_contracts() -> None:
    units = {path.partition(".")[0]: field.unit.value for path, field in _money()}
    assert units == {
        "org": "wan",
        "finance": "wan",
        "project": "wan",
        "milestones": "wan",
        "budget": "wan",
        "partners": "wan",
        "prior": "wan",
        "request": "wan",
        "contract": "yuan",
    }


def _money() -> list[tuple[str, Field]]:
    scalars = [(path, place.field) for path, place in SCHEME.places.items()]
    cells = [(path, column) for path, field in scalars for column in field.columns]
    return [(path, field) for path, field in scalars + cells if field.kind is Kind.MONEY]
