"""Fonts: embedded, widths as in the program, and no character drawn as the glyph of a missing one (6.2.11).

Only TrueType programs are read. What hangs on another kind of program counts as not proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import unpack_from
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Stream

from shenbao.packs.conformance.breach import Breach
from shenbao.packs.conformance.pictures import stream
from shenbao.packs.conformance.truetype import Program

SYMBOLIC, NONSYMBOLIC = 1 << 2, 1 << 5
LATIN = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
TOLERANCE = 1.0
"""Thousandths of an em that a width may differ (6.2.11.5)."""


def font(found: Object, codes: Iterable[int]) -> Iterator[Breach]:
    """Breaches of a font with which these codes are drawn so that they are seen."""
    kind = found.get("/Subtype")
    try:
        if kind == Name.Type0:
            yield from _composite(found, codes)
        elif kind == Name.TrueType:
            yield from _simple(found, codes)
        else:
            embedded = any(key in found.get("/FontDescriptor", Dictionary()) for key in ("/FontFile", "/FontFile3"))
            yield Breach("6.2.11.5" if embedded or kind == Name.Type3 else "6.2.11.4.1", f"a font of kind {kind}")
    except ValueError as problem:
        yield Breach("6.2.11.3", str(problem))


def is_wide(found: Object) -> bool:
    """Whether each character is drawn by a code of two bytes."""
    return found.get("/Subtype") == Name.Type0


def _program(descriptor: Object | None) -> Program | Breach:
    if not isinstance(descriptor, Dictionary) or not isinstance(file := descriptor.get("/FontFile2"), Stream):
        kept = isinstance(descriptor, Dictionary) and ("/FontFile" in descriptor or "/FontFile3" in descriptor)
        return Breach("6.2.11.5" if kept else "6.2.11.4.1", "a font without a TrueType program")
    for breach in stream(file):
        return breach
    return Program(file.read_bytes())


def _composite(found: Object, codes: Iterable[int]) -> Iterator[Breach]:
    descendant = found["/DescendantFonts"][0] if len(found.get("/DescendantFonts", [])) == 1 else Dictionary()
    if found.get("/Encoding") not in (Name("/Identity-H"), Name("/Identity-V")):
        yield Breach("6.2.11.3.3", f"encoding {found.get('/Encoding')!s:.40}")
        return
    if descendant.get("/Subtype") != Name.CIDFontType2:
        yield Breach("6.2.11.5", f"a font of kind {descendant.get('/Subtype')}")
        return
    program = _program(descendant.get("/FontDescriptor"))
    if isinstance(program, Breach):
        yield program
        return
    if "/CIDSet" in descendant["/FontDescriptor"]:
        yield Breach("6.2.11.4.2", "a list of characters that may be incomplete")
    to_glyph = descendant.get("/CIDToGIDMap")
    if not isinstance(to_glyph, Stream) and to_glyph != Name.Identity:
        yield Breach("6.2.11.3.2", "no map from characters to glyphs")
        return
    table = to_glyph.read_bytes() if isinstance(to_glyph, Stream) else None
    widths, usual = _composite_widths(descendant.get("/W", Array())), float(descendant.get("/DW", 1000))
    for code in sorted(codes):
        glyph = code if table is None else unpack_from(">H", table, 2 * code)[0] if len(table) >= 2 * code + 2 else 0
        yield from _glyph(program, glyph, widths.get(code, usual))


def _composite_widths(entries: Any) -> dict[int, float]:
    widths: dict[int, float] = {}
    items, at = list(entries), 0
    while at + 1 < len(items):
        first = int(items[at])
        if isinstance(items[at + 1], Array):
            widths.update((first + number, float(width)) for number, width in enumerate(items[at + 1]))
            at += 2
        elif at + 2 < len(items):
            widths.update((code, float(items[at + 2])) for code in range(first, min(int(items[at + 1]), 0xFFFF) + 1))
            at += 3
        else:
            break
    return widths


def _simple(found: Object, codes: Iterable[int]) -> Iterator[Breach]:
    descriptor = found.get("/FontDescriptor")
    program = _program(descriptor)
    if isinstance(program, Breach) or descriptor is None:
        yield program if isinstance(program, Breach) else Breach("6.2.11.4.1", "a font without a description")
        return
    flags = int(descriptor.get("/Flags", 0)) & (SYMBOLIC | NONSYMBOLIC)
    encoding = found.get("/Encoding")
    if flags == SYMBOLIC and encoding is None:
        to_glyph = _symbolic(program)
    elif flags == NONSYMBOLIC and isinstance(encoding, Name) and str(encoding) in LATIN and (3, 1) in program.maps:
        to_glyph = _latin(program.maps[3, 1], LATIN[str(encoding)])
    else:
        yield Breach("6.2.11.6", "a TrueType font whose encoding is not settled")
        return
    first, widths = int(found.get("/FirstChar", 0)), [float(width) for width in found.get("/Widths", Array())]
    for code in sorted(codes):
        if not first <= code < first + len(widths):
            yield Breach("6.2.11.5", "a character without a width")
            continue
        yield from _glyph(program, to_glyph.get(code, 0), widths[code - first])


def _symbolic(program: Program) -> dict[int, int]:
    """Code → glyph as 6.2.11.6 leaves it: by the one map there is, or by the map for symbols."""
    symbols = program.maps.get((3, 0))
    if symbols is not None:
        return {code & 0xFF: glyph for code, glyph in symbols.items() if code < 0x100 or code >> 8 in (0xF0, 0xF1, 0xF2)}
    return next(iter(program.maps.values())) if len(program.maps) == 1 else {}


def _latin(by_character: dict[int, int], codec: str) -> dict[int, int]:
    pairs = ((code, bytes([code]).decode(codec, "ignore")) for code in range(32, 256))
    return {code: by_character.get(ord(character), 0) for code, character in pairs if character}


def _glyph(program: Program, glyph: int, width: float) -> Iterator[Breach]:
    if not 0 < glyph < program.glyphs:
        yield Breach("6.2.11.8", "a character that the font does not have")
    elif abs(program.advance(glyph) - width) > TOLERANCE:
        yield Breach("6.2.11.5", "a width that is not the font's own")
