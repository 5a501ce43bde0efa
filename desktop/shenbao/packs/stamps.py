"""What is printed over the pages of foreign files: page number, page code and draft mark in the program's own faces."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from shenbao.packs.flowables import span
from shenbao.packs.furniture import draw_watermark
from shenbao.packs.lines import draw_lines
from shenbao.packs.sheet import MM, Sheet
from shenbao.packs.styles import ParagraphStyle, load
from shenbao.packs.typography import break_lines

NUMBER_HEIGHT = 9 * MM
"""Lower edge of the number: below what most scans print."""
CODE_HEIGHT = 4.5 * MM
ONE_LINE = 1e6
"""A width in points at which nothing is broken."""


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What to print on one page of `width` × `height` points as it is seen (rotation applied)."""

    width: float
    height: float
    foot: str = ""
    code: str = ""
    draft: bool = False
    binding: float = 0
    """Points by which the left edge is wider; less than zero: the right edge."""


class Stamps(msgspec.Struct, frozen=True):
    """The content of each stamp, and a PDF whose first page holds the fonts that all of them use."""

    contents: tuple[bytes, ...]
    fonts: bytes


def stamps(wanted: Iterable[Stamp], look: str = "gov") -> Stamps:
    """What is drawn over foreign pages. Texts stand on white to be read on scans."""
    styles = load(look)
    number, code = (msgspec.structs.replace(styles.paragraph(name), align="left") for name in ("number", "code"))
    sheet = Sheet(title="", author="", subject="", lang="zh")
    contents = []
    for item in wanted:
        if item.draft:
            draw_watermark(sheet, item.width, item.height)
        _on_white(sheet, item.foot, number, (item.width + item.binding) / 2, NUMBER_HEIGHT, centred=True)
        _on_white(sheet, item.code, code, 28 * MM + max(item.binding, 0), CODE_HEIGHT, centred=False)
        contents.append("\n".join(sheet.ops).encode("ascii"))
        sheet.ops = []
    sheet.end_page(1, 1)
    return Stamps(tuple(contents), sheet.finish())


def _on_white(sheet: Sheet, text: str, style: ParagraphStyle, x: float, bottom: float, *, centred: bool) -> None:
    if not text:
        return
    spans = [span(text, style)]
    lines = break_lines(spans, ONE_LINE)
    width = lines[0].width
    left = x - width / 2 if centred else x
    sheet.fill(left - 3, bottom, width + 6, style.leading, 1)
    draw_lines(sheet, spans, lines, left, bottom + style.leading, width, style.leading, "left")
