"""Reads a rendered template as a tree of the closed vocabulary of `templates/README.md`, and escapes typed text into it.

Text that users typed is a text node and is drawn glyph by glyph: there is no second markup language behind this one.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NoReturn
from xml.parsers import expat

import msgspec

from shenbao.errors import PackError
from shenbao.packs.styles import load
from shenbao.packs.vocabulary import BOXES, ELEMENTS, INLINE_HOLDERS, NAME, Rule
from shenbao.text import clean

PARAGRAPH = "\u2029"
"""A line end that a person typed. Line ends of the template itself are mere layout."""
_LAYOUT = re.compile("[ \t\r\n]*[\r\n][ \t\r\n]*")
_SPACES = re.compile("  +")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_WIDE = "[\u2e80-\u9fff\uf900-\uffef\U00020000-\U0003ffff，。；：！？、（）《》“”]"
_BETWEEN_HAN = re.compile(f"(?<={_WIDE})\x00(?={_WIDE})")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\n": PARAGRAPH})


class Element(msgspec.Struct):
    """An element of the vocabulary. Children are elements and texts; layout white space is gone."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element | str] = msgspec.field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def yes(self, name: str, default: str = "no") -> bool:
        return self.attributes.get(name, default) == "yes"

    def number(self, name: str, default: float = 0) -> float:
        return float(self.attributes.get(name, default))

    def elements(self) -> Iterator[Element]:
        return (child for child in self.children if isinstance(child, Element))

    def text(self) -> str:
        """All text below, without layout."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.elements():
            yield from child.walk()


@lru_cache(maxsize=8192)  # a preview escapes the same thousands of texts after every edit
def escape(value: str) -> str:
    """Typed text as markup: NFC, control characters out, line ends as paragraph ends, every mark of XML as a reference.

    Spaces after a space stay (as no-break spaces), since a template's own runs of white space are only layout.
    """
    text = _SELECTORS.sub("", clean(value, lines=True))
    return _SPACES.sub(lambda run: " " + "\u00a0" * (len(run.group()) - 1), text).translate(_MARKUP)


def parse(source: str, template: str) -> Element:
    """The tree of a rendered template, whose root is `part`.

    Raises PackError with `template:line` when it is not well-formed XML, or an element or attribute is unknown, misplaced,
    missing or has a value it cannot have.
    """
    return _Reader(source, template).read()


class _Reader:
    def __init__(self, source: str, template: str) -> None:
        self.source, self.template = source, template
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.close
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = lambda target, data: self.fail("packs.markup_syntax", problem=f"<?{target}")
        self.parser.buffer_text = True
        self.parser.ordered_attributes = False
        self.open: list[Element] = []
        self.root: Element | None = None

    def read(self) -> Element:
        try:
            self.parser.Parse(self.source.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            inside = f" <{self.open[-1].name}>" if self.open else ""
            self.fail("packs.markup_syntax", error.lineno, problem=expat.ErrorString(error.code) + inside)
        finally:
            del self.parser  # it holds this reader: a circle only the garbage collector would undo
        assert self.root is not None
        _tidy(self.root)
        return self.root

    def fail(self, code: str, line: int = 0, /, **slots: object) -> NoReturn:
        line = line or self.parser.CurrentLineNumber
        raise PackError(code, f"{self.template}:{line}", around=excerpt(self.source, line), **slots)

    def doctype(self, *_: object) -> None:
        self.fail("packs.markup_syntax", problem="<!DOCTYPE")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        rule, parent = ELEMENTS.get(name), self.open[-1] if self.open else None
        if rule is None:
            self.fail("packs.unknown_element", element=name, meant=meant(name, ELEMENTS[parent.name].children if parent else ["part"]))
        if parent is None and name != "part":
            self.fail("packs.misplaced", element=name, parent="")
        if parent is not None and name not in ELEMENTS[parent.name].children:
            self.fail("packs.misplaced", element=name, parent=parent.name)
        self.check(name, attributes, rule)
        element = Element(name, attributes, self.parser.CurrentLineNumber)
        if parent is None:
            self.root = element
        else:
            parent.children.append(element)
        self.open.append(element)

    def check(self, name: str, attributes: dict[str, str], rule: Rule) -> None:
        for attribute, value in attributes.items():
            if attribute not in rule.attributes:
                self.fail("packs.unknown_attribute", element=name, attribute=attribute, meant=meant(attribute, rule.attributes))
            if not _fits(rule.attributes[attribute], value):
                self.fail("packs.bad_attribute", element=name, attribute=attribute, value=value)
            if attribute == "class" and rule.attributes[attribute] is NAME and value not in _classes():
                self.fail("packs.unknown_class", element=name, name=value, meant=meant(value, _classes()))
        for attribute in rule.required:
            if attribute not in attributes:
                self.fail("packs.missing_attribute", element=name, attribute=attribute)

    def close(self, _name: str) -> None:
        closed = self.open.pop()
        table = next((parent for parent in reversed(self.open) if parent.name == "table"), None)
        if table is not None and closed.name == "tr":
            columns, cells = len(table.get("columns").split()), sum(int(cell.get("colspan", "1")) for cell in closed.elements())
            if cells > columns:
                self.fail("packs.too_many_cells", cells=cells, columns=columns)

    def characters(self, data: str) -> None:
        parent = self.open[-1]
        if parent.name in INLINE_HOLDERS:
            parent.children.append(data)
        elif data.strip():
            self.fail("packs.misplaced", element=data.strip()[:20], parent=parent.name)


@lru_cache(maxsize=8192)  # the same few thousand values come with every part, and again after every edit of a preview
def _fits(pattern: str, value: str) -> bool:
    return re.fullmatch(pattern, value, re.DOTALL) is not None


def excerpt(source: str, line: int) -> str:
    """The lines around a mistake, numbered."""
    lines = source.splitlines()
    return "\n".join(f"{at + 1:5d}  {lines[at]}" for at in range(max(0, line - 3), min(len(lines), line + 2)))


def meant(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, else all of them."""
    known = sorted(known)
    return ", ".join(difflib.get_close_matches(name, known, 1) or known)


@cache
def _classes() -> frozenset[str]:
    """Names of paragraphs that every look has."""
    return frozenset(load("gov").paragraphs)


def _tidy(element: Element) -> None:
    """Take the template's line ends and indentation out of its texts; between Han characters they leave nothing."""
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element):
            _tidy(child)
        else:
            child = _BETWEEN_HAN.sub("", _LAYOUT.sub("\x00", child)).replace("\x00", " ")
            if child == " " and element.name in BOXES:
                continue
        children.append(child)
    if element.name in BOXES or ELEMENTS[element.name].paragraph:
        if children and isinstance(children[0], str):
            children[0] = children[0].lstrip(" ")
        if children and isinstance(children[-1], str):
            children[-1] = children[-1].rstrip(" ")
    element.children = [child for child in children if child != ""]
