"""Pages: numbers, contents, references, foreign pages, right-hand starts, and the demonstration of every element."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest

from packs.reading import printed_lines, text_of
from shenbao.errors import PackError
from shenbao.packs.fonts import face
from shenbao.packs.markup import Element, escape, parse
from shenbao.packs.pages import Meta, Typeset, typeset
from shenbao.packs.styles import load
from shenbao.packs.vocabulary import ELEMENTS

GOLDEN = Path(__file__).parent / "golden"
TOLERANCE = 3
"""Points that a line may move before the demonstration counts as changed."""


def part(content: str, name: str = "a", attributes: str = "") -> Element:
    return parse(f'<part id="{name}" {attributes}>{content}</part>', f"{name}.xml")


def demonstration() -> list[Element]:
    return [parse(file.read_text(encoding="utf-8"), file.name) for file in sorted(GOLDEN.glob("*.xml"))]


@pytest.fixture(scope="module")
def shown() -> Typeset:
    meta = Meta(title="申报材料", short_title="首台（套）装备申报材料", draft=True, code=lambda page: f"SB-m08-first-3F9A0C21-{page:03d}")
    return typeset(demonstration(), meta)


def test_the_demonstration_shows_every_element() -> None:
    used = {element.name for root in demonstration() for element in root.walk()}
    assert sorted(ELEMENTS.keys() - used) == []


def test_the_demonstration_stands_where_it_stood(shown: Typeset, update_golden: bool) -> None:
    now = [[[line.text, round(line.x), round(line.y), round(line.right)] for line in page] for page in printed_lines(shown.pdf)]
    file = GOLDEN / "positions.json"
    if update_golden:
        pages = ",\n".join("[" + ",\n".join(json.dumps(line, ensure_ascii=False) for line in page) + "]" for page in now)
        file.write_text(f"[{pages}]\n", encoding="utf-8")
    then = json.loads(file.read_text(encoding="utf-8"))
    assert len(now) == len(then)
    for number, (page, old) in enumerate(zip(now, then, strict=True), 1):
        assert [line[0] for line in page] == [line[0] for line in old], f"page {number}"
        for line, before in zip(page, old, strict=True):
            moved = max(abs(a - b) for a, b in zip(line[1:], before[1:], strict=True))
            assert moved <= TOLERANCE, f"page {number}: {line} was {before}"


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (typeset(demonstration(), Meta(draft=True)) for _ in range(2))
    assert first.pdf == second.pdf


def test_all_fonts_are_embedded_and_none_is_left_over(shown: Typeset, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(shown.pdf)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []
        for page in pdf.pages:
            for font in page.resources.get("/Font", pikepdf.Dictionary()).values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
                assert "/ToUnicode" in font


def test_contents_and_references_print_the_numbers_of_their_pages(shown: Typeset) -> None:
    lines = printed_lines(shown.pdf)
    own = shown.pages[shown.part_pages["toc"][0]].own
    assert own is not None
    contents = [line.text for line in lines[own]]
    for level, title, index in shown.outline:
        if level <= 2:
            squeezed = "".join(title.split())
            assert any(line == squeezed + shown.pages[index].label for line in contents), squeezed
    label = shown.pages[shown.anchors["fund"]].label
    assert f"详见第{label}页" in text_of(shown.pdf)


def test_every_page_prints_its_number_and_code(shown: Typeset) -> None:
    printed = printed_lines(shown.pdf)
    for number, page in enumerate(shown.pages, 1):
        if page.own is None or page.blank:
            continue
        text = [line.text for line in printed[page.own]]
        assert f"SB-m08-first-3F9A0C21-{number:03d}" in text
        if page.label:
            assert f"—{page.label}—" in text


def test_foreign_pages_are_counted_and_left_out() -> None:
    done = typeset([part('<p>前</p><insert id="x" pages="3" title="执照"/><p>后</p>', attributes='title="甲"')], Meta())
    assert [page.label for page in done.pages] == ["1", "2", "3", "4", "5"]
    assert [page.own for page in done.pages] == [0, None, None, None, 1]
    assert [page.of_insert for page in done.pages if page.insert == "x"] == [0, 1, 2]
    assert (2, "执照", 1) in done.outline
    assert (done.anchors["x"], done.anchors["x-last"]) == (1, 3)


def test_parts_start_on_right_hand_pages_behind_blank_versos() -> None:
    parts = [part("<p>一</p>", "a"), part("<p>二</p>", "b", 'start="right"')]
    assert [page.blank for page in typeset(parts, Meta()).pages] == [False, True, False]
    assert [page.blank for page in typeset(parts, Meta(duplex=False)).pages] == [False, False]


def test_front_matter_is_roman_and_a_cover_has_no_number() -> None:
    parts = [part("<p>封</p>", "a", 'numbering="none"'), part("<p>目</p>", "b", 'numbering="roman"'), part("<p>文</p>", "c")]
    assert [page.foot for page in typeset(parts, Meta(numbering="of")).pages] == ["", "— i —", "第 1 页　共 1 页"]


def test_a_reference_to_a_place_that_is_not_there_prints_a_dash() -> None:
    assert "见第—页" in text_of(typeset([part('<p>见第<pageref to="nowhere"/>页</p>')], Meta()).pdf)


def test_what_is_kept_together_stays_on_one_page() -> None:
    kept = "<keep>" + "".join(f"<p>第{number}行</p>" for number in range(8)) + "</keep>"
    for filling in range(22, 34):
        first, *rest = printed_lines(typeset([part("<p>前文</p>" * filling + kept)], Meta()).pdf)
        lines = ["".join(line.text for line in page) for page in (first, *rest)]
        assert sum("第0行" in page and "第7行" in page for page in lines) == 1


def test_a_narrow_column_has_room_for_amounts_aligned_on_the_point() -> None:
    rows = "".join(f"<tr><td>指标</td><td>{value}</td></tr>" for value in ("1180", "0.65", "22"))
    done = typeset([part(f'<table columns="* 13" align="l d" size="small"><tbody>{rows}</tbody></table>')], Meta())
    assert "1180" in [line.text.removeprefix("指标") for page in printed_lines(done.pdf) for line in page]


def test_a_divider_says_where_its_files_begin() -> None:
    table = '<table columns="* 16"><tbody><tr><td>合同</td><td><pageref to="paper-1"/></td></tr></tbody></table>'
    divider = f'<divider number="附件一" title="合同">{table}</divider><insert id="paper-1" pages="2"/>'
    assert "合同2" in text_of(typeset([part(divider)], Meta()).pdf)


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for filling in range(26, 34):
        done = typeset([part("<p>行</p>" * filling + "<h2>标题</h2><p>正文</p>")], Meta())
        for page in printed_lines(done.pdf):
            body = [line.text for line in page if line.y > 80]
            assert body[-1] != "标题"


def test_typed_text_is_printed_as_typed() -> None:
    typed = "R&D <b> {{7*7}} &amp; ]]> \\ <script>alert('x')</script>"
    assert "".join(typed.split()) in text_of(typeset([part(f"<p>{escape(typed)}</p>")], Meta()).pdf)


def test_rare_characters_extract_as_typed_and_missing_ones_are_boxes_that_are_reported() -> None:
    done = [typeset([part("<p>姓名：𬱖𫖯㛃䶮；表情：😀</p>")], Meta()) for _ in range(2)][-1]  # reported every time
    assert done.missing == {"😀": "姓名：𬱖𫖯㛃䶮；表情：😀"}
    assert "𬱖𫖯㛃䶮" in text_of(done.pdf)
    assert "😀" in text_of(done.pdf)


def test_a_table_turned_to_landscape_has_a_page_of_its_own_geometry(tmp_path: Path) -> None:
    done = typeset([part('<p>前</p><table columns="* *" landscape="yes"><tr><td>甲</td><td>乙</td></tr></table><p>后</p>')], Meta())
    (tmp_path / "a.pdf").write_bytes(done.pdf)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert [round(float(page.mediabox[2])) for page in pdf.pages] == [595, 842, 595]


def test_nothing_but_shades_of_page_tabs_stands_in_the_right_margin(shown: Typeset) -> None:
    for page in printed_lines(shown.pdf):
        assert all(line.right <= 842 - 26 / 25.4 * 72 + 1 for line in page)


def test_an_unknown_style_is_an_error() -> None:
    with pytest.raises(PackError, match=re.escape("packs.unknown_style")):
        load("gov").paragraph("fancy")


@pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.slow), 23])
def test_every_han_character_of_the_face_extracts_as_typed(step: int) -> None:
    planes = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x32000)]
    characters = "".join([character for character in map(chr, planes) if face("song").has(character)][::step])
    done = typeset([part(f"<p>{characters}</p>")], Meta())
    assert done.missing == {}
    extracted = "".join(line.text for page in printed_lines(done.pdf) for line in page if not line.text.startswith("—"))
    assert extracted == characters
