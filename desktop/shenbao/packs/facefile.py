"""Reads a font file somebody chose, in a worker, and writes what of it a pack needs; or says why it cannot be used.

What is written is a TrueType file of known tables whose every offset was looked at, with one character map (OpenType, "The Font File",
"cmap", "OS/2"). The same font gives the same file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from struct import error, pack, unpack_from
from typing import Any

from shenbao.packs.embedding import components, font_file

MOST_TABLES, MOST_GLYPHS = 64, 65_000
LEAST_HAN = 3_000
"""So many Han characters of one em has a face that letters can be set in; GB 2312 level 1 has 3,755."""
DIGEST = 16
"""Characters of the fingerprint in a face's name: 64 bits."""
_TRUETYPE = (b"\0\1\0\0", b"true")
_KEPT = (b"head", b"hhea", b"maxp", b"hmtx", b"loca", b"glyf", b"OS/2")
_PROGRAMS = (b"cvt ", b"fpgm", b"prep")
_LENGTHS = {b"head": 54, b"hhea": 36, b"maxp": 32, b"OS/2": 68}
_RESTRICTED, _USAGE, _WHOLE, _BITMAPS = 0x2, 0xE, 0x100, 0x200
"""OS/2.fsType: no embedding; all usage bits, of which the most generous counts; no subsets; bitmaps only."""
_POSTSCRIPT, _UNICODE = 6, (0, 3)


class UnusableError(Exception):
    """Why: the rest of a message code `faces.…`."""


