"""The document as a whole: trailer, catalogue, metadata, output intent, annotations, and the files it carries (6.1, 6.3–6.6, 6.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, Stream, String

from shenbao.packs.conformance import colours, pictures
from shenbao.packs.conformance.breach import Breach

FORBIDDEN = {
    "/AA": "6.5.2", "/OpenAction": "6.5.1", "/Requirements": "6.11", "/Perms": "6.1.12", "/OCProperties": "6.9", "/AcroForm": "6.4.1",
}  # fmt: skip
"""Of these the catalogue of a pack has none; ISO 19005 would allow some of them within limits."""
PRINT, NOT_HIDDEN = 4, 1 | 2 | 32 | 256
LONGEST_NAME, LONGEST_STRING = 127, 32767
LEAST_PAGE, LARGEST_PAGE = 3, 14400
DESCRIBED = {
    "/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Creator": "xmp:CreatorTool", "/Producer": "pdf:Producer",
}  # fmt: skip
DATED = {"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"}
PART, CONFORMANCE = "3", "B"
_MIME = re.compile(r"/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def document(pdf: Pdf) -> Iterator[Breach]:
    """Breaches of everything but what the pages draw."""
    yield from _trailer(pdf)
    yield from _catalogue(pdf)
    yield from _metadata(pdf)
    yield from _intent(pdf)
    yield from _files(pdf)
    for number, page in enumerate(pdf.pages):
        for breach in _page(page.obj, [float(side) for side in page.mediabox]):
            yield Breach(breach.clause, breach.what, number)
    for item in pdf.objects:
        yield from _object(item)


def _trailer(pdf: Pdf) -> Iterator[Breach]:
    if pdf.is_encrypted:
        yield Breach("6.1.3", "encryption")
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield Breach("6.1.3", "no identifier")


def _catalogue(pdf: Pdf) -> Iterator[Breach]:
    for key, clause in FORBIDDEN.items():
        if key in pdf.Root:
            yield Breach(clause, f"a catalogue with {key}")
    for key in ("/JavaScript", "/AlternatePresentations"):
        if key in pdf.Root.get("/Names", Dictionary()):
            yield Breach("6.5.1" if key == "/JavaScript" else "6.10", f"names of {key}")
    if not _LANGUAGE.fullmatch(str(pdf.Root.get("/Lang", ""))):
        yield Breach("6.7.4", "no language")


def _metadata(pdf: Pdf) -> Iterator[Breach]:
    if not isinstance(pdf.Root.get("/Metadata"), Stream):
        yield Breach("6.6.2.1", "no metadata")
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as found:
        if (found.get("pdfaid:part"), found.get("pdfaid:conformance")) != (PART, CONFORMANCE):
            yield Breach("6.6.4", "not marked as PDF/A-3b")
        for key, name in DESCRIBED.items():
            said = found.get(name)
            told = str(pdf.docinfo.get(key, ""))
            if (told or said) and told != ("; ".join(said) if isinstance(said, list) else said):
                yield Breach("6.6.3", f"{key} and {name} differ")
        for key, name in DATED.items():
            if _digits(pdf.docinfo.get(key, "")) != _digits(found.get(name, "")):
                yield Breach("6.6.3", f"{key} and {name} differ")


def _digits(moment: object) -> str:
    """A moment as 14 digits; the zone of both is UTC."""
    return re.sub(r"\D", "", str(moment).replace("+00:00", ""))[:14]


def _intent(pdf: Pdf) -> Iterator[Breach]:
    found = [each for each in pdf.Root.get("/OutputIntents", []) if each.get("/S") == Name("/GTS_PDFA1")]
    profile = found[0].get("/DestOutputProfile") if len(found) == 1 else None
    if not isinstance(profile, Stream):
        yield Breach("6.2.3", "no output intent")
        return
    yield from colours.profile(profile.read_bytes(), 3, "6.2.3")


def _files(pdf: Pdf) -> Iterator[Breach]:
    related = {each.objgen for each in pdf.Root.get("/AF", [])}
    tree = pdf.Root.get("/Names", Dictionary()).get("/EmbeddedFiles")
    for name, entry in NameTree(tree).items() if tree is not None else ():
        if entry.objgen not in related:
            yield Breach("6.8", f"{name} belongs to nothing")
        yield from _file(entry)


def _file(entry: Object) -> Iterator[Breach]:
    for key in ("/F", "/UF", "/AFRelationship", "/EF"):
        if key not in entry:
            yield Breach("6.8", f"a carried file without {key}")
    stream = entry.get("/EF", Dictionary()).get("/F")
    if not isinstance(stream, Stream) or not _MIME.fullmatch(str(stream.get("/Subtype", ""))):
        yield Breach("6.8", "a carried file without a type")
    elif "/ModDate" not in stream.get("/Params", Dictionary()):
        yield Breach("6.8", "a carried file without a date")


def _page(page: Object, box: list[float]) -> Iterator[Breach]:
    if not all(LEAST_PAGE <= abs(box[at + 2] - box[at]) <= LARGEST_PAGE for at in (0, 1)):
        yield Breach("6.1.13", "a page too small or too large")
    if "/AA" in page:
        yield Breach("6.5.2", "a page that acts")
    if "/PresSteps" in page:
        yield Breach("6.10", "a page with steps of a presentation")
    for annotation in page.get("/Annots", []):
        flags = int(annotation.get("/F", 0))
        if annotation.get("/Subtype") != Name.Link:
            yield Breach("6.3.1", f"an annotation of kind {annotation.get('/Subtype')}")
        if not flags & PRINT or flags & NOT_HIDDEN:
            yield Breach("6.3.2", "an annotation that is not printed")
        if "/A" in annotation or "/AA" in annotation:
            yield Breach("6.5.1", "an annotation that acts")


def _object(item: Object) -> Iterator[Breach]:
    """Streams, and limits of names and strings (6.1.13)."""
    if isinstance(item, Stream):
        yield from pictures.stream(item)
    waiting: list[Any] = [item]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            if part.get("/S") == Name.JavaScript or "/JS" in part:
                yield Breach("6.5.1", "a script")
            for key, value in part.items():
                if len(key.encode()) - 1 > LONGEST_NAME:
                    yield Breach("6.1.13", "a name too long")
                _add(waiting, value)
        elif isinstance(part, Array):
            for value in part:
                _add(waiting, value)
        elif isinstance(part, String) and len(bytes(part)) > LONGEST_STRING:
            yield Breach("6.1.13", "a string too long")


def _add(waiting: list[Any], value: Any) -> None:
    if isinstance(value, Object) and not value.is_indirect:
        waiting.append(value)
