"""Way B: a PDF that cannot be taken over is drawn page by page, as it looks on the screen."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw
from PIL import Image, ImageChops

from shenbao.packs.attachments import paper
from shenbao.packs.attachments.proof import opened
from shenbao.packs.attachments.refusal import Refusal, TryPictures

PAGE_LIMIT = 300
_DPI = 150
_LONGEST_PX = 5000
_QUALITY = 85
_COLOUR_DIFFERENCE = 12


def draw_pages(file: Path, target: Path) -> int:
    """Write a PDF of pictures in the pages' own sizes; the number of pages. Raises Refusal."""
    try:
        with opened(file) as document:
            return _draw_all(document, target)
    except TryPictures as error:
        raise Refusal(_why_not(error.__cause__)) from error


def _why_not(cause: BaseException | None) -> str:
    code = getattr(cause, "err_code", None)
    return "needs-password" if code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY) else "damaged"


def _draw_all(document: Any, target: Path) -> int:
    pages = len(document)
    if pages == 0:
        raise Refusal("empty")
    if pages > PAGE_LIMIT:
        raise Refusal("too-many-pages", found=pages, limit=PAGE_LIMIT)
    if document.get_formtype() != pypdfium2.raw.FORMTYPE_NONE:
        document.init_forms()  # form fields are drawn by the form module alone
    drawn = []
    for number in range(pages):
        try:
            page = document[number]
            width, height = page.get_size()
            if not (width >= 1 and height >= 1):
                raise Refusal("damaged")
            scale = min(_DPI / 72, _LONGEST_PX / max(width, height))
            picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
            page.close()
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise Refusal("damaged") from error
        drawn.append((_packed(picture), (width, height), (0.0, 0.0, width, height), 1))
    paper.write(drawn, target)
    return pages


def _packed(picture: Image.Image) -> paper.Raster:
    if not _is_coloured(picture):
        picture = picture.convert("L")
    packed = BytesIO()
    picture.save(packed, "JPEG", quality=_QUALITY)
    return paper.jpeg(packed.getvalue(), picture.size, len(picture.getbands()))


def _is_coloured(picture: Image.Image) -> bool:
    red, green, blue = picture.reduce(4).split()
    return any(ImageChops.difference(red, other).getextrema()[1] > _COLOUR_DIFFERENCE for other in (green, blue))  # type: ignore[operator]
