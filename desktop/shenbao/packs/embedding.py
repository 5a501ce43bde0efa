"""Embeds a face in a document: a TrueType subset as one composite font with a ToUnicode map that is right for every character."""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Iterable
from struct import pack, unpack_from
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress

from shenbao.packs.fonts import Face, Glyph

ARE_WORDS, HAS_SCALE, MORE, HAS_TWO_SCALES, HAS_MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80
"""Flags of a component of a composite glyph (OpenType, table glyf)."""


class EmbeddedFace:
    """What ReportLab calls a font: it is asked for its objects when the document is written."""

    def __init__(self, face: Face, internal_name: str, *, compressed: bool = True) -> None:
        self.face = face
        self._filters = [PDFZCompress] if compressed else []
        self.fontName = face.name
        self.internal_name = internal_name
        self.used: set[str] = set()

    def addObjects(self, doc: Any) -> None:
        glyphs = sorted((self.face.glyphs[key] for key in self.used), key=lambda glyph: glyph.code)
        digest = hashlib.sha256(",".join(str(glyph.code) for glyph in glyphs).encode()).digest()
        name = "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + self.face.name
        program, numbers = subset(self.face, [glyph.gid for glyph in glyphs])

        def stream(key: str, content: bytes, **entries: Any) -> Any:
            made = PDFStream(PDFDictionary(entries), content, self._filters)
            return doc.Reference(made, f"{key}:{name}")

        descriptor = PDFDictionary({
            "Type": PDFName("FontDescriptor"), "FontName": PDFName(name), "Flags": 4, "FontBBox": PDFArray([-1000, -300, 3000, 1200]),
            "ItalicAngle": 0, "Ascent": self.face.ascent, "Descent": self.face.descent, "CapHeight": 730, "StemV": 80,
            "FontFile2": stream("program", program, Length1=len(program)),
        })  # fmt: skip
        descendant = PDFDictionary({
            "Type": PDFName("Font"), "Subtype": PDFName("CIDFontType2"), "BaseFont": PDFName(name),
            "CIDSystemInfo": PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}),
            "FontDescriptor": doc.Reference(descriptor, f"descriptor:{name}"), "DW": 1000, "W": PDFArray(_widths(glyphs)),
            "CIDToGIDMap": stream("glyphs", _code_to_glyph(glyphs, numbers)),
        })  # fmt: skip
        composite = PDFDictionary({
            "Type": PDFName("Font"), "Subtype": PDFName("Type0"), "BaseFont": PDFName(name), "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([doc.Reference(descendant, f"descendant:{name}")]),
            "ToUnicode": stream("unicode", to_unicode(glyphs)),
        })  # fmt: skip
        doc.idToObject["BasicFonts"].dict[self.internal_name] = doc.Reference(composite, f"font:{name}")


