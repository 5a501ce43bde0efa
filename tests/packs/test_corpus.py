"""A hundred pages of prose set at twenty widths and read back from the built pages: no rule of Chinese typesetting is broken."""

from __future__ import annotations

import msgspec
import pytest

from packs import corpus
from packs.setting import faults, set_lines
from shenbao.packs.markup import escape, parse
from shenbao.packs.pages import Meta, typeset
from shenbao.packs.sheet import MM
from shenbao.packs.styles import Styles, load

WIDTHS = [96, 100, 104, 108, 112, 116, 120, 124, 128, 131.5, 134, 137, 140, 143.3, 146, 149, 152, 156, 161.7, 168]
"""Millimetres: of 22 to 39 characters, most of them no whole number of characters."""
NARROW = [45, 58, 71, 84]
"""As in cells and boxes, 10 to 19 characters."""
SAMPLE = slice(5, None, 26)
slow = pytest.mark.slow


def styles(width: float) -> Styles:
    look = load("gov")
    page = msgspec.structs.replace(look.pages["form"], text_width=width)
    return msgspec.structs.replace(look, pages={**look.pages, "form": page})


def check(paragraphs: tuple[str, ...], width: float) -> tuple[int, list[str]]:
    """Pages, and what is wrong with them."""
    look = styles(width)
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    done = typeset([parse(f'<part id="a" numbering="none">{body}</part>', "corpus")], Meta(), look)
    style = look.paragraph("body")
    return len(done.pages), faults(set_lines(done.pdf), paragraphs, 28 * MM, width * MM, style.size, style.first * style.size)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_sample_breaks_no_rule(width: float) -> None:
    assert check(corpus.paragraphs()[SAMPLE], width)[1] == []


@pytest.mark.parametrize("width", NARROW)
def test_narrow_columns_may_be_ragged_and_break_no_other_rule(width: float) -> None:
    found = check(corpus.paragraphs()[SAMPLE], width)[1]
    assert [fault for fault in found if "points short" not in fault] == []


@slow
@pytest.mark.parametrize("width", WIDTHS)
def test_a_hundred_pages_break_no_rule(width: float) -> None:
    pages, found = check(corpus.paragraphs(), width)
    assert pages >= 100
    assert found == []
