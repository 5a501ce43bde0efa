"""What stands on pages besides their content: head line, page number, page code, draft watermark."""

from __future__ import annotations

from shenbao.packs.flowables import text_block
from shenbao.packs.fonts import face
from shenbao.packs.sheet import MM, Sheet
from shenbao.packs.styles import Geometry, ParagraphStyle, Styles
from shenbao.records import Letterhead

HEAD_GAP = 5 * MM
LETTERHEAD_GAP = 2 * MM
NAME_SHARE = 0.58
"""Of the measure, for picture and name; the rest is the address."""
LOGO = (36 * MM, 8 * MM)
"""Room of the picture: what a margin of 26 mm leaves over the head line, 5 mm from the edge of the sheet."""
LOGO_DROP = 0.5 * MM
FOOT = 17 * MM
CODE = 10 * MM
WATERMARK = "草稿 DRAFT"
WATERMARK_GRAY = 0.945


def _single(sheet: Sheet, text: str, style: ParagraphStyle, x: float, top: float, width: float) -> None:
    """One line of text; what does not fit is left out at its end."""
    while text:
        block = text_block(text, style)
        block.wrap(width)
        if len(block.lines) <= 1:
            block.draw(sheet, x, top)
            return
        kept = min(len(text) - 2, int(len(text) * width / block.natural_width()))
        text = text[:kept].rstrip("…") + "…" if kept > 0 else ""


def draw_head(sheet: Sheet, styles: Styles, geometry: Geometry, left: str, right: str) -> None:
    """Short title at the left, part at the right, a thin line below."""
    x, width = geometry.left * MM, geometry.text_width * MM
    y = (geometry.height - geometry.top) * MM + HEAD_GAP
    style = styles.paragraph("header")
    ending = styles.paragraph("header-right")
    _single(sheet, left, style, x, y + style.leading + 2, width * 0.62)
    _single(sheet, right, ending, x + width * 0.64, y + style.leading + 2, width * 0.36)
    if left or right:
        sheet.line(x, y, x + width, y, 0.4, 0.55)


def draw_letterhead(sheet: Sheet, styles: Styles, geometry: Geometry, letterhead: Letterhead) -> None:
    """The picture and the name of who prepared the pack over the head line, the address at the right."""
    x, width = geometry.left * MM, geometry.text_width * MM
    style = styles.paragraph("header")
    y = (geometry.height - geometry.top) * MM + HEAD_GAP + style.leading + LETTERHEAD_GAP
    taken = 0.0
    if logo := letterhead.logo:
        scale = min(LOGO[0] / logo.width, LOGO[1] / logo.height)
        sheet.picture(logo, x, y + LOGO_DROP, logo.width * scale, logo.height * scale)
        taken = logo.width * scale + LETTERHEAD_GAP
    name, address = styles.paragraph("letterhead"), styles.paragraph("header-right")
    room = width - taken
    asked = text_block(letterhead.address, address).natural_width() + LETTERHEAD_GAP
    wanted = text_block(letterhead.name, name).natural_width()
    left = min(asked, max(room - wanted, room * (1 - NAME_SHARE)))
    _single(sheet, letterhead.name, name, x + taken, y + style.leading, room - left)
    _single(sheet, letterhead.address, address, x + width - left + LETTERHEAD_GAP, y + style.leading, left - LETTERHEAD_GAP)


def draw_foot(sheet: Sheet, styles: Styles, geometry: Geometry, number: str, code: str) -> None:
    x, width = geometry.left * MM, geometry.text_width * MM
    _single(sheet, number, styles.paragraph("number"), x, FOOT + styles.paragraph("number").leading, width)
    _single(sheet, code, styles.paragraph("code"), x, CODE + styles.paragraph("code").leading, width)


def draw_watermark(sheet: Sheet, width: float, height: float) -> None:
    """Large light letters from the lower left to the upper right, under everything else."""
    font = face("hei", True)
    size = min(width, height) / 6.2
    length = sum(font.width[character] for character in WATERMARK) * size / 1000
    codes = "".join(font.codes[character] for character in WATERMARK)
    name = sheet.font(font, WATERMARK)
    cos, sin = 0.766, 0.643
    x = width / 2 - cos * length / 2
    y = height / 2 - sin * length / 2
    sheet.ops.append(
        f"q {WATERMARK_GRAY} g BT /{name} {size:.1f} Tf {cos} {sin} {-sin} {cos} {x:.2f} {y:.2f} Tm [<{codes}>] TJ ET Q".replace("<>", "")
    )
