"""Way A: a PDF rebuilt from its pages alone, nothing of it that acts, checked by reading it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Name, Pdf, Stream

from shenbao.packs import conformance
from shenbao.packs.attachments import active, qpdf
from shenbao.packs.attachments.refusal import Refusal, TryPictures

if TYPE_CHECKING:
    from shenbao.packs.attachments.verdicts import Note

_PICTURE_FILTERS = frozenset({"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"})
_PIXEL_LIMIT = 400_000_000
_CHECKED_WHOLE_BYTES = 4_000_000


class Rebuilt:
    """The pages taken over: how many, what is to be said, which pages may look different, whether every page must be compared."""

    def __init__(self, pages: int, notes: list[Note], touched: set[int], *, compare_all: bool) -> None:
        self.pages = pages
        self.notes = notes
        self.touched = touched
        self.compare_all = compare_all


def rebuild(file: Path, target: Path) -> Rebuilt:
    """Write the normalised PDF. Raises Refusal (settled) or TryPictures (this way is closed)."""
    qpdf.set_limits()
    with qpdf.open_foreign(file) as pdf:
        pages = len(pdf.pages)
        try:
            rebuilt = _write(pdf, target)
            check(target, rebuilt.pages)
        except pikepdf.PasswordError as error:
            raise Refusal("needs-password") from error
        except TryPictures as failure:
            failure.pages = pages
            raise
        except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
            raise TryPictures(pages=pages) from error
    return rebuilt


def _write(pdf: Pdf, target: Path) -> Rebuilt:
    pages, declared = len(pdf.pages), qpdf.declared_pages(pdf)
    damaged = bool(pdf.get_warnings())
    found = active.found_in(pdf)
    encrypted = pdf.is_encrypted
    hidden_layers = qpdf.has_hidden_layers(pdf)
    flattened = qpdf.flatten(pdf)
    active.strip_pages(pdf)
    with Pdf.new() as new:
        new.pages.extend(pdf.pages)
        active.strip_pages(new)
        active.strip_objects(new)
        _refuse_giant_pictures(new)
        new.remove_unreferenced_resources()
        conformance.mark(new)
        new.save(
            target,
            deterministic_id=True,
            min_version="1.7",
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    notes: list[Note] = []
    if damaged:
        notes.append(("repaired", {}))
    if declared > pages:
        notes.append(("pages-lost", {"declared": declared, "pages": pages}))
    if encrypted:
        notes.append(("restrictions", {}))
    figures = {
        "signatures": flattened.signatures,
        "forms": flattened.forms,
        "comments": flattened.comments,
        "redrawn": flattened.redrawn,
        "unseen": flattened.unseen,
        "answers-unseen": flattened.unreadable,
        **found,
    }
    notes += [(code, {"count": count}) for code, count in figures.items() if count]
    return Rebuilt(pages, notes, flattened.touched, compare_all=hidden_layers)


def _refuse_giant_pictures(pdf: Pdf) -> None:
    """A picture that claims more pixels than any scanner makes is a trap for whoever opens the pack."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Image:
            width, height = item.get("/Width", 0), item.get("/Height", 0)
            if not isinstance(width, int) or not isinstance(height, int) or width * height > _PIXEL_LIMIT:
                raise TryPictures


def check(target: Path, pages: int) -> None:
    """Read the written file again: as many pages, sound syntax, nothing active. Raises TryPictures."""
    with pikepdf.open(target, suppress_warnings=True) as pdf:
        if len(pdf.pages) != pages or active.left_in(pdf) or not _is_sound(pdf, target.stat().st_size):
            raise TryPictures


def _is_sound(pdf: Pdf, size: int) -> bool:
    if size <= _CHECKED_WHOLE_BYTES:
        return not pdf.check_pdf_syntax()
    # qpdf would unpack every scan, 50 ms a page. The drawn proof does that for pictures; here the rest is unpacked.
    for item in pdf.objects:
        if isinstance(item, Stream) and not _filters(item) & _PICTURE_FILTERS:
            item.read_bytes()
    return not pdf.get_warnings()


def _filters(stream: Stream) -> set[str]:
    named = stream.get("/Filter")
    if isinstance(named, Name):
        return {str(named)}
    return {str(name) for name in named} if isinstance(named, pikepdf.Array) else set()
