"""The list of what is in a ZIP of separate files: for programs as JSON, for people as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from shenbao.exchange.workbook import Cell, Page, workbook
from shenbao.messages import say
from shenbao.records import PieceFile

FORMAT = 1
_WIDTHS = (6, 46, 10, 30, 8, 12, 14, 68)


def manifest(about: Mapping[str, object], files: Sequence[PieceFile]) -> bytes:
    """`manifest.json`: what the files belong to, and each with pages, size and SHA-256."""
    listed = [
        {
            "file": file.name,
            "slot": file.slot,
            "title": file.contents[0],
            "pages": file.pages,
            "first_page": file.first,
            "last_page": file.last,
            "bytes": file.bytes,
            "sha256": file.sha256,
        }
        for file in files
    ]
    return msgspec.json.format(msgspec.json.encode({"format": FORMAT, **about, "files": listed}), indent=2)


def listing(files: Sequence[PieceFile], lang: str) -> dict[str, bytes]:
    """The same as a spreadsheet, by its name."""
    name = say("uploading.listing", lang)
    heads = tuple(
        Cell(text=say(f"uploading.head.{head}", lang), look="head")
        for head in ("number", "file", "slot", "title", "pages", "span", "bytes", "sha256")
    )
    rows = [_row(number, file) for number, file in enumerate(files, 1)]
    return {f"{name}.xlsx": workbook([Page(name=name, rows=(heads, *rows), widths=_WIDTHS, frozen=1)])}


def _row(number: int, file: PieceFile) -> tuple[Cell, ...]:
    span = file.first if file.first == file.last else f"{file.first}–{file.last}"
    texts = (str(number), file.name, file.slot, file.contents[0], str(file.pages), span, str(file.bytes), file.sha256)
    return tuple(Cell(text=text, look="figure" if at in (0, 4, 6) else "text") for at, text in enumerate(texts))
