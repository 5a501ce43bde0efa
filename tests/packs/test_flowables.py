"""Blocks: widows and orphans, tables that split and repeat, boxes that go on, grids of forms."""

from __future__ import annotations

import pytest

from packs.reading import PrintedLine, printed_lines
from shenbao.packs.flowables import Paragraph, text_block
from shenbao.packs.markup import parse
from shenbao.packs.pages import Meta, typeset
from shenbao.packs.styles import load

LONG = "项目组围绕整机企业的真实需求组织攻关，先做出样机，再进产线，最后形成标准。"


def pages(content: str, look: str = "gov") -> list[list[PrintedLine]]:
    """Lines of each page without head line and foot."""
    pdf = typeset([parse(f'<part id="a">{content}</part>', "x")], Meta(), look).pdf
    return [[line for line in page if not line.text.startswith("—")] for page in printed_lines(pdf)]


def flat(content: str) -> list[str]:
    return [line.text for page in pages(content) for line in page]


@pytest.mark.parametrize("room", range(1, 8))
def test_a_paragraph_leaves_two_lines_on_either_page(room: int) -> None:
    style = load("gov").paragraph("body")
    block = text_block("行" * 30 * 5, style)
    block.wrap(30 * style.size + 0.1)
    count = len(block.lines)
    pieces = block.split(room * style.leading)
    if pieces is None:
        assert room < 2 or room >= count
    else:
        head, tail = pieces
        assert isinstance(head, Paragraph)
        assert isinstance(tail, Paragraph)
        assert head.stop - head.first >= 2
        assert tail.stop - tail.first >= 2
        assert head.height <= room * style.leading


def table(rows: int, *, cell: str = LONG) -> str:
    body = "".join(f"<tr><td>{number}</td><td>{cell}</td></tr>" for number in range(rows))
    return f'<table columns="20 *" caption="清单"><thead><tr><th>序号</th><th>内容</th></tr></thead><tbody>{body}</tbody></table>'


def test_a_long_table_repeats_its_header_and_says_that_it_goes_on() -> None:
    done = pages(table(80))
    assert len(done) > 2
    assert done[0][0].text == "清单"
    for page in done:
        assert "序号内容" in [line.text for line in page]
    assert all(page[0].text == "清单（续表）" for page in done[1:])


def test_rows_are_split_only_when_a_page_cannot_hold_them() -> None:
    for page in pages(table(9, cell=LONG * 12)):
        assert sum("先做出样机" in line.text for line in page) > 0
        numbers = [line for line in page if line.text[0].isdigit()]
        body = "".join(line.text for line in page)
        assert body.count("项目组") == 12 * len(numbers)
    tall = pages(table(1, cell=LONG * 120))
    assert len(tall) > 1
    assert "".join(line.text for page in tall for line in page).count("最后形成标准") == 120


@pytest.mark.parametrize("filling", range(33))
def test_no_small_row_and_no_total_stands_alone_on_a_page(filling: int) -> None:
    rows = "".join(f"<tr><td>{number}</td><td>行</td></tr>" for number in range(6))
    total = "<tr class='total'><td></td><td>合计</td></tr>"
    grid = f'<table columns="20 *" repeat="no">{rows}{total}</table>'
    done = pages("<p>前</p>" * filling + grid)
    for page in done:
        body = [line.text for line in page if line.text != "前"]
        assert len(body) != 1, body
        assert body[:1] != ["合计"]


def test_rows_joined_by_a_cell_stay_together_until_a_page_is_too_small() -> None:
    joined = "<tr><td rowspan='70'>跨</td><td>0</td></tr>" + "".join(f"<tr><td>{n}</td></tr>" for n in range(1, 70))
    done = pages(f'<p>前</p><table columns="20 *">{joined}</table>')
    assert len(done) > 1
    assert sum(line.text.count("69") for page in done for line in page) == 1


def test_amounts_stand_below_each_other_by_their_points() -> None:
    figures = ["1,234.50", "7", "15,000", "0.125"]
    rows = "".join(f"<tr><td>{figure}</td></tr>" for figure in figures)
    lines = pages(f'<table columns="60" align="d">{rows}</table>')[0]
    song_digit = 0.562 * 10.5
    rights = {line.text: line.right for line in lines}
    assert rights["15,000"] == pytest.approx(rights["7"], abs=0.5)
    assert rights["0.125"] - rights["1,234.50"] == pytest.approx(song_digit, abs=0.5)


def test_a_column_lends_no_room_that_its_own_code_needs() -> None:
    invoice, contract = "25312000000061400013", "LP-IPO-2025-01-SUPPLEMENT"
    rows = f"<tr><td>{contract}</td><td>{invoice}</td><td>{LONG}</td></tr>"
    lines = flat(f'<table columns="20 41 *" size="small"><tbody>{rows}</tbody></table>')
    assert any(invoice in line for line in lines)


