"""What a finished pack says of itself: properties, XMP metadata, language, output intent, and the files it carries.

All of it as PDF/A-3 wants it (ISO 19005-3), and dated by the application, never by the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from PIL import ImageCms

from shenbao.packs import seal
from shenbao.packs.attachments.sniff import PICTURES, kind_of
from shenbao.records import Record

PRODUCER = "Shenbao"
_PROFILE = "sRGB IEC61966-2.1"
_ICC_VERSION = b"\x04\x20\x00\x00"
"""PDF 1.7 knows ICC profiles up to 4.2; the profile has nothing that came later."""
_ICC_DATE = b"\x07\xd0\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00"
"""1 January 2000: a profile made now would make every pack another file."""


class Enclosure(NamedTuple):
    """A file that a document carries: content (a stream of the document where it is not in memory) and its bytes, media type, and what
    it is to the document."""

    data: bytes | Object
    size: int
    kind: str = "application/json"
    relation: Name = Name.Data


class About(Record, frozen=True):
    """What the finished document says about itself. `identity` (16 bytes) tells files apart; `data` is embedded as `data_name`,
    `originals` under their names."""

    title: str
    author: str
    subject: str
    lang: str
    identity: bytes
    day: date
    draft: bool
    data_name: str
    data: bytes
    originals: dict[str, Path]


def describe(pdf: Pdf, about: About, originals: Sequence[Object], *, archival: bool) -> None:
    """Puts the description in. `originals`: streams of `pdf`, in the order of `about.originals`. `archival`: everything in the document
    conforms to PDF/A-3b, and it may say so."""
    stamped = f"{about.day:%Y-%m-%d}T00:00:00+00:00"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = about.title
        if about.author:
            metadata["dc:creator"] = [about.author]
        metadata["dc:description"] = about.subject
        metadata["dc:language"] = [about.lang]
        metadata["dc:identifier"] = seal.identifier()
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = stamped
        metadata["xmp:CreatorTool"] = metadata["pdf:Producer"] = PRODUCER
        if archival:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "3", "B"
    moment = f"D:{about.day:%Y%m%d}000000Z"
    for key, text in (
        ("Title", about.title),
        ("Author", about.author),
        ("Subject", about.subject),
        ("Creator", PRODUCER),
        ("Producer", PRODUCER),
        ("CreationDate", moment),
        ("ModDate", moment),
    ):
        if text:
            pdf.docinfo[Name("/" + key)] = String(text)
    pdf.Root.Lang = String(about.lang)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.OutputIntents = Array([_intent(pdf)])
    enclose(pdf, about.day, _enclosed(about, originals))


def _intent(pdf: Pdf) -> Object:
    """The colours of the document are those of sRGB: gray and RGB then mean the same everywhere (ISO 19005-2, 6.2.3)."""
    profile = pdf.make_stream(srgb())
    profile[Name.N] = 3
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name("/GTS_PDFA1"), OutputConditionIdentifier=String(_PROFILE), Info=String(_PROFILE),
        RegistryName=String("http://www.color.org"), DestOutputProfile=profile,
    )  # fmt: skip
    return pdf.make_indirect(intent)


@cache
def srgb() -> bytes:
    """An ICC profile of sRGB, the same bytes every time."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[8:12], made[24:36] = _ICC_VERSION, _ICC_DATE
    return bytes(made)


def _enclosed(about: About, originals: Sequence[Object]) -> Iterator[tuple[str, Enclosure]]:
    """The answers, and the files as they were handed in."""
    yield about.data_name, Enclosure(about.data, len(about.data))
    for (name, path), stream in zip(about.originals.items(), originals, strict=True):
        yield name, Enclosure(stream, path.stat().st_size, _type(path), Name.Source)


def _type(file: Path) -> str:
    """The MIME type of a file that was handed in, by its content."""
    kind = kind_of(file)
    return f"image/{kind}" if kind in PICTURES else "application/pdf" if kind == "pdf" else "application/octet-stream"


def enclose(pdf: Pdf, day: date, files: Iterable[tuple[str, Enclosure]]) -> None:
    """Embeds files as associated files, in the place of any the document has."""
    specs = {name: _file(pdf, day, name, enclosure) for name, enclosure in files}
    names = Array()
    for name in sorted(specs):
        names.append(String(name))
        names.append(specs[name])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    pdf.Root.AF = Array(list(specs.values()))


def _file(pdf: Pdf, day: date, name: str, enclosure: Enclosure) -> Object:
    moment = String(f"D:{day:%Y%m%d}000000Z")
    stream = pdf.make_stream(enclosure.data) if isinstance(enclosure.data, bytes) else enclosure.data
    stream[Name.Type] = Name.EmbeddedFile
    stream[Name.Subtype] = Name("/" + enclosure.kind)
    stream[Name.Params] = Dictionary(Size=enclosure.size, CreationDate=moment, ModDate=moment)
    entry = Dictionary(
        Type=Name.Filespec, F=String(name), UF=String(name), AFRelationship=enclosure.relation, EF=Dictionary(F=stream, UF=stream)
    )
    return pdf.make_indirect(entry)
