"""Opens a foreign PDF with pikepdf under limits, and flattens what lies over its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from shenbao.packs.attachments.refusal import Refusal, TryPictures

PAGE_LIMIT = 2000
_MEBIBYTE = 1 << 20
_HIDDEN = 0b11  # annotation flags Invisible and Hidden, ISO 32000-1 table 165
_FIELD_DEPTH = 32
_DRAWN_BY_READER = frozenset(
    [
        "/Highlight",
        "/Underline",
        "/StrikeOut",
        "/Squiggly",
        "/Square",
        "/Circle",
        "/Line",
        "/Polygon",
        "/PolyLine",
        "/Ink",
        "/FreeText",
        "/Stamp",
    ]
)


def set_limits() -> None:
    """Bound what one stream or object may unfold to; measured on decompression bombs."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=200 * _MEBIBYTE,
        run_length_max_memory=200 * _MEBIBYTE,
        png_max_memory=200 * _MEBIBYTE,
        tiff_max_memory=200 * _MEBIBYTE,
        dct_max_memory=300 * _MEBIBYTE,
        max_stream_filters=8,
        parser_max_container_size=500_000,
        doc_max_warnings=2000,
    )


def open_foreign(file: Path) -> Pdf:
    """The document, its pages counted. Raises Refusal or TryPictures."""
    try:
        pdf = pikepdf.open(file, suppress_warnings=True)
        pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise Refusal("needs-password") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, AttributeError) as error:
        raise TryPictures(otherwise="empty" if "no pages found" in str(error) else "damaged") from error
    if "/Collection" in pdf.Root:
        raise Refusal("not-a-document", kind="portfolio")
    if pages == 0:
        raise TryPictures(otherwise="empty")
    if pages > PAGE_LIMIT:
        raise Refusal("too-many-pages", found=pages, limit=PAGE_LIMIT)
    if _is_only_a_shell(pdf, pages):
        raise Refusal("not-a-document", kind="xfa")
    return pdf


def _is_only_a_shell(pdf: Pdf, pages: int) -> bool:
    """A dynamic XFA form: its one page says "please wait", the form itself is XML that only Adobe's programs draw."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary) or "/XFA" not in form:
        return False
    fields = form.get("/Fields")
    bare = not isinstance(fields, Array) or len(fields) == 0
    return bool(pdf.Root.get("/NeedsRendering", False)) or (pages == 1 and bare)


def declared_pages(pdf: Pdf) -> int:
    """How many pages the file says it has; 0 when it says nothing believable."""
    tree = pdf.Root.get("/Pages")
    count: Any = tree.get("/Count") if isinstance(tree, Dictionary) else None
    return count if isinstance(count, int) and 0 <= count <= 1_000_000 else 0


def has_hidden_layers(pdf: Pdf) -> bool:
    """Layers that are switched off would appear once the switches are gone."""
    properties = pdf.Root.get("/OCProperties")
    default = properties.get("/D") if isinstance(properties, Dictionary) else None
    if not isinstance(default, Dictionary):
        return False
    off = default.get("/OFF")
    return str(default.get("/BaseState", "/ON")) != "/ON" or (isinstance(off, Array) and len(off) > 0)


class Flattened:
    """What flattening found: figures for notes, and the pages (from 0) whose look may have changed."""

    def __init__(self) -> None:
        self.forms = self.comments = self.signatures = self.redrawn = self.unseen = self.unreadable = 0
        self.touched: set[int] = set()


def flatten(pdf: Pdf) -> Flattened:
    """Turn what forms, stamps and comments show into page content. An appearance that is there is kept as it is."""
    result = Flattened()
    kept: dict[int, Array] = {}
    drawable = 0
    for number, page in enumerate(pdf.pages):
        annotations = list(_annotations(page.obj))
        if not annotations:
            continue
        ready, bare = [], []
        for annotation in annotations:
            if int(annotation.get("/F", 0)) & _HIDDEN:
                continue
            _count(annotation, result)
            if _has_appearance(annotation):
                ready.append(annotation)
                continue
            result.touched.add(number)
            if _can_be_drawn(annotation, result):
                bare.append(annotation)
        if any(annotation.get("/Subtype") == Name.Widget for annotation in ready):
            result.touched.add(number)
        drawable += len(bare)
        # qpdf redraws every text field it sees, and knows no Chinese; so it sees only those without an appearance.
        page.obj["/Annots"] = Array(bare)
        kept[number] = Array(ready + bare)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        if drawable:
            form["/NeedAppearances"] = True
            pdf.generate_appearance_streams()
            result.redrawn = drawable
        form["/NeedAppearances"] = False
    for number, annotations_kept in kept.items():
        pdf.pages[number].obj["/Annots"] = annotations_kept
    pdf.flatten_annotations("all")
    return result


def _annotations(page: Object) -> Iterator[Dictionary]:
    listed = page.get("/Annots")
    if isinstance(listed, Array):
        for annotation in listed:
            if isinstance(annotation, Dictionary):
                yield annotation


def _count(annotation: Object, result: Flattened) -> None:
    subtype = str(annotation.get("/Subtype", ""))
    if subtype == "/Widget":
        if _inherited(annotation, "/FT") == Name.Sig:
            result.signatures += _inherited(annotation, "/V") is not None
        else:
            result.forms += 1
    elif subtype not in {"/Link", "/Popup"}:
        result.comments += 1
        if subtype in _DRAWN_BY_READER and not _has_appearance(annotation):
            result.unseen += 1


def _has_appearance(annotation: Object) -> bool:
    appearance = annotation.get("/AP")
    return isinstance(appearance, Dictionary) and isinstance(appearance.get("/N"), pikepdf.Stream | Dictionary)


def _can_be_drawn(annotation: Object, result: Flattened) -> bool:
    """True for a text or choice field whose answer qpdf can draw; an answer it cannot draw is counted, never garbled."""
    if annotation.get("/Subtype") != Name.Widget or _inherited(annotation, "/FT") not in (Name.Tx, Name.Ch):
        return False
    answer = _inherited(annotation, "/V")
    if not isinstance(answer, pikepdf.String):
        return False
    if not str(answer).isascii():
        result.unreadable += 1
        return False
    return bool(str(answer))


def _inherited(field: Object, key: str) -> Object | None:
    holder: Object | None = field
    for _ in range(_FIELD_DEPTH):
        if not isinstance(holder, Dictionary):
            return None
        if key in holder:
            return holder[key]
        holder = holder.get("/Parent")
    return None
