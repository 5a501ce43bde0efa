"""How a pack looks: the styles of its look with what the notice wants of paper, binding and cover."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec.structs import replace

from shenbao.draft.states import FieldState
from shenbao.packs.fonts import CHOSEN
from shenbao.packs.styles import Geometry, Styles, load

LOOK = "gov"


def styles_for(notice: Mapping[str, FieldState], letter_face: str = "") -> Styles:
    """The styles for these parameters of the notice (`binding_margin` in millimetres, `duplex`, `right_pages`, `cover_style`), with letters
    in a face that `lettering` holds."""
    look = lettered(load(LOOK), letter_face)
    margin = _value(notice, "binding_margin")
    binding = float(margin) if isinstance(margin, Decimal) else 0.0
    cover = _value(notice, "cover_style")
    return replace(
        look,
        pages={name: _bound(page, binding) for name, page in look.pages.items()} if binding else look.pages,
        binding=binding,
        duplex=_value(notice, "duplex") is not False,
        every_right=_value(notice, "right_pages") is True,
        cover=cover if isinstance(cover, str) else look.cover,
    )


def lettered(look: Styles, letter_face: str) -> Styles:
    """The look with `letter_face` wherever it asks for Fang; as it is without one."""
    if not letter_face:
        return look
    chosen = {name: replace(each, face=CHOSEN + letter_face) for name, each in look.paragraphs.items() if each.face == "fang"}
    others = {name: other and lettered(other, letter_face) for name, other in (("snug", look.snug), ("close", look.close))}
    return replace(look, paragraphs=look.paragraphs | chosen, **others)


def _value(notice: Mapping[str, FieldState], name: str) -> object:
    state = notice.get(name)
    return state.value if state is not None else None


def _bound(page: Geometry, binding: float) -> Geometry:
    """A page with a wider binding edge, taken from its text: at the left, or at the top of a lying page, which is turned to be read."""
    if page.width > page.height:
        return replace(page, top=page.top + binding, text_height=page.text_height - binding)
    return replace(page, left=page.left + binding, text_width=page.text_width - binding)