def test_a_text_box_goes_on_over_pages_with_marks() -> None:
    text = "".join(f"<p>{LONG * 8}</p>" for _ in range(20))
    done = pages(f'<textbox label="研究内容">{text}</textbox>')
    assert len(done) > 2
    assert all(page[-1].text == "（接下页）" for page in done[:-1])
    assert all(page[0].text == "研究内容（续）" for page in done[1:])
    assert done[-1][-1].text != "（接下页）"


def test_unanswered_fields_are_blank_and_none_is_said_where_asked() -> None:
    lines = flat('<fields columns="2"><field label="上市情况" empty="none"/><field label="传真"/></fields>')
    assert "上市情况无" in lines
    assert "传真" in lines


def test_a_long_value_takes_the_whole_row() -> None:
    short = '<field label="甲">值</field><field label="乙">值</field>'
    long = f'<field label="甲">{LONG}</field><field label="乙">值</field>'
    assert "甲值乙值" in flat(f"<fields>{short}</fields>")
    assert not any("甲" in line and "乙" in line for line in flat(f"<fields>{long}</fields>"))


def test_on_lying_pages_three_fields_share_a_row() -> None:
    fields = "".join(f'<field label="{name}">{name}值</field>' for name in "甲乙丙丁")
    assert "甲甲值乙乙值丙丙值" in flat(f'<landscape><fields columns="6">{fields}</fields></landscape>')


def test_a_signing_block_never_prints_a_date_and_keeps_the_margin_clean() -> None:
    lines = flat('<signing><signature label="法定代表人"/><seal label="公章"/></signing>')
    assert not any(character.isdigit() for character in "".join(lines))
    assert any(line.endswith("年月日") for line in lines)


@pytest.mark.parametrize(
    "content",
    [
        '<table columns="* *"/>', "<fields/>", "<textbox/>", "<p/>", "<h2/>", "<ul/>", "<ul><li/></ul>", "<keep/>", "<landscape/>",
        "<signing/>", "<note/>", '<opinion label="x"/>', '<table columns="30 *"><tr/></table>',
        '<table columns="90 90 90 * auto"><tr><td>1</td><td>2</td><td>3</td><td>4</td><td>宽</td></tr></table>',
        '<spacer height="900"/>', '<textbox height="900"/>', '<opinion label="x" height="900"/>',
    ],
)  # fmt: skip
def test_empty_and_oversized_elements_do_no_harm(content: str) -> None:
    assert "".join(flat(f"{content}<p>之后</p>")).endswith("之后")


@pytest.mark.parametrize("look", ["gov", "compact"])
def test_every_look_sets_the_same_text(look: str) -> None:
    done = pages(f"<h2>题</h2><p>{LONG * 40}</p>", look)
    assert "".join(line.text for page in done for line in page) == "题" + LONG * 40


def test_a_very_long_answer_is_set_whole() -> None:
    done = pages(f'<fields><field label="长">{LONG * 1000}</field><field label="末">尾</field></fields>')
    assert sum(line.text.count("。") for page in done for line in page) == 1000
    assert done[-1][-1].text == "末尾"


def test_no_word_is_cut_to_balance_the_lines_of_a_label() -> None:
    style = load("gov").paragraph("label")
    block = text_block("Procurement category", style)
    block.wrap(block.natural_width() - 20)
    assert ["".join(piece.text for piece in line.pieces) for line in block.lines] == ["Procurement", "category"]


def test_a_section_does_not_leave_its_heading_with_one_row_at_the_foot() -> None:
    row = '<fields><field label="查询日期">2026年3月16日</field></fields>'
    lines = "".join(f"<p>{number}</p>" for number in range(28))
    one, two = pages(f"{lines}<h2>信用</h2>{row}{table(6)}")
    assert [line.text for line in one] == [str(number) for number in range(28)]
    assert two[0].text == "信用"


@pytest.mark.parametrize(("rows", "usual", "closer"), [(24, 1, 1), (26, 2, 1), (36, 2, 2)])
def test_rows_stand_closer_only_when_that_saves_a_last_page_with_little_on_it(rows: int, usual: int, closer: int) -> None:
    form = "".join(f'<fields columns="2"><field label="第{number}项">已办</field></fields>' for number in range(rows))

    def count(fit: str) -> int:
        return len(typeset([parse(f'<part id="a" fit="{fit}">{form}</part>', "x")], Meta()).pages)

    assert (count("no"), count("close")) == (usual, closer)
