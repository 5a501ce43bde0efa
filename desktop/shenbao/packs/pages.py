"""Typesets the parts of a document: composes, fills pages, numbers them, and draws them with head line, foot and watermark."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from shenbao.messages import say
from shenbao.packs.compose import TO_SIGN, Composer, Entry
from shenbao.packs.flowables import Block
from shenbao.packs.furniture import draw_foot, draw_head, draw_letterhead, draw_watermark
from shenbao.packs.layout import Filler, Folio
from shenbao.packs.markup import Element
from shenbao.packs.numerals import roman
from shenbao.packs.sheet import MM, LinkArea, Sheet
from shenbao.packs.signing import places_of
from shenbao.packs.styles import Styles, load
from shenbao.records import Letterhead

PASSES = 2
"""Page references may change the breaks of their paragraphs; one more pass puts the final numbers in."""

HEADINGS = ("h1", "h2", "h3")


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says about itself. `code` gives the page code from the page's index in the whole document, from 1."""

    title: str = ""
    short_title: str = ""
    lang: str = "zh"
    author: str = ""
    subject: str = ""
    numbering: str = "dashes"
    """`dashes`: — n —; `of`: 第 n 页 共 m 页."""
    draft: bool = False
    duplex: bool = True
    letterhead: Letterhead | None = None
    code: Callable[[int], str] | None = None


class Page(msgspec.Struct, frozen=True):
    """A page of the whole document. `own` is its index in the typeset PDF, None for a page of a foreign file."""

    label: str
    """The bare number as the contents print it; empty on unnumbered pages."""
    foot: str
    """The number as it stands at the foot of the page."""
    part: str
    own: int | None
    insert: str = ""
    of_insert: int = 0
    blank: bool = False
    verso: bool = False


class Typeset(msgspec.Struct, frozen=True):
    """Own pages as PDF, and what the assembly needs to know of the whole document. Page indexes count from 0."""

    pdf: bytes
    pages: tuple[Page, ...]
    anchors: dict[str, int]
    outline: tuple[tuple[int, str, int], ...]
    """Level from 1, title, page index."""
    links: tuple[LinkArea, ...]
    missing: dict[str, str]
    """Characters no face has, each with a text it stands in; they were drawn as boxes."""
    part_pages: dict[str, tuple[int, int]]
    binding: float = 0
    """Millimetres by which the binding edge is wider than usual."""
    faces: frozenset[str] = frozenset()
    """Names of the faces something is set in."""


def typeset(parts: Sequence[Element], meta: Meta, look: str | Styles = "gov") -> Typeset:
    """The pages of the parts (roots of `markup.parse`), in order, in a look by its name or by its styles. The same input gives the same
    bytes.

    Raises PackError for a style, font or look that does not exist.
    """
    styles = load(look) if isinstance(look, str) else look
    entries = entries_of(parts)
    composer = Composer(styles, meta.lang, entries)
    composed = [composer.part(part) for part in parts]
    for _ in range(PASSES):
        folios = _fill(parts, composed, styles, meta)
        labels = labels_of(folios, parts)
        anchors = anchors_of(folios)
        targets = {name: labels[index] for name, index in anchors.items()}
        changed = [block.resolve(targets) for blocks in composed for block in blocks]
        if not any(changed):
            break
    sheet = Sheet(title=meta.title, author=meta.author, subject=meta.subject, lang=meta.lang)
    sheet.labels = targets
    pages = _draw(sheet, folios, labels, parts, styles, meta)
    return Typeset(
        pdf=sheet.finish(), pages=pages, anchors=anchors,
        outline=tuple((entry.level, entry.title, anchors[entry.id]) for entry in entries if entry.id in anchors and entry.level < TO_SIGN),
        links=tuple(sheet.links), missing=dict(composer.inline.missing), part_pages=_part_pages(folios), binding=styles.binding,
        faces=sheet.faces,
    )  # fmt: skip


