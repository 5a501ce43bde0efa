"""Puts the files a pack is made of into one document that qpdf reads from the disk: a pack never has to fit into memory.

pikepdf copies what it takes from another document into memory; qpdf's own command line does not.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from pikepdf import Job, Object, Pdf

from shenbao import durable

_LENGTH = b"%010d"


def gathered(papers: Sequence[Path], enclosures: Sequence[Path], beside: Path) -> tuple[Pdf, list[Object]]:
    """A document of the pages of all `papers` (PDF) in order, and a stream of the bytes of each enclosure, which may be put into it.
    `beside` holds the enclosures and must stay until the document is saved. Raises OSError, PdfError."""
    with beside.open("wb") as made:
        _hold(enclosures, made)
    names = [str(path) for path in (beside, *papers)]
    pdf = Job(["qpdf", "--empty", "--remove-unreferenced-resources=no", "--pages", *names, "--", "-"]).create_pdf()
    streams = pdf.pages[0].obj["/Resources"]["/XObject"]
    held = [streams[f"/E{at}"] for at in range(len(enclosures))]
    del pdf.pages[0]
    return pdf, held


def _hold(files: Sequence[Path], made: BinaryIO) -> None:
    """Writes a document of one page that refers to a stream for each file. They are wrapped as Flate wants them but not compressed: scans
    and PDF gain nothing, and compressing takes ten times as long as copying."""
    made.write(b"%PDF-1.7\n")
    offsets = []

    def begin(content: bytes) -> None:
        offsets.append(made.tell())
        made.write(b"%d 0 obj\n<<%b" % (len(offsets), content))

    references = b"".join(b"/E%d %d 0 R" % (at, at + 4) for at in range(len(files)))
    for content in (
        b"/Type/Catalog/Pages 2 0 R",
        b"/Type/Pages/Kids[3 0 R]/Count 1",
        b"/Type/Page/Parent 2 0 R/MediaBox[0 0 1 1]/Resources<</XObject<<%b>>>>" % references,
    ):
        begin(content)
        made.write(b">>\nendobj\n")
    for path in files:
        begin(b"/Filter/FlateDecode/Length ")
        place = made.tell()
        made.write(_LENGTH % 0 + b">>stream\n")
        start = made.tell()
        stored = zlib.compressobj(0)
        for chunk in durable.read_chunks(path):
            made.write(stored.compress(chunk))
        made.write(stored.flush())
        end = made.tell()
        made.seek(place)
        made.write(_LENGTH % (end - start))
        made.seek(end)
        made.write(b"\nendstream\nendobj\n")
    table = made.tell()
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    made.write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(offsets) + 1, rows))
    made.write(b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, table))
