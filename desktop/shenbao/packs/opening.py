"""Opens a pack again: the answers it carries, whether it is unchanged, and the pages of its attachments.

A pack that comes back is a foreign file: only a worker process looks inside (`opening_jobs`).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec

from shenbao.errors import PackError, WorkerError
from shenbao.packs import seal
from shenbao.packs.carried import NAME, Carried, decoded
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


def attachments(file: Path, record: Carried, out: Path) -> dict[str, Path]:
    """Takes the pages of each attachment out of the pack, without page numbers and codes, into `out`; by SHA-256 of the original
    file. They are as the pack shows them, no longer the original file. PackError packs.damaged when that fails."""
    wanted = {sha256: list(place) for sha256, place in record.pages.items() if set(sha256) <= _HEX}
    if not wanted:
        return {}
    if _asked("packs.pages", {"wanted": wanted}, file, out).get("damaged"):
        raise PackError("packs.damaged", str(file))
    return {sha256: out / f"{sha256}.pdf" for sha256 in wanted}


_HEX = frozenset("0123456789abcdef")


def _asked(job: str, request: dict[str, object], file: Path, out: Path) -> dict[str, object]:
    try:
        return run(job, request, file, out=out)
    except WorkerError as error:
        if error.code == "worker.unreadable":
            raise PackError("packs.unreadable", str(file), reason=str(error.slots.get("reason", ""))) from error
        raise PackError("packs.damaged", str(file)) from error