def entries_of(parts: Sequence[Element]) -> list[Entry]:
    """Lines of the contents in order; places without an id get one."""
    entries: list[Entry] = []
    for part in parts:
        entries += places_of(part)
        title = part.get("title")
        if title:
            entries.append(Entry(1, title, part.get("id")))
        else:
            continue
        for number, element in enumerate(part.walk()):
            name = element.name
            own = element.attributes
            if name in HEADINGS and element.yes("listed", "yes"):
                text = element.text().replace("\u2029", " ")
                if not (name == "h1" and text == title):
                    entries.append(Entry(int(name[1]), text, own.setdefault("id", f"{part.get('id')}:{number}")))
            elif name == "divider" or (name == "insert" and element.get("title")):
                text = f"{element.get('number')}　{element.get('title')}" if name == "divider" else element.get("title")
                entries.append(Entry(2, text, own.setdefault("id", f"{part.get('id')}:{number}")))
    return entries


def _fill(parts: Sequence[Element], composed: Sequence[list[Block]], styles: Styles, meta: Meta) -> list[Folio]:
    filler = Filler(styles, duplex=meta.duplex)
    for part, blocks in zip(parts, composed, strict=True):
        filler.begin(part.get("id"), right=part.get("start") == "right")
        filler.fill(blocks)
    return filler.folios


def labels_of(folios: Sequence[Folio], parts: Sequence[Element]) -> list[str]:
    """The bare number of each page, numbered as its part wants it."""
    numbering = {part.get("id"): part.get("numbering", "body") for part in parts}
    front = body = 0
    labels = []
    for folio in folios:
        kind = numbering.get(folio.part, "body")
        if kind == "roman":
            front += 1
            labels.append(roman(front))
        elif kind == "body":
            body += 1
            labels.append(str(body))
        else:
            labels.append("")
    return labels


def anchors_of(folios: Sequence[Folio]) -> dict[str, int]:
    """Page index of each anchor, the first one where a name stands on several pages."""
    anchors: dict[str, int] = {}
    for index, folio in enumerate(folios):
        for name in folio.marks:
            anchors.setdefault(name, index)
    return anchors


def _part_pages(folios: Sequence[Folio]) -> dict[str, tuple[int, int]]:
    pages: dict[str, tuple[int, int]] = {}
    for index, folio in enumerate(folios):
        if not folio.blank:
            pages[folio.part] = (pages.get(folio.part, (index, index))[0], index)
    return pages


def _draw(
    sheet: Sheet, folios: Sequence[Folio], labels: Sequence[str], parts: Sequence[Element], styles: Styles, meta: Meta
) -> tuple[Page, ...]:
    by_id = {part.get("id"): part for part in parts}
    total = sum(label.isdigit() for label in labels)
    pages: list[Page] = []
    for index, (folio, label) in enumerate(zip(folios, labels, strict=True)):
        foot = foot_of(label, total, meta)
        if folio.insert:
            pages.append(Page(label, foot, folio.part, None, folio.insert, folio.of_insert, verso=folio.verso))
            continue
        pages.append(Page(label, foot, folio.part, sheet.pages, blank=folio.blank, verso=folio.verso))
        draw_page(sheet, folio, by_id[folio.part], foot, meta.code(index + 1) if meta.code else "", styles, meta)
    return tuple(pages)


def draw_page(sheet: Sheet, folio: Folio, part: Element, foot: str, code: str, styles: Styles, meta: Meta) -> None:
    """One own page with its head line, foot, page code and watermark."""
    assert folio.geometry is not None
    sheet.verso = folio.verso
    if not folio.blank:
        if meta.draft and part.yes("watermark", "yes"):
            draw_watermark(sheet, folio.geometry.width * MM, folio.geometry.height * MM)
        if part.get("numbering", "body") != "none" and part.yes("head", "yes"):
            draw_head(sheet, styles, folio.geometry, part.get("header") or meta.short_title, part.get("title"))
        if meta.letterhead and part.yes("letterhead"):
            draw_letterhead(sheet, styles, folio.geometry, meta.letterhead)
        draw_foot(sheet, styles, folio.geometry, foot, code)
        for placed in folio.placed:
            placed.block.draw(sheet, placed.x, placed.top)
    sheet.end_page(folio.geometry.width * MM, folio.geometry.height * MM)


def foot_of(label: str, total: int, meta: Meta) -> str:
    """The number as it stands at the foot of the page; `total` is the last one."""
    if not label:
        return ""
    lang = "en" if meta.lang == "en" else "zh"
    if meta.numbering == "of" and label.isdigit():
        return say("packs.page_of", lang, page=label, total=total)
    return f"— {label} —"
