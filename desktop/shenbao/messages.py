"""The one catalogue of sentences: `resources/translations/<area>.json`, `{"area.code": {"zh": …, "en": …}}`.

Patterns use `str.format` slots by name; `{pages:page|pages}` says the number with the word that goes with it. Anything a person
reads that is not content (form, template, policy) comes from here: errors, message patterns of checks, and the words of the screens.
"""

from __future__ import annotations

import errno
import os
from functools import cache
from pathlib import Path

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
        merged.update(_read(file))
    return merged


@cache
def _area(name: str) -> dict[str, dict[str, str]]:
    """The patterns whose codes begin with `name`, and perhaps others: most processes speak of few areas, and read few files."""
    file = shipped() / "resources" / "translations" / f"{name}.json"
    return _read(file) if file.is_file() else catalogue()


def _read(file: Path) -> dict[str, dict[str, str]]:
    return msgspec.json.decode(file.read_bytes(), type=dict[str, dict[str, str]])


def pattern(code: str) -> dict[str, str] | None:
    """The pattern of `code` by language; None when the catalogue lacks it."""
    return _area(code.partition(".")[0]).get(code)


class _Count(int):
    """A number that brings its noun along: `{n:file|files}`."""

    def __format__(self, spec: str) -> str:
        one, several, many = spec.partition("|")
        return f"{int(self)} {one if self == 1 else many}" if several else int(self).__format__(spec)


def say(code: str, lang: str, /, **slots: object) -> str:
    """The sentence for `code` in `lang`; a KeyError means the catalogue lacks it, which a test rules out.
    Slots that are `Text` are said in `lang` too."""
    return _area(code.partition(".")[0])[code][lang].format(**{name: _slot(slot, lang) for name, slot in slots.items()})


def _slot(slot: object, lang: str) -> object:
    if isinstance(slot, Text):
        return slot[lang]
    return _Count(slot) if type(slot) is int else slot


_REFUSALS = ("ENOENT", "EEXIST", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "ENOSPC", "EROFS", "ENAMETOOLONG")
_SYSTEM = {os.strerror(getattr(errno, name)): f"system.{name.lower()}" for name in _REFUSALS}
"""Why the system refuses, by its own words, which may be in no language of ours."""


def _reason(reason: object, lang: str) -> object:
    code = _SYSTEM.get(str(reason))
    return say(code, lang) if code else reason


def describe(error: ShenbaoError, lang: str) -> str:
    """What happened, where and what to do, for one error."""
    slots = {name: _reason(slot, lang) if name == "reason" else slot for name, slot in error.slots.items()}
    sentence = say(error.code, lang, **slots)
    return f"{error.where}: {sentence}" if error.where else sentence