def take(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """Leaves the face in `folder`. The answer names it, or says why it was `refused`."""
    try:
        name, made = remade(file.read_bytes())
    except UnusableError as refusal:
        return {"refused": str(refusal)}
    except (error, IndexError, ValueError):  # a table that ends too early
        return {"refused": "damaged"}
    face = f"{name}-{hashlib.sha256(made).hexdigest()[:DIGEST]}"
    (folder / f"{face}.ttf").write_bytes(made)
    return {"face": face}


def remade(data: bytes) -> tuple[str, bytes]:
    """PostScript name and the file to keep. UnusableError with the reason."""
    tables = _tables(data)
    _may_be_embedded(tables)
    count = _measured(tables)
    mapping = _characters(tables[b"cmap"], count)
    _reads_chinese(tables, mapping)
    kept = {tag: tables[tag] for tag in (*_KEPT, *_PROGRAMS) if tag in tables}
    return _name(tables.get(b"name", b"")), font_file({**kept, b"cmap": _format_12(mapping)})


def _tables(data: bytes) -> dict[bytes, bytes]:
    """The tables of the font, of the first one in a collection."""
    start = unpack_from(">L", data, 12)[0] if data[:4] == b"ttcf" else 0
    if data[start : start + 4] == b"OTTO":
        raise UnusableError("outlines")
    if data[start : start + 4] not in _TRUETYPE:
        raise UnusableError("not_a_font")
    count = unpack_from(">H", data, start + 4)[0]
    if count > MOST_TABLES:
        raise UnusableError("damaged")
    tables = {}
    for at in range(start + 12, start + 12 + 16 * count, 16):
        tag, _, offset, length = unpack_from(">4sLLL", data, at)
        if offset + length > len(data):
            raise UnusableError("damaged")
        tables[tag] = data[offset : offset + length]
    if b"glyf" not in tables:
        raise UnusableError("outlines")
    if b"OS/2" not in tables:
        raise UnusableError("no_licence")
    if not {*_KEPT, b"cmap"} <= tables.keys() or any(len(tables[tag]) < length for tag, length in _LENGTHS.items()):
        raise UnusableError("damaged")
    return tables


def _may_be_embedded(tables: Mapping[bytes, bytes]) -> None:
    rights = unpack_from(">H", tables[b"OS/2"], 8)[0]
    if rights & _USAGE == _RESTRICTED:
        raise UnusableError("restricted")
    if rights & (_WHOLE | _BITMAPS):
        raise UnusableError("whole_only")


def _measured(tables: Mapping[bytes, bytes]) -> int:
    """The number of glyphs, after a look at every table that is read by glyph number."""
    count: int = unpack_from(">H", tables[b"maxp"], 4)[0]
    metrics = unpack_from(">H", tables[b"hhea"], 34)[0]
    long_offsets, units = unpack_from(">h", tables[b"head"], 50)[0], unpack_from(">H", tables[b"head"], 18)[0]
    if not 0 < metrics <= count <= MOST_GLYPHS or len(tables[b"hmtx"]) < 2 * (metrics + count) or not 16 <= units <= 16384:
        raise UnusableError("damaged")
    offsets = unpack_from(f">{count + 1}L", tables[b"loca"]) if long_offsets else unpack_from(f">{count + 1}H", tables[b"loca"])
    glyf, step = tables[b"glyf"], 1 if long_offsets else 2
    for start, end in pairwise(offsets):
        if not start <= end <= len(glyf) // step or any(part >= count for _, part in components(glyf[start * step : end * step])):
            raise UnusableError("damaged")
    return count


def _characters(table: bytes, count: int) -> dict[int, int]:
    """Glyph by character, of the Unicode map that has most."""
    best: dict[int, int] = {}
    for record in range(min(unpack_from(">H", table, 2)[0], MOST_TABLES)):
        platform, _, offset = unpack_from(">HHL", table, 4 + 8 * record)
        kind = unpack_from(">H", table, offset)[0]
        if platform in _UNICODE and kind in (4, 12):
            pairs = _of_format_4(table[offset:]) if kind == 4 else _of_format_12(table[offset:])
            found = {point: gid for point, gid in pairs if 0 < gid < count}
            best = found if len(found) > len(best) else best
    return best


def _of_format_4(table: bytes) -> Iterator[tuple[int, int]]:
    segments = unpack_from(">H", table, 6)[0] // 2
    ends = unpack_from(f">{segments}H", table, 14)
    starts, deltas, ranges = (unpack_from(f">{segments}H", table, 16 + 2 * segments * row) for row in (1, 2, 3))
    after = -1
    for at, (start, end, delta, reach) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        if start <= after or end < start:
            raise UnusableError("damaged")
        after = end
        for point in range(start, min(end, 0xFFFE) + 1):
            gid = point
            if reach:
                gid = unpack_from(">H", table, 16 + 6 * segments + 2 * at + reach + 2 * (point - start))[0]
            yield point, (gid + delta) & 0xFFFF if gid or not reach else 0


def _of_format_12(table: bytes) -> Iterator[tuple[int, int]]:
    after = -1
    for at in range(unpack_from(">L", table, 12)[0]):
        start, end, gid = unpack_from(">LLL", table, 16 + 12 * at)
        if start <= after or not start <= end <= 0x10FFFF or end - start > MOST_GLYPHS:
            raise UnusableError("damaged")
        after = end
        yield from zip(range(start, end + 1), range(gid, gid + end - start + 1), strict=True)


def _format_12(mapping: Mapping[int, int]) -> bytes:
    groups: list[list[int]] = []
    for point, gid in sorted(mapping.items()):
        if groups and groups[-1][1] == point - 1 and groups[-1][2] + point - groups[-1][0] == gid:
            groups[-1][1] = point
        else:
            groups.append([point, point, gid])
    body = b"".join(pack(">LLL", *group) for group in groups)
    return pack(">HHHHL", 0, 1, 3, 10, 12) + pack(">HHLLL", 12, 0, 16 + len(body), 0, len(groups)) + body


def _reads_chinese(tables: Mapping[bytes, bytes], mapping: Mapping[int, int]) -> None:
    """Setting text takes for granted that a Han character is one em wide."""
    units, metrics = unpack_from(">H", tables[b"head"], 18)[0], unpack_from(">H", tables[b"hhea"], 34)[0]
    widths = unpack_from(">" + "Hh" * metrics, tables[b"hmtx"])[0::2]
    square = sum(widths[min(gid, metrics - 1)] == units for point, gid in mapping.items() if 0x4E00 <= point <= 0x9FFF)
    if square < LEAST_HAN:
        raise UnusableError("not_chinese")


def _name(table: bytes) -> str:
    """The PostScript name, as far as it can stand in a file name and in a PDF."""
    found = ""
    if len(table) >= 6:
        count, strings = unpack_from(">HH", table, 2)
        for record in range(min(count, 1000)):
            platform, _, _, kind, length, offset = unpack_from(">6H", table, 6 + 12 * record)
            if kind == _POSTSCRIPT:
                text = table[strings + offset : strings + offset + length]
                found = text.decode("utf-16-be" if platform in _UNICODE else "latin-1", "replace")
    return re.sub("[^A-Za-z0-9_]+", "", found)[:40] or "FangSong"
