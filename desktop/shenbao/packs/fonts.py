"""The faces of the program: characters, widths and PDF glyph codes, read from a TrueType file only where they are needed.

A face opens in about a millisecond whatever the size of its file: character map and widths are looked up in the raw tables.
Codes in content streams are the glyph numbers of the font file, so that they do not depend on the document; `embedding`
makes the subset. ReportLab's own TrueType support is not used: it takes 0.2 s per face, spreads a Chinese text over dozens
of 256-glyph fonts, and writes a wrong ToUnicode map for characters above U+FFFF.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from functools import cache
from pathlib import Path
from struct import unpack, unpack_from
from typing import Any
from unicodedata import east_asian_width

import msgspec

from shenbao import paths
from shenbao.content import shipped
from shenbao.errors import PackError

NOTDEF_BOX = "□"
"""Drawn for a character that no face has; text extraction still gives the character."""

FILES = {
    ("song", False): "NotoSerifSC-Regular.ttf",
    ("song", True): "NotoSerifSC-SemiBold.ttf",
    ("hei", False): "NotoSansSC-Regular.ttf",
    ("hei", True): "NotoSansSC-Medium.ttf",
}

CHOSEN = "fang/"
"""Before the name of a face somebody chose for letters, in the name of its family."""

NOT_DRAWN = "\u2028\u2029\ufffc"
"""Line end, paragraph end, and what stands for a box in a line."""
DIGITS = "0123456789"
DASH = "——"
"""The Chinese dash is one mark two ems long; it is drawn with the two-em dash glyph."""
TWO_EM_DASH = "⸺"
LATIN_QUOTES = "“”‘’"
"""Full-width in Chinese text; in Latin words they are set as narrow as their ink. Their key is "L" and the mark."""


class Glyph(msgspec.Struct, frozen=True, gc=False):
    """What is drawn for a key: `code` in the content stream, glyph number in the file, advance and position in 1/1000 em."""

    code: int
    gid: int
    width: int
    shift: int = 0
    """The outline is drawn this much further right."""
    own: int = 0
    """Advance of the glyph itself in the font."""
    text: str = ""


class Face:
    """One font file. `width[key]` is the advance in 1/1000 em, `codes[key]` the inside of a hexadecimal TJ string."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem
        with path.open("rb") as file:
            head = file.read(12)
            directory = file.read(16 * unpack(">H", head[4:6])[0])
            self.tables: dict[bytes, tuple[int, int]] = {
                directory[at : at + 4]: unpack_from(">LL", directory, at + 8) for at in range(0, len(directory), 16)
            }

            def table(tag: bytes) -> bytes:
                offset, length = self.tables[tag]
                file.seek(offset)
                return file.read(length)

            self.units = unpack_from(">H", table(b"head"), 18)[0]
            self.glyph_count = unpack_from(">H", table(b"maxp"), 4)[0]
            metrics = unpack_from(">H", table(b"hhea"), 34)[0]
            advances = _shorts(table(b"hmtx")[: metrics * 4])
            self._advances = advances[0::2]
            self._starts, self._ends, self._gids = _character_map(table(b"cmap"))
        self.ascent, self.descent = 880, -120
        """The em box of a Han character, as in OS/2.sTypoAscender of every Source Han face."""
        self.glyphs = _Glyphs(self)
        self.width = _Widths(self.glyphs)
        self.codes = _Codes(self.glyphs)
        self.known = set(NOT_DRAWN)
        """Characters found to be in this face, and those that are not drawn."""
        self.clusters: dict[str, Any] = {}
        self.tokens: dict[tuple[str, int, float], Any] = {}
        """Measured clusters of text, and tokens by text, span and size; filled by `typography`."""

    def gid(self, character: str) -> int:
        """Glyph number of a character in the file, 0 when the face lacks it."""
        point = 0x20 if character == "\u00a0" else ord(character)
        at = bisect_right(self._starts, point) - 1
        return self._gids[at] + point - self._starts[at] if at >= 0 and point <= self._ends[at] else 0

    def advance(self, gid: int) -> int:
        """Advance of a glyph in 1/1000 em."""
        raw = self._advances[gid] if gid < len(self._advances) else self._advances[-1]
        return int(raw) if self.units == 1000 else round(raw * 1000 / self.units)

    def has(self, character: str) -> bool:
        return self.gid(character) != 0


