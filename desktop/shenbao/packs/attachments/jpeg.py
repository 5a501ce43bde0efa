"""A JPEG without its passengers: thumbnails, places and camera data are cut out, the picture's own data stay untouched."""

from __future__ import annotations

_START = b"\xff\xd8"
_END = 0xD9
_SCAN = 0xDA
_ADOBE = 0xEE  # says whether four colours are stored inverted
_JFIF = 0xE0
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def bare(data: bytes) -> bytes | None:
    """The first picture in `data`, its application and comment segments removed; None when its end is missing."""
    if not data.startswith(_START):
        return None
    kept, at = [_START], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker in _STANDALONE:
            at += 2
            continue
        if marker == _END:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            end = _after_scan(data, end)
        if not (_is_passenger(marker)):
            kept.append(data[at:end])
        at = end
    if data[at : at + 2] != b"\xff\xd9":
        return None
    return b"".join(kept) + b"\xff\xd9"


def _is_passenger(marker: int) -> bool:
    return marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in (_JFIF, _ADOBE))


def _after_scan(data: bytes, at: int) -> int:
    """Where the packed data end: at the first marker that is neither a stuffed zero nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        following = data[at + 1] if at + 1 < len(data) else _END
        if following != 0 and following not in _STANDALONE and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2
    return len(data)
