"""Turns an office document into a PDF with the LibreOffice of this machine, where there is one."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from shenbao.errors import AttachmentError, WorkerError
from shenbao.worker import MEBIBYTE, Limits, Worker

CONVERTIBLE = frozenset({"docx", "xlsx", "pptx", "odf", "rtf", "office-old"})
"""What LibreOffice draws as its own program would, or nearly; see `sniff.kind_of`."""

_LIMITS = Limits(seconds=90, memory=4096 * MEBIBYTE, handles=1024, programs=True)
"""Its first start in an empty profile alone takes seconds and a gigabyte of addresses."""

_NAMES = ("soffice", "libreoffice")
_PLACES = {
    "win32": ("C:/Program Files/LibreOffice/program/soffice.exe", "C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    "linux": ("/usr/lib/libreoffice/program/soffice", "/usr/lib64/libreoffice/program/soffice", "/snap/bin/libreoffice"),
}


def installed() -> Path | None:
    """LibreOffice's program on the path or where its installers put it; None when it is not there."""
    named = (shutil.which(name) for name in _NAMES)
    places = (*(place for place in named if place), *_PLACES.get(sys.platform, ()))
    own = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True) if sys.platform == "linux" else []
    return next((place for place in (*map(Path, places), *own) if place.is_file()), None)


def convert(file: Path, out_folder: Path, *, worker: Worker | None = None) -> Path:
    """The PDF of an office document, `out_folder/<its name>.pdf`. It is drawn in a profile of its own, without macros, and without a
    network where the system lets a process give that up.

    Raises AttachmentError `attachments.office.missing`, `.failed` or `.time`, UserCancelled.
    """
    program = installed()
    if program is None:
        raise AttachmentError("attachments.office.missing", name=file.name)
    try:
        (worker or Worker()).run("attachments.convert", {"program": str(program)}, file, out=out_folder, limits=_LIMITS)
    except WorkerError as error:
        ending = "time" if error.code == "worker.time" else "failed"
        raise AttachmentError(f"attachments.office.{ending}", name=file.name, seconds=round(_LIMITS.seconds)) from error
    made = out_folder / f"{file.stem or file.name}.pdf"
    (out_folder / "converted.pdf").replace(made)
    return made
