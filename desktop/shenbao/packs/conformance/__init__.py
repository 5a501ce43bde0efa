"""PDF/A-3b (ISO 19005-3, which adds files to 19005-2): every rule this program could break, looked up in a finished file.

What is not looked into counts as a breach: programs of fonts that are not TrueType, JPEG 2000, spot colours. So a file without
breaches conforms, and one with a breach may still do so.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Dictionary, Name, Pdf, PdfError, Stream

from shenbao.packs.conformance.breach import Breach
from shenbao.packs.conformance.contents import Contents
from shenbao.packs.conformance.document import document

__all__ = ["PROVED", "Breach", "breaches", "draws_soundly", "mark"]

PROVED = Name("/ShenbaoDrawsPDFA")
"""Entry of a normalised file's catalogue: its pages were looked at, and may stand in a PDF/A with an sRGB output intent."""
MOST_CONTENT = 4_000_000
"""Bytes of content streams above which a file is not looked at: an examination has seconds only."""
HEADER = b"%PDF-1."


def breaches(pdf: Pdf) -> Iterator[Breach]:
    """Every breach of a file that claims PDF/A-3b."""
    if not pdf.pdf_version.startswith("1."):
        yield Breach("6.1.2", f"version {pdf.pdf_version}")
    yield from document(pdf)
    yield from drawn(pdf)


def drawn(pdf: Pdf) -> Iterator[Breach]:
    """Breaches of what the pages draw, taken that the document has an sRGB output intent."""
    contents = Contents()
    for number, page in enumerate(pdf.pages):
        yield from contents.page(page, number)
    yield from contents.fonts()


def mark(pdf: Pdf) -> None:
    """Notes in a normalised file, before it is saved, that its pages may stand in a PDF/A, if they may. Lists of the characters
    of a subset go: they are of no use to a reader, and rarely complete."""
    for item in pdf.objects:
        for key in ("/CIDSet", "/CharSet"):
            if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor and key in item:
                del item[key]
    if draws_soundly(pdf):
        pdf.Root[PROVED] = True


def draws_soundly(pdf: Pdf) -> bool:
    """Whether nothing that the pages draw breaks a rule. Files of any content may be asked about; what cannot be read breaks one."""
    try:
        return _content(pdf) <= MOST_CONTENT and next(drawn(pdf), None) is None
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RuntimeError):
        return False


def _content(pdf: Pdf) -> int:
    """Bytes that would have to be read operator by operator."""
    total = 0
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") != Name.Image and "/Length1" not in item:
            total += len(item.read_bytes())
            if total > MOST_CONTENT:
                break
    return total
