"""Reads built pages back with pdfium: the lines of a page as they stand, with positions."""

from __future__ import annotations

from ctypes import c_double
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw


class PrintedLine(NamedTuple):
    text: str
    x: float
    y: float
    """Left edge and baseline, points."""
    right: float


def printed_lines(pdf: bytes) -> list[list[PrintedLine]]:
    """Per page the lines from top to bottom: characters on one baseline, from left to right, white space left out."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for index in range(len(document)):
        text_page = document[index].get_textpage()
        text = [chr(raw.FPDFText_GetUnicode(text_page, at)) for at in range(text_page.count_chars())]
        rows: dict[int, list[tuple[float, float, float, str]]] = {}
        for at, character in enumerate(text):
            if not character.strip():
                continue
            left, _bottom, right, _top = text_page.get_charbox(at, loose=True)
            x, y = c_double(), c_double()
            raw.FPDFText_GetCharOrigin(text_page, at, x, y)
            row = next((key for key in (round(y.value), round(y.value) - 1, round(y.value) + 1) if key in rows), round(y.value))
            rows.setdefault(row, []).append((left, right, y.value, character))
        lines = []
        for _key, characters in sorted(rows.items(), reverse=True):
            characters.sort()
            lines.append(PrintedLine(whole("".join(c[3] for c in characters)), characters[0][0], characters[0][2], characters[-1][1]))
        pages.append(lines)
        text_page.close()
    document.close()
    return pages


def whole(text: str) -> str:
    """Text with the halves of characters above U+FFFF put together."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def text_of(pdf: bytes) -> str:
    """All text without white space, in reading order of the lines."""
    return "".join(line.text for page in printed_lines(pdf) for line in page)
