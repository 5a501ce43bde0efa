"""Cells to and from Excel and WPS: tab-separated text with quotes, and an HTML table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

Block = Sequence[Sequence[str]]


def to_tsv(block: Block) -> str:
    """Rows as lines, cells parted by tabs; a cell with a tab, line break or leading quote is quoted, as Excel does."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in block)


def from_tsv(text: str) -> list[list[str]]:
    """The cells of copied text. A quoted cell may hold tabs and line breaks; one line break at the very end ends the last row.

    All rows come out equally long.
    """
    rows: list[list[str]] = [[]]
    at, text = 0, text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    while True:
        cell, at = _cell(text, at)
        rows[-1].append(cell)
        if at >= len(text):
            break
        if text[at] == "\n":
            if at == len(text) - 1:
                break
            rows.append([])
        at += 1
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def to_html(block: Block) -> str:
    """A table that spreadsheets and word processors paste; line breaks in cells stay in their cell."""
    cells = ("<tr>" + "".join(f"<td style=\"mso-number-format:'\\@'\">{_lines(cell)}</td>" for cell in row) + "</tr>" for row in block)
    return f'<meta charset="utf-8"><table>{"".join(cells)}</table>'


def to_mime(block: Block) -> QMimeData:
    """Both forms, for the clipboard."""
    mime = QMimeData()
    mime.setText(to_tsv(block))
    mime.setHtml(to_html(block))
    return mime


def from_mime(mime: QMimeData) -> list[list[str]]:
    """The cells of the clipboard; empty when it holds no text."""
    return from_tsv(mime.text()) if mime.hasText() and mime.text() else []


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in "\t\n\r") or cell.startswith('"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that starts at `at`, and where it ends."""
    if text.startswith('"', at) and (end := _closing(text, at + 1)) is not None:
        return text[at + 1 : end].replace('""', '"'), end + 1
    end = at
    while end < len(text) and text[end] not in "\t\n":
        end += 1
    return text[at:end], end


def _closing(text: str, at: int) -> int | None:
    """Where the quote closes so that a cell ends behind it; None when the quote is an ordinary character."""
    while (at := text.find('"', at)) >= 0:
        if text.startswith('""', at):
            at += 2
        else:
            return at if at + 1 == len(text) or text[at + 1] in "\t\n" else None
    return None


def _lines(cell: str) -> str:
    return escape(cell).replace("\n", '<br style="mso-data-placement:same-cell">')
