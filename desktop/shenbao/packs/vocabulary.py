"""The closed vocabulary of templates: which elements there are, where they may stand, and what their attributes may be."""

from __future__ import annotations

import msgspec

ANY = ".*"
YES_NO = "yes|no"
LENGTH = r"\d+(\.\d+)?"
COUNT = r"\d+"
NAME = r"[\w.:/-]+"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


INLINE = _words("b i small u br code blank checkbox amount anchor pageref link")
FLOW = _words(
    "h1 h2 h3 p note ul ol table fields textbox seal signature signing signoff opinion rule spacer keep pagebreak rightpage landscape "
    "contents anchor divider insert tosign"
)
CELL = INLINE | _words("p ul ol note spacer rule table fields keep")


class Rule(msgspec.Struct, frozen=True):
    """One element: what may stand in it, its attributes as patterns, and whether its edges trim white space."""

    children: frozenset[str] = frozenset()
    attributes: dict[str, str] = {}
    required: tuple[str, ...] = ()
    paragraph: bool = False


def _rule(children: frozenset[str] = frozenset(), required: str = "", *, paragraph: bool = False, **attributes: str) -> Rule:
    return Rule(children, {name.rstrip("_"): pattern for name, pattern in attributes.items()}, tuple(required.split()), paragraph)


_COLUMN = r"(\d*\*|\d+(\.\d+)?|auto)"
_HEADING = _rule(INLINE, paragraph=True, id=NAME, listed=YES_NO, class_=NAME)
_CELL = _rule(CELL, id=NAME, colspan=COUNT, rowspan=COUNT, align="[clrd]", class_="shade|muted|bad|good")
_WRAP = _rule(INLINE)

ELEMENTS: dict[str, Rule] = {
    "part": _rule(
        FLOW | {"cover"}, "id", id=NAME, title=ANY, numbering="body|roman|none", start="any|right", header=ANY,
        geometry="form|letter|sheet", watermark="yes|no", letterhead=YES_NO, head=YES_NO, fit="yes|no|close",
    ),
    "cover": _rule(_words("corner title subtitle lines colophon")),
    "corner": _rule(frozenset({"line"})),
    "title": _rule(INLINE, paragraph=True),
    "subtitle": _rule(INLINE, paragraph=True),
    "lines": _rule(frozenset({"line"}), label=LENGTH),
    "line": _rule(INLINE, "label", paragraph=True, label=ANY, id=NAME),
    "colophon": _rule(INLINE, paragraph=True),
    "divider": _rule(FLOW - {"divider", "insert", "landscape", "contents"}, "number title", number=ANY, title=ANY, id=NAME, tab=COUNT),
    "insert": _rule(frozenset(), "id pages", id=NAME, pages=COUNT, title=ANY),
    "contents": _rule(depth="[123]"),
    "pagebreak": _rule(),
    "rightpage": _rule(),
    "landscape": _rule(FLOW - {"landscape", "divider", "insert", "contents", "rightpage"}),
    "keep": _rule(FLOW - {"landscape", "divider", "insert", "contents", "pagebreak", "rightpage"}),
    "spacer": _rule(frozenset(), "height", height=LENGTH),
    "rule": _rule(width=LENGTH),
    "h1": _HEADING,
    "h2": _HEADING,
    "h3": _HEADING,
    "p": _rule(INLINE, paragraph=True, class_=NAME, id=NAME),
    "note": _rule(INLINE, paragraph=True, label=ANY),
    "ul": _rule(frozenset({"li"}), class_=NAME),
    "ol": _rule(frozenset({"li"}), class_=NAME, type="1|\\(1\\)|一|（一）|①|a", start=COUNT),
    "li": _rule(CELL),
    "b": _WRAP,
    "i": _WRAP,
    "small": _WRAP,
    "u": _WRAP,
    "code": _WRAP,
    "amount": _WRAP,
    "br": _rule(),
    "blank": _rule(INLINE, width=LENGTH),
    "checkbox": _rule(checked=YES_NO),
    "anchor": _rule(frozenset(), "id", id=NAME),
    "pageref": _rule(frozenset(), "to", to=NAME),
    "link": _rule(INLINE, "to", to=NAME),
    "fields": _rule(frozenset({"field"}), columns="2|4|6", label=LENGTH, id=NAME, caption=ANY),
    "field": _rule(CELL, "label", label=ANY, wide=YES_NO, unit=ANY, empty="blank|none", lines=COUNT, id=NAME),
    "textbox": _rule(CELL, label=ANY, height=LENGTH, fixed=YES_NO, id=NAME),
    "table": _rule(
        _words("thead tbody tr"), "columns",
        columns=rf"\s*{_COLUMN}(\s+{_COLUMN})*\s*", align=r"\s*([clrd]\s*)+", id=NAME, caption=ANY, class_="grid|lines|plain",
        landscape=YES_NO, size="normal|small", repeat=YES_NO,
    ),
    "thead": _rule(frozenset({"tr"})),
    "tbody": _rule(frozenset({"tr"})),
    "tr": _rule(frozenset({"th", "td"}), class_="total|group", id=NAME),
    "th": _CELL,
    "td": _CELL,
    "seal": _rule(label=ANY),
    "signature": _rule(frozenset(), "label", label=ANY, date=YES_NO),
    "signing": _rule(frozenset({"signature", "seal"})),
    "tosign": _rule(frozenset({"tr"})),
    "signoff": _rule(INLINE, paragraph=True, seal=YES_NO, id=NAME),
    "opinion": _rule(CELL, "label", label=ANY, id=NAME, height=LENGTH, signer=ANY, seal=ANY),
}  # fmt: skip

BOXES = frozenset(name for name, rule in ELEMENTS.items() if "p" in rule.children and "b" in rule.children)
"""Elements that hold inline text or blocks; a line of inline text in them is a paragraph."""
INLINE_HOLDERS = frozenset(name for name, rule in ELEMENTS.items() if "b" in rule.children)
