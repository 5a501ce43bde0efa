"""Files made to exhaust whoever opens them: small on the disk, endless or gigantic once read. Every maker takes a seeded `Random`."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random

from corpus import broken, pictures
from corpus.broken import hand_made, stream, unfolding

Make = Callable[[Random], bytes]

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_SQUARE = stream(b"100 100 300 300 re f")
_MIB = 1 << 20


def _page(resources: bytes = b"", more: bytes = b"") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<" + resources + b">>/Contents 4 0 R" + more + b">>"


def _drawing(data: bytes, resources: bytes = b"", *more: bytes) -> bytes:
    """One page whose content unfolds to `data`."""
    return hand_made(_CATALOG, _TREE, _page(resources), stream(zlib.compress(data, 9), b"/Filter/FlateDecode"), *more)


def _picture(entries: bytes, data: bytes) -> bytes:
    """One page filled by one picture."""
    image = stream(data, b"/Type/XObject/Subtype/Image" + entries)
    return hand_made(_CATALOG, _TREE, _page(b"/XObject<</X 5 0 R>>"), stream(b"q 595 0 0 842 0 0 cm /X Do Q"), image)


# -- packed data ------------------------------------------------------------------------------------------------------


def run_length(random: Random) -> bytes:
    """512 MiB of one byte in runs of 128, packed once more."""
    runs = unfolding(b"\x81 " * (_MIB // 2), 8)
    return hand_made(_CATALOG, _TREE, _page(), stream(runs, b"/Filter[/FlateDecode/RunLengthDecode]"))


def ascii_then_flate(random: Random) -> bytes:
    data = unfolding(b" " * _MIB, 400).hex().encode() + b">"
    return hand_made(_CATALOG, _TREE, _page(), stream(data, b"/Filter[/ASCIIHexDecode/FlateDecode]"))


def wide_predictor(random: Random) -> bytes:
    """A predictor whose one line is two billion bytes long."""
    parameters = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 4/BitsPerComponent 16/Columns 268435455>>"
    return hand_made(_CATALOG, _TREE, _page(), stream(zlib.compress(b"\x02" * 4_000_000), parameters))


def flate_picture(random: Random) -> bytes:
    """20,000 × 20,000 colour pixels, all there."""
    entries = b"/Width 20000/Height 20000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
    return _picture(entries, unfolding(b"\0" * _MIB, 1145))


def fax_picture(random: Random) -> bytes:
    parameters = b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>"
    return _picture(b"/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1" + parameters, b"\x26\xa1" * 50_000)


def _jpeg_of(width: int, height: int, scans: int = 1) -> bytes:
    """A small JPEG whose header claims another size, its scan repeated."""
    data = bytearray(pictures.jpeg_cmyk(Random(1)))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    scan = data.index(b"\xff\xda")
    return bytes(data[:scan]) + bytes(data[scan:-2]) * scans + b"\xff\xd9"


def jpeg_in_page(random: Random) -> bytes:
    """A JPEG of 65,000 × 65,000 pixels in four colours, by its own word."""
    return _picture(b"/Width 800/Height 1000/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/DCTDecode", _jpeg_of(65_000, 65_000))


def jpeg_claiming(random: Random) -> bytes:
    return _jpeg_of(65_500, 65_500)


def jpeg_of_many_scans(random: Random) -> bytes:
    return _jpeg_of(8_000, 8_000, scans=200)


def jpeg2000_claiming(random: Random) -> bytes:
    """A JPEG 2000 head: 2³⁰ × 2³⁰ pixels in 16,384 colours."""
    size = struct.pack(">HHIIIIIIIIH", 0, 1 << 14, 1 << 30, 1 << 30, 0, 0, 1 << 30, 1 << 30, 0, 0, 1 << 10) + b"\x07\x01\x01" * (1 << 10)
    head = b"\xff\x4f\xff\x51" + struct.pack(">H", len(size) + 2) + size
    return _picture(b"/Width 1000/Height 1000/Filter/JPXDecode", head + b"\xff\x52\x00\x0c" + b"\0" * 10 + b"\xff\xd9")


def jbig2_claiming(random: Random) -> bytes:
    page = struct.pack(">IBBI", 0, 48, 1, 19) + struct.pack(">IIIIBH", 0xFFFFFFF0, 0xFFFFFFF0, 0, 0, 0, 0)
    return _picture(b"/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode", page)


# -- structure --------------------------------------------------------------------------------------------------------


def page_list_of_references(random: Random) -> bytes:
    """A tree of pages 60 deep, two branches each: 2⁶⁰ pages."""
    tree = [b"<</Type/Pages/Parent 2 0 R/Kids[%d 0 R %d 0 R]/Count 2>>" % (number + 1, number + 1) for number in range(4, 63)]
    return hand_made(
        _CATALOG, b"<</Type/Pages/Kids[4 0 R 4 0 R]/Count 999999999>>", b"null", *tree, _page().replace(b"4 0 R", b"64 0 R"), _SQUARE
    )


def deep_page_tree(random: Random) -> bytes:
    tree = [b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (number - 1, number + 1) for number in range(3, 30_003)]
    return hand_made(_CATALOG, _TREE, *tree, _page())


def parent_loop(random: Random) -> bytes:
    """A page without size whose parents form a ring."""
    page = b"<</Type/Page/Parent 5 0 R/Contents 4 0 R>>"
    ring = (b"<</Type/Pages/Parent 6 0 R/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Parent 5 0 R/Kids[5 0 R]/Count 1>>")
    return hand_made(_CATALOG, _TREE, page, _SQUARE, *ring)


def length_of_itself(random: Random) -> bytes:
    return hand_made(_CATALOG, _TREE, _page(), b"<</Length 4 0 R>>\nstream\n100 100 300 300 re f\nendstream")


def many_objects(random: Random) -> bytes:
    return hand_made(_CATALOG, _TREE, _page(), _SQUARE, *[b"[[[]]]"] * 200_000)


def many_annotations(random: Random) -> bytes:
    note = b"<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/F 4/AP<</N 5 0 R>>>>"
    look = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return hand_made(_CATALOG, _TREE, _page(more=b"/Annots[" + note * 50_000 + b"]"), _SQUARE, look)


def fields_in_a_ring(random: Random) -> bytes:
    """Form fields that are each other's children."""
    catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/NeedAppearances true>>>>"
    ring = (b"<</T(a)/FT/Tx/Kids[6 0 R]/Parent 6 0 R/V(x)>>", b"<</T(b)/Kids[5 0 R]/Parent 5 0 R>>")
    return hand_made(catalog, _TREE, _page(more=b"/Annots[5 0 R 6 0 R]"), _SQUARE, *ring)


