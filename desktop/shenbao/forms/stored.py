"""Keeps composed schemes, and other forms files as they were read, on disk: no start need read YAML again.

A stored scheme counts only when every file it was made of still has the same digest; anything wrong with it, and it is made anew.
"""

# Annotations are not postponed where msgspec reads them: it would compile the text of each one, at every start.

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeVar

from shenbao import sealed
from shenbao.forms.schema import AmountRule, AmountStep, Check, Choice, Constant, Field, Part, Slot
from shenbao.forms.scheme import PlacedGroup, PlacedSection, Scheme
from shenbao.records import Record, Text

T = TypeVar("T")

_SHAPE = sealed.shape(Scheme, PlacedSection, PlacedGroup, Field, Choice, Check, Slot, Part, Constant, AmountRule, AmountStep, Text)
"""What an older or newer program has stored is not read."""


class _Stored(Record, frozen=True, kw_only=True):
    files: dict[str, str]
    """Digest of every file by name; empty for one that was not there."""
    scheme: Scheme
    expressions: bytes
    """The scheme's expressions, parsed."""


def recall(key: str) -> tuple[dict[str, str], Scheme] | None:
    """Files and scheme stored under `key`, or None. The caller compares the files."""
    from shenbao.expressions import packed  # the list of schemes, which a window begins with, has none

    found = sealed.recall(f"{key}.scheme", f"{_SHAPE} {packed.FORMAT}", _Stored)
    if found is None:
        return None
    packed.remember(found.expressions)
    return found.files, found.scheme


def store(key: str, files: dict[str, str], scheme: Scheme) -> None:
    """Keeps a scheme."""
    from shenbao.expressions import packed

    expressions = packed.pack(_expressions(scheme))
    sealed.keep(f"{key}.scheme", f"{_SHAPE} {packed.FORMAT}", _Stored(files=files, scheme=scheme, expressions=expressions))


def _expressions(scheme: Scheme) -> Iterator[str]:
    """Sources of all expressions of the form, tables' columns included."""
    from shenbao.forms.references import expressions_of

    fields = [place.field for place in scheme.places.values()]
    columns = [column for table in scheme.columns.values() for column in table.values()]
    items: Iterable[Check | Slot | Part | Field | AmountRule]
    items = chain(fields, columns, scheme.notice, scheme.checks, scheme.slots, scheme.parts, scheme.amounts)
    for item in items:
        yield from (source for _, source in expressions_of(item))


def recall_file(key: str, digest: str, kind: type[T]) -> T | None:
    """The file stored under `key` when its text had the same digest, or None."""
    return sealed.recall(f"{key}.file", _mark(digest), kind)


def store_file(key: str, digest: str, read: object) -> None:
    """Keeps a file as it was read."""
    sealed.keep(f"{key}.file", _mark(digest), read)


def _mark(digest: str) -> str:
    from shenbao.forms.offers import AdviceFile, AdviceRule, Cap, CatalogueRow, Need, SchemesFile

    return f"{sealed.shape(SchemesFile, CatalogueRow, Cap, AdviceFile, AdviceRule, Need, Text)} {digest}"
