"""Reads a built pack as its receiver would and compares it with the answers: what was answered must be found in its text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdfium2

from shenbao.draft.states import FieldState, Snapshot
from shenbao.forms.schema import Kind
from shenbao.packs.wording import in_column, shown

SHORTEST = 4
"""A value that goes over a page is found piece by piece; a piece has at least so many characters."""


def text_of(file: Path, pages: Iterable[int]) -> str:
    """The text of some pages without any white space, as `squeezed` gives it."""
    document = pypdfium2.PdfDocument(file)
    try:
        found = []
        for index in pages:
            page = document[index]
            text = page.get_textpage()
            found.append(text.get_text_bounded())
            text.close()
            page.close()
        return squeezed("".join(found))
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Text for comparison: NFC, no white space, no marks a line break leaves behind."""
    kept = (
        character
        for character in unicodedata.normalize("NFC", text)
        if not character.isspace() and character not in "\u0002\ufffe\u00ad\u200b"
    )
    return "".join(kept)


def expected(snapshot: Snapshot, lang: str, *, masked: bool) -> Iterator[tuple[str, str]]:
    """Path and printed text of every answer that the pack's parts show."""
    for section in snapshot.sections:
        if section.part not in snapshot.parts:
            continue
        for group in section.groups:
            for state in group.fields:
                yield from _printed(snapshot, state, lang, masked=masked)


def _printed(snapshot: Snapshot, state: FieldState, lang: str, *, masked: bool) -> Iterator[tuple[str, str]]:
    if state.field.kind is not Kind.TABLE:
        yield state.path, shown(state.field, state.stored, lang, masked=masked)
        return
    table = snapshot.tables.get(state.path)
    for row in table.rows if table else ():
        for cell in table.cells[row].values() if table else ():
            yield cell.path, in_column(cell.field, cell.stored, lang, masked=masked)


def absent(text: str, values: Iterable[tuple[str, str]]) -> list[str]:
    """Paths whose printed text is not in `text`."""
    return [path for path, value in values if value and not is_in(squeezed(value), text)]


def is_in(value: str, text: str) -> bool:
    """Whether a value stands in the text, whole or continued on another page."""
    while value and value not in text:
        length = _longest(value, text)
        if length < min(SHORTEST, len(value)):
            return False
        value = value[length:]
    return True


def _longest(value: str, text: str) -> int:
    """Length of the longest beginning of `value` that stands in `text`."""
    low, high = 0, len(value)
    while low < high:
        middle = (low + high + 1) // 2
        if value[:middle] in text:
            low = middle
        else:
            high = middle - 1
    return low
