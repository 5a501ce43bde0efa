"""Tables of answers on paper: who leads a team stands first, and sums stand where they cost no column."""

from __future__ import annotations

from packs.example import example
from shenbao.packs.blocks import Layout
from shenbao.packs.tabulated import Plain, Width, advance, grown, in_two_lines, on_the_point


def table(scheme: str, path: str, lang: str = "zh") -> Plain:
    layout = Layout(example(scheme, papers=False).snapshot(), lang, masked=True)
    blocks = [
        block
        for part in ("team", "milestones", "prior", "form", "contracts", "interest")
        for section in layout.sections(part)
        for block in section["blocks"]
    ]
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
    assert [head["text"] for head in turned["heads"]] == ["序号", "1", "2"]
    assert turned["totals"] == [{"text": "合计"}, {"text": "核定额 320.00 万元、已到账 200.00 万元", "span": 2}]


def test_years_head_a_turned_table_and_are_places_of_answers() -> None:
    turned = table("m03-incubator", "finance.years")
    assert [head["text"] for head in turned["heads"]] == ["年度", "2023", "2024", "2025"]
    assert [head["path"].rpartition("/")[2] for head in turned["heads"]] == ["", "year", "year", "year"]
    assert texts(turned["rows"][0]) == ["资产总额（万元）", "3,260.40", "4,385.75", "5,620.90"]


def test_a_few_rows_too_wide_for_a_lying_page_are_turned_on_one() -> None:
    turned = table("m06-event", "spending.list")
    assert (turned["kind"], turned["landscape"], len(turned["heads"])) == ("table", True, 6)
    assert texts(turned["rows"][0])[:2] == ["合同编号", "CG-ZL-2025-021"]


def test_a_column_that_nobody_answered_nor_had_to_takes_no_room() -> None:
    heads = [head["text"] for head in table("m10-interest", "interest.payments")["heads"]]
    assert not any(head.startswith("执行利率") for head in heads), "optional, and as in the contract in every row"
    assert {"付息日", "付息凭证号"} <= set(heads)


def test_codes_come_before_what_else_columns_wish_and_nothing_below_its_least() -> None:
    code, text, figure = Width(16, 30, 30), Width(16, 16, 60), Width(12, 12, 24)
    assert grown([code, text, figure], 44) == [16, 16, 12]
    assert grown([code, text, figure], 58) == [30, 16, 12]
    assert grown([code, text, figure], 86) == [30, 38, 18]
    assert grown([code, text, figure], 200) == [30, 60, 24]


def test_figures_need_room_on_both_sides_of_the_point() -> None:
    assert on_the_point(["12,000", "4.5", ""]) == advance("12,000") + advance(".5")


def test_a_head_with_its_unit_wishes_two_lines() -> None:
    assert in_two_lines("合同金额（万元）") == advance("合同金额")
    assert in_two_lines("总额（万元）") == advance("（万元）")
    assert in_two_lines("报告所载基础研究投入（万元）") < advance("报告所载基础研究投入")


def test_statements_too_few_for_a_list_stay_in_their_grid() -> None:
    layout = Layout(example("m03-incubator", papers=False).snapshot(), "zh", masked=True)
    leader = next(section for section in layout.sections("form") if section["title"] == "项目负责人")
    assert [block["kind"] for block in leader["blocks"]] == ["fields"]
