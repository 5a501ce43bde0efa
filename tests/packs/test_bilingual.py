"""Words of bilingual forms: both languages on one line where they fit, otherwise each on lines of its own, the English smaller."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from shenbao.packs.bilingual import bilingual
from shenbao.packs.clusters import Span
from shenbao.packs.flowables import Paragraph, span
from shenbao.packs.sheet import MM
from shenbao.packs.styles import load

LABEL = load("gov").paragraph("label")


def lines(made: Paragraph, width: float) -> list[str]:
    made.wrap(width * MM)
    return ["".join(piece.text for piece in line.pieces) for line in made.lines]


def sizes(spans: Sequence[Span]) -> list[float]:
    return [each.size for each in spans if each.text.strip()]


@pytest.mark.parametrize(
    ("text", "width", "set_as"),
    [
        ("单位性质 Ownership", 36, ["单位性质 Ownership"]),
        ("是否规模以上企业 Above designated size", 36, ["是否规模以上企业", "Above designated size"]),
        ("采用 API 的数据 Data by API", 33, ["采用 API 的数据", "Data by API"]),
        ("经公开渠道查询到的信用自查日期 Credit checked on", 34, ["经公开渠道查询到", "的信用自查日期", "Credit checked on"]),
        ("本金 Principal （元）", 28, ["本金", "Principal （元）"]),
    ],
)
def test_a_label_is_broken_between_its_languages(text: str, width: float, set_as: list[str]) -> None:
    assert lines(bilingual([span(text, LABEL)], LABEL), width) == set_as


def test_the_english_is_smaller_and_the_chinese_is_not() -> None:
    made = bilingual([span("所属领域 Field", LABEL)], LABEL)
    assert sizes(made.spans) == [LABEL.size, LABEL.size * LABEL.english]
    assert sizes(made.parted) == sizes(made.spans)


@pytest.mark.parametrize("text", ["统一社会信用代码", "Unified social credit code"])
def test_words_of_one_language_are_set_as_ever(text: str) -> None:
    made = bilingual([span(text, LABEL)], LABEL)
    assert not made.parted
    assert sizes(made.spans) == [LABEL.size]
    assert lines(made, 25) == lines(Paragraph([span(text, LABEL)], LABEL), 25)
