"""Looks at the words of a form: both languages there, every character in the bundled fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from shenbao.errors import ContentError
from shenbao.forms.lint.places import Places
from shenbao.forms.scheme import Scheme
from shenbao.records import Text


def errors(scheme: Scheme, places: Places, lacks: Callable[[str], str]) -> Iterator[ContentError]:
    """Texts that miss a language or cannot be printed."""
    for name, key, text in _texts(scheme, scheme.id, ""):
        for lang in ("zh", "en"):
            if not text[lang].strip():
                yield places.error(f"lint.no_{lang}", name, key, word=name)
        unprintable = lacks(text.zh + text.en)
        if unprintable:
            yield places.error("lint.no_glyph", name, key, word=unprintable)


def _texts(item: Any, name: str, key: str) -> Iterator[tuple[str, str, Text]]:
    """Every text with the id of what it belongs to and the key it stands under."""
    if isinstance(item, Text):
        yield name, key, item
    elif isinstance(item, msgspec.Struct):
        own = getattr(item, "id", None) or getattr(item, "code", None) or name
        for attribute in item.__struct_fields__:
            yield from _texts(getattr(item, attribute), str(own), attribute)
    elif isinstance(item, tuple):
        for each in item:
            yield from _texts(each, name, key)
