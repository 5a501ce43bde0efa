"""What does not fit: boxes of fixed height with continuation sheets, wide tables on lying pages, figures of any length in a column."""

from __future__ import annotations

import io

import pikepdf
import pytest

from packs.reading import printed_lines
from packs.setting import SetLine, set_lines
from shenbao.packs.markup import parse
from shenbao.packs.pages import Meta, Typeset, typeset
from shenbao.packs.sheet import MM

BLANK_HALF = 5
"""Points by which a closing mark at the end of a line reaches out."""
SENTENCE = "第{}句：项目组围绕整机企业的真实需求组织攻关，先做出样机，再进产线，最后形成标准。"


def made(content: str, **more: str) -> Typeset:
    attributes = "".join(f' {name}="{value}"' for name, value in more.items())
    return typeset([parse(f'<part id="a"{attributes}>{content}</part>', "x")], Meta())


def text(page: list[SetLine]) -> str:
    return "".join(line.text for line in page)


def by_page(done: Typeset) -> list[list[SetLine]]:
    lines = set_lines(done.pdf)
    return [[line for line in lines if line.page == at] for at in range(len(done.pages))]


def box(sentences: int, fixed: str = "yes", label: str = "研究内容") -> str:
    body = "".join(f"<p>{SENTENCE.format(number)}</p>" for number in range(sentences))
    return f'<textbox id="x.{label}" label="{label}" height="60" fixed="{fixed}">{body}</textbox>'


def test_a_box_of_fixed_height_sends_the_rest_to_a_continuation_sheet() -> None:
    """The form keeps its layout: what follows the box stands where it stands under a short text."""
    short, long = made(box(1) + "<p>框后</p>"), made(box(40) + "<p>框后</p>")
    places = [next(line.y for line in set_lines(done.pdf) if line.text == "框后") for done in (short, long)]
    assert places[0] == pytest.approx(places[1])
    pages = by_page(long)
    assert "续页" in text(pages[0])
    assert "研究内容（续页）" in text(pages[1])
    whole = "".join(text(page) for page in pages)
    positions = [whole.index(SENTENCE.format(number).replace(" ", "")[:6]) for number in range(40)]
    assert positions == sorted(positions), "every sentence once, in order"
    assert "续页" not in text(by_page(short)[0])


def test_several_boxes_share_the_sheets_at_the_end_of_the_part() -> None:
    pages = by_page(made(box(9) + box(9, label="技术路线") + "<p>最后</p>"))
    assert len(pages) == 2
    assert "最后" in text(pages[0])
    for label in ("研究内容（续页）", "技术路线（续页）"):
        assert label in text(pages[1])


def test_a_box_that_may_grow_goes_on_where_it_stands() -> None:
    assert "续页" not in text(set_lines(made(box(40, "no")).pdf))


def test_a_wide_table_stands_on_lying_pages_with_its_head_on_each() -> None:
    heads = "".join(f"<th>第{number}列</th>" for number in range(9))
    rows = "".join("<tr>" + "<td>内容若干</td>" * 9 + "</tr>" for _ in range(60))
    table = (
        f'<table columns="{" ".join("*" * 9)}" caption="宽表" landscape="yes"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )
    done = made(f"<p>前文</p>{table}<p>后文</p>")
    with pikepdf.open(io.BytesIO(done.pdf)) as pdf:
        widths = [round(float(page.mediabox[2])) for page in pdf.pages]
    assert widths == [595, *[842] * (len(widths) - 2), 595]
    assert len(widths) > 4
    for page in printed_lines(done.pdf)[1:-1]:
        assert any("第0列" in line.text for line in page)
        assert all(line.right <= 297 * MM - 26 * MM + BLANK_HALF for line in page)


def test_figures_stand_on_their_decimal_points() -> None:
    figures = ("1,234,567.80", "0.5", "12", "-3.1416", "98.60%", "—")
    rows = "".join(f"<tr><td>项</td><td><amount>{figure}</amount></td></tr>" for figure in figures)
    done = made(f'<table columns="30 60" align="l d"><tbody>{rows}</tbody></table>')
    points = {}
    for line in set_lines(done.pdf, 20):
        for figure in figures:
            if line.text == figure:
                at = figure.find(".")
                points[figure] = line.characters[at].x if at > 0 else line.characters[-1].right
    assert points.keys() >= {"1,234,567.80", "0.5", "12", "-3.1416", "98.60%"}
    assert max(points[figure] for figure in figures[:5]) - min(points[figure] for figure in figures[:5]) < 0.6
