"""What is printed over the pages of foreign files: page number, page code and draft mark in the program's own faces."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from shenbao.packs.clusters import measure
from shenbao.packs.fonts import face
from shenbao.packs.furniture import draw_watermark
from shenbao.packs.lines import EM_ASCENT
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
    binding: float = 0
    """Points by which the left edge is wider; less than zero: the right edge."""


class Stamps(msgspec.Struct, frozen=True):
    """The content of each stamp, and a PDF whose first page holds the fonts that all of them use."""

    contents: tuple[bytes, ...]
    fonts: bytes


def stamps(wanted: Iterable[Stamp], look: str = "gov") -> Stamps:
    """What is drawn over foreign pages. Texts stand on white to be read on scans."""
    number, code = map(load(look).paragraph, ("number", "code"))
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
    font = face(style.face, style.bold)
    line = measure(text, font)
    width = line.width * style.size / 1000
    left = x - width / 2 if centred else x
    baseline = bottom + (style.leading + style.size) / 2 - EM_ASCENT * style.size
    sheet.fill(left - 3, bottom, width + 6, style.leading, 1)
    sheet.ops.append(
        f"{style.gray:g} g BT /{sheet.font(font, line.keys)} {style.size:g} Tf 1 0 0 1 {left:.2f} {baseline:.2f} Tm [<{line.codes}>] TJ ET"
    )
