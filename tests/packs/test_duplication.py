"""The self-check on repeated support: every rule that applies in a line, both places of each hit, and the clause letter by letter."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from checks.test_repetition import SOMEONE_ELSE, TODAY, Case, edits, the
from shenbao.draft import Draft
from shenbao.forms.catalogue import catalogue
from shenbao.forms.schema import Fact, SchemeClass
from shenbao.packs.duplication import duplication
from shenbao.packs.markup import parse
from shenbao.packs.pages import Meta, typeset
from shenbao.packs.render import render
from shenbao.packs.selfcheck import checks
from shenbao.policy import policy

A_AND_B = [row.id for row in catalogue().rows() if row.scheme_class in (SchemeClass.A, SchemeClass.B)]


@pytest.mark.parametrize("scheme", A_AND_B)
def test_every_pack_of_classes_a_and_b_has_the_sheet(scheme: str) -> None:
    parts = [part.id for part in catalogue().scheme(scheme).parts]
    assert parts.index("duplication") == parts.index("selfcheck") + 1


def test_a_clean_application_gets_one_line_for_each_rule_and_no_list_of_empties() -> None:
    sheet = duplication(Case("m08-first").draft.snapshot(), "zh")
    assert [line["code"] for line in sheet["lines"]] == [
        "D01", "D03", "D04", "D06", "D07", "D08", "D09", "D10", "D11", "D12", "D13", "D14",
    ]  # fmt: skip
    assert sheet["hits"] == []
    assert {line["kind"] for line in sheet["lines"]} == {"none", "kept", "declared"}
    ticked = next(line for line in sheet["lines"] if line["code"] == "D07")
    assert "2026年3月20日" in ticked["about"].replace(" ", ""), "what the applicant ticked bears its day"


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_sheet_of_a_clean_application_is_one_page(lang: str) -> None:
    assert _pages(Case("m08-first").draft, lang) == 1


def test_each_hit_has_both_places_the_finding_and_the_reason() -> None:
    other = replace(the("m08-first", Fact.PATENT), applicant=SOMEONE_ELSE, enterprise="乙公司", year="2025", title="另一产品")
    case = Case("m08-first", other)
    case.set("reasons.D11", "为整机与关节模组共用的基础专利")
    sheet = duplication(case.draft.snapshot(), "zh")
    (hit,) = sheet["hits"]
    assert hit["reason"] == "为整机与关节模组共用的基础专利"
    rows = {row["label"]: (row["here"], row["there"]) for row in hit["rows"]}
    assert rows["单位"][1] == "乙公司"
    assert rows["项目名称"][1] == "另一产品"
    assert rows["年度"] == ("2026 年", "2025 年")
    assert rows["栏目"][0] == rows["栏目"][1] == "知识产权"
    assert rows["行与字段"][0].startswith("第 1 行")
    line = next(line for line in sheet["lines"] if line["code"] == "D11")
    assert (line["kind"], line["about"]) == ("explained", "见下文第 1 项")


def test_the_closing_clause_is_quoted_and_our_chinese_is_marked() -> None:
    clause = policy().clause("closing.2")
    assert clause is not None
    sheet = duplication(Case("m08-first").draft.snapshot(), "zh")
    assert sheet["clause"]["en"] == clause.en
    markup = _markup(Case("m08-first").draft, "zh")
    assert "译名，非官方文本" in markup
    assert "译名" not in _markup(Case("m08-first").draft, "en")


def test_outside_of_a_library_the_applicant_is_asked_to_tick() -> None:
    draft = Draft(catalogue().scheme("m08-first"), edits("m08-first"), TODAY, append=lambda edit, summary: None)
    kinds = {line["code"]: line["kind"] for line in duplication(draft.snapshot(), "zh")["lines"]}
    assert [code for code, kind in kinds.items() if kind == "tick"] == ["D01", "D06", "D10", "D11", "D13"]


def test_the_formal_self_check_leads_there_in_one_line() -> None:
    snapshot = Case("m08-first", the("m08-first", Fact.INVOICE)).draft.snapshot()
    lines = checks(snapshot, "zh")["lines"]
    assert not [line for line in lines if line["code"].startswith("D")]
    (line,) = [line for line in lines if line["anchor"] == "duplication"]
    assert (line["code"], line["kind"]) == ("R29", "open")


def _markup(draft: Draft, lang: str) -> str:
    part = {"id": "duplication", "title": "重复支持自查表"}
    data = {
        "lang": lang,
        "with_zh": lang != "en",
        "with_en": lang != "zh",
        "part": part,
        "duplication": duplication(draft.snapshot(), lang),
    }
    return render("common/duplication.xml.j2", data)


def _pages(draft: Draft, lang: str) -> int:
    meta = Meta(title="", short_title="", lang=lang, author="", subject="", draft=False, code=lambda page: "")
    return len(typeset([parse(_markup(draft, lang), "templates/common/duplication.xml.j2")], meta).pages)
