"""PDF pages that carry one picture each: where it lies, which way up, in the encoding it came in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from shenbao.packs import conformance

A4 = (595.276, 841.89)
MARGIN = 28.346  # 10 mm: what office printers leave white

# Where the picture's unit square goes for each EXIF orientation (TIFF 6.0, tag 274): factors of width and height for a b c d e f.
_PLACEMENT = {
    1: ((1, 0), (0, 0), (0, 0), (0, 1), (0, 0)),
    2: ((-1, 0), (0, 0), (0, 0), (0, 1), (1, 0)),
    3: ((-1, 0), (0, 0), (0, 0), (0, -1), (1, 1)),
    4: ((1, 0), (0, 0), (0, 0), (0, -1), (0, 1)),
    5: ((0, 0), (0, -1), (-1, 0), (0, 0), (1, 1)),
    6: ((0, 0), (0, -1), (1, 0), (0, 0), (0, 1)),
    7: ((0, 0), (0, 1), (1, 0), (0, 0), (0, 0)),
    8: ((0, 0), (0, 1), (-1, 0), (0, 0), (1, 0)),
}


class Raster:
    """Picture data ready for a PDF, with the dictionary that describes it."""

    def __init__(self, data: bytes, size: tuple[int, int], *, filter_name: Name, colours: int, bits: int = 8,
                 inverted: bool = False, parameters: Dictionary | None = None) -> None:  # fmt: skip
        self.data = data
        self.size = size
        self.filter_name = filter_name
        self.colours = colours
        self.bits = bits
        self.inverted = inverted
        self.parameters = parameters


def jpeg(data: bytes, size: tuple[int, int], colours: int, *, inverted: bool = False) -> Raster:
    return Raster(data, size, filter_name=Name.DCTDecode, colours=colours, inverted=inverted)


def lossless(image: Image.Image) -> Raster:
    """The exact pixels of a `1`, `L` or `RGB` picture. A PNG's data are what PDF calls Flate with predictor 15, so Pillow packs them."""
    packed = BytesIO()
    image.save(packed, "PNG", compress_level=4)
    colours = 3 if image.mode == "RGB" else 1
    bits = 1 if image.mode == "1" else 8
    parameters = Dictionary(Predictor=15, Colors=colours, BitsPerComponent=bits, Columns=image.width)
    return Raster(_png_data(packed.getvalue()), image.size, filter_name=Name.FlateDecode, colours=colours, bits=bits, parameters=parameters)


def _png_data(png: bytes) -> bytes:
    parts, at = [], 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            parts.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return b"".join(parts)


def write(rasters_on_pages: list[tuple[Raster, tuple[float, float], tuple[float, float, float, float], int]], target: Path) -> None:
    """One page for each (picture, page size, box x y width height, EXIF orientation), in points; the same input gives the same bytes."""
    with Pdf.new() as pdf:
        for raster, page_size, box, orientation in rasters_on_pages:
            page = pdf.add_blank_page(page_size=page_size)
            page.obj["/Resources"] = Dictionary(XObject=Dictionary(Picture=_stream(pdf, raster)))
            page.obj["/Contents"] = Stream(pdf, _placed(box, orientation))
        conformance.mark(pdf)
        pdf.save(target, deterministic_id=True, min_version="1.7", stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _stream(pdf: Pdf, raster: Raster) -> Stream:
    stream = Stream(pdf, b"")
    stream.write(raster.data, filter=raster.filter_name, decode_parms=raster.parameters)
    stream["/Type"], stream["/Subtype"] = Name.XObject, Name.Image
    stream["/Width"], stream["/Height"] = raster.size
    stream["/ColorSpace"] = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}[raster.colours]
    stream["/BitsPerComponent"] = raster.bits
    if raster.inverted:
        stream["/Decode"] = Array([1, 0] * raster.colours)
    return stream


def _placed(box: tuple[float, float, float, float], orientation: int) -> bytes:
    x, y, width, height = box
    (ax, _), (_, by), (cx, _), (_, dy), (ex, ey) = _PLACEMENT[orientation]
    matrix = (ax * width, by * height, cx * width, dy * height, x + ex * width, y + ey * height)
    return b"q " + b" ".join(f"{part:.3f}".encode() for part in matrix) + b" cm /Picture Do Q"