class ChosenFace(Face):
    """A face of somebody's own. It draws only what is as wide in it as the setting of text takes for granted."""

    def has(self, character: str) -> bool:
        if character == "—":
            return self.gid(TWO_EM_DASH) != 0
        gid = self.gid(character)
        square = character in LATIN_QUOTES or east_asian_width(character) in ("W", "F")
        return gid != 0 and (not square or self.advance(gid) == 1000)


class _Glyphs(dict[str, Glyph]):
    """Keys met so far. A code is the glyph number, or one above all of them when that number is taken by another key."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._taken: dict[int, str] = {}
        self._next = face.glyph_count

    def __missing__(self, key: str) -> Glyph:
        glyph = self[key] = self._make(key)
        return glyph

    def _make(self, key: str) -> Glyph:
        face = self._face
        text, character = " " if key == "\u00a0" else key, key
        shift = 0
        if key == DASH:
            character = TWO_EM_DASH if face.has(TWO_EM_DASH) else "—"
        elif len(key) == 2:
            text = character = key[1]
        gid = face.gid(character) or face.gid(NOTDEF_BOX)
        own = width = face.advance(gid)
        if key == DASH:
            width, shift = 2000, (2000 - own) // 2
        elif len(key) == 2:
            width = own // 2 if key[1] in "“”" else own * 3 // 10
            shift = width - own if key[1] in "“‘" else 0
        elif key in DIGITS:
            # Proportional figures would dance in columns of amounts.
            width = max(face.advance(face.gid(digit)) for digit in DIGITS)
            shift = (width - own) // 2
        code = gid
        if self._taken.setdefault(gid, text) != text:
            code = self._next
            self._next += 1
        return Glyph(code, gid, width, shift, own, text)


class _Widths(dict[str, int]):
    def __init__(self, glyphs: _Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def __missing__(self, key: str) -> int:
        width = self[key] = self._glyphs[key].width
        return width


class _Codes(dict[str, str]):
    """Hexadecimal code of a key, with the TJ adjustments (in 1/1000 em, to the left) that its shift and width need."""

    def __init__(self, glyphs: _Glyphs) -> None:
        super().__init__()
        self._glyphs = glyphs

    def __missing__(self, key: str) -> str:
        glyph = self._glyphs[key]
        before, after = -glyph.shift, glyph.own + glyph.shift - glyph.width
        code = f"{glyph.code:04X}"
        if before:
            code = f"> {before} <{code}"
        if after:
            code = f"{code}> {after} <"
        self[key] = code
        return code


def _shorts(data: bytes) -> array[int]:
    values = array("H", data)
    if sys.byteorder == "little":
        values.byteswap()
    return values


def _character_map(table: bytes) -> tuple[array[int], array[int], array[int]]:
    """Groups of the format 12 subtable, which every face beyond the basic plane has: first, last character, first glyph."""
    for record in range(unpack_from(">H", table, 2)[0]):
        offset = unpack_from(">L", table, 4 + record * 8 + 4)[0]
        if unpack_from(">H", table, offset)[0] == 12:
            count = unpack_from(">L", table, offset + 12)[0]
            values = array("I", table[offset + 16 : offset + 16 + count * 12])
            if sys.byteorder == "little":
                values.byteswap()
            return values[0::3], values[1::3], values[2::3]
    raise PackError("packs.font_unusable")


def face(family: str, bold: bool = False) -> Face:
    """The face of a family (`song`, `hei`, `fang`, or one chosen instead of `fang`) at its normal or heavier weight. There is one object
    per face: codes depend on it."""
    if bold or family == "fang":  # no face of Fang comes with the program, and none has a heavier weight
        family = "hei" if family == "hei" else "song"
    return _open(family, bold)


@cache
def _open(family: str, bold: bool) -> Face:
    chosen = family.startswith(CHOSEN)
    name = f"{family.removeprefix(CHOSEN)}.ttf" if chosen else FILES.get((family, bold), family)
    path = (paths.faces() if chosen else shipped() / "resources" / "fonts") / name
    if not path.is_file():
        raise PackError("packs.font_missing", str(path), name=path.name)
    return ChosenFace(path) if chosen else Face(path)


@cache
def fallback(first: Face, character: str) -> Face:
    """The face that draws a character: the one asked for, the other family of the same weight (for a chosen face: Song, then Hei), or
    the first with a box."""
    if first.has(character):
        return first
    if isinstance(first, ChosenFace):
        return fallback(face("song"), character)
    family, bold = next(key for key, name in FILES.items() if name == first.path.name)
    other = face("hei" if family == "song" else "song", bold)
    return other if other.has(character) else first
