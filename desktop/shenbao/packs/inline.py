"""Inline markup to spans: weights, boxes to tick and to fill in, page references; and the record of characters no face has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from shenbao.packs.clusters import LINE_BREAK, Box, Span
from shenbao.packs.fonts import Face, face, fallback
from shenbao.packs.lines import draw_lines
from shenbao.packs.markup import Element
from shenbao.packs.sheet import MM, Sheet
from shenbao.packs.styles import ParagraphStyle
from shenbao.packs.typography import break_lines

OBJECT = "\ufffc"
SMALL = 0.85


class Manner(msgspec.Struct, frozen=True):
    """How text is set where it stands."""

    family: str
    bold: bool
    size: float
    color: str
    underline: bool = False
    link: str = ""

    @classmethod
    def of(cls, style: ParagraphStyle) -> Manner:
        return cls(style.face, style.bold, style.size, f"{style.gray:g} g" if style.gray else "")

    @property
    def face(self) -> Face:
        return face(self.family, self.bold)


class Inline:
    """Turns inline children into spans. `missing` collects characters without a glyph, with the texts they stand in."""

    def __init__(self) -> None:
        self.missing: dict[str, str] = {}

    def spans(self, children: Sequence[Element | str], style: ParagraphStyle) -> tuple[list[Span], tuple[str, ...]]:
        """The spans, and the anchors among the children."""
        spans: list[Span] = []
        ids: list[str] = []
        self._collect(children, Manner.of(style), spans, ids)
        return spans, tuple(ids)

    def text(self, text: str, manner: Manner) -> Span:
        if not manner.face.known.issuperset(text):
            for character in sorted(set(text) - manner.face.known):
                if not fallback(manner.face, character).has(character):
                    self.missing.setdefault(character, text)
        return Span(text, manner.face, manner.size, manner.color, manner.underline, manner.link)

    def _collect(self, children: Sequence[Element | str], manner: Manner, spans: list[Span], ids: list[str]) -> None:
        for child in children:
            if isinstance(child, str):
                spans.append(self.text(child, manner))
                continue
            replace = msgspec.structs.replace
            match child.name:
                case "b":
                    self._collect(child.children, replace(manner, bold=True), spans, ids)
                case "i":
                    self._collect(child.children, replace(manner, family="hei"), spans, ids)
                case "u":
                    self._collect(child.children, replace(manner, underline=True), spans, ids)
                case "small":
                    self._collect(child.children, replace(manner, size=manner.size * SMALL), spans, ids)
                case "code":
                    self._collect(child.children, replace(manner, family="hei", size=manner.size * 0.92), spans, ids)
                case "link":
                    self._collect(child.children, replace(manner, link=child.get("to")), spans, ids)
                case "amount":
                    self._collect(child.children, manner, spans, ids)
                case "br":
                    spans.append(self.text(LINE_BREAK, manner))
                case "anchor":
                    ids.append(child.get("id"))
                case "pageref":
                    spans.append(replace(self.text("0", manner), ref=child.get("to"), link=child.get("to")))
                case "checkbox":
                    spans.append(replace(self.text(OBJECT, manner), box=_checkbox(manner, ticked=child.yes("checked"))))
                case "blank":
                    spans.extend(self._blank(child, manner, ids))
                case _:  # pragma: no cover - the vocabulary lets nothing else in
                    raise AssertionError(child.name)

    def _blank(self, element: Element, manner: Manner, ids: list[str]) -> list[Span]:
        inner: list[Span] = []
        self._collect(element.children, manner, inner, ids)
        width = element.number("width", 30) * MM
        line = break_lines(inner, 1e6)[0] if inner else None
        if line is not None and line.width > width - 4:
            return [msgspec.structs.replace(span, underline=True) for span in inner]

        def draw(sheet: Sheet, x: float, y: float) -> None:
            sheet.line(x, y - 2.2, x + width, y - 2.2, 0.5, 0.25)
            if line is not None:
                draw_lines(sheet, inner, [line], x + (width - line.width) / 2, y + 0.88 * manner.size, width, manner.size, "left")

        return [msgspec.structs.replace(self.text(OBJECT, manner), box=Box(width, draw))]


def _checkbox(manner: Manner, *, ticked: bool) -> Box:
    """A box of the font's own square, which extracts as ☐ or ☑, and a drawn tick."""
    size = manner.size
    key = "☑" if ticked else "☐"

    def draw(sheet: Any, x: float, y: float) -> None:
        name = sheet.font(manner.face, (key,))
        sheet.ops.append(f"BT /{name} {size:g} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm [<{manner.face.codes[key]}>] TJ ET")
        if ticked:
            points = [(0.22, 0.40), (0.42, 0.16), (0.86, 0.78)]
            path = " ".join(f"{x + px * size:.2f} {y + py * size:.2f} {'l' if at else 'm'}" for at, (px, py) in enumerate(points))
            sheet.ops.append(f"q {0.1 * size:.2f} w 1 J 1 j {path} S Q")

    return Box(size * 1.1, draw)
