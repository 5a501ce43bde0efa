"""Makes the picture of a letterhead out of whatever picture somebody chose, in a worker: upright, on white, as large as it is printed."""

from __future__ import annotations

import warnings
import zlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
MOST_PIXELS = 50_000_000
LARGEST = (640, 144)
"""Pixels: 36 × 8 mm at 450 dpi."""
LEAST = 24
"""Pixels in height below which a picture is a smudge in print."""


def take(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """Leaves `logo`, rows of red, green and blue, deflated. The answer has its size, or says why the picture was `refused`."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(file, formats=FORMATS) as opened:
            picture = _on_white(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return {"refused": "too_large"}
    except Exception:  # Pillow's readers raise whatever a damaged file makes them stumble over
        return {"refused": "no_picture"}
    picture.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    if picture.height < LEAST:
        return {"refused": "too_small"}
    (folder / "logo").write_bytes(zlib.compress(picture.tobytes(), 9))
    return {"width": picture.width, "height": picture.height}


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("F").point(lambda value: value / 257).convert("L")  # 16 bits
    if picture.mode not in ("RGBA", "LA", "PA", "La", "RGBa") and "transparency" not in picture.info:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    page = Image.new("RGB", seen.size, "white")
    page.paste(seen, mask=seen.getchannel("A"))
    return page
