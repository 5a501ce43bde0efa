"""What the finder says of an enterprise: fits, does not with the reason, or what is missing to be sure."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from shenbao.advice import Advice, Fit, best_mix, find
from shenbao.advice.finder import items, offers
from shenbao.cli import main
from shenbao.draft import Draft
from shenbao.expressions import parse
from shenbao.forms.catalogue import catalogue
from shenbao.records import Missing


@pytest.fixture
def profile() -> Draft:
    return Draft(catalogue().scheme("enterprise"), (), date(2026, 3, 20), append=lambda edit, summary: None)


def advice(profile: Draft) -> dict[str, Advice]:
    return {each.row.id: each for each in find(profile.sheet, catalogue())}


def test_of_an_empty_profile_nothing_is_ruled_out_and_nothing_promised(profile: Draft) -> None:
    for each in advice(profile).values():
        assert each.fit is Fit.UNSURE
        assert "org.reg_district" in each.missing


def test_every_scheme_somebody_can_apply_for_has_a_rule() -> None:
    ruled = {rule.scheme for rule in catalogue().advice()}
    assert {row.id for row in catalogue().rows() if row.scheme_class in ("A", "B", "C")} <= ruled


def test_every_condition_reads_what_the_profile_asks() -> None:
    profile = catalogue().scheme("enterprise")
    for rule in catalogue().advice():
        for source in (*(need.holds for need in rule.needs), *([rule.base] if rule.base else [])):
            for path in parse(source).paths:
                assert profile.field_at(path) is not None, f"{rule.scheme}: {path}"


def test_kinds_of_items_are_those_of_the_profile() -> None:
    profile = catalogue().scheme("enterprise")
    known = {choice.code for choice in profile.columns["claimable.items"]["kind"].choices}
    assert {kind for rule in catalogue().advice() for kind in rule.accepts} <= known


def test_a_branch_is_told_that_it_cannot_apply(profile: Draft) -> None:
    profile.set_many([("org.reg_district", "浦东新区"), ("org.legal_form", "branch"), ("claimable.roles", "incubator")])
    told = advice(profile)["m03-incubator"]
    assert told.fit is Fit.NO
    assert told.reason.zh == "分支机构不能单独申报"
    assert told.ceiling == 0


def test_facts_give_the_ceiling(profile: Draft) -> None:
    profile.set_many([("org.reg_district", "浦东新区"), ("org.legal_form", "company"), ("claimable.first_product", "yes")])
    profile.set_many([("claimable.basic_before", "no"), ("claimable.basic_input", "4999.999999")])
    sales = [{"kind": "sale", "name": "甲", "amount": "38000000"}, {"kind": "sale", "name": "乙", "amount": "40000000"}]
    profile.insert_rows("claimable.items", 0, sales)
    told = advice(profile)
    assert told["m08-first"].fit is Fit.YES
    assert told["m08-first"].ceiling == Decimal(20_000_000)
    assert told["m04-basic"].ceiling == Decimal(10_000_000)
    assert told["m05-scaleup"].fit is Fit.UNSURE
    assert told["m05-scaleup"].missing == ("claimable.scaled", "claimable.scaled_before")
    assert not isinstance(told["m06-event"].ceiling, Missing)


def test_what_was_already_paid_for_is_no_item(profile: Draft) -> None:
    profile.insert_rows("claimable.items", 0, [{"kind": "event", "name": "展会", "amount": "1000000", "given": "yes"}])
    assert items(profile.sheet) == ()


def test_the_best_mix_follows_from_the_profile(profile: Draft) -> None:
    profile.set_many([("org.reg_district", "浦东新区"), ("org.legal_form", "company"), ("claimable.first_product", "yes")])
    rows = [("sale", "38000000"), ("sale", "40000000"), ("scenario", "3000000"), ("event", "863210.55"), ("person", "500000")]
    profile.insert_rows("claimable.items", 0, [{"kind": kind, "name": kind, "amount": amount} for kind, amount in rows])
    mix = best_mix(items(profile.sheet), offers(find(profile.sheet, catalogue()), catalogue()))
    assert mix.amounts == {
        "m06-event": Decimal("431605.27"),
        "m08-first": Decimal("20000000.00"),
        "m09-scenario": Decimal("3000000.00"),
        "m11-talent": Decimal("500000.00"),
    }


def test_the_command_line_tells_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "profile.yaml"
    file.write_text(
        "scheme: enterprise\nanswers:\n  org: {reg_district: '310115', legal_form: company}\n  claimable:\n    first_product: yes\n"
        "    items:\n      - {kind: sale, name: 甲, amount: '38000000'}\n      - {kind: sale, name: 乙, amount: '40000000'}\n",
        encoding="utf-8",
    )
    assert main(["schemes", "--for", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["mix"]["total"] == "20000000.00"
    assert {each["scheme"]: each["fit"] for each in told["advice"]}["m08-first"] == "yes"
    assert main(["schemes", "--for", str(file), "--lang", "zh"]) == 0
    assert "最优组合：合计最高 2,000.00 万元" in capsys.readouterr().out
