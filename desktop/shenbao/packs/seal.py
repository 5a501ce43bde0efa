"""The fingerprint a pack carries of itself: any changed byte, also a mere saving by another program, is told.

The identifier in the document's metadata is 64 digits long; it is the SHA-256 of the file with zeros in that place.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

MARK = b"urn:shenbao:sha256:"
BLANK = b"0" * 64
_SEALED = re.compile(re.escape(MARK) + rb"([0-9a-f]{64})")


def identifier() -> str:
    """What goes into the metadata before the file is sealed."""
    return (MARK + BLANK).decode()


def seal(data: bytes) -> bytes:
    """`data` with its own fingerprint in the place kept for it. ValueError when there is not exactly one such place."""
    if data.count(MARK + BLANK) != 1:
        raise ValueError("a pack has exactly one place for its fingerprint")
    digest = hashlib.sha256(data).hexdigest().encode()
    return data.replace(MARK + BLANK, MARK + digest)


def is_intact(file: Path) -> bool | None:
    """Whether the file is byte for byte what was built; None when it is no pack of ours or its metadata was rewritten."""
    data = file.read_bytes()
    found = _SEALED.findall(data)
    if len(found) != 1:
        return None
    mark: bytes = found[0]
    return hashlib.sha256(data.replace(MARK + mark, MARK + BLANK)).hexdigest().encode() == mark
