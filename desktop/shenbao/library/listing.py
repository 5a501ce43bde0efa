"""Finds and orders records for the list: substrings in any width and case, Chinese in pinyin order, unknown values last.

What texts are compared by is worked out for all records at once, joined by line ends, and remembered: ten thousand calls of Python's for
ten thousand titles would take longer than the first list may.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from operator import attrgetter, itemgetter
from typing import Any, Generic, Literal, TypeVar

from shenbao.library.rows import RecordInfo
from shenbao.text import folded

Order = Literal["updated", "created", "title", "enterprise", "scheme", "state", "blocking", "warnings", "amount", "deadline", "answered"]

_DIGITS = re.compile("0*([0-9]+)")
_MOST_REMEMBERED = 1 << 17

V = TypeVar("V")


def found(records: Iterable[RecordInfo], search: str) -> list[RecordInfo]:
    """Records whose title, enterprise, scheme or id contain every word of `search`."""
    result = list(records)
    words = folded(search).casefold().split()
    if not words:
        return result
    # No word holds the separator: it is white space to `split`.
    texts = _searchable.of([f"{info.summary.title}\x1f{info.summary.enterprise}\x1f{info.summary.scheme}" for info in result])
    for word in words:
        kept = [at for at, info in enumerate(result) if word in texts[at] or word in info.id or word in info.scheme.casefold()]
        result, texts = [result[at] for at in kept], [texts[at] for at in kept]
    return result


def ordered(records: Iterable[RecordInfo], order: Order, *, descending: bool) -> list[RecordInfo]:
    """Sorted by one column; equal ones by the latest change, then by id. Records without a value come last both ways."""
    latest_first = sorted(records, key=attrgetter("updated", "id"), reverse=True)
    if order == "updated":
        return latest_first if descending else latest_first[::-1]
    known: list[tuple[Any, RecordInfo]] = []
    unknown: list[RecordInfo] = []
    for value, info in zip(_values(latest_first, order), latest_first, strict=True):
        if value is None:
            unknown.append(info)
        else:
            known.append((value, info))
    known.sort(key=itemgetter(0), reverse=descending)
    return [info for _, info in known] + unknown


def _values(records: Sequence[RecordInfo], order: Order) -> Iterable[Any]:
    """What each record is ordered by; None where it has no value."""
    if words := _WORDS.get(order):
        return (key or None for key in _collation.of([words(info) for info in records]))
    return map(_KEYS[order], records)


class _Remembered(Generic[V]):
    """Works something out for many texts at once and remembers it."""

    def __init__(self, work_out: Callable[[str], Sequence[V]]) -> None:
        """`work_out` takes texts joined by line ends, which they do not hold themselves."""
        self._work_out = work_out
        self._known: dict[str, V] = {}

    def of(self, texts: Sequence[str]) -> list[V]:
        """One for each text."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        if len(self._known) + len(new) > _MOST_REMEMBERED:
            self._known.clear()
            new = list(dict.fromkeys(texts))
        if new:
            # The line at each end keeps what trims the whole from trimming the first and the last text away.
            joined = "\n".join(["-", *(text.replace("\n", " ") for text in new), "-"])
            self._known.update(zip(new, self._work_out(joined)[1:-1], strict=True))
        return [self._known[text] for text in texts]


def _search_texts(joined: str) -> Sequence[str]:
    return folded(joined).casefold().split("\n")


def _collations(joined: str) -> Sequence[bytes]:
    """Sort keys: numbers inside a text by their size and before all else, letters without case, Chinese by GB 18030.

    The first 3,755 characters of that code stand in pinyin order, the rarer ones by radical. A number is its length, as
    one visible character, and its digits."""
    sized = _DIGITS.sub(lambda found: f"\0{chr(min(len(found[1]), 90) + 32)}{found[1]}", folded(joined).casefold())
    return [key.strip() for key in sized.encode("gb18030", "replace").split(b"\n")]


_searchable = _Remembered(_search_texts)
_collation = _Remembered(_collations)


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


_WORDS: dict[Order, Callable[[RecordInfo], str]] = {
    "title": lambda info: info.summary.title,
    "enterprise": lambda info: info.summary.enterprise,
    "scheme": lambda info: info.summary.scheme or info.scheme,
}
_KEYS: dict[Order, Callable[[RecordInfo], Any]] = {
    "updated": lambda info: info.updated,
    "created": lambda info: info.created,
    "state": lambda info: info.summary.state or None,
    "blocking": lambda info: info.summary.blocking,
    "warnings": lambda info: info.summary.warnings,
    "amount": lambda info: _amount(info.summary.amount),
    "deadline": lambda info: info.summary.deadline or None,
    "answered": lambda info: info.summary.answered,
}
