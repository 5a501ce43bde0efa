"""Pictures to A4 pages, upright, with a margin: JPEG data kept as they are, everything else without loss."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, ImageSequence

from shenbao.packs.attachments import jpeg, paper
from shenbao.packs.attachments.qpdf import PAGE_LIMIT
from shenbao.packs.attachments.refusal import Refusal

if TYPE_CHECKING:
    from shenbao.packs.attachments.verdicts import Note

PIXEL_LIMIT = 100_000_000  # A2 at 600 dpi; 300 MB once unpacked
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
_KEPT_DPI = 400
_LEAST_SIZE_DPI = 96  # small pictures are not blown up beyond this
_ORIENTATION = 274
_ROTATED = frozenset({5, 6, 7, 8})

_Placed = tuple[paper.Raster, tuple[float, float], tuple[float, float, float, float], int]


def convert(file: Path, kind: str, target: Path) -> tuple[int, list[Note]]:
    """Write the normalised PDF; the number of pages and what was changed. Raises Refusal."""
    Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    notes: list[Note] = []
    try:
        with Image.open(file, formats=_FORMATS) as image:
            frames = getattr(image, "n_frames", 1)
            if kind == "tiff":
                if frames > PAGE_LIMIT:
                    raise Refusal("too-many-pages", found=frames, limit=PAGE_LIMIT)
                pages = [_lossless(frame) for frame in ImageSequence.Iterator(image)]
            else:
                if frames > 1 and kind != "jpeg":
                    notes.append(("first-picture", {"count": frames}))
                pages = [_jpeg(file, image, notes) if kind == "jpeg" else _lossless(image)]
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refusal("too-large-picture", limit=PIXEL_LIMIT // 1_000_000) from error
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # Pillow's readers raise whatever a damaged file makes them stumble over
        raise Refusal("damaged") from error
    paper.write(pages, target)
    return len(pages), notes


def _jpeg(file: Path, image: Image.Image, notes: list[Note]) -> _Placed:
    orientation = image.getexif().get(_ORIENTATION, 1)
    orientation = orientation if orientation in range(1, 9) else 1
    dpi = _dpi(image)
    image.load()  # a damaged picture must not get through merely because it is not unpacked
    data = jpeg.bare(file.read_bytes())
    if orientation != 1:
        notes.append(("turned", {}))
    if data is None or image.mode not in {"L", "RGB", "CMYK"}:
        return _lossless(image)
    raster = paper.jpeg(data, image.size, len(image.getbands()), inverted=image.mode == "CMYK" and "adobe" in image.info)
    size = (image.height, image.width) if orientation in _ROTATED else image.size
    return (raster, *_layout(size, dpi), orientation)


def _lossless(image: Image.Image) -> _Placed:
    dpi = _dpi(image)
    upright = _plain(ImageOps.exif_transpose(image))
    page, box = _layout(upright.size, dpi)
    most = (round(box[2] / 72 * _KEPT_DPI), round(box[3] / 72 * _KEPT_DPI))
    if upright.mode != "1" and (upright.width > most[0] * 1.1 or upright.height > most[1] * 1.1):
        upright = upright.resize(most, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return paper.lossless(upright), page, box, 1


def _plain(image: Image.Image) -> Image.Image:
    """The picture as black and white, grey or RGB on white paper."""
    if image.mode in {"1", "L", "RGB"} and "transparency" not in image.info:
        return image.copy()
    if image.mode.startswith(("I", "F")):
        low, high = _grey_range(image)
        scale = 255 / (high - low)
        return image.convert("F").point(lambda value: value * scale - low * scale).convert("L")
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        page = Image.new("RGB", seen.size, "white")
        page.paste(seen, mask=seen.getchannel("A"))
        return page
    return image.convert("RGB")


def _grey_range(image: Image.Image) -> tuple[float, float]:
    """Black and white of a picture with more than 8 bits: 16 bits as such, anything else as far as it goes."""
    if image.mode.startswith("I;16"):
        return 0.0, 65535.0
    extrema = image.getextrema()
    low, high = float(extrema[0]), float(extrema[1])  # type: ignore[arg-type]
    if image.mode == "I" and low >= 0 and 255 < high <= 65535:
        return 0.0, 65535.0
    return (low, high) if high > low else (low, low + 1)


def _dpi(image: Image.Image) -> tuple[float, float]:
    """Dots per inch the file states; (0, 0) when it states none worth believing."""
    stated = image.info.get("dpi")
    if not isinstance(stated, tuple) or len(stated) != 2:
        return 0.0, 0.0
    across, down = (float(part) for part in stated)
    return (across, down) if all(50 <= part <= 2400 for part in (across, down)) else (0.0, 0.0)


def _layout(size: tuple[int, int], dpi: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """Page and box, in points: as large as the sheet allows, wide pictures on a sheet lying on its side. Small ones keep their size.

    A stated resolution that differs between the directions (fax: 204 × 98) stretches the picture back to what was scanned.
    """
    width, height = float(size[0]), float(size[1])
    if dpi[0] and dpi[1]:
        height *= dpi[0] / dpi[1]
    page = paper.A4 if width <= height else (paper.A4[1], paper.A4[0])
    scale = min((page[0] - 2 * paper.MARGIN) / width, (page[1] - 2 * paper.MARGIN) / height, 72 / _LEAST_SIZE_DPI)
    width, height = width * scale, height * scale
    return page, ((page[0] - width) / 2, (page[1] - height) / 2, width, height)
