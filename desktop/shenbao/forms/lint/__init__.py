"""Looks for mistakes in content that no struct can refuse: unknown paths, numbers without basis, missing words, circles.

The forms alone are looked at here; `draft.cases` runs the examples, `packs` looks at templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from shenbao import content
from shenbao.errors import ContentError, ContentErrors
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.lint import circles, rules, shapes, words
from shenbao.forms.lint.places import Places
from shenbao.forms.scheme import Scheme


def lint(
    catalogue: Catalogue,
    scheme_id: str,
    *,
    clauses: Mapping[str, str],
    lacks: Callable[[str], str] = lambda _: "",
) -> tuple[ContentError, ...]:
    """Every mistake in the files of one scheme, each with its place, in the order of files and lines.

    `clauses`: official text by clause id. `lacks`: which characters of a text no bundled font has.
    """
    try:
        scheme = catalogue.scheme(scheme_id)
    except ContentErrors as several:
        return several.errors
    places = Places(catalogue, scheme)
    found = {(error.where, error.code, str(error.slots)): error for error in _errors(scheme, places, clauses, lacks)}
    found.update(((error.where, error.code, str(error.slots)), error) for error in _templates(catalogue, scheme, places))
    return tuple(sorted(found.values(), key=_by_line))


def _errors(scheme: Scheme, places: Places, clauses: Mapping[str, str], lacks: Callable[[str], str]) -> Iterator[ContentError]:
    yield from rules.errors(scheme, places)
    yield from rules.quotes(scheme, places, clauses)
    yield from shapes.errors(scheme, places)
    yield from circles.errors(scheme, places)
    yield from words.errors(scheme, places, lacks)


def _templates(catalogue: Catalogue, scheme: Scheme, places: Places) -> Iterator[ContentError]:
    """Parts without a template, and sections that no part prints."""
    parts = {part.id for part in scheme.parts}
    for part in scheme.parts:
        if content.find(f"templates/{part.template}", catalogue.roots) is None:
            yield places.error("lint.no_template", part.id, "template", word=part.template)
    for section in scheme.sections:
        if section.part not in parts:
            yield places.error("lint.not_printed", section.id, "part", word=section.id, part=section.part)


def _by_line(error: ContentError) -> tuple[str, int]:
    file, _, line = error.where.rpartition(":")
    return (file, int(line)) if line.isdigit() else (error.where, 0)
