"""Tells of each line of a part's markup which line of its template it came from, so that a mistake is told where it was made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import nodes

from shenbao.content import find
from shenbao.errors import PackError
from shenbao.packs.markup import Element, excerpt, parse
from shenbao.packs.render import environment, given, render

MARK = "\x00"
"""Stands around numbers of lines: no text can hold it."""
_MARKED = re.compile(f"{MARK}([0-9]+){MARK}")


def element(template: str, data: Mapping[str, Any], text: str | None = None) -> Element:
    """The tree of a template filled with `data`; `text` is the markup where it was rendered before. Raises PackError with the
    template's file, line and lines around."""
    name = f"templates/{template}"
    text = render(template, data) if text is None else text
    try:
        return parse(text, name)
    except PackError as error:
        path, line = find(name), int(error.where.rpartition(":")[2])
        if path is None:
            raise
        source = path.read_text(encoding="utf-8")
        origin = lines(template, source, data)[line - 1]
        raise PackError(error.code, f"{name}:{origin}", **{**error.slots, "around": excerpt(source, origin)}) from error


def lines(template: str, source: str, data: Mapping[str, Any]) -> list[int]:
    """For each line of the markup the line of the template where it begins."""
    jinja = environment()
    tree = jinja.parse(source, template)
    for part in tree.find_all(nodes.TemplateData):
        pieces = enumerate(part.data.split("\n"), part.lineno)
        part.data = "\n".join([f"{MARK}{line}{MARK}{piece}" if piece else "" for line, piece in pieces])
    marked = jinja.template_class.from_code(jinja, jinja.compile(tree, template), {}).render(given(template, data))
    found, last = [], 1
    for line in marked.split("\n"):
        marks = _MARKED.findall(line)
        found.append(int(marks[0]) if marks else last)
        last = int(marks[-1]) if marks else last
    return found
