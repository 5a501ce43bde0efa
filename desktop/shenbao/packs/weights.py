"""How many bytes each page of a PDF brings along, shared fonts and pictures counted once for all pages that use them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

Key = tuple[int, int]
_PACKED = 3
"""Dictionaries are written into compressed object streams: about a third remains."""


class Weights:
    """What pages weigh together. An estimate: the file that is written tells."""

    def __init__(self, pdf: Pdf) -> None:
        self._bytes: dict[Key, int] = {}
        self._below: dict[Key, tuple[Key, ...]] = {}
        self._pages = [self._all(page.obj) for page in pdf.pages]

    def of(self, pages: Iterable[int]) -> int:
        """Bytes of these pages as a document of their own."""
        used: set[Key] = set()
        for index in pages:
            used |= self._pages[index]
        return sum(self._bytes[key] for key in used)

    def _all(self, page: Object) -> frozenset[Key]:
        """Everything the page is drawn with."""
        found: set[Key] = set()
        waiting = [self._read(page)]
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                waiting += self._below[key]
        return frozenset(found)

    def _read(self, item: Object) -> Key:
        """Weighs an indirect object and those it refers to."""
        first: Key = item.objgen
        waiting = [item]
        while waiting:
            current = waiting.pop()
            if current.objgen in self._below:
                continue
            near = list(_references(current))
            self._below[current.objgen] = tuple(each.objgen for each in near)
            self._bytes[current.objgen] = _own_bytes(current)
            waiting += near
        return first


def _references(item: Object) -> Iterator[Object]:
    """Indirect objects that `item` names. Not the tree of pages, and not where its links lead."""
    waiting: list[Object] = [item]
    while waiting:
        for value in _values(waiting.pop()):
            if isinstance(value, Array | Dictionary | Stream):
                if value.is_indirect:
                    yield value
                else:
                    waiting.append(value)


def _values(item: Object) -> list[Object]:
    if isinstance(item, Array):
        return list(item)
    entries = item.stream_dict if isinstance(item, Stream) else item
    return [value for key, value in entries.items() if key not in (Name.Parent, Name.Annots)]


def _own_bytes(item: Object) -> int:
    if isinstance(item, Stream):
        return int(item.stream_dict.get(Name.Length, 0)) + len(item.stream_dict.unparse())
    return len(item.unparse()) // _PACKED
