"""Finds where a document is to be signed and sealed, and lists those pages with a box to tick for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from shenbao.packs.compose import TO_SIGN, Entry
from shenbao.packs.markup import Element

COLUMNS, ALIGN = "10 14 6* 5* 6* 12", "c c l l l c"
HEADS = ("packs.number", "packs.tosign.page", "packs.tosign.paper", "packs.tosign.sign", "packs.tosign.seal", "packs.tosign.done")


def places_of(part: Element) -> list[Entry]:
    """Signatures and seals of a part in order; each place gets an id that its page is found by."""
    found: list[Entry] = []
    title = part.get("title")
    for number, element in enumerate(part.walk()):
        if element.name in ("h1", "h2"):
            title = element.text().replace("\u2029", " ")
        elif element.name == "cover":
            found.append(Entry(TO_SIGN, "", part.get("id"), "", "cover"))
        elif element.name in ("signing", "opinion"):
            own = element.attributes.setdefault("id", f"{part.get('id')}-sign:{number}")
            signatures, seals = _wanted(element)
            found.append(Entry(TO_SIGN, element.get("label") or title, own, signatures, seals))
    return found


def _wanted(element: Element) -> tuple[str, str]:
    if element.name == "opinion":
        return element.get("signer"), element.get("seal")
    labels: dict[str, list[str]] = {"signature": [], "seal": []}
    for child in element.elements():
        labels[child.name].append(child.get("label"))
    return "\u2029".join(labels["signature"]), "\u2029".join(labels["seal"])


def table_of(element: Element, places: Sequence[Entry], say: Callable[..., str]) -> Element:
    """The table that stands for a `tosign` element; its own rows come last."""

    def made(name: str, *children: Element | str, **attributes: str) -> Element:
        return Element(name, attributes, element.line, list(children))

    def rows() -> Iterator[Element]:
        for place in places:
            is_cover = place.seals == "cover"
            yield made(
                "tr",
                made("td", ""),
                made("td", *([] if is_cover else [made("pageref", to=place.id)])),
                made("td", say("packs.tosign.cover") if is_cover else place.title),
                made("td", place.signatures),
                made("td", say("packs.tosign.cover_seal") if is_cover else place.seals),
                made("td", made("checkbox")),
            )
        yield from element.elements()

    body = list(rows())
    for number, row in enumerate(body, 1):
        first = next(row.elements())
        first.children = [str(number)]
    head = made("thead", made("tr", *(made("th", say(code)) for code in HEADS)))
    return Element("table", {"columns": COLUMNS, "align": ALIGN, "size": "small"}, element.line, [head, made("tbody", *body)])
