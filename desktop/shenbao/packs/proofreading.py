"""Looks for mistakes in templates, and for characters that no bundled font has: the part of `shenbao lint` that needs the engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateSyntaxError

from shenbao import content
from shenbao.errors import ContentError
from shenbao.packs.fonts import FILES, face
from shenbao.packs.render import environment
from shenbao.packs.rules import forbidden


def templates(roots: tuple[Path, ...]) -> Iterator[ContentError]:
    """Every mistake in every template, with file and line."""
    for name in names(roots):
        file = content.find(name, roots)
        if file is None:
            continue
        try:
            yield from forbidden(environment().parse(file.read_text(encoding="utf-8")), name)
        except TemplateSyntaxError as error:
            yield ContentError("packs.template", f"{name}:{error.lineno}", problem=error.message or "")
        except UnicodeDecodeError:
            yield ContentError("forms.not_utf8", f"{name}:1")


def names(roots: tuple[Path, ...]) -> list[str]:
    """Names of all templates, such as `templates/common/cover.xml.j2`."""
    found = {file.relative_to(root).as_posix() for root in roots for file in (root / "templates").rglob("*.j2")}
    return sorted(found)


def lacks(text: str) -> str:
    """The characters of a text that no face of the program has, each once."""
    known = [face(*key) for key in FILES]
    return "".join(dict.fromkeys(letter for letter in text if letter not in "\n\t" and not any(each.has(letter) for each in known)))
