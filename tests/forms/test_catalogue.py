"""A scheme is composed of files, and says which file is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.small import NOTICE, write
from shenbao.errors import ContentError, ContentErrors
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.scheme import Scheme
from shenbao.messages import describe

GROUP = """
id: org
title: {zh: 单位, en: Organisation}
fields:
  - {id: name, kind: text, label: {zh: 名称, en: Name}}
  - {id: fax, kind: phone, label: {zh: 传真, en: Fax}}
  - {id: district, kind: one_of, label: {zh: 区, en: District}, choices_from: districts}
checks:
  - {id: K1, kind: present, level: warn, title: {zh: 一, en: one}, value: org.name}
  - {id: K2, kind: present, level: warn, title: {zh: 二, en: two}, value: org.fax}
slots:
  - {code: A09, label: {zh: 传真, en: Fax}, required: answered(org.fax)}
"""

LISTS = """
districts:
  - {code: "310101", label: {zh: 黄浦区, en: Huangpu}}
"""

FORM = """
id: one
version: "1"
title: {zh: 一, en: One}
notice: {most: "5"}
sections:
  - id: first
    title: {zh: 一, en: One}
    uses:
      - {group: org, omit: [fax], required: {name: "no"}, add: [{id: web, kind: text, label: {zh: 网址, en: Web}}]}
    fields:
      - {id: extra, kind: text, label: {zh: 其他, en: More}}
"""


def load(root: Path, form: str = FORM, group: str = GROUP) -> Scheme:
    return Catalogue((write(root, forms__one=form, forms__groups__org=group, forms__lists=LISTS, forms__notice=NOTICE),)).scheme("one")


def test_a_group_is_taken_as_the_scheme_wants_it(tmp_path: Path) -> None:
    scheme = load(tmp_path)
    assert list(scheme.places) == ["org.name", "org.district", "org.web", "first.extra"]
    assert scheme.fields["org.name"].required == "no"
    assert scheme.fields["org.district"].choices[0].code == "310101"
    assert scheme.fields["notice.most"].default == "5"


def test_a_table_is_taken_without_a_column_and_without_the_rules_about_it(tmp_path: Path) -> None:
    table = (
        "fields:\n  - {id: staff, kind: table, label: {zh: 人员, en: Staff}, totals: [pay, months], columns: ["
        "{id: pay, kind: money, label: {zh: 工资, en: Pay}}, {id: months, kind: integer, label: {zh: 人月, en: Months}}]}\n"
    )
    rule = "  - {id: K3, kind: at_most, level: warn, title: {zh: 三, en: three}, each: org.staff, value: row.pay, limit: row.months}\n"
    group = GROUP.replace("fields:\n", table).replace("slots:\n", rule + "slots:\n")
    assert [check.id for check in load(tmp_path, group=group).checks] == ["K1", "K3"]
    scheme = load(tmp_path, FORM.replace("omit: [fax]", "omit: [fax, staff.pay]"), group)
    assert list(scheme.columns["org.staff"]) == ["months"]
    assert scheme.fields["org.staff"].totals == ("months",)
    assert [check.id for check in scheme.checks] == ["K1"]


def test_a_scheme_may_offer_other_options_than_the_group(tmp_path: Path) -> None:
    post = "{id: post, kind: one_of, label: {zh: 岗, en: Post}, choices_from: posts}"
    table = f"fields:\n  - {{id: staff, kind: table, label: {{zh: 人, en: Staff}}, columns: [{post}]}}\n"
    form = FORM.replace("omit: [fax]", "omit: [fax], lists: {staff.post: districts, district: districts}")
    scheme = load(tmp_path, form, GROUP.replace("fields:\n", table))
    assert scheme.columns["org.staff"]["post"].choices == scheme.fields["org.district"].choices
    with pytest.raises(ContentErrors):
        load(tmp_path, form.replace("staff.post", "staff.pots"), GROUP.replace("fields:\n", table))


def test_checks_and_slots_about_what_a_scheme_lacks_are_left_out(tmp_path: Path) -> None:
    scheme = load(tmp_path)
    assert [check.id for check in scheme.checks] == ["K1"]
    assert scheme.slots == ()


def test_the_content_version_changes_with_any_file(tmp_path: Path) -> None:
    first = load(tmp_path).content_version
    assert load(tmp_path).content_version == first
    assert load(tmp_path, group=GROUP.replace("Fax}}", "Telefax}}")).content_version != first


def test_a_file_of_the_user_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    load(tmp_path / "shipped")
    own = write(tmp_path / "own", forms__groups__org=GROUP.replace("名称", "全称"))
    scheme = Catalogue((own, tmp_path / "shipped")).scheme("one")
    assert scheme.fields["org.name"].label.zh == "全称"


@pytest.mark.parametrize(
    ("change", "with_", "error"),
    [
        ("group: org", "group: orgs", "forms/one.yaml:10: There is no orgs.yaml in forms/groups. Did you mean org?"),
        ("omit: [fax]", "omit: [fxa]", "forms/one.yaml:10: There is no field fxa. Did you mean fax?"),
        ("most:", "mots:", "forms/one.yaml:5: There is no field mots. Did you mean most?"),
        ("id: one", "id: two", "forms/one.yaml:2: The id two differs from the file's name forms/one.yaml."),
        ("id: web", "id: name", "forms/one.yaml:7: org.name appears twice; one thing is asked in one place."),
    ],
)
def test_what_does_not_fit_together_is_said(tmp_path: Path, change: str, with_: str, error: str) -> None:
    with pytest.raises(ContentErrors) as several:
        load(tmp_path, FORM.replace(change, with_))
    assert [describe(each, "en") for each in several.value.errors] == [error]


def test_mistakes_of_all_files_come_together(tmp_path: Path) -> None:
    with pytest.raises(ContentErrors) as several:
        load(tmp_path, FORM.replace("version:", "versoin:"), GROUP)
    assert {error.where for error in several.value.errors} >= {"forms/one.yaml:3"}


def test_an_unknown_scheme_is_asked_back(tmp_path: Path) -> None:
    load(tmp_path)
    with pytest.raises(ContentError) as error:
        Catalogue((tmp_path,)).scheme("onne")
    assert describe(error.value, "zh") == "没有名为 onne 的支持事项，是不是 one？"


def test_no_path_leads_out_of_the_content(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        Catalogue((tmp_path,)).scheme("../one")
