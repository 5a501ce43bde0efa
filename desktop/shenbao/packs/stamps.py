"""Overlay pages for foreign files: page number, page code and draft mark in the program's own faces."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shenbao.packs.flowables import text_block
from shenbao.packs.furniture import draw_watermark
from shenbao.packs.sheet import MM, Sheet
from shenbao.packs.styles import ParagraphStyle, load

NUMBER_HEIGHT = 9 * MM
"""Lower edge of the number: below what most scans print."""
CODE_HEIGHT = 4.5 * MM


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What to print on one page of `width` × `height` points as it is seen (rotation applied)."""

    width: float
    height: float
    foot: str = ""
    code: str = ""
    draft: bool = False


def stamp(stamps: Sequence[Stamp], look: str = "gov") -> bytes:
    """A PDF with one transparent page per stamp, to be laid over the foreign pages. Texts stand on white to be read on scans."""
    styles = load(look)
    sheet = Sheet(title="", author="", subject="", lang="zh")
    for item in stamps:
        if item.draft:
            draw_watermark(sheet, item.width, item.height)
        _on_white(sheet, item.foot, styles.paragraph("number"), item.width / 2, NUMBER_HEIGHT, centred=True)
        _on_white(sheet, item.code, styles.paragraph("code"), 28 * MM, CODE_HEIGHT, centred=False)
        sheet.end_page(item.width, item.height)
    return sheet.finish()


def _on_white(sheet: Sheet, text: str, style: ParagraphStyle, x: float, bottom: float, *, centred: bool) -> None:
    if not text:
        return
    block = text_block(text, msgspec.structs.replace(style, align="left"))
    width = block.natural_width()
    block.wrap(width + 1)
    left = x - width / 2 if centred else x
    sheet.fill(left - 3, bottom, width + 6, block.height, 1)
    block.draw(sheet, left, bottom + block.height)
