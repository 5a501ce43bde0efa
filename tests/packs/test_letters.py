"""A letter and its sheet: set smaller when that saves a page, signed under a ring for the seal, one form from top to bottom."""

from __future__ import annotations

import pytest

from packs.example import TODAY
from shenbao.draft import Draft, opening
from shenbao.forms.catalogue import catalogue
from shenbao.packs.compose import Composer
from shenbao.packs.forms import Opinion
from shenbao.packs.markup import parse
from shenbao.packs.pages import Meta, Typeset, typeset
from shenbao.packs.parts import parts
from shenbao.packs.sheet import MM
from shenbao.packs.styles import load
from shenbao.packs.tables import Table

META = Meta(title="函", short_title="场景开放函", code=lambda page: f"SB-{page}")
LINE = "我院是三级康复专科医院，神经康复床位一百八十张，每年完成康复训练约二十一万人次。"


def letter(paragraphs: int, fit: str) -> Typeset:
    text = f'<p class="letter">{LINE}</p>' * paragraphs
    end = '<keep><p class="letter">特此函告。</p><signoff seal="yes" id="org.name">示例康复医院</signoff></keep>'
    return typeset([parse(f'<part id="letter" geometry="letter" head="no" fit="{fit}">{text}{end}</part>', "letter.xml")], META)


@pytest.mark.parametrize(("paragraphs", "usual", "fitted"), [(6, 1, 1), (10, 2, 1), (24, 3, 3)])
def test_a_letter_is_set_smaller_only_when_that_saves_a_page(paragraphs: int, usual: int, fitted: int) -> None:
    assert (len(letter(paragraphs, "no").pages), len(letter(paragraphs, "yes").pages)) == (usual, fitted)


def test_type_that_fits_is_not_made_smaller() -> None:
    assert letter(6, "yes").pdf == letter(6, "no").pdf


def test_the_sender_stands_on_the_last_page_with_text_of_the_letter() -> None:
    made = letter(24, "yes")
    assert made.anchors["org.name"] == len(made.pages) - 1


def test_all_grids_of_a_sheet_and_its_undertaking_have_label_cells_of_one_width() -> None:
    fields = "".join(
        f'<fields label="27"><field label="{label}">值</field></fields>' for label in ("名称", "上海市创新产品推荐目录申报情况说明")
    )
    part = f'<part id="s" geometry="{{}}">{fields}<opinion label="承诺" signer="法定代表人（签字）"/></part>'
    sheet = Composer(load("gov"), "zh").part(parse(part.format("sheet"), "sheet.xml"))
    form = Composer(load("gov"), "zh").part(parse(part.format("form"), "form.xml"))
    assert len({float(block.columns[0]) for block in sheet if isinstance(block, Table)}) == 1
    assert len({float(block.columns[0]) for block in form if isinstance(block, Table)}) == 2
    width = next(float(block.columns[0]) for block in sheet if isinstance(block, Table))
    assert [block.label_width for block in sheet if isinstance(block, Opinion)] == pytest.approx([width * MM], abs=0.01)


def test_what_a_sheet_ends_with_is_signed_on_the_page_that_says_by_whom() -> None:
    filling = '<spacer height="150"/><p>前文</p>'
    last = '<h2 id="applicant">发函单位</h2><fields>' + '<field label="单位名称" wide="yes">示例康复医院</field>' * 9 + "</fields>"
    end = '<opinion id="pledge" label="承诺" height="40" signer="法定代表人（签字）"/>'
    made = typeset([parse(f'<part id="s" geometry="sheet" fit="yes"><h1>表</h1>{filling}{last}{end}</part>', "sheet.xml")], META)
    assert made.anchors["applicant"] == made.anchors["pledge"] == 1


@pytest.mark.parametrize(("lang", "foot"), [("zh", ["签字：", "（公章）"]), ("en", ["Signature:", "(Seal)"])])
def test_the_foot_of_an_undertaking_has_the_marks_of_its_language(lang: str, foot: list[str]) -> None:
    signer, seal = (mark.strip("：:（）()") for mark in foot)
    blocks = Composer(load("gov"), lang).part(parse(f'<part id="s"><opinion label="x" signer="{signer}" seal="{seal}"/></part>', "x.xml"))
    opinion = next(block for block in blocks if isinstance(block, Opinion))
    assert ["".join(span.text for span in part.spans) for part in opinion.foot[:2]] == foot


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_a_letter_nobody_has_written_leaves_room_for_addressee_and_contact(lang: str) -> None:
    form = catalogue().scheme("m12-alliance")
    empty = Draft(form, opening(form), TODAY, append=lambda edit, summary: None).snapshot()
    letter = next(part.element() for part in parts(empty, lang) if part.id == "letter")
    assert [element.get("width") for element in letter.walk() if element.name == "blank"] == ["70", "28", "28"]
