"""The own pages of all worked examples, read back: no line of any cell, box or paragraph starts, ends or breaks where it must not."""

from __future__ import annotations

from functools import cache

import pytest

from packs.example import example
from packs.setting import faults_of_blocks, set_lines
from shenbao.content import shipped
from shenbao.packs.appearance import styles_for
from shenbao.packs.pages import Meta, Typeset, typeset
from shenbao.packs.parts import parts, title_of
from shenbao.packs.sheet import MM

EXAMPLES = sorted(folder.name for folder in (shipped() / "forms" / "examples").iterdir() if folder.is_dir())
SAMPLE = ("m02-keytech", "m06-event", "m11-talent", "m15-coord")
CELL_GAP = 8.5
"""Points between the texts of neighbouring cells; words of a line are nearer."""
SEALS = 26 * MM
OTHERS = [pytest.param(name, marks=pytest.mark.slow) for name in EXAMPLES if name not in SAMPLE]


@cache
def own_pages(scheme: str, lang: str) -> Typeset:
    snapshot = example(scheme, papers=False).snapshot()
    elements = [part.element() for part in parts(snapshot, lang)]
    return typeset(elements, Meta(short_title=title_of(snapshot, lang), lang=lang), styles_for(snapshot.notice))


@pytest.mark.parametrize("lang", ["zh", "both"])
@pytest.mark.parametrize("scheme", [*SAMPLE, *OTHERS])
def test_no_line_breaks_a_rule(scheme: str, lang: str) -> None:
    assert faults_of_blocks(set_lines(own_pages(scheme, lang).pdf, CELL_GAP)) == []


@pytest.mark.parametrize("scheme", [*SAMPLE, *OTHERS])
def test_nothing_is_printed_where_the_seam_seal_goes(scheme: str) -> None:
    for line in set_lines(own_pages(scheme, "zh").pdf, CELL_GAP):
        assert line.right <= 297 * MM - SEALS + line.size / 2 + 0.5, line.text


@pytest.mark.parametrize("scheme", [*SAMPLE, *OTHERS])
def test_no_total_and_no_signature_stands_alone(scheme: str) -> None:
    made = own_pages(scheme, "zh")
    by_page: dict[int, list[str]] = {}
    for line in set_lines(made.pdf, CELL_GAP):
        by_page.setdefault(line.page, []).append(line.text)
    for page, texts in by_page.items():
        body = [text for text in texts if not text.startswith("—")][2:]
        assert not body or (body[0] != "合计" and not body[0].startswith("法定代表人（签字")), f"page {page + 1}: {body[:3]}"
