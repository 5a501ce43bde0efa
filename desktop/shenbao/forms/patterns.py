"""What must not be left in a text: placeholders, words of secrecy, identity numbers. Practice of formal examination."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

PATTERNS: dict[str, re.Pattern[str]] = {
    "placeholder": re.compile(
        r"[XxＸｘ×]{3,}|[?？]{3,}|_{3,}|＿{3,}|…{3,}|\.{6,}|TODO|TBD|Lorem ipsum|待(?:补充|完善|填写|确认|定稿)|"
        r"(?:请|此处)(?:在此)?(?:填写|输入|补充)|某某+|[〇○◯]{2,}",
        re.IGNORECASE,
    ),
    "secrecy": re.compile(
        r"绝\s?密|机\s?密(?!性|码|钥|度)|秘\s?密\s?[★☆]|内部资料|注意保密|(?:top |strictly )?secret\b|\bconfidential\b", re.IGNORECASE
    ),
    "resident_id": re.compile(
        r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
    ),
    "mobile": re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
    "other_city": re.compile(r"(?:深圳|北京|广州|杭州|苏州|合肥|南京|成都|武汉)市(?:科技|经济|工业|发展|财政)\w{0,6}(?:局|委)"),
}
"""By the name that forms use in `patterns`."""


def found_in(text: str, names: Iterable[str]) -> Iterator[str]:
    """Pieces of `text` that fit one of the named patterns, in order of the names."""
    for name in names:
        for match in PATTERNS[name].finditer(text):
            yield match[0]
