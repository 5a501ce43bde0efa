"""Markup: a closed vocabulary, errors with the lines around, typed text that stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbao.errors import PackError
from shenbao.messages import LANGUAGES, describe
from shenbao.packs.markup import PARAGRAPH, escape, parse
from shenbao.text import clean

WRONG = {
    "packs.unknown_element": "<part id='a'>\n<p>好</p>\n<tabel columns='*'/>\n</part>",
    "packs.unknown_attribute": "<part id='a'>\n\n<p clas='body'>好</p>\n</part>",
    "packs.bad_attribute": "<part id='a'>\n\n<table columns='1 x'/>\n</part>",
    "packs.missing_attribute": "<part id='a'>\n\n<table/>\n</part>",
    "packs.misplaced": "<part id='a'>\n\n<td>好</td>\n</part>",
    "packs.markup_syntax": "<part id='a'>\n\n<p>好</b>\n</part>",
}


@pytest.mark.parametrize(("code", "source"), WRONG.items())
def test_each_kind_of_mistake_names_file_line_and_the_lines_around(code: str, source: str) -> None:
    with pytest.raises(PackError) as caught:
        parse(source, "templates/x.xml.j2")
    assert caught.value.code == code
    assert caught.value.where == "templates/x.xml.j2:3"
    assert source.splitlines()[2] in str(caught.value.slots["around"])
    for lang in LANGUAGES:
        assert describe(caught.value, lang)


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(PackError) as caught:
        parse(WRONG["packs.unknown_element"], "x")
    assert caught.value.slots["meant"] == "table"


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE part [<!ENTITY a 'x'>]><part id='a'><p>&a;</p></part>",
        "<part id='a'><?php x?></part>",
        "<p>x</p>",
        "",
        "<part id='a'>文</part>",
        "<part id='a'><table columns='" + "1" * 5000 + "x'/></part>",
        "<part id='a'><p>\x0b</p></part>",
    ],
    ids=["doctype", "instruction", "root", "empty", "loose text", "long attribute", "control character"],
)
def test_what_is_not_a_part_of_the_vocabulary_is_refused(source: str) -> None:
    with pytest.raises(PackError):
        parse(source, "x")


@given(st.text())
def test_any_typed_text_comes_out_of_the_parser_as_it_went_in(typed: str) -> None:
    root = parse(f"<part id='a'><p>x{escape(typed)}x</p></part>", "x")
    shown = root.text()[1:-1].replace(PARAGRAPH, "\n").replace("\u00a0", " ")
    kept = "".join(c for c in clean(typed, lines=True).replace("\u00a0", " ") if not "\ufe00" <= c <= "\ufe0f" and c < "\U000e0000")
    assert "".join(c for c in shown if c < "\U000e0000") == kept


@given(st.text())
def test_typed_text_may_stand_in_attributes(typed: str) -> None:
    field = next(parse(f'<part id="a"><fields><field label="{escape(typed)}"/></fields></part>', "x").elements())
    assert "<" not in escape(typed)
    assert next(field.elements()).get("label") is not None


def test_line_ends_of_a_template_are_layout_and_typed_ones_are_paragraphs() -> None:
    typed = escape("甲\n乙")
    root = parse(f"<part id='a'><p>\n  本单位\n  申报 AI\n  项目{typed}\n</p></part>", "x")
    assert root.text() == "本单位申报 AI 项目甲\u2029乙"
