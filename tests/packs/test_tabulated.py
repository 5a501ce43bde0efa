"""Tables of answers on paper: who leads a team stands first, and sums stand where they cost no column."""

from __future__ import annotations

from packs.example import example
from shenbao.packs.blocks import Layout
from shenbao.packs.tabulated import Plain


def table(scheme: str, path: str, lang: str = "zh") -> Plain:
    layout = Layout(example(scheme, papers=False).snapshot(), lang, masked=True)
    blocks = [block for part in ("team", "milestones", "prior", "form") for section in layout.sections(part) for block in section["blocks"]]
    return next(block for block in blocks if block.get("path") == path)


def texts(row: Plain) -> list[str]:
    return [cell["text"] for cell in row["cells"]]


def test_the_leader_is_the_first_of_the_team() -> None:
    first, second = table("m03-incubator", "team.list")["rows"][:2]
    assert texts(first)[:4] == ["1", "裴若衡", "1982年9月", "博士"]
    assert "项目负责人" in texts(first)
    assert texts(second)[0] == "2"


def test_a_row_answered_elsewhere_is_no_place_of_answers() -> None:
    first, second = table("m03-incubator", "team.list")["rows"][:2]
    assert first["path"] == ""
    assert second["path"].startswith("team.list/")


def test_a_turned_table_has_its_sums_in_one_row_at_its_foot() -> None:
    turned = table("m03-incubator", "prior.list")
    assert turned["heads"] == ["序号", "1", "2"]
    assert turned["totals"] == [{"text": "合计"}, {"text": "核定额 320.00 万元、已到账 200.00 万元", "span": 2}]


def test_statements_too_few_for_a_list_stay_in_their_grid() -> None:
    layout = Layout(example("m03-incubator", papers=False).snapshot(), "zh", masked=True)
    leader = next(section for section in layout.sections("form") if section["title"] == "项目负责人")
    assert [block["kind"] for block in leader["blocks"]] == ["fields"]