def outline_and_names_in_rings(random: Random) -> bytes:
    catalog = b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R/Names<</Dests 6 0 R/EmbeddedFiles 6 0 R>>>>"
    rings = (b"<</First 5 0 R/Last 5 0 R/Next 5 0 R/Count 99999999>>", b"<</Kids[6 0 R 6 0 R 6 0 R]>>")
    return hand_made(catalog, _TREE, _page(), _SQUARE, *rings)


def long_chain_of_tables(random: Random) -> bytes:
    """20,000 cross-reference tables, each naming the one before."""
    whole = hand_made(_CATALOG, _TREE, _page(), _SQUARE)
    out, before = bytearray(whole), int(whole.rsplit(b"startxref", 1)[1].split()[0])
    for _ in range(20_000):
        start = len(out)
        out += b"xref\n0 0\ntrailer\n<</Size 5/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, start)
        before = start
    return bytes(out)


def table_of_a_billion(random: Random) -> bytes:
    whole = hand_made(_CATALOG, _TREE, _page(), _SQUARE)
    return whole.replace(b"xref\n0 5", b"xref\n0 2147483647", 1).replace(b"/Size 5", b"/Size 2147483647")


def cross_reference_stream(random: Random) -> bytes:
    """A cross-reference stream that unfolds to 600 MiB of entries."""
    head = b"%PDF-1.7\n1 0 obj\n" + _CATALOG + b"\nendobj\n"
    entries = b"/Type/XRef/Size 100000000/Index[0 100000000]/W[2 2 2]/Root 1 0 R/Filter/FlateDecode"
    table = b"2 0 obj\n" + stream(unfolding(b"\0" * _MIB, 600), entries) + b"\nendobj\n"
    return head + table + b"startxref\n%d\n%%%%EOF\n" % len(head)


