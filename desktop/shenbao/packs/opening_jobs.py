"""What runs inside the worker when a pack is opened again: the embedded record, and the pages of its attachments."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
from pikepdf import Dictionary, Name, Page, Pdf, PdfError

MOST_BYTES = 32_000_000
"""More than any application's answers."""
MOST_READ = 200
"""Pages that are read for a code."""
_CODE = re.compile(r"(\S{1,40})\s+(\S{1,20})\s+·\s+([A-Z2-7]{10})\s+·\s+\d")
"""What `build` prints at the foot of every page."""
_PAPER = re.compile(rb"q [-\d. ]+ cm /Paper Do Q\n")
"""How `placing` draws the foreign page, before its own numbers and codes."""


def record(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """Puts the embedded files called `names` into `folder`, as many as there are."""
    try:
        with Pdf.open(file) as pdf:
            for name in request["names"]:
                data = pdf.attachments[name].get_file().read_bytes() if name in pdf.attachments else None
                if data is not None and len(data) <= MOST_BYTES:
                    (folder / name).write_bytes(data)
    except PdfError:
        return {"damaged": True}
    return {}


def originals(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """Puts the embedded files called `wanted` into `folder`, as many as there are."""
    try:
        with Pdf.open(file) as pdf:
            for name in request["wanted"]:
                if name in pdf.attachments:
                    (folder / name).write_bytes(pdf.attachments[name].get_file().read_bytes())
    except PdfError:
        return {"damaged": True}
    return {}


def codes(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """`found`: scheme, version of the form and fingerprint as the page codes have them, from the first page that bears one."""
    try:
        document = pypdfium2.PdfDocument(file)
        for at in range(min(len(document), MOST_READ)):
            if code := _CODE.search(document[at].get_textpage().get_text_bounded()):
                return {"found": list(code.groups())}
    except pypdfium2.PdfiumError:
        return {"damaged": True}
    return {}


def pages(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """Puts `<sha256>.pdf` into `folder` for each entry of `wanted`: fingerprint → first page index and count."""
    try:
        with Pdf.open(file) as pdf:
            for sha256, (first, count) in request["wanted"].items():
                with Pdf.new() as made:
                    for page in list(pdf.pages)[first : first + count]:
                        made.pages.append(page)
                        _bare(made.pages[-1])
                    made.save(folder / f"{sha256}.pdf", deterministic_id=True)
    except (PdfError, IndexError):
        return {"damaged": True}
    return {}


def joined(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """Puts the `count` documents that `file` holds as members `0000`, `0001` … together as `name`."""
    try:
        with zipfile.ZipFile(file) as archive, Pdf.new() as made:
            for number in range(request["count"]):
                with Pdf.open(io.BytesIO(archive.read(f"{number:04}"))) as part:
                    made.pages.extend(part.pages)
            made.save(folder / request["name"], deterministic_id=True)
    except PdfError:
        return {"damaged": True}
    return {}


def _bare(page: Page) -> None:
    """Takes the pack's number and code off a page; a page that is not drawn as ours are stays as it is."""
    drawn = _PAPER.match(page.Contents.read_bytes()) if Name.Contents in page.obj else None
    if drawn is None:
        return
    page.Contents.write(drawn[0])
    page.obj.Resources = Dictionary(XObject=page.obj.Resources.XObject)
