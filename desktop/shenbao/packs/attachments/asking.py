"""Asks workers about one foreign file and turns every ending, a dead worker included, into a verdict."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from shenbao.errors import WorkerError
from shenbao.packs.attachments.verdicts import Examined, Note, Slots, Verdict, shown_name
from shenbao.worker import Limits, Worker

_BY_WORKER = {
    "worker.unreadable": "unreadable",
    "worker.too-large": "too-large",
    "worker.no-room": "no-room",
    "worker.start": "no-room",
    "worker.time": "took-too-long",
    "worker.memory": "too-heavy",
}
_SETTLED = frozenset({"unreadable", "too-large", "no-room", "took-too-long"})
"""Refusals of the first attempt that drawing the pages would not change."""
_LEAST_SECONDS = 0.1
_ENDINGS = {
    "pdf": ("pdf",),
    "jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "png": ("png", "apng"),
    "tiff": ("tif", "tiff"),
    "bmp": ("bmp", "dib"),
    "gif": ("gif",),
    "webp": ("webp",),
}


class _Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a job says. `again`: the pages cannot be taken over, pictures of them may be possible; if not, this is the refusal."""

    kind: str
    bytes: int
    sha256: str
    refused: str = ""
    again: str = ""
    slots: Slots = {}
    pages: int = 0
    sizes: tuple[tuple[float, float], ...] = ()
    notes: tuple[Note, ...] = ()
    warnings: tuple[Note, ...] = ()


def examine(path: Path, out_folder: Path, *, limits: Limits | None = None, worker: Worker | None = None) -> Examined:
    """The verdict on one file; when it can go into a pack, `out_folder/<sha256 of the file>.pdf` is its normalised form.

    Never raises for anything the file does. Raises UserCancelled when `worker.cancel()` was called from another thread.
    `limits.seconds` bound the whole examination, both attempts together.
    """
    limits, worker = limits or Limits(), worker or Worker()
    deadline = time.monotonic() + limits.seconds
    first = _ask("attachments.normalise", path, out_folder, limits, worker)
    if isinstance(first, _Answer) and not first.again:
        return _verdict(path, out_folder, first, Verdict.MERGED)
    if isinstance(first, str) and first in _SETTLED:
        return _unread(path, first, limits)
    rest = msgspec.structs.replace(limits, seconds=max(deadline - time.monotonic(), _LEAST_SECONDS))
    second = _ask("attachments.picture", path, out_folder, rest, worker)
    if isinstance(second, str):
        refused = _unread(path, first if first == "too-heavy" else second, limits)
        return msgspec.structs.replace(refused, kind=first.kind) if isinstance(first, _Answer) else refused
    if isinstance(first, _Answer):
        code = first.again if second.refused == "damaged" else second.refused
        lost: tuple[Note, ...] = ()
        if second.pages < first.pages and not code:
            lost = (("pages-lost", {"declared": first.pages, "pages": second.pages}),)
        second = msgspec.structs.replace(second, notes=first.notes + lost + second.notes, refused=code)
    return _verdict(path, out_folder, second, Verdict.MERGED_AS_IMAGES)


def _ask(job: str, path: Path, out_folder: Path, limits: Limits, worker: Worker) -> _Answer | str:
    """What the job says, or the code of a refusal when no worker lived to say anything believable."""
    try:
        return msgspec.convert(worker.run(job, {"seconds": limits.seconds}, path, out=out_folder, limits=limits), _Answer)
    except WorkerError as error:
        return _BY_WORKER.get(error.code, "damaged")
    except msgspec.ValidationError:
        return "damaged"


def _verdict(path: Path, out_folder: Path, answer: _Answer, merged: Verdict) -> Examined:
    refused = bool(answer.refused)
    return Examined(
        name=shown_name(path),
        verdict=Verdict.REFUSED if refused else merged,
        code=answer.refused,
        kind=answer.kind,
        slots=answer.slots,
        pages=answer.pages,
        page_sizes=answer.sizes,
        notes=() if refused else (*_misnamed(path, answer.kind), *answer.notes),
        warnings=answer.warnings,
        normalised=None if refused else out_folder / f"{answer.sha256}.pdf",
        bytes=answer.bytes,
        sha256=answer.sha256,
    )


def _unread(path: Path, code: str, limits: Limits) -> Examined:
    """The verdict on a file that no worker could report on. It is counted and fingerprinted here, not read into."""
    size, sha256 = 0, ""
    if code not in {"unreadable", "too-large"}:
        with contextlib.suppress(OSError), path.open("rb") as reader:
            size, sha256 = path.stat().st_size, hashlib.file_digest(reader, "sha256").hexdigest()
    slots: Slots = {"seconds": round(limits.seconds), "memory": limits.memory >> 20, "limit": limits.input // 1_000_000}
    return Examined(name=shown_name(path), verdict=Verdict.REFUSED, code=code, slots=slots, bytes=size, sha256=sha256)


def _misnamed(path: Path, kind: str) -> tuple[Note, ...]:
    ending = path.suffix.lower().lstrip(".")
    return () if ending in _ENDINGS[kind] else (("misnamed", {"kind": kind.upper()}),)


def render(path: Path, pages: Sequence[int], width_px: int, *, worker: Worker | None = None) -> tuple[bytes, ...]:
    """PNG pictures of `pages` (from 0) of a normalised PDF, each `width_px` wide. One worker draws them all.

    Raises WorkerError when the file cannot be drawn, UserCancelled when `worker.cancel()` was called.
    """
    with tempfile.TemporaryDirectory(prefix="shenbao-preview-") as folder:
        request = {"pages": list(pages), "width": width_px}
        (worker or Worker()).run("attachments.render", request, path, out=Path(folder))
        return tuple((Path(folder) / f"{number}.png").read_bytes() for number in pages)
