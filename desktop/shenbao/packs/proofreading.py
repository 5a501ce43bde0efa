"""Looks for mistakes in templates, and for characters that no bundled font has: the part of `shenbao lint` that needs the engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from shenbao import content
from shenbao.errors import ContentError
from shenbao.packs.fonts import FILES, face
from shenbao.packs.markup import excerpt, meant
from shenbao.packs.render import environment, read
from shenbao.packs.rules import forbidden
from shenbao.packs.vocabulary import ELEMENTS


def templates(roots: tuple[Path, ...]) -> Iterator[ContentError]:
    """Every mistake in every template, with file and line."""
    for name in names(roots):
        file = content.find(name, roots)
        if file is None:
            continue
        try:
            source = read(file, name)
        except ContentError as error:
            yield error
            continue
        try:
            tree = environment().parse(source)
            yield from forbidden(tree, name, source)
            yield from _unknown_elements(tree, name, source)
        except TemplateSyntaxError as error:
            around = excerpt(source, error.lineno)
            yield ContentError("packs.template", f"{name}:{error.lineno}", problem=error.message or "", around=around)


def _unknown_elements(tree: nodes.Template, name: str, source: str) -> Iterator[ContentError]:
    """Elements written in the template that the vocabulary lacks. What stands where, the markup reader says when a pack is drawn."""
    for data in tree.find_all(nodes.TemplateData):
        for tag in _TAG.finditer(data.data):
            if tag[1] not in ELEMENTS:
                line = data.lineno + data.data.count("\n", 0, tag.start())
                slots = {"element": tag[1], "meant": meant(tag[1], ELEMENTS), "around": excerpt(source, line)}
                yield ContentError("packs.unknown_element", f"{name}:{line}", **slots)


_TAG = re.compile(r"<([A-Za-z][\w.-]*)")


def names(roots: tuple[Path, ...]) -> list[str]:
    """Names of all templates, such as `templates/common/cover.xml.j2`."""
    found = {file.relative_to(root).as_posix() for root in roots for file in (root / "templates").rglob("*.j2")}
    return sorted(found)


def lacks(text: str) -> str:
    """The characters of a text that no face of the program has, each once."""
    known = [face(*key) for key in FILES]
    return "".join(dict.fromkeys(letter for letter in text if letter not in "\n\t" and not any(each.has(letter) for each in known)))
