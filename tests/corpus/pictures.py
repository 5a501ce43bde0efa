"""Pictures in every format and mode people send."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from random import Random

from PIL import Image

from corpus.broken import unfolding
from corpus.pdfs import photo


def packed(image: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def jpeg(random: Random) -> bytes:
    return packed(photo(random, (1600, 2200)), "JPEG", quality=80, dpi=(200, 200))


def jpeg_turned(random: Random, orientation: int = 6) -> bytes:
    """A phone's photo: stored lying, with a tag that says how to turn it, and with the place where it was taken."""
    exif = Image.Exif()
    exif[274] = orientation
    exif[0x8825] = {1: "N", 2: (31.0, 14.0, 0.0), 3: "E", 4: (121.0, 29.0, 0.0)}
    return packed(photo(random, (1200, 800)), "JPEG", exif=exif)


def jpeg_cmyk(random: Random) -> bytes:
    return packed(photo(random, (800, 1000), "CMYK"), "JPEG")


def jpeg_truncated(random: Random) -> bytes:
    whole = jpeg(random)
    return whole[: len(whole) // 2]


def png(random: Random) -> bytes:
    return packed(photo(random, (900, 1200)), "PNG")


def png_transparent(random: Random) -> bytes:
    image = photo(random, (600, 800)).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return packed(image, "PNG")


def png_palette(random: Random) -> bytes:
    image = photo(random, (600, 800)).quantize(16)
    return packed(image, "PNG", transparency=0)


def png_16_bit(random: Random) -> bytes:
    image = Image.new("I;16", (400, 600))
    image.putdata([(x * 163) % 65536 for x in range(400 * 600)])
    return packed(image, "PNG")


def png_one_bit(random: Random) -> bytes:
    return packed(photo(random, (1200, 1700), "1"), "PNG")


def png_bomb(random: Random) -> bytes:
    """50,000 × 50,000 black pixels in 300 KB."""
    row = b"\0" * (50_000 // 8 + 1)
    data = unfolding(row * 500, 100)
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


def tiff_pages(random: Random) -> bytes:
    """A fax of three pages: black and white, grey, colour."""
    first, *rest = (photo(random, (850, 1100), mode) for mode in ("1", "L", "RGB"))
    return packed(first, "TIFF", save_all=True, append_images=rest, compression="tiff_lzw", dpi=(100, 100))


def tiff_fax(random: Random) -> bytes:
    """Fax resolution: 204 dots across, 98 down; square on paper although it is not in pixels."""
    return packed(photo(random, (1728, 1143), "1"), "TIFF", compression="group4", dpi=(204, 98))


def bmp(random: Random) -> bytes:
    return packed(photo(random, (300, 400)), "BMP")


def gif(random: Random) -> bytes:
    frames = [photo(random, (300, 400)).quantize(32) for _ in range(3)]
    return packed(frames[0], "GIF", save_all=True, append_images=frames[1:])


def webp(random: Random) -> bytes:
    return packed(photo(random, (600, 400)), "WEBP")


def tiny(random: Random) -> bytes:
    return packed(photo(random, (60, 40)), "PNG")