# -- drawing ----------------------------------------------------------------------------------------------------------


def tiling(random: Random) -> bytes:
    """A pattern of specks a ten-thousandth of a point apart."""
    cell = stream(b"0 0 1 1 re f", b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.0001/YStep 0.0001/Resources<<>>")
    return _drawing(b"/Pattern cs /P scn 0 0 595 842 re f", b"/Pattern<</P 5 0 R>>", cell)


def pattern_of_itself(random: Random) -> bytes:
    entries = b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 50 50]/XStep 50/YStep 50/Resources<</Pattern<</P 5 0 R>>>>"
    return _drawing(b"/Pattern cs /P scn 0 0 595 842 re f", b"/Pattern<</P 5 0 R>>", stream(b"/Pattern cs /P scn 0 0 50 50 re f", entries))


def shading_by_program(random: Random) -> bytes:
    """A colour worked out by 20,000 steps for each pixel."""
    program = stream(b"{" + b"sin cos " * 10_000 + b"pop 0 0 0}", b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]")
    shading = b"/Shading<</S<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Matrix[595 0 0 842 0 0]/Function 5 0 R>>>>"
    return _drawing(b"/S sh", shading, program)


def mesh(random: Random) -> bytes:
    """A mesh of two million triangles over the whole page."""
    entries = b"/ShadingType 4/ColorSpace/DeviceGray/BitsPerCoordinate 8/BitsPerComponent 8/BitsPerFlag 8"
    entries += b"/Decode[0 595 0 842 0 1]/Filter/FlateDecode"
    points = b"".join(b"\0" + random.randbytes(3) for _ in range(3_000)) * 2_000
    return _drawing(b"/S sh", b"/Shading<</S 5 0 R>>", stream(zlib.compress(points, 9), entries))


def masks_within_masks(random: Random) -> bytes:
    bodies = []
    for level in range(40):
        following = 5 + (level + 1) * 2
        state = b"<</SMask<</S/Luminosity/G %d 0 R>>>>" % (following - 1 if level < 39 else 6)
        group = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>/Resources<</ExtGState<</G %d 0 R>>>>"
        bodies += [state, stream(b"/G gs 0 0 595 842 re f", group % following if level < 39 else group % 5)]
    return _drawing(b"/G gs 0 0 595 842 re f", b"/ExtGState<</G 5 0 R>>", *bodies)


def font_of_itself(random: Random) -> bytes:
    """A letter that is drawn by writing that letter."""
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[97/a]>>"
    font += b"/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</F 5 0 R>>>>>>"
    return _drawing(b"BT /F 1 Tf (aaaaaaaaaa) Tj ET", b"/Font<</F 5 0 R>>", font, stream(b"9 0 d0 BT /F 1 Tf (aaaaaaaaaa) Tj ET"))


def saved_states(random: Random) -> bytes:
    return _drawing(b"q 0.999 0 0 0.999 0 0 cm " * 2_000_000)


def dashes(random: Random) -> bytes:
    """Lines dashed in steps of a hundred-thousandth of a point."""
    return _drawing(b"[0.00001 0.00001] 0 d 9 w " + b"0 0 m 595 842 l 0 842 l 595 0 l s " * 500)


def curves(random: Random) -> bytes:
    """One path of three million curves, clipped by itself."""
    return _drawing(b"0 0 m " + b"9 800 590 3 300 400 c 1 2 3 4 5 6 c " * 1_500_000 + b"W n 0 0 595 842 re f")


def inline_picture(random: Random) -> bytes:
    return _drawing(b"BI /W 30000 /H 30000 /CS /RGB /BPC 8 /F /AHx ID 00> EI " * 2_000)


