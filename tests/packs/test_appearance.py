"""What the notice says about a pack's looks: order of the parts, binding edge, right-hand pages, cover, pages to sign and seal."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from packs.example import example
from packs.setting import set_lines
from shenbao.draft.outline import in_order
from shenbao.draft.states import Snapshot
from shenbao.packs.appearance import styles_for
from shenbao.packs.markup import parse
from shenbao.packs.pages import Meta, Typeset, typeset
from shenbao.packs.parts import parts
from shenbao.packs.sheet import MM
from shenbao.records import Letterhead

SCHEME = "m05-scaleup"
USUAL = ("cover", "undertakings", "contents", "form", "budget")


def snapshot(**notice: str) -> Snapshot:
    draft = example(SCHEME, papers=False)
    for name, value in notice.items():
        draft.set(f"notice.{name}", value)
    return draft.snapshot()


def made(letterhead: Letterhead | None = None, **notice: str) -> Typeset:
    frozen = snapshot(**notice)
    elements = [part.element() for part in parts(frozen, "zh")]
    return typeset(elements, Meta(letterhead=letterhead), styles_for(frozen.notice))


@pytest.mark.parametrize(
    ("wanted", "order"),
    [
        ((), USUAL),
        (("form", "cover"), ("form", "budget", "cover", "undertakings", "contents")),
        (("budget", "contents", "form", "undertakings", "cover"), ("budget", "contents", "form", "undertakings", "cover")),
        (("team", "contents", "cover"), ("contents", "form", "budget", "cover", "undertakings")),
    ],
)
def test_parts_not_named_stay_behind_those_they_usually_follow(wanted: tuple[str, ...], order: tuple[str, ...]) -> None:
    assert in_order(USUAL, wanted) == order


def test_the_pack_follows_the_order_of_the_notice() -> None:
    assert snapshot(page_order="cover contents form undertakings").parts[:2] == ("cover", "contents")
    pages = made(page_order="cover contents form undertakings").part_pages
    assert pages["contents"] < pages["form"] < pages["undertakings"]


def test_a_part_that_does_not_exist_is_refused_by_name() -> None:
    draft = example(SCHEME, papers=False)
    draft.set("notice.page_order", "封面、承诺书附表")
    problem = draft.state("notice.page_order").problem
    assert problem is not None
    assert "承诺书附表" in problem.zh
    assert draft.snapshot().parts == example(SCHEME, papers=False).snapshot().parts


def test_the_binding_edge_is_mirrored_on_both_sides_and_the_seam_stays_free() -> None:
    width = 10
    lines = [line for line in set_lines(made(binding_margin=str(width)).pdf, 8.5) if re.fullmatch(r"—\d+—", line.text)]
    middles = {line.page % 2: (line.x + line.right) / 2 for line in lines}
    assert middles[0] == pytest.approx((28 + width + (156 - width) / 2) * MM, abs=1)
    assert middles[1] == pytest.approx((26 + (156 - width) / 2) * MM, abs=1)
    single = {round((line.x + line.right) / 2) for line in set_lines(made(binding_margin="10", duplex="no").pdf, 8.5) if line.text == "—5—"}
    assert single == {round((28 + width + (156 - width) / 2) * MM)}


def test_every_part_begins_at_the_right_when_the_notice_wants_it() -> None:
    assert all(first % 2 == 0 for first, _ in made(right_pages="yes").part_pages.values())
    assert not any(page.blank for page in made(duplex="no").pages)


def test_covers_differ_and_say_the_same() -> None:
    texts = {}
    for style in ("government", "plain", "band"):
        done = made(cover_style=style)
        texts[style] = (done.pdf, sorted("".join(line.text for line in set_lines(done.pdf) if line.page == 0)))
    assert len({pdf for pdf, _ in texts.values()}) == 3
    assert len({"".join(text) for _, text in texts.values()}) == 1


def test_pages_to_sign_and_seal_are_listed_with_their_numbers() -> None:
    done = made()
    first, last = done.part_pages["tosign"]
    lines = [line.text for line in set_lines(done.pdf, 8.5) if first <= line.page <= last]
    undertaking = done.pages[done.part_pages["undertakings"][0]].label
    assert undertaking in lines
    for text in ("封面", "申报承诺书", "法定代表人", "申报单位（公章）", "全册", "骑缝章"):
        assert any(text in line for line in lines), text


def test_a_letterhead_stands_on_working_sheets_and_never_on_forms_and_undertakings() -> None:
    done = made(Letterhead(name="沪上某某科技服务有限公司", address="上海市徐汇区示例路1号"))
    own = {page.own: page.part for page in done.pages if page.own is not None}
    marked = {own[line.page] for line in set_lines(done.pdf, 8.5) if line.text == "沪上某某科技服务有限公司"}
    assert marked == {"selfcheck", "tosign", "amounts", "register"} & done.part_pages.keys()


def test_tabs_of_dividers_and_attachments_are_told_which_side_they_are_on() -> None:
    part = '<part id="a" start="right"><divider number="一" title="甲" tab="1"/>{}<divider number="二" title="乙" tab="2"/></part>'
    insert = '<insert id="f" pages="{}"/>'
    for pages, verso in ((1, False), (2, True)):
        done = typeset([parse(part.format(insert.format(pages)), "test")], Meta(), styles_for(snapshot(binding_margin="10").notice))
        assert done.binding == 10
        assert [page.verso for page in done.pages] == [number % 2 == 1 for number in range(pages + 2)]
        with pypdfium2.PdfDocument(done.pdf) as document:
            shades = document[1].render(scale=0.5).to_pil().convert("L")
        edges = [shades.crop((x, 0, x + 8, shades.height)).getextrema()[0] < 250 for x in (0, shades.width - 8)]
        assert edges == [verso, not verso]
