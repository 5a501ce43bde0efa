"""The one catalogue of sentences: `resources/translations/<area>.json`, `{"area.code": {"zh": …, "en": …}}`.

Patterns use `str.format` slots by name. Anything a person reads that is not content (form, template, policy) comes from
here: errors, message patterns of checks, and the words of the screens.
"""

from __future__ import annotations

from functools import cache

import msgspec

from shenbao.content import shipped
from shenbao.errors import ShenbaoError
from shenbao.records import Text

LANGUAGES = ("zh", "en")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """All patterns of all areas by code."""
    merged: dict[str, dict[str, str]] = {}
    for file in sorted((shipped() / "resources" / "translations").glob("*.json")):
        merged.update(msgspec.json.decode(file.read_bytes(), type=dict[str, dict[str, str]]))
    return merged


def say(code: str, lang: str, /, **slots: object) -> str:
    """The sentence for `code` in `lang`; a KeyError means the catalogue lacks it, which a test rules out.
    Slots that are `Text` are said in `lang` too."""
    return catalogue()[code][lang].format(**{name: slot[lang] if isinstance(slot, Text) else slot for name, slot in slots.items()})


def describe(error: ShenbaoError, lang: str) -> str:
    """What happened, where and what to do, for one error."""
    sentence = say(error.code, lang, **error.slots)
    return f"{error.where}: {sentence}" if error.where else sentence
