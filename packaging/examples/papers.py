"""Draws invented papers: pages of text, tables and sample seals, saved as PDF or as a picture that looks scanned."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SONG, HEI = "Song", "Hei"
WIDTH, HEIGHT = A4
MARGIN = 64.0
RED = Color(0.78, 0.08, 0.10)
PALE = Color(0.55, 0.55, 0.60, alpha=0.16)
_NOT_FIRST = "，。、；：！？）》」』】”％"


def register(fonts: Path) -> None:
    """Loads the faces that the program itself bundles."""
    pdfmetrics.registerFont(TTFont(SONG, str(fonts / "NotoSerifSC-Regular.ttf")))
    pdfmetrics.registerFont(TTFont(HEI, str(fonts / "NotoSansSC-Medium.ttf")))


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width`; none begins with a closing mark."""
    lines, line = [], ""
    for character in text:
        if pdfmetrics.stringWidth(line + character, font, size) > width and character not in _NOT_FIRST:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines


class _BareCanvas(Canvas):  # type: ignore[misc] # ReportLab is untyped
    """ReportLab's pages start by selecting Helvetica, which is not embedded; these do not."""

    def _make_preamble(self) -> None:
        self._preamble = ""


@dataclass
class Paper:
    """A document written from top to bottom; every page bears the mark of a sample."""

    title: str
    landscape: bool = False
    _buffer: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        size = (HEIGHT, WIDTH) if self.landscape else (WIDTH, HEIGHT)
        self.width, self.height = size
        self.canvas = _BareCanvas(self._buffer, pagesize=size, invariant=1, pageCompression=1)
        self.canvas.setTitle(self.title)
        self.canvas.setAuthor("样例 SAMPLE")
        self._begin()

    def _begin(self) -> None:
        self.y = self.height - MARGIN
        self.canvas.saveState()
        self.canvas.setFillColor(PALE)
        self.canvas.translate(self.width / 2, self.height / 2)
        self.canvas.rotate(38)
        self.canvas.setFont(HEI, 58)
        self.canvas.drawCentredString(0, -20, "样例 SAMPLE")
        self.canvas.restoreState()

    def page(self) -> None:
        """Begins a new page."""
        self.canvas.showPage()
        self._begin()

    def room(self, height: float) -> None:
        """Begins a new page when less than `height` is left."""
        if self.y - height < MARGIN:
            self.page()

    def space(self, height: float) -> None:
        self.y -= height

    def heading(self, text: str, size: float = 20) -> None:
        for line in wrapped(text, HEI, size, self.width - 2 * MARGIN):
            self.room(size * 1.8)
            self.y -= size * 1.5
            self.canvas.setFont(HEI, size)
            self.canvas.drawCentredString(self.width / 2, self.y, line)
        self.y -= size * 0.6

    def line(self, text: str, size: float = 11, font: str = SONG, align: str = "left") -> None:
        self.room(size * 2)
        self.y -= size * 1.75
        self.canvas.setFont(font, size)
        draw, x = {
            "left": (self.canvas.drawString, MARGIN),
            "right": (self.canvas.drawRightString, self.width - MARGIN),
            "centre": (self.canvas.drawCentredString, self.width / 2),
        }[align]
        draw(x, self.y, text)

    def text(self, text: str, size: float = 11) -> None:
        """Paragraphs with an indent of two characters."""
        for paragraph in text.split("\n"):
            for each in wrapped("　　" + paragraph, SONG, size, self.width - 2 * MARGIN):
                self.line(each, size)

    def table(self, rows: Sequence[Sequence[str]], shares: Sequence[float], size: float = 9.5, head: bool = True) -> None:
        """A ruled table; `shares` divide the width."""
        whole = self.width - 2 * MARGIN
        widths = [whole * share / sum(shares) for share in shares]
        self.space(8)
        for number, row in enumerate(rows):
            cells = [wrapped(cell, SONG, size, width - 8) or [""] for cell, width in zip(row, widths, strict=True)]
            height = max(len(cell) for cell in cells) * size * 1.4 + 8
            self.room(height)
            left = MARGIN
            for cell, width in zip(cells, widths, strict=True):
                self.canvas.setLineWidth(0.5)
                self.canvas.rect(left, self.y - height, width, height)
                self.canvas.setFont(HEI if head and number == 0 else SONG, size)
                for index, each in enumerate(cell):
                    self.canvas.drawString(left + 4, self.y - size * 1.4 * (index + 1) + 1, each)
                left += width
            self.y -= height

    def seal(self, name: str, x: float | None = None, y: float | None = None) -> None:
        """A round red stamp that says that it is a sample; it imitates no real seal."""
        centre_x, centre_y = (self.width - 150 if x is None else x), (self.y + 6 if y is None else y)
        self.canvas.saveState()
        self.canvas.setStrokeColor(RED)
        self.canvas.setFillColor(RED)
        self.canvas.setLineWidth(2)
        self.canvas.circle(centre_x, centre_y, 44)
        self.canvas.setFont(HEI, 15)
        self.canvas.drawCentredString(centre_x, centre_y - 4, "样 例 章")
        self.canvas.setFont(HEI, 6.5)
        lines = wrapped(name, HEI, 6.5, 62)
        for index, each in enumerate(lines):
            self.canvas.drawCentredString(centre_x, centre_y + 14 + 8 * (len(lines) - 1 - index), each)
        self.canvas.setFont(HEI, 6.5)
        self.canvas.drawCentredString(centre_x, centre_y - 22, "SAMPLE")
        self.canvas.restoreState()

    def signed(self, who: str, day: str, seal: str) -> None:
        """Who signs and when, with the stamp across it."""
        self.room(110)
        self.space(30)
        self.line(who, align="right")
        self.line(day, align="right")
        self.seal(seal)

    def pdf(self) -> bytes:
        """The document; the same calls give the same bytes."""
        self.canvas.save()
        return self._buffer.getvalue()


def scan(pdf: bytes, *, tilt: float, seed: int, dpi: int = 150, quality: int = 50) -> bytes:
    """The first page as a scanner would give it: a little crooked, soft and uneven, as JPEG."""
    document = pypdfium2.PdfDocument(pdf)
    page: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    turned = page.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=(252, 251, 247))
    grain = Image.frombytes("L", (120, 170), random.Random(seed).randbytes(120 * 170)).resize(page.size, Image.Resampling.BICUBIC)
    shade = grain.point(lambda value: 249 + value // 64).convert("RGB")
    soft = ImageChops.multiply(turned, shade).filter(ImageFilter.GaussianBlur(0.45))
    out = io.BytesIO()
    soft.save(out, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=True)
    return out.getvalue()


def screenshot(pdf: bytes, *, dpi: int = 160) -> bytes:
    """The first page as PNG with few colours."""
    document = pypdfium2.PdfDocument(pdf)
    page: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    out = io.BytesIO()
    page.quantize(colors=16, dither=Image.Dither.NONE).save(out, "PNG", optimize=True, dpi=(dpi, dpi))
    return out.getvalue()


Draw = Callable[[Paper], None]


def drawn(title: str, draw: Draw, *, landscape: bool = False) -> bytes:
    """The PDF of one paper."""
    paper = Paper(title, landscape)
    draw(paper)
    return paper.pdf()
