"""Makes a foreign page a page of the pack: scaled into the room kept for it, upright, the pack's own marks over it."""

from __future__ import annotations

import copy

import msgspec
from pikepdf import Dictionary, Name, Object, Page, Pdf, Stream

from shenbao.packs.sheet import MM

A4 = (210 * MM, 297 * MM)
MARGINS = (12 * MM, 20 * MM, 8 * MM, 8 * MM)
"""Room kept free around an attachment's page: left (binding), bottom (number and code), right, top."""

MIRRORED = (MARGINS[2], MARGINS[1], MARGINS[0], MARGINS[3])
"""… on a left-hand page."""


class Sight(msgspec.Struct, frozen=True, gc=False):
    """A foreign page as it is seen: lower left corner, width and height in points, turn in degrees clockwise."""

    page: Page
    corner: tuple[float, float]
    width: float
    height: float
    turn: int

    @property
    def lies(self) -> bool:
        return self.width > self.height

    @property
    def sheet(self) -> tuple[float, float]:
        """Size of the sheet it comes on: A4, lying when the page lies."""
        return (A4[1], A4[0]) if self.lies else A4


def sight(page: Page) -> Sight:
    x0, y0, x1, y1 = map(float, page.cropbox)
    turn = int(page.obj.get("/Rotate", 0)) % 360
    width, height = abs(x1 - x0), abs(y1 - y0)
    seen = (height, width) if turn in (90, 270) else (width, height)
    return Sight(page, (min(x0, x1), min(y0, y1)), *seen, turn)


class Placing:
    """Turns pages of `target` into pages of the pack; their content becomes a drawing on them. The first page of `fonts` has those the
    marks are drawn with."""

    def __init__(self, target: Pdf, fonts: Pdf) -> None:
        self._target = target
        self._fonts = target.copy_foreign(fonts.make_indirect(fonts.pages[0].obj.Resources.Font))
        self._over = target.make_indirect(Dictionary(Over=Dictionary(Type=Name.ExtGState, BM=Name.Multiply)))

    def place(self, seen: Sight, marks: bytes, binding: float = 0) -> None:
        """Puts `marks` on top of the page: multiplied, so that a watermark darkens the paper and hides no letter. `binding`: points by
        which the binding edge is wider; it is the right one when less than zero, and the upper one of a lying page, which is turned to be
        read."""
        left, bottom, right, top = MIRRORED if binding < 0 and not seen.lies else MARGINS
        if seen.lies:
            top += abs(binding)
        else:
            left, right = left + max(binding, 0), right + max(-binding, 0)
        sheet_width, sheet_height = seen.sheet
        width, height = seen.width, seen.height
        room = (sheet_width - left - right, sheet_height - bottom - top)
        scale = min(room[0] / width, room[1] / height, 1)
        x = left + (room[0] - width * scale) / 2
        y = bottom + (room[1] - height * scale) / 2
        x0, y0 = seen.corner
        cells = {
            0: (1, 0, 0, 1, -x0, -y0),
            90: (0, -1, 1, 0, -y0, x0 + height),
            180: (-1, 0, 0, -1, x0 + width, y0 + height),
            270: (0, 1, -1, 0, y0 + width, -x0),
        }
        a, b, c, d, e, f = (scale * each for each in cells[seen.turn])
        content = b"q %.6f %.6f %.6f %.6f %.4f %.4f cm /Paper Do Q\nq /Over gs\n%b\nQ\n" % (a, b, c, d, e + x, f + y, marks)
        made, resources = seen.page.obj, Object.parse(b"<</XObject<<>>>>")
        resources["/XObject"]["/Paper"] = self._drawing(seen.page)
        resources["/ExtGState"], resources["/Font"] = self._over, self._fonts
        for key in made.keys() - _STAYS:
            del made[key]
        made["/MediaBox"] = Object.parse(b"[0 0 %.2f %.2f]" % seen.sheet)
        made["/Resources"], made["/Contents"] = resources, self._target.make_stream(content)

    def _drawing(self, page: Page) -> Object:
        """Content that is one stream, of this page alone, is taken over as it is stored: it need not be read and compressed again. Any
        other is read when the document is saved, from a copy: the page will have been changed by then."""
        content, resources = page.obj.get("/Contents"), page.obj.get("/Resources")
        if not isinstance(content, Stream) or not isinstance(resources, Dictionary) or "/Type" in content:
            return Page(self._target.make_indirect(copy.copy(page.obj))).as_form_xobject(handle_transformations=False)
        content["/Type"], content["/Subtype"] = _XOBJECT, _FORM
        content["/Resources"], content["/BBox"] = resources, page.cropbox
        if "/Group" in page.obj:
            content["/Group"] = page.obj["/Group"]
        return content


_XOBJECT, _FORM = Name.XObject, Name.Form
_STAYS = {"/Type", "/Parent"}
