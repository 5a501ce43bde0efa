"""The drawn proof: pdfium draws the normalised pages small; what a person should look at is read off the drawings."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw
from PIL import Image, ImageChops

from shenbao.packs.attachments.refusal import TryPictures

if TYPE_CHECKING:
    from shenbao.packs.attachments.verdicts import Note

_DPI = 50
_LONGEST_PX = 900
_A4 = (595.3, 841.9)
_TOLERANCE = 15.0  # points; about 5 mm
_DIFFERENT_SHARE = 0.005
_DIFFERENT_GREY = 48
_PAPER_GREY = 245
_FAINT_GREY = 176
_INK_SHARE = 0.002
_SPECK_SHARE = 0.0002
_SCAN_SHARE = 0.4
_LEAST_DPI = 150


class Proof:
    """What the drawing showed. `sizes` in points, as displayed."""

    def __init__(self) -> None:
        self.sizes: list[tuple[float, float]] = []
        self.notes: list[Note] = []
        self.warnings: list[Note] = []
        self.changed: list[int] = []


def prove(file: Path, pages: int, seconds: float, *, original: Path | None = None, compared: frozenset[int] = frozenset()) -> Proof:
    """Draw the pages, spread over the file, as many as `seconds` allow; `compared` ones (from 0) are held against the original.

    Raises TryPictures when a page cannot be drawn, the count differs, or the original has pages that were lost when it was repaired.
    """
    proof = Proof()
    until = time.monotonic() + seconds
    low: dict[int, int] = {}
    faint: list[int] = []
    blank: list[int] = []
    drawn = 0
    with opened(file) as document, _maybe(original) as before:
        if len(document) != pages:
            raise TryPictures
        if before is not None and len(before) != pages:
            if len(before) > pages:
                if _is_whole(before):
                    raise TryPictures(pages=len(before))
                proof.notes.append(("pages-lost", {"declared": len(before), "pages": pages}))
            before = None
        proof.sizes = [_size(document, number) for number in range(pages)]
        for number in _spread(pages):
            if time.monotonic() > until:
                proof.notes.append(("sampled", {"drawn": drawn, "pages": pages}))
                break
            drawn += 1
            grey = _draw(document, number, low)
            if before is not None and number in compared and _differs(grey, _draw(before, number, {})):
                proof.changed.append(number)
            if _ink(grey, _SPECK_SHARE) >= _PAPER_GREY:
                blank.append(number)
            elif _FAINT_GREY < _ink(grey, _INK_SHARE) < _PAPER_GREY:
                faint.append(number)
    if low:
        proof.warnings.append(("low-resolution", {"pages": listed(sorted(low)), "dpi": min(low.values())}))
    wide = [number for number, (width, height) in enumerate(proof.sizes) if width > height * 1.02]
    odd = [number for number, size in enumerate(proof.sizes) if not _is_a4(size)]
    for code, numbers in (("faint", faint), ("blank", blank), ("landscape", wide), ("odd-size", odd)):
        if numbers:
            proof.warnings.append((code, {"pages": listed(sorted(numbers))}))
    return proof


def listed(numbers: list[int]) -> str:
    """Page numbers as people write them: `[0, 2, 3, 4]` → `1, 3–5`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [f"{first + 1}" if first == last else f"{first + 1}–{last + 1}" for first, last in runs]
    return ", ".join(shown[:20]) + (" …" if len(shown) > 20 else "")


@contextmanager
def opened(file: Path) -> Iterator[Any]:
    """A pdfium document; TryPictures when pdfium cannot read it."""
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise TryPictures from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def _maybe(file: Path | None) -> Iterator[Any]:
    if file is None:
        yield None
        return
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError:
        yield None
        return
    try:
        yield document
    finally:
        document.close()


def _is_whole(document: Any) -> bool:
    """Whether there is something to every page it counts."""
    try:
        for number in range(len(document)):
            document[number].close()
    except pypdfium2.PdfiumError:
        return False
    return True


def _spread(pages: int) -> list[int]:
    """First, last, then ever finer between, so that a proof cut short has seen the whole file."""
    order = [0, pages - 1]
    step = pages
    while step > 1:
        step = (step + 1) // 2
        order += range(step, pages, step)
        if step == 1:
            break
    return list(dict.fromkeys(order))


def _size(document: Any, number: int) -> tuple[float, float]:
    width, height = document.get_page_size(number)
    if not (math.isfinite(width) and math.isfinite(height) and width >= 1 and height >= 1):
        raise TryPictures
    return round(width, 1), round(height, 1)


def _draw(document: Any, number: int, low: dict[int, int]) -> Image.Image:
    try:
        page = document[number]
        width, height = page.get_size()
        scale = min(_DPI / 72, _LONGEST_PX / max(width, height))
        grey: Image.Image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
        resolution = _scan_resolution(page, width * height)
        page.close()
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise TryPictures from error
    if resolution and resolution < _LEAST_DPI:
        low[number] = resolution
    return grey


def _scan_resolution(page: Any, area: float) -> int:
    """Dots per inch of the picture that fills the page; 0 for a page that is no scan."""
    for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        matrix = picture.get_matrix()
        width, height = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
        if width * height >= area * _SCAN_SHARE:
            across, down = picture.get_px_size()
            return int(min(across / width, down / height) * 72 + 0.5)
    return 0


def _differs(left: Image.Image, right: Image.Image) -> bool:
    if left.size != right.size:
        return True
    differences: list[int] = ImageChops.difference(left, right).histogram()
    return sum(differences[_DIFFERENT_GREY:]) > _DIFFERENT_SHARE * left.width * left.height


def _ink(grey: Image.Image, share: float) -> int:
    """The grey value that the darkest `share` of the page does not exceed."""
    wanted = max(1, int(grey.width * grey.height * share))
    histogram: list[int] = grey.histogram()
    for value, count in enumerate(histogram):
        wanted -= count
        if wanted <= 0:
            return value
    return 255


def _is_a4(size: tuple[float, float]) -> bool:
    return all(abs(side - a4) <= _TOLERANCE for side, a4 in zip(sorted(size), _A4, strict=True))
