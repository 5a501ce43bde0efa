"""A letter: set smaller when that saves a page, signed under a ring for the seal, and never with a head line."""

from __future__ import annotations

import pytest

from shenbao.packs.markup import parse
from shenbao.packs.pages import Meta, Typeset, typeset

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
