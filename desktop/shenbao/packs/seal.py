"""The fingerprint a pack carries of itself: any changed byte, also a mere saving by another program, is told.

The identifier in the document's metadata is 64 digits long; it is the SHA-256 of the file with zeros in that place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from shenbao import durable

MARK = b"urn:shenbao:sha256:"
BLANK = b"0" * 64
_PLACE = MARK + BLANK
_SEALED = re.compile(re.escape(MARK) + rb"([0-9a-f]{64})")


def identifier() -> str:
    """What goes into the metadata before the file is sealed."""
    return (MARK + BLANK).decode()


def seal(file: Path) -> None:
    """Writes the file's own fingerprint into the place kept for it. ValueError when there is not exactly one such place."""
    digest = hashlib.sha256()
    places = list(_places(file, digest.update))
    if len(places) != 1 or places[0][1] != BLANK:
        raise ValueError("a pack has exactly one place for its fingerprint")
    with file.open("r+b") as opened:
        opened.seek(places[0][0])
        opened.write(digest.hexdigest().encode())


def sealed(data: bytes) -> bytes:
    """The same for a file that is still in memory."""
    if data.count(MARK + BLANK) != 1:
        raise ValueError("a pack has exactly one place for its fingerprint")
    return data.replace(MARK + BLANK, MARK + hashlib.sha256(data).hexdigest().encode())


def is_intact(file: Path) -> bool | None:
    """Whether the file is byte for byte what was built; None when it is no pack of ours or its metadata was rewritten."""
    places = list(_places(file))
    if len(places) != 1:
        return None
    start, mark = places[0]
    digest, read = hashlib.sha256(), 0
    for chunk in durable.read_chunks(file):
        first, end = max(start - read, 0), min(start + len(BLANK) - read, len(chunk))
        if first < end:
            chunk = chunk[:first] + b"0" * (end - first) + chunk[end:]
        digest.update(chunk)
        read += len(chunk)
    return digest.hexdigest().encode() == mark


def _places(file: Path, also: Callable[[bytes], object] = bytes) -> Iterator[tuple[int, bytes]]:
    """Where a fingerprint begins, and the fingerprint; `also` is shown every chunk. The file is never in memory as a whole."""
    end, read = b"", 0
    for chunk in durable.read_chunks(file):
        also(chunk)
        for start, window in ((read - len(end), end + chunk[: len(_PLACE) - 1]), (read, chunk)):
            if MARK in window:
                yield from ((start + found.start(1), found[1]) for found in _SEALED.finditer(window))
        end = (end + chunk)[1 - len(_PLACE) :] if len(chunk) < len(_PLACE) else chunk[1 - len(_PLACE) :]
        read += len(chunk)
