"""Makes a normalised PDF smaller: pictures finer than they need to be are drawn coarser and packed as JPEG; words and lines stay."""

from __future__ import annotations

import math
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object, ObjectStreamMode, Pdf, Stream
from PIL import Image

from shenbao.packs.attachments import proof, qpdf, rebuild
from shenbao.packs.attachments.refusal import Refusal

_LOSSLESS = frozenset({"/FlateDecode", "/LZWDecode", "/RunLengthDecode"})
_LEAST_PIXELS = 100 * 100
_LEAST_GAIN = 0.85
"""A picture is replaced when it becomes at least this much smaller; anything else is not worth the loss."""
_FINER = 1.1
_DEPTH = 8
_MODES = {1: "L", 3: "RGB"}

_ObjectId = tuple[int, int]


def write(file: Path, target: Path, dpi: int, quality: int) -> int:
    """Write the smaller PDF; how many pictures were replaced. `dpi` as drawn on the page, `quality` as JPEG understands it (1 to 95).

    Raises Refusal (`nothing-gained`) when no picture can be made smaller.
    """
    qpdf.set_limits()
    with pikepdf.open(file, suppress_warnings=True) as pdf:
        replaced = sum(_replace(pdf.get_object(*each), size, dpi, quality) for each, size in _drawn(pdf).items())
        if not replaced:
            raise Refusal("nothing-gained")
        pdf.save(target, deterministic_id=True, min_version="1.7", object_stream_mode=ObjectStreamMode.generate)
    return replaced


def prove(before: Path, after: Path, seconds: float) -> None:
    """Read and draw what was written. TryPictures when it is not sound or has not as many pages, Refusal (`looks-changed`) when a page
    looks different."""
    with pikepdf.open(before) as pdf:
        pages = len(pdf.pages)
    rebuild.check(after, pages)
    proved = proof.prove(after, pages, seconds, original=before, compared=frozenset(range(pages)))
    if proved.changed:
        raise Refusal("looks-changed", pages=proof.listed(sorted(proved.changed)))


# -- where pictures are drawn -----------------------------------------------------------------------------------------


def _drawn(pdf: Pdf) -> dict[_ObjectId, tuple[float, float]]:
    """The largest size, in inches, at which each picture is drawn. Those in patterns, masks and letters are left alone."""
    sizes: dict[_ObjectId, tuple[float, float]] = {}
    for page in pdf.pages:
        unit = float(page.obj.get("/UserUnit", 1)) / 72
        for picture, matrix in _placed(page.obj, Matrix().scaled(unit, unit), 0):
            width, height = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
            before = sizes.get(picture.objgen, (0.0, 0.0))
            sizes[picture.objgen] = (max(width, before[0]), max(height, before[1]))
    return sizes


def _placed(holder: Any, start: Matrix, depth: int) -> Iterator[tuple[Object, Matrix]]:
    resources = holder.get("/Resources")
    drawings = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if depth > _DEPTH or not isinstance(drawings, Dictionary):
        return
    matrix, saved = start, list[Matrix]()
    for operands, operator in _instructions(holder):
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q" and saved:
            matrix = saved.pop()
        elif operator == "cm" and len(operands) == 6:
            matrix = Matrix(*(float(part) for part in operands)) @ matrix
        elif operator == "Do" and isinstance(drawing := drawings.get(str(operands[0])), Stream):
            if drawing.get("/Subtype") == Name.Image and drawing.is_indirect:
                yield drawing, matrix
            elif drawing.get("/Subtype") == Name.Form:
                own = drawing.get("/Matrix")
                inner = Matrix(*(float(part) for part in own)) @ matrix if isinstance(own, Array) and len(own) == 6 else matrix
                yield from _placed(drawing, inner, depth + 1)


def _instructions(holder: Any) -> Iterator[tuple[Any, str]]:
    content: Any = pikepdf.Page(holder) if holder.get("/Type") == Name.Page else holder
    for instruction in pikepdf.parse_content_stream(content, "q Q cm Do"):
        yield instruction.operands, str(instruction.operator)


# -- pictures ---------------------------------------------------------------------------------------------------------


def _replace(picture: Object, inches: tuple[float, float], dpi: int, quality: int) -> bool:
    """Pack one picture anew; False when it stays as it is."""
    size = (int(picture["/Width"]), int(picture["/Height"]))
    image = _opened(picture, size) if size[0] * size[1] >= _LEAST_PIXELS and all(inches) else None
    if image is None:
        return False
    before = len(picture.read_raw_bytes())
    found = min(size[0] / inches[0], size[1] / inches[1])
    if found > dpi * _FINER:
        wanted = (max(1, round(size[0] * dpi / found)), max(1, round(size[1] * dpi / found)))
        image = image.resize(wanted, Image.Resampling.LANCZOS, reducing_gap=2.0)
    packed = BytesIO()
    image.save(packed, "JPEG", quality=quality)  # four colours are inverted at reading and at writing, so /Decode still holds
    if packed.tell() > before * _LEAST_GAIN:
        return False
    picture.write(packed.getvalue(), filter=Name.DCTDecode)
    picture["/Width"], picture["/Height"] = image.size
    picture["/BitsPerComponent"] = 8
    return True


def _opened(picture: Object, size: tuple[int, int]) -> Image.Image | None:
    """A grey or coloured picture of 8 bits; None for anything that JPEG would spoil or this cannot read."""
    filters = picture.get("/Filter")
    names = [str(filters)] if isinstance(filters, Name) else [str(each) for each in filters] if isinstance(filters, Array) else []
    mask = picture.get("/SMask")
    if picture.get("/ImageMask", False) or isinstance(picture.get("/Mask"), Array) or (isinstance(mask, Stream) and "/Matte" in mask):
        return None
    if names == ["/DCTDecode"]:
        image: Image.Image = Image.open(BytesIO(picture.read_raw_bytes()), formats=("JPEG",))
        decoded_otherwise = "/Decode" in picture and image.mode != "CMYK"
        return None if image.size != size or image.mode not in ("L", "RGB", "CMYK") or decoded_otherwise else image
    space = picture.get("/ColorSpace")
    indexed = isinstance(space, Array) and len(space) > 0 and space[0] == Name.Indexed
    if not set(names) <= _LOSSLESS or picture.get("/BitsPerComponent") != 8 or "/Decode" in picture or indexed:
        return None
    data = picture.read_bytes()
    mode = _MODES.get(len(data) // (size[0] * size[1]))
    return Image.frombytes(mode, size, data) if mode and len(data) == size[0] * size[1] * len(mode) else None
