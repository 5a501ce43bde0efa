"""Line breaking: what may start and end a line, what stays whole, and what is read back from built pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packs.reading import printed_lines
from shenbao.packs.clusters import CLOSE, OPEN, Span
from shenbao.packs.evening import evened
from shenbao.packs.flowables import Paragraph
from shenbao.packs.fonts import face
from shenbao.packs.sheet import Sheet
from shenbao.packs.styles import ParagraphStyle
from shenbao.packs.typography import Line, break_lines

EM = 12
FORBIDDEN_STARTS = "。，、；：！？）》〉」』】〕”’…—·％%‰℃,.;:!?)]}～"
FORBIDDEN_ENDS = "（《〈「『【〔“‘([{"
WIDTHS = [EM * em + extra for em, extra in zip(range(10, 50, 2), [0, 3, 7, 11, 5] * 4, strict=True)]


def broken(text: str, width: float, first_indent: float = 0) -> list[Line]:
    return break_lines([Span(text, face("song"), EM)], width, first_indent)


def texts(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


@pytest.mark.parametrize("mark", list("。，、；：！？）》」』】〕”’…—·％"))
def test_a_closing_mark_never_starts_a_line(mark: str) -> None:
    for count in range(3, 12):
        for line in texts(broken("国" * count + mark + "国" * 9, 5 * EM)):
            assert line[0] != mark


@pytest.mark.parametrize("mark", list("（《「『【〔“‘"))
def test_an_opening_mark_never_ends_a_line(mark: str) -> None:
    for count in range(3, 12):
        for line in texts(broken("国" * count + mark + "国" * 9, 5 * EM)):
            assert line[-1] != mark


@pytest.mark.parametrize(
    "whole",
    [
        "6,500.00万元",
        "±0.005 mm",
        "215 N·m/kg",
        "94%",
        "2025年",
        "HT-2023-1107",
        "——",
        "……",
        "MES",
        "120 ㎡",
        "¥20,000,000",
        "25℃",
        "3D",
        "52,000,000.00 yuan",
        "310000********0057",
    ],
)
def test_figures_with_units_codes_words_and_dashes_stay_whole(whole: str) -> None:
    for count in range(12, 24):
        lines = texts(broken("国" * count + whole + "国" * 9, 15 * EM))
        assert any(whole in line for line in lines), lines


def test_a_title_moves_to_the_next_line_when_little_is_lost() -> None:
    assert texts(broken("申报书依据有关规定编制，详见《技术指标说明》和附件。", 16 * EM))[0] == "申报书依据有关规定编制，详见"


def test_a_long_title_is_broken_rather_than_a_line_left_short() -> None:
    lines = texts(broken("依据《关于加快推动前沿技术创新与未来产业培育的若干措施》申报", 20 * EM))
    assert lines[0].startswith("依据《关于加快")


def test_marks_at_line_ends_and_between_marks_give_up_their_blank_halves() -> None:
    adjacent, apart = broken("甲》，“乙", 100 * EM)[0], broken("甲乙丙丁戊", 100 * EM)[0]
    assert adjacent.width == pytest.approx(apart.width - 2 * EM / 2)
    assert broken("国国国国。", 100 * EM)[0].width == pytest.approx(4.5 * EM)
    assert len(broken("国国国国。", 4.5 * EM)) == 1


def test_a_quarter_em_separates_han_from_latin_and_digits() -> None:
    song = face("song")
    latin = sum(song.width[c] for c in "AI") * EM / 1000
    assert broken("用AI做", 100 * EM)[0].width == pytest.approx(2 * EM + latin + 2 * EM / 4)


def test_a_last_line_is_never_one_character() -> None:
    assert texts(broken("国" * 21, 10 * EM)) == ["国" * 10, "国" * 9, "国国"]


def test_a_last_line_of_one_character_takes_a_figure_whole() -> None:
    assert texts(broken("国" * 8 + "30台甲。", 10 * EM + 3)) == ["国" * 8, "30台甲。"]


def test_marks_give_way_before_a_line_is_stretched() -> None:
    text = "国国国，国国国，国国国，国国国国国国国国"
    for extra in (6, 9, 11):
        first, _ = broken(text, 15 * EM + extra)
        assert len(texts([first])[0]) == 16
        assert first.width == pytest.approx(15 * EM + extra)
        assert 0 < first.squeeze <= 1
    assert broken(text, 15 * EM)[0].squeeze == 0
    assert broken("国" * 30, 15 * EM + 11)[0].squeeze == 0


@pytest.mark.parametrize("code", ["ZL 2022 1 0365214.7", "GB/T 39633—2020", "ISO 9001", "T/CAMS 182—2024"])
def test_numbers_of_patents_and_standards_stay_whole(code: str) -> None:
    for count in range(37, 44):
        assert any(code in line for line in texts(broken("国" * count + code + "国" * 9, 40 * EM)))


def test_what_no_line_holds_is_broken_at_a_space() -> None:
    assert texts(broken("Rent (10,000 yuan)", 5 * EM)) == ["Rent", "(10,000", "yuan)"]


def test_a_code_is_broken_at_a_space_rather_than_a_line_left_short() -> None:
    assert texts(broken("国" * 8 + "GB/T 39633—2020" + "国" * 9, 13 * EM))[0] == "国" * 8 + "GB/T"


@pytest.mark.parametrize(
    "whole", ["0.12MPa", "≈30台", "√2倍", "Φ30 mm", "１２３台", "①2026年", "㈠30台", "Ra0.8 μm", "2025—2027年", "X200型"]
)
def test_figures_stay_whole_whatever_stands_before_them(whole: str) -> None:
    for count in range(10, 20):
        assert any(whole in line for line in texts(broken("国" * count + whole + "国" * 9, 20 * EM)))


@pytest.mark.parametrize("marks", ["国 ，国", "国 。国", "（ 国", "“ 国"])
def test_spaces_typed_beside_a_mark_are_no_place_to_break(marks: str) -> None:
    for count in range(5, 12):
        for line in texts(broken("国" * count + marks + "国" * 9, 10 * EM)):
            assert line[0] not in "，。"
            assert line[-1] not in "（“ "


@pytest.mark.parametrize("tail", ["。", "》，", "！《国》", "。 ））"])
def test_a_word_wider_than_the_line_keeps_its_marks(tail: str) -> None:
    for length in range(30, 60):
        lines = texts(broken("https://www.example.com/" + "a" * length + tail, 15 * EM))
        assert "".join(lines).endswith(tail)
        assert all(line[0] not in "。》，！）" and len(line) > 1 for line in lines)


def test_a_loose_line_is_helped_by_those_before_it() -> None:
    text = "国" * 75 + "internationalized" + "国" * 40
    greedy, even = (breaker([Span(text, face("song"), EM)], 20 * EM) for breaker in (break_lines, evened))
    assert len(greedy) == len(even)
    assert max(20 * EM - line.width for line in greedy[:-1]) > 1.5 * max(20 * EM - line.width for line in even[:-1])


def test_a_code_is_kept_whole_when_the_lines_before_it_can_help() -> None:
    code = "ZL 2022 1 0365214.7"
    greedy, even = (texts(breaker([Span("国" * 65 + code + "国" * 30, face("song"), EM)], 24 * EM)) for breaker in (break_lines, evened))
    assert not any(code in line for line in greedy)
    assert any(code in line for line in even)
    assert len(greedy) == len(even)


def test_a_lost_last_line_is_helped_by_those_before_it() -> None:
    made = evened([Span("国" * 60 + "。" + "国", face("song"), EM)], 20 * EM)
    assert len(texts(made)[-1]) >= 2


def test_typed_line_ends_start_paragraphs_and_breaks_do_not() -> None:
    lines = broken("第一段\u2029第二段\u2028同一段", 20 * EM, first_indent=24)
    assert [line.indent for line in lines] == [24, 24, 0]


SLOWER = [pytest.param(unit, marks=pytest.mark.slow) for unit in ["1", "，", "《中文", "6.5万元"]]


@pytest.mark.parametrize("unit", ["国", "a", "（", "a ，“", *SLOWER])
def test_two_hundred_thousand_characters_are_broken_without_losing_one(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    lines = broken(text, 36 * EM)
    assert "".join(texts(lines)).replace(" ", "") == text.replace(" ", "")


alphabet = st.sampled_from([*"国产业创新", *"。，、；：！？）》”’", *"（《“‘", *"aZ09%.-/", "——", "……", " ", "2,000万元"])


@settings(max_examples=150, deadline=None)
@given(st.lists(alphabet, max_size=60).map("".join), st.integers(8, 40))
def test_any_text_keeps_its_characters_and_fits_its_measure(text: str, ems: int) -> None:
    lines = broken(text, ems * EM)
    assert "".join(texts(lines)).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert line.indent + line.width <= ems * EM + 0.01 or len(line.pieces) == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_prose_read_back_from_pages_breaks_no_rule(prose: list[str], width: float) -> None:
    pdf = set_in(prose, width)
    lines = [line for page in printed_lines(pdf) for line in page]
    assert "".join(line.text for line in lines) == "".join("".join(prose).split())
    for line in lines:
        assert line.text[0] not in FORBIDDEN_STARTS, line
        assert line.text[-1] not in FORBIDDEN_ENDS, line


def set_in(paragraphs: list[str], width: float) -> bytes:
    """Pages with the paragraphs justified in a column of that width."""
    sheet = Sheet(title="", author="", subject="", lang="zh")
    style = ParagraphStyle(size=EM, leading=20, first=2)
    y = 800.0
    for text in paragraphs:
        block = Paragraph([Span(text, face(style.face), style.size)], style)
        block.wrap(width)
        rest = block
        while True:
            pieces = rest.split(y - 40)
            if pieces is None and rest.height > y - 40:
                sheet.end_page(650, 842)
                y = 800.0
                continue
            head = pieces[0] if pieces else rest
            head.draw(sheet, 30, y)
            y -= head.height
            if not pieces:
                break
            assert isinstance(pieces[1], Paragraph)
            rest = pieces[1]
    sheet.end_page(650, 842)
    return sheet.finish()


def test_the_rules_of_the_breaker_cover_those_of_the_test() -> None:
    assert set(FORBIDDEN_STARTS) <= set(CLOSE)
    assert set(FORBIDDEN_ENDS) <= set(OPEN)
