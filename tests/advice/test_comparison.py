"""The comparison of what an enterprise may claim: its sums agree with the best mix, and nothing is left without a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from finishing import finished
from shenbao.advice.comparison import Comparison, compare
from shenbao.advice.drawing import draw
from shenbao.advice.told import told
from shenbao.cli import main
from shenbao.draft import Draft
from shenbao.errors import PackError
from shenbao.forms.catalogue import catalogue
from shenbao.packs.readback import text_of
from shenbao.policy import policy

FACTS = [
    ("org.name", "上海示例机器人有限公司"),
    ("org.reg_district", "310115"), ("org.legal_form", "company"), ("claimable.roles", "enterprise"),
    ("claimable.first_product", "yes"), ("claimable.basic_input", "18600000"), ("claimable.basic_before", "no"),
]  # fmt: skip
ITEMS = [
    ("sale", "浦东整车厂合同", "38000000", "no"),
    ("sale", "临港电池厂合同", "40000000", "no"), ("sale", "嘉定零部件厂合同", "5000000", "no"),
    ("event", "参展费用", "1260000.55", "no"), ("standard", "安全标准", "800000", "yes"), ("scenario", "巡检场景", "3000000", "no"),
]  # fmt: skip


@pytest.fixture
def profile() -> Draft:
    draft = Draft(catalogue().scheme("enterprise"), (), date(2026, 3, 20), append=lambda edit, summary: None)
    draft.set_many(FACTS)
    cells = [dict(zip(("kind", "name", "amount", "given"), row, strict=True)) for row in ITEMS]
    draft.insert_rows("claimable.items", 0, cells)
    return draft


@pytest.fixture
def found(profile: Draft) -> Comparison:
    return compare(profile.sheet, catalogue())


def test_the_steps_lead_to_the_amounts_of_the_mix(found: Comparison) -> None:
    assert {each.scheme.id: each.amount for each in found.chosen} == found.mix.amounts
    for each in found.chosen:
        assert each.amount <= each.shared
        assert each.cap is None or each.amount <= each.cap
    assert sum(each.amount for each in found.chosen) == found.mix.total


def test_of_every_contested_item_the_chosen_way_is_the_best(found: Comparison) -> None:
    assert {matter.item.name for matter in found.matters} == {"浦东整车厂合同", "临港电池厂合同", "嘉定零部件厂合同"}
    for matter in found.matters:
        assert matter.ways[0].chosen
        assert matter.ways[0].total == found.mix.total == max(way.total for way in matter.ways)


def test_every_scheme_is_told_of_once(found: Comparison) -> None:
    advised = {rule.scheme for rule in catalogue().advice()}
    groups = (found.beside, found.beaten, found.idle, found.unstated, found.letters, found.against)
    told_of = [each.row.id for group in groups for each in group] + [each.scheme.id for each in found.chosen]
    assert sorted(told_of) == sorted(advised)


def test_what_the_city_paid_for_already_is_named_and_not_counted(found: Comparison) -> None:
    assert found.left_out == ("安全标准",)
    assert "m12-standard" in {each.row.id for each in found.idle}


def test_what_rests_on_no_item_can_be_claimed_besides(found: Comparison) -> None:
    beside = {each.row.id: each.ceiling for each in found.beside}
    assert beside["m04-basic"] == Decimal(10_000_000)


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_sheet_says_all_of_it_on_three_pages_at_most(profile: Draft, found: Comparison, tmp_path: Path, lang: str) -> None:
    out = tmp_path / "比较.pdf"
    pages = finished(draw(profile.sheet, out, lang))
    text = text_of(out, list(range(pages)))
    assert pages <= (3 if lang != "both" else 4)
    figures = told(found, profile.sheet, lang)
    for each in figures["chosen"]:
        assert each["amount"] in text
    assert figures["total"] in text
    assert "不是官方文件" in text or "nothingofficial" in text
    clause = policy().clause("closing.2")
    assert clause is not None
    assert "".join(clause.en.split()) in "".join(text.split()), "the clause is quoted letter by letter"
    assert ("译名，非官方文本" in text) == (lang != "en"), "our Chinese is marked as ours"


def test_the_same_facts_give_the_same_bytes(profile: Draft, tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    finished(draw(profile.sheet, first, "zh"))
    finished(draw(profile.sheet, second, "zh"))
    assert first.read_bytes() == second.read_bytes()


def test_where_nothing_can_be_written_nothing_is_left(profile: Draft, tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"packs\.cannot_write"):
        finished(draw(profile.sheet, tmp_path / "no" / "such" / "folder.pdf", "zh"))
    with pytest.raises(PackError, match=r"packs\.no_language"):
        finished(draw(profile.sheet, tmp_path / "x.pdf", "fr"))
    assert not list(tmp_path.iterdir())


def test_the_command_line_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("scheme: enterprise\nanswers:\n  org: {name: 上海示例有限公司, reg_district: '310115'}\n", encoding="utf-8")
    out = tmp_path / "比较.pdf"
    assert main(["schemes", "--for", str(answers), "--pdf", str(out), "--in", "en", "--today", "2026-03-20", "--lang", "zh"]) == 0
    assert "不是官方文件" in capsys.readouterr().out
    assert out.read_bytes().startswith(b"%PDF")
    assert main(["schemes", "--pdf", str(out), "--lang", "zh"]) == 2
    assert "--for" in capsys.readouterr().err