def letters(random: Random) -> bytes:
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    return _drawing(b"BT /F 400 Tf " + b"(WMWMWMWMWMWMWMWMWMWMWMWMWMWMWM) Tj " * 300_000 + b"ET", font)


# -- pictures ---------------------------------------------------------------------------------------------------------


def _tiff(*entries: tuple[int, int, int, int], following: int = 0) -> bytes:
    fields = b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + fields + struct.pack("<I", following)


_GREY = ((258, 3, 1, 8), (262, 3, 1, 1), (277, 3, 1, 1), (273, 4, 1, 200))


def tiff_in_a_ring(random: Random) -> bytes:
    """A page that is followed by itself."""
    return _tiff((256, 3, 1, 10), (257, 3, 1, 10), (259, 3, 1, 1), (279, 4, 1, 100), *_GREY, following=8).ljust(400, b"\0")


def tiff_of_many_pages(random: Random) -> bytes:
    out, count = bytearray(b"II*\0" + struct.pack("<I", 8)), 40_000
    for number in range(count):
        following = 8 + (number + 1) * (2 + 12 * 8 + 4) if number + 1 < count else 0
        one = _tiff((256, 3, 1, 10), (257, 3, 1, 10), (259, 3, 1, 1), (279, 4, 1, 100), *_GREY, following=following)
        out += one[8:]
    return bytes(out) + b"\0" * 400


def tiff_claiming(random: Random) -> bytes:
    packed = unfolding(b"\0" * _MIB, 300)
    head = _tiff((256, 4, 1, 4_000_000), (257, 4, 1, 4_000_000), (259, 3, 1, 8), (279, 4, 1, len(packed)), (278, 4, 1, 4_000_000), *_GREY)
    return head.ljust(200, b"\0") + packed


def gif_claiming(random: Random) -> bytes:
    frame = b"\x2c\0\0\0\0\xff\xff\xff\xff\0\x08\x02\x04\x01\0"
    return b"GIF89a\xff\xff\xff\xff\xf7\0\0" + b"\0" * 768 + frame * 2_000 + b"\x3b"


def bmp_claiming(random: Random) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, 9_000, 9_000, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head + b"\0" * 5_000


def png_with_long_texts(random: Random) -> bytes:
    """A small picture with 200 texts that unfold to 64 MiB each."""
    whole = pictures.tiny(random)
    body = b"Comment\0\0" + unfolding(b"x" * _MIB, 64)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return whole[:33] + chunk * 200 + whole[33:]


def webp_claiming(random: Random) -> bytes:
    data = bytearray(pictures.webp(random))
    at = data.index(b"\x9d\x01\x2a") + 3
    data[at : at + 4] = struct.pack("<HH", 16_383, 16_383)
    return bytes(data)


def zip_of_zeros(random: Random) -> bytes:
    """2 GiB of zeros called a Word document."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(32):
            packed.writestr(f"word/{number}.xml", b"\0" * (2 * _MIB))
    return out.getvalue()


BOMBS: tuple[Make, ...] = (
    broken.flate_bomb, broken.flate_bomb_layered, broken.object_stream_bomb, broken.filter_chain, run_length, ascii_then_flate,
    wide_predictor, broken.image_bomb, flate_picture, fax_picture, jpeg_in_page, jpeg_claiming, jpeg_of_many_scans,
    jpeg2000_claiming, jbig2_claiming,
    broken.form_loop, broken.nested_forms, broken.deep_nesting, broken.page_tree_loop, broken.xref_loop, page_list_of_references,
    deep_page_tree, parent_loop, length_of_itself, many_objects, many_annotations, fields_in_a_ring, outline_and_names_in_rings,
    long_chain_of_tables, table_of_a_billion, cross_reference_stream, broken.many_operators, tiling, pattern_of_itself,
    shading_by_program, mesh, masks_within_masks, font_of_itself, saved_states, dashes, curves, inline_picture, letters, pictures.png_bomb,
    tiff_in_a_ring, tiff_of_many_pages, tiff_claiming, gif_claiming, bmp_claiming, png_with_long_texts, webp_claiming, zip_of_zeros,
)  # fmt: skip
