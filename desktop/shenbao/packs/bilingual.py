"""Sets the words of a bilingual form: the English smaller than the Chinese, on lines of its own where both do not fit on one."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from shenbao.packs.clusters import CLOSE, HAN, LINE_BREAK, Span
from shenbao.packs.flowables import Paragraph
from shenbao.packs.styles import ParagraphStyle

SEAM = re.compile(f"(?<=[{HAN}{re.escape(CLOSE)}]) (?=[A-Z])")
"""Between two languages; the last such place of a text, as the Chinese may itself name an API."""


def bilingual(spans: Sequence[Span], style: ParagraphStyle) -> Paragraph:
    """A paragraph of such words; like any other when they are of one language."""
    for at in range(len(spans) - 1, -1, -1):
        span, seams = spans[at], list(SEAM.finditer(spans[at].text))
        if not seams:
            continue
        replace, seam = msgspec.structs.replace, seams[-1]
        size = span.size * style.english
        english = [replace(span, text=span.text[seam.end() :], size=size), *(replace(each, size=size) for each in spans[at + 1 :])]
        head = [*spans[:at], replace(span, text=span.text[: seam.start()])]
        made = Paragraph([*head, replace(span, text=" "), *english], style)
        made.parted = Paragraph([*head, replace(span, text=LINE_BREAK), *english], style).spans
        return made
    return Paragraph(spans, style)
