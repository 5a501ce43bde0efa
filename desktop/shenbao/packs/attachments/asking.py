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
_WORTH_ANOTHER_TRY = frozenset({"worker.crashed", "worker.memory", "worker.babble"})
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
    """What a job says. `again`: the pages cannot be taken over, pictures of them may still be possible."""

    kind: str
    bytes: int
    sha256: str
    refused: str = ""
    again: bool = False
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
    name = shown_name(path)
    try:
        answer, drawn = _ask("attachments.normalise", path, out_folder, limits, worker), False
        first_notes = answer.notes
    except WorkerError as error:
        if error.code not in _WORTH_ANOTHER_TRY:
            return _refused_unread(name, path, error, limits)
        answer, drawn, first_notes = None, True, ()
    if answer is None or answer.again:
        drawn = True
        rest = msgspec.structs.replace(limits, seconds=max(deadline - time.monotonic(), _LEAST_SECONDS))
        try:
            answer = _ask("attachments.picture", path, out_folder, rest, worker)
        except WorkerError as error:
            return _refused_unread(name, path, error, limits)
    refused = bool(answer.refused)
    return Examined(
        name=name,
        verdict=Verdict.REFUSED if refused else Verdict.MERGED_AS_IMAGES if drawn else Verdict.MERGED,
        code=answer.refused,
        kind=answer.kind,
        slots=answer.slots,
        pages=answer.pages,
        page_sizes=answer.sizes,
        notes=() if refused else (*_misnamed(path, answer.kind), *(first_notes if drawn else ()), *answer.notes),
        warnings=answer.warnings,
        normalised=None if refused else out_folder / f"{answer.sha256}.pdf",
        bytes=answer.bytes,
        sha256=answer.sha256,
    )


def _ask(job: str, path: Path, out_folder: Path, limits: Limits, worker: Worker) -> _Answer:
    answer = worker.run(job, {"seconds": limits.seconds}, path, out=out_folder, limits=limits)
    try:
        return msgspec.convert(answer, _Answer)
    except msgspec.ValidationError as error:
        raise WorkerError("worker.babble", reason=str(error)) from error


def _refused_unread(name: str, path: Path, error: WorkerError, limits: Limits) -> Examined:
    """The verdict when no worker lived to say anything. The file is then only counted and fingerprinted, not read into."""
    code = _BY_WORKER.get(error.code, "damaged")
    size, sha256 = 0, ""
    if code not in {"unreadable", "too-large"}:
        with contextlib.suppress(OSError), path.open("rb") as reader:
            size, sha256 = path.stat().st_size, hashlib.file_digest(reader, "sha256").hexdigest()
    slots: Slots = {"seconds": round(limits.seconds), "memory": limits.memory >> 20, "limit": limits.input // 1_000_000}
    return Examined(name=name, verdict=Verdict.REFUSED, code=code, slots=slots, bytes=size, sha256=sha256)


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
