"""The sheet that compares the policies for one matter (同一事项可选政策比较): material to prepare with, nothing official."""

from __future__ import annotations

from shenbao.errors import PackError
from shenbao.packs.origins import element
from shenbao.packs.pages import Meta, typeset
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import phrase, words
from shenbao.policy import policy
from shenbao.records import Letterhead

TEMPLATE = "common/comparison.xml.j2"
LOOK = "compact"


def comparison(told: Plain, lang: str, letterhead: Letterhead | None = None) -> tuple[bytes, int]:
    """The PDF and its number of pages. The same facts give the same bytes. PackError packs.no_glyph when a character has no glyph."""
    title = phrase("comparison.title", lang)
    data: Plain = {"lang": lang, "with_zh": lang != "en", "with_en": lang != "zh", "policy": words(policy().title, lang), **told}
    made = typeset(
        [element(TEMPLATE, data)],
        Meta(
            title=f"{title} {told['enterprise']}", short_title=told["enterprise"], lang=lang, author=told["enterprise"], subject=title,
            numbering="of", duplex=False, letterhead=letterhead,
        ),
        LOOK,
    )  # fmt: skip
    if made.missing:
        raise PackError("packs.no_glyph", characters="、".join(made.missing))
    return made.pdf, len(made.pages)
