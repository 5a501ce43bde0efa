"""Opens a pack again: the answers it carries, whether it is unchanged, and the pages of its attachments.

A pack that comes back is a foreign file: only a worker process looks inside (`opening_jobs`).
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import msgspec

from shenbao.errors import PackError, WorkerError
from shenbao.packs import seal
from shenbao.packs.carried import NAME, Carried, decoded, original
from shenbao.records import Record
from shenbao.worker import run


class Verified(Record, frozen=True):
    """What a pack says of itself, and whether it still says what it said when it was built."""

    intact: bool
    """Byte for byte what was built."""
    carried: Carried | None
    """None when the answers cannot be read any more."""


def verify(file: Path) -> Verified:
    """Looks at a pack. PackError packs.not_ours when it is none, packs.unreadable when the file cannot be read."""
    try:
        intact = seal.is_intact(file)
    except OSError as error:
        raise PackError("packs.unreadable", str(file), reason=error.strerror or str(error)) from error
    try:
        record = carried(file)
    except PackError as error:
        if intact is None:
            raise
        if error.code not in ("packs.not_ours", "packs.damaged"):
            raise
        record = None
    return Verified(intact=intact is True and record is not None, carried=record)


def carried(file: Path) -> Carried:
    """The embedded record. PackError packs.not_ours when there is none, packs.damaged when the file cannot be read through."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        answer = _asked("packs.record", {"name": NAME}, file, out)
        if answer.get("damaged"):
            raise PackError("packs.damaged", str(file))
        try:
            return decoded((out / NAME).read_bytes())
        except FileNotFoundError as error:
            raise PackError("packs.not_ours", str(file)) from error
        except (OSError, msgspec.MsgspecError, RecursionError) as error:
            raise PackError("packs.damaged", str(file)) from error


class Taken(Record, frozen=True):
    """An attachment out of a pack: the file as it was handed in, or the pages of the pack that show it."""

    file: Path
    original: bool


def attachments(file: Path, record: Carried, out: Path) -> dict[str, Taken]:
    """Takes each attachment out of the pack into `out`, by SHA-256 of the original file: the original where the pack carries it
    unharmed, otherwise its pages without page numbers and codes. PackError packs.damaged when that fails."""
    digests = [sha256 for sha256 in record.pages if set(sha256) <= _HEX]
    taken = _originals(file, digests, out) if record.originals else {}
    wanted = {sha256: list(record.pages[sha256]) for sha256 in digests if sha256 not in taken}
    if wanted and _asked("packs.pages", {"wanted": wanted}, file, out).get("damaged"):
        raise PackError("packs.damaged", str(file))
    return taken | {sha256: Taken(out / f"{sha256}.pdf", original=False) for sha256 in wanted}


def _originals(file: Path, digests: list[str], out: Path) -> dict[str, Taken]:
    found: dict[str, Taken] = {}
    _asked("packs.originals", {"wanted": [original(sha256) for sha256 in digests]}, file, out)
    for sha256 in digests:
        path = out / original(sha256)
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            found[sha256] = Taken(path, original=True)
    return found


_HEX = frozenset("0123456789abcdef")


def _asked(job: str, request: dict[str, object], file: Path, out: Path) -> dict[str, object]:
    try:
        return run(job, request, file, out=out)
    except WorkerError as error:
        if error.code == "worker.unreadable":
            raise PackError("packs.unreadable", str(file), reason=str(error.slots.get("reason", ""))) from error
        raise PackError("packs.damaged", str(file)) from error
