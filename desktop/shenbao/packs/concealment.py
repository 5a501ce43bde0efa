"""The proof of a redacted copy: its bytes, streams, strings and text are searched for every answer that was masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Object, Stream, String

from shenbao.packs.readback import squeezed

ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")
SHORTEST = 6


def revealed(data: bytes, secrets: Iterable[str]) -> list[str]:
    """The secrets that can still be found in a PDF. Shorter ones than `SHORTEST` stand in any file and are not looked for."""
    wanted = sorted(each for each in secrets if len(each) >= SHORTEST)
    texts = list(_texts(data))
    found = {secret for secret in wanted if any(_plain(secret) in text for text in texts)}
    for hay in _bytes(data):
        found.update(secret for secret in wanted if any(secret.encode(encoding) in hay for encoding in ENCODINGS))
    return sorted(found)


def _plain(text: str) -> str:
    return squeezed(text).replace("-", "").casefold()


def _bytes(data: bytes) -> Iterator[bytes]:
    """The file, and each of its streams unpacked; programs of fonts are not text."""
    yield data
    with pikepdf.open(BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, Stream) and "/Length1" not in item:
                try:
                    yield item.read_bytes()
                except pikepdf.PdfError:  # a picture's compression
                    yield item.read_raw_bytes()


def _texts(data: bytes) -> Iterator[str]:
    """What can be read: the text of the pages and the strings, spaces and hyphens left out."""
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            text = page.get_textpage()
            yield _plain(text.get_text_bounded())
            text.close()
            page.close()
    finally:
        document.close()
    with pikepdf.open(BytesIO(data)) as pdf:
        yield _plain(" ".join(text for item in (pdf.trailer, *pdf.objects) for text in _strings(item)))


def _strings(item: Object) -> Iterator[str]:
    waiting = [item]
    while waiting:
        part = waiting.pop()
        if isinstance(part, String):
            yield str(part)
        elif isinstance(part, Array | Dictionary | Stream):
            values = list(part) if isinstance(part, Array) else [value for _, value in part.items()]
            waiting += [value for value in values if isinstance(value, Object) and not value.is_indirect]
