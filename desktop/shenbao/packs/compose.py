"""Markup to blocks: every element of the vocabulary becomes what pages are filled with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from shenbao.messages import say
from shenbao.packs import fieldgrid, fitting
from shenbao.packs.bilingual import bilingual
from shenbao.packs.clusters import Span
from shenbao.packs.covers import BandCover, ContentsLine, Cover, CoverLine, Divider, PlainCover
from shenbao.packs.flowables import Anchor, Block, Break, HorizontalRule, Insert, Paragraph, Spacer, Stack, Turn, span
from shenbao.packs.forms import Opinion, Seal, Signature, Signing, TextBox
from shenbao.packs.inline import Inline
from shenbao.packs.letters import SignOff
from shenbao.packs.markup import Element
from shenbao.packs.numerals import label
from shenbao.packs.sheet import MM
from shenbao.packs.styles import ParagraphStyle, Styles
from shenbao.packs.tables import Table
from shenbao.packs.vocabulary import INLINE

SMALL_TYPE = 12
"""Latin text smaller than this stands in cells and notes, too narrow to be justified without hyphens."""
CORNER_GAP = 1 * MM
"""Between a label at the corner of a cover and its rule."""
TABLE_TOGETHER = 55 * MM
"""A table no taller than this stays on one page."""


class Entry(msgspec.Struct, frozen=True):
    """A line of the contents and of the outline; or, at the level `TO_SIGN`, of the pages to be signed and sealed."""

    level: int
    title: str
    id: str
    signatures: str = ""
    seals: str = ""


TO_SIGN = 9


class Composer:
    """Composes parts in one look and language. `entries` are those of the whole document."""

    def __init__(self, styles: Styles, lang: str, entries: Sequence[Entry] = ()) -> None:
        self.styles, self.lang, self.entries = styles, lang, entries
        self.inline = Inline()
        self.geometry = "form"
        self.grid: Element | None = None
        """All fields of a sheet; none in other parts."""
        self.shared: dict[float, float] = {}
        """Width of the label cells of that sheet, by size of type."""

    def part(self, part: Element) -> list[Block]:
        """The blocks of a part; the first of them carries the part's id. What does not fit into boxes of fixed height follows on
        continuation sheets."""
        made: list[Block] = []
        rest: list[Block] = []
        geometry = self.geometry
        for block in self._composed(part):
            geometry = block.geometry if isinstance(block, Turn) else geometry
            both = block.clipped(self.styles.pages[geometry].text_width * MM) if isinstance(block, TextBox) else None
            made.append(both[0] if both else block)
            rest += both[1:] if both else ()
        return [*made, Break(), *rest] if rest else made

    def _composed(self, part: Element) -> list[Block]:
        cover = next((child for child in part.elements() if child.name == "cover"), None)
        self.geometry = "cover" if cover is not None else part.get("geometry", "form")
        self.grid = fieldgrid.one_grid(part) if self.geometry == "sheet" else None
        self.shared.clear()
        blocks: list[Block] = [Turn(self.geometry), Anchor(part.get("id"))]
        match part.get("fit"):
            case "yes":
                return blocks + fitting.snug(self, part)
            case "close":
                return fitting.close(self, part, blocks)
        return blocks + self.flow(part.elements())

    def flow(self, elements: Iterable[Element]) -> list[Block]:
        blocks: list[Block] = []
        for element in elements:
            blocks.extend(getattr(self, f"_{element.name}")(element))
        return blocks

    # -- text ---------------------------------------------------------------------------------------------------------

    def style(self, name: str) -> ParagraphStyle:
        return self.styles.paragraph(name)

    def say(self, code: str, /, **slots: object) -> str:
        return say(code, "en" if self.lang == "en" else "zh", **slots)

    def paragraph(self, children: Sequence[Element | str], style: ParagraphStyle, *ids: str) -> Paragraph:
        spans, anchors = self.inline.spans(children, style)
        if style.align == "justify" and style.size < SMALL_TYPE and _mostly_latin(spans):
            style = msgspec.structs.replace(style, align="left")
        made = bilingual(spans, style) if self.lang == "both" and style.english else Paragraph(spans, style)
        made.ids = (*(name for name in ids if name), *anchors)
        return made

    def words(self, text: str, style: str) -> Paragraph:
        return self.paragraph([text], self.style(style))

    def content(self, children: Sequence[Element | str], style: ParagraphStyle) -> Stack:
        """Inline text and blocks as they come, in a cell, a box or a list item."""
        blocks: list[Block] = []
        run: list[Element | str] = []
        for child in [*children, None]:
            if isinstance(child, str) or (child is not None and child.name in INLINE):
                run.append(child)
                continue
            if any(not isinstance(piece, str) or piece.strip() for piece in run):
                blocks.append(self.paragraph(run, style))
            run = []
            if child is None:
                break
            if child.name == "p" and not child.get("class"):
                blocks.append(self.paragraph(child.children, style, child.get("id")))
            elif child.name in ("ul", "ol"):
                blocks.extend(self._list(child, style))
            else:
                blocks.extend(self.flow([child]))
        return Stack(blocks)

    def _p(self, element: Element) -> list[Block]:
        return [self.paragraph(element.children, self.style(element.get("class", "body")), element.get("id"))]

    def _heading(self, element: Element) -> list[Block]:
        made = self.paragraph(element.children, self.style(element.get("class", element.name)), element.get("id"))
        made.keep_next = made.opens = True
        return [made]

    _h1 = _h2 = _h3 = _heading

    def _note(self, element: Element) -> list[Block]:
        style = self.style("note")
        text = element.get("label") or self.say("packs.note")
        hanging = msgspec.structs.replace(style, left=sum(1 if c > "\u2e80" else 0.6 for c in text) + 1)
        made = self.paragraph(element.children, hanging)
        made.label = [span(text + ("：" if self.lang != "en" else ":"), style)]
        return [made]

    def _list(self, element: Element, style: ParagraphStyle | None = None) -> list[Block]:
        name = element.get("class", "list")
        running = name == "letter"  # letters run the number into the text, as 公文 does
        base = style if style is not None and not element.get("class") else self.style(name)
        kind = element.get("type", "1") if element.name == "ol" else "ul"
        blocks: list[Block] = []
        for number, item in enumerate(element.elements(), int(element.get("start", "1"))):
            mark = label(kind, number)
            if running:
                blocks.extend(self.content([mark, *item.children], base).blocks)
                continue
            hang = 3.2 if kind in ("（一）", "(1)") else 2
            hanging = msgspec.structs.replace(base, left=base.left + hang, first=0)
            made = self.content(item.children, hanging)
            first = made.blocks[0] if made.blocks else Paragraph([], hanging)
            if isinstance(first, Paragraph):
                first.label = [span(mark, msgspec.structs.replace(base, face="hei") if kind == "ul" else base)]
            blocks.extend(made.blocks or [first])
        return blocks

    _ul = _ol = _list

    # -- room and pages -----------------------------------------------------------------------------------------------

    def _spacer(self, element: Element) -> list[Block]:
        return [Spacer(element.number("height") * MM)]

    def _rule(self, element: Element) -> list[Block]:
        return [HorizontalRule(element.number("width") if element.get("width") else None)]

    def _anchor(self, element: Element) -> list[Block]:
        return [Anchor(element.get("id"))]

    def _pagebreak(self, element: Element) -> list[Block]:
        return [Break()]

    def _rightpage(self, element: Element) -> list[Block]:
        return [Break(right=True)]

    def _keep(self, element: Element) -> list[Block]:
        return [Stack(self.flow(element.elements()), unbreakable=True)]

    def _landscape(self, element: Element) -> list[Block]:
        usual, self.geometry = self.geometry, "landscape"
        blocks = self.flow(element.elements())
        self.geometry = usual
        return self.turned(blocks)

    def turned(self, blocks: Sequence[Block]) -> list[Block]:
        return [Turn("landscape"), *blocks, Turn(self.geometry)]

    def _insert(self, element: Element) -> list[Block]:
        return [Insert(element.get("id"), int(element.get("pages")))]

    # -- cover, contents, dividers ------------------------------------------------------------------------------------

    def _cover(self, cover: Element) -> list[Block]:
        corner: list[Block] = []
        titles: list[Block] = []
        lines: list[Block] = []
        colophon: list[Block] = []
        for child in cover.elements():
            if child.name == "corner":
                style = self.style("cover-corner")
                labels = [self.words(line.get("label"), "cover-corner").natural_width() for line in child.elements()]
                room = max(20 * MM, *labels) + CORNER_GAP
                corner += [self.cover_line(line, "cover-corner", "cover-corner", room, style) for line in child.elements()]
            elif child.name == "lines":
                room = child.number("label", 34) * MM
                lines += [self.cover_line(line, "cover-label", "cover-line", room, self.style("cover-line")) for line in child.elements()]
            elif child.name == "colophon":
                colophon.append(self.paragraph(child.children, self.style("colophon")))
            else:
                titles.append(self.paragraph(child.children, self.style(f"cover-{child.name}" + ("-en" if self.lang == "en" else ""))))
        height = self.styles.pages["cover"].text_height * MM
        if self.styles.cover == "band":
            made: Cover = BandCover(Stack(corner), Stack(self._on_band(titles)), Stack(lines), Stack(colophon), height)
            made.color = self.styles.band
        else:
            kind = PlainCover if self.styles.cover == "plain" else Cover
            made = kind(Stack(corner), Stack(titles), Stack(lines), Stack(colophon), height)
        return [made]

    @staticmethod
    def _on_band(titles: Sequence[Block]) -> list[Block]:
        """Titles in white, to stand on the band of the cover."""
        for title in titles:
            assert isinstance(title, Paragraph)
            title.spans = [msgspec.structs.replace(span, color="1 g") for span in title.spans]
        return list(titles)

    def cover_line(self, line: Element, label_style: str, value_style: str, room: float, style: ParagraphStyle) -> CoverLine:
        return CoverLine(self.words(line.get("label"), label_style), self.paragraph(line.children, style, line.get("id")), room)

    def _contents(self, element: Element) -> list[Block]:
        depth = int(element.get("depth", "2"))
        return [
            ContentsLine(self.words(entry.title, f"contents-{entry.level}"), entry.id) for entry in self.entries if entry.level <= depth
        ]

    def _divider(self, element: Element) -> list[Block]:
        made = Divider(
            self.words(element.get("number"), "divider-number"), self.words(element.get("title"), "divider-title"),
            Stack(self.flow(element.elements())), self.styles.pages["form"].text_height * MM, int(element.get("tab", "0")),
        )  # fmt: skip
        made.ids = (element.get("id"),) if element.get("id") else ()
        return [Break(), made, Break()]

    # -- forms --------------------------------------------------------------------------------------------------------

    def _caption(self, element: Element) -> list[Block]:
        if not element.get("caption"):
            return []
        made = self.words(element.get("caption"), "caption")
        made.keep_next = True
        return [made]

    def _fields(self, element: Element) -> list[Block]:
        grid = fieldgrid.grid_of(self, element)
        return [*self._caption(element), *grid] if grid else []

    def _textbox(self, element: Element) -> list[Block]:
        style = msgspec.structs.replace(self.style("cell"), first=2, leading=self.style("cell").leading + 1.5)
        title = element.get("label")
        left = msgspec.structs.replace(self.style("label"), align="left")
        label = self.paragraph([title], left) if title else None
        continued = self.paragraph([self.say("packs.continued", title=title)], left)
        goes_on = self.words(self.say("packs.goes_on"), "continued")
        made = TextBox(
            self.content(element.children, style), self.styles.table, element.number("height", 40) * MM, label, continued, goes_on,
            self._overleaf(title, left) if element.yes("fixed") else None,
        )  # fmt: skip
        made.ids = (element.get("id"),) if element.get("id") else ()
        return [made]

    def _overleaf(self, title: str, style: ParagraphStyle) -> tuple[Paragraph, Paragraph]:
        return self.words(self.say("packs.overleaf"), "continued"), self.paragraph([self.say("packs.sheet", title=title)], style)

    def _table(self, element: Element) -> list[Block]:
        from shenbao.packs.grid import rows_of

        columns = element.get("columns").split()
        small = "-small" if element.get("size") == "small" else ""
        head, body = rows_of(self, element, len(columns), small)
        mark = self.say("packs.table_continued", caption=element.get("caption")) if element.get("repeat", "yes") == "yes" else ""
        made = Table(
            columns, [*head, *body], self.styles.table, headers=len(head) if mark else 0, lines=element.get("class", "grid"),
            continued=self.words(mark, "continued") if mark else None,
        )  # fmt: skip
        made.ids = (element.get("id"),) if element.get("id") else ()
        made.together = TABLE_TOGETHER
        blocks = [*self._caption(element), made]
        return self.turned(blocks) if element.yes("landscape") else blocks

    def _seal(self, element: Element) -> list[Block]:
        return [Seal(self.words(element.get("label") or self.say("packs.seal"), "seal"))]

    def _signature(self, element: Element) -> list[Block]:
        date = self.words(self.say("packs.date_blank"), "signature") if element.yes("date", "yes") else None
        return [Signature(self.words(element.get("label"), "signature"), date)]

    def _signing(self, element: Element) -> list[Block]:
        blocks = self.flow(element.elements())
        made = Signing([b for b in blocks if isinstance(b, Signature)], [b for b in blocks if isinstance(b, Seal)])
        made.ids = (element.get("id"),) if element.get("id") else ()
        return [made]

    def _tosign(self, element: Element) -> list[Block]:
        """The pages of the whole document that are to be signed or sealed, with a box to tick for each, and the template's own rows."""
        from shenbao.packs.signing import table_of

        return self._table(table_of(element, [entry for entry in self.entries if entry.level == TO_SIGN], self.say))

    def _signoff(self, element: Element) -> list[Block]:
        sender = self.paragraph(element.children, self.style("sender"), element.get("id"))
        seal = self.words(self.say("packs.seal"), "seal") if element.yes("seal") else None
        return [SignOff(sender, self.words(self.say("packs.date_letter"), "sender"), seal)]

    def _opinion(self, element: Element) -> list[Block]:
        colon, seal = (":", "({})") if self.lang == "en" else ("：", "（{}）")
        parts = [element.get("signer") and element.get("signer") + colon, element.get("seal") and seal.format(element.get("seal"))]
        foot = [self.words(part, "signature") for part in parts if part]
        date = msgspec.structs.replace(self.style("signature"), align="right")
        foot.append(self.paragraph([self.say("packs.date_blank")], date))
        height = min(element.number("height", 60) * MM, self.styles.pages["form"].text_height * MM)
        content = self.content(element.children, self.style("cell"))
        label_width = fieldgrid.shared_width(self) or self.styles.fields["4"]
        made = Opinion(self.words(element.get("label"), "label"), content, foot, self.styles.table, height, label_width * MM)
        made.ids = (element.get("id"),) if element.get("id") else ()
        return [made]


def _mostly_latin(spans: Sequence[Span]) -> bool:
    text = "".join([span.text for span in spans])
    return sum(character > "\u2e80" for character in text) * 5 < len(text)
