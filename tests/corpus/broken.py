"""PDFs that are damaged or hostile: cut short, looping, unfolding to gigabytes."""

from __future__ import annotations

import zlib
from random import Random

from corpus import pdfs


def truncated(random: Random) -> bytes:
    """An interrupted copy: the end with its cross-reference table is missing, most pages are there."""
    whole = pdfs.text(random, 6)
    return whole[: int(len(whole) * 0.7)]


def truncated_scan(random: Random) -> bytes:
    whole = pdfs.scan(random, 5)
    return whole[: int(len(whole) * 0.6)]


def hand_made(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of the given object bodies, numbered from 1, with a correct cross-reference table."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<" + entries + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>"


def page_tree_loop(random: Random) -> bytes:
    return hand_made(_CATALOG, b"<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 3>>", _PAGE, stream(b"100 100 300 300 re f"))


def page_twice(random: Random) -> bytes:
    return hand_made(_CATALOG, b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", _PAGE, stream(b"100 100 300 300 re f"))


def lying_count(random: Random) -> bytes:
    return hand_made(_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 7>>", _PAGE, stream(b"100 100 300 300 re f"))


def form_loop(random: Random) -> bytes:
    """A drawing that draws itself."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>"
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    return hand_made(_CATALOG, _TREE, page, stream(b"/X Do"), form)


def xref_loop(random: Random) -> bytes:
    whole = pdfs.text(random, 1)
    start = int(whole.rsplit(b"startxref", 1)[1].split()[0])
    return whole.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % start, 1)


def unfolding(unit: bytes, times: int) -> bytes:
    """Deflated data of `times` repetitions, made without packing them all: each block stands alone, so one serves for all."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 1
    for _ in range(times):
        checksum = zlib.adler32(unit, checksum)
    return head + block * times + b"\x03\x00" + checksum.to_bytes(4, "big")


def flate_bomb(random: Random, layers: int = 1) -> bytes:
    """A page whose content is 600 MiB of spaces, packed once or several times."""
    data = unfolding(b" " * (1 << 20), 600)
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    names = b"/FlateDecode" * layers
    return hand_made(_CATALOG, _TREE, _PAGE, stream(data, b"/Filter[" + names + b"]"))


def flate_bomb_layered(random: Random) -> bytes:
    return flate_bomb(random, 3)


def filter_chain(random: Random) -> bytes:
    """One stream through 2,000 filters."""
    return hand_made(_CATALOG, _TREE, _PAGE, stream(b"20 20 m", b"/Filter[" + b"/ASCIIHexDecode" * 2000 + b"]"))


def object_stream_bomb(random: Random) -> bytes:
    """An object stream that claims a million objects and unfolds to 600 MB."""
    data = unfolding(b"0 0 " * (1 << 18), 600)
    bomb = stream(data, b"/Type/ObjStm/N 1000000/First 10/Filter/FlateDecode")
    return hand_made(b"<</Type/Catalog/Pages 2 0 R/Extra 5 0 R>>", _TREE, _PAGE, stream(b"100 100 300 300 re f"), bomb)


def deep_nesting(random: Random) -> bytes:
    deep = b"[" * 200_000 + b"]" * 200_000
    return hand_made(b"<</Type/Catalog/Pages 2 0 R/Deep 5 0 R>>", _TREE, _PAGE, stream(b"100 100 300 300 re f"), deep)


def many_operators(random: Random) -> bytes:
    """A small page that draws 30 million rectangles."""
    data = unfolding(b"0 0 500 700 re f " * 60_000, 500)
    return hand_made(_CATALOG, _TREE, _PAGE, stream(data, b"/Filter/FlateDecode"))


def nested_forms(random: Random) -> bytes:
    """Drawings within drawings, ten of the next in each: 10^9 rectangles to draw."""
    bodies = []
    for level in range(9):
        inside = b"" if level == 8 else b"/Resources<</XObject<</X %d 0 R>>>>" % (6 + level)
        content = b"0 0 9 9 re f" if level == 8 else b"/X Do " * 10
        bodies.append(stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 500 700]" + inside))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>"
    return hand_made(_CATALOG, _TREE, page, stream(b"/X Do"), *bodies)


def image_bomb(random: Random) -> bytes:
    """A picture that says it has 60,000 × 60,000 pixels of 16 bits in four colours."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>"
    picture = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceCMYK/BitsPerComponent 16/Filter/FlateDecode"
    return hand_made(_CATALOG, _TREE, page, stream(b"q 595 0 0 842 0 0 cm /X Do Q"), stream(zlib.compress(b"\0" * 4_000_000), picture))


def too_many_pages(random: Random) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 2005))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"
    return hand_made(_CATALOG, b"<</Type/Pages/Kids[" + kids + b"]/Count 2001>>", b"null", *[page] * 2001)


def only_a_header(random: Random) -> bytes:
    return b"%PDF-1.7\n" + random.randbytes(500)
