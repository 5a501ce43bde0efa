"""Remembers what the examination of a file found, by the file's content: the second look at a file takes no worker process.

A folder of verdicts, `verdicts/<version>/<SHA-256 of the file>.<its ending>`, beside the normalised PDFs as content-addressed objects.
Nothing in it is believed unproven: a record carries its own digest and a PDF must be what its name says.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import msgspec

import shenbao
from shenbao import durable
from shenbao.errors import ExchangeError
from shenbao.library import blobs
from shenbao.records import Record

_PASSING = ("refused:unreadable", "refused:no-room", "refused:took-too-long", "refused:too-heavy")
"""Verdicts on the machine and the moment rather than on the file; they are not remembered."""


class _Remembered(Record, frozen=True):
    cells: dict[str, str]
    digest: str


def known(folder: Path, file: Path) -> dict[str, str] | None:
    """The cells of an earlier examination of the same content (`records.ATTACHMENT_CELLS`) under this file's name, or None.

    Raises OSError when `file` cannot be read."""
    from shenbao.packs.attachments import shown_name

    sha256, _ = blobs.fingerprint(file)
    try:
        remembered = msgspec.json.decode(_place(folder, sha256, file).read_bytes(), type=_Remembered)
    except (OSError, msgspec.MsgspecError):
        return None
    cells = remembered.cells
    if remembered.digest != _digest(cells) or cells.get("sha256") != sha256:
        return None
    merged = cells.get("merged", "")
    if merged and not blobs.place(folder, merged).exists():
        return None
    return cells | {"name": shown_name(file)}


def seen(folder: Path, file: Path) -> dict[str, str]:
    """The cells of `file`: those remembered, or those of an examination now. Raises OSError when it cannot be read."""
    return known(folder, file) or examine(folder, file)


def examine(folder: Path, file: Path) -> dict[str, str]:
    """Examines `file` in a worker process and remembers the outcome; returns its cells. The PDF for the pack is `blobs.place(folder,
    cells["merged"])`."""
    import shutil
    import tempfile

    from shenbao.packs import attachments

    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    out = Path(tempfile.mkdtemp(dir=folder if folder.is_dir() else None))
    try:
        found = attachments.examine(file, out)
        merged = blobs.store(folder, found.normalised)[0] if found.normalised is not None else ""
        cells = attachments.cells(found, merged)
    finally:
        shutil.rmtree(out, ignore_errors=True)
    if found.sha256 and cells["verdict"] not in _PASSING:
        target = _place(folder, found.sha256, file)
        target.parent.mkdir(parents=True, exist_ok=True)
        durable.write_file(target, [msgspec.json.encode(_Remembered(cells=cells, digest=_digest(cells)))])
    return cells


def normalised(folder: Path, sha256: str) -> Path:
    """The PDF of an examined file, proven. ExchangeError cli.cache_damaged when it is not what it was; it is thrown away then."""
    file = blobs.place(folder, sha256)
    try:
        whole = blobs.is_whole(file)
    except OSError:
        whole = False
    if not whole:
        durable.discard(file)
        raise ExchangeError("cli.cache_damaged")
    return file


def _place(folder: Path, sha256: str, file: Path) -> Path:
    # A newer program may judge differently, and a name that lies about the content is part of the verdict.
    ending = "".join(letter for letter in file.suffix.lower() if letter.isalnum())[:8]
    return folder / "verdicts" / shenbao.__version__ / f"{sha256}.{ending}"


def _digest(cells: dict[str, str]) -> str:
    return hashlib.sha256(msgspec.json.encode(cells, order="sorted")).hexdigest()