def to_unicode(glyphs: Iterable[Glyph]) -> bytes:
    """The ToUnicode map: UTF-16 in big-endian order, at most 100 entries per block as PDF 32000 9.10.3 wants."""
    entries = [f"<{glyph.code:04X}> <{glyph.text.encode('utf-16-be').hex()}>" for glyph in glyphs]
    blocks = [entries[at : at + 100] for at in range(0, len(entries), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _widths(glyphs: Iterable[Glyph]) -> list[Any]:
    widths: list[Any] = []
    for glyph in glyphs:
        if glyph.own != 1000:
            widths += [glyph.code, PDFArray([glyph.own])]
    return widths


def _code_to_glyph(glyphs: list[Glyph], numbers: dict[int, int]) -> bytes:
    table = bytearray(2 * (glyphs[-1].code + 1) if glyphs else 2)
    for glyph in glyphs:
        table[2 * glyph.code : 2 * glyph.code + 2] = pack(">H", numbers[glyph.gid])
    return bytes(table)


def subset(face: Face, wanted: Iterable[int]) -> tuple[bytes, dict[int, int]]:
    """A TrueType program with the wanted glyphs and their components; and old → new glyph numbers."""
    with face.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:

        def table(tag: bytes) -> bytes:
            offset, length = face.tables[tag]
            return data[offset : offset + length]

        long_offsets = unpack_from(">h", table(b"head"), 50)[0]
        loca, glyf = face.tables[b"loca"][0], face.tables[b"glyf"][0]

        def outline(gid: int) -> bytes:
            if long_offsets:
                start, end = unpack_from(">LL", data, loca + 4 * gid)
            else:
                start, end = (2 * value for value in unpack_from(">HH", data, loca + 2 * gid))
            return data[glyf + start : glyf + end]

        order = [0, *sorted(set(wanted) - {0})]
        numbers = {gid: number for number, gid in enumerate(order)}
        outlines = []
        for gid in order:  # grows while components are found
            glyph = bytearray(outline(gid))
            for at, component in components(glyph):
                if component not in numbers:
                    numbers[component] = len(order)
                    order.append(component)
                glyph[at : at + 2] = pack(">H", numbers[component])
            outlines.append(bytes(glyph) + b"\0" * (-len(glyph) % 4))
        offsets = [0]
        for glyph_bytes in outlines:
            offsets.append(offsets[-1] + len(glyph_bytes))
        metrics = unpack_from(">H", table(b"hhea"), 34)[0]
        hmtx = table(b"hmtx")
        head, hhea, maxp = bytearray(table(b"head")), bytearray(table(b"hhea")), bytearray(table(b"maxp"))
        head[8:12] = b"\0\0\0\0"
        head[50:52] = pack(">h", 1)
        hhea[34:36] = pack(">H", len(order))
        maxp[4:6] = pack(">H", len(order))
        tables = {
            b"glyf": b"".join(outlines), b"head": bytes(head), b"hhea": bytes(hhea), b"maxp": bytes(maxp),
            b"hmtx": b"".join(_metric(hmtx, metrics, gid) for gid in order), b"loca": pack(f">{len(offsets)}L", *offsets),
        }  # fmt: skip
        tables.update({tag: table(tag) for tag in (b"cvt ", b"fpgm", b"prep") if tag in face.tables})
    return font_file(tables), numbers


def components(glyph: bytes | bytearray) -> list[tuple[int, int]]:
    """Where a composite glyph names its components, and which."""
    if len(glyph) < 10 or unpack_from(">h", glyph, 0)[0] >= 0:
        return []
    found, at, flags = [], 10, MORE
    while flags & MORE:
        flags, gid = unpack_from(">HH", glyph, at)
        found.append((at + 2, gid))
        at += 8 if flags & ARE_WORDS else 6
        at += 2 if flags & HAS_SCALE else 4 if flags & HAS_TWO_SCALES else 8 if flags & HAS_MATRIX else 0
    return found


def _metric(hmtx: bytes, metrics: int, gid: int) -> bytes:
    if gid < metrics:
        return hmtx[4 * gid : 4 * gid + 4]
    bearing = 4 * metrics + 2 * (gid - metrics)
    return hmtx[4 * metrics - 4 : 4 * metrics - 2] + hmtx[bearing : bearing + 2]


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    total: int = sum(unpack_from(f">{len(padded) // 4}L", padded))
    return total & 0xFFFFFFFF


def font_file(tables: dict[bytes, bytes]) -> bytes:
    """An OpenType file of these tables, with checksums (OpenType, "Organization of an OpenType Font")."""
    power = len(tables).bit_length() - 1
    header = pack(">LHHHH", 0x00010000, len(tables), 16 << power, power, 16 * len(tables) - (16 << power))
    offset, directory, body = 12 + 16 * len(tables), b"", b""
    for tag, data in sorted(tables.items()):
        directory += tag + pack(">LLL", _checksum(data), offset + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    made = bytearray(header + directory + body)
    head = unpack_from(">L", directory, 16 * sorted(tables).index(b"head") + 8)[0]
    made[head + 8 : head + 12] = pack(">L", (0xB1B0AFBA - _checksum(bytes(made))) & 0xFFFFFFFF)
    return bytes(made)
