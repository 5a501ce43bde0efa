"""Pictures of the program's own pages: a PDF of one page as grey levels, since own pages are black, white and grey."""

from __future__ import annotations

import pypdfium2


def picture(pdf: bytes, width: int) -> tuple[int, bytes]:
    """Height in pixels and one byte for each pixel, row by row, of the first page drawn `width` pixels wide. For own pages only:
    foreign files are opened by the worker."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        bitmap = page.render(scale=width / page.get_width(), grayscale=True, may_draw_forms=False)
        rows = memoryview(bitmap.buffer)
        if bitmap.stride == width == bitmap.width:
            return bitmap.height, bytes(rows)
        kept = min(width, bitmap.width)
        lines = (bytes(rows[at * bitmap.stride : at * bitmap.stride + kept]).ljust(width, b"\xff") for at in range(bitmap.height))
        return bitmap.height, b"".join(lines)
    finally:
        document.close()
