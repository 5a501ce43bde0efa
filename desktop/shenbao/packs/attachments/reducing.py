"""Asks for a smaller form of a file that is attached already: how coarse, or until it keeps to a limit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from shenbao.errors import AttachmentError, WorkerError
from shenbao.packs.attachments.asking import examine
from shenbao.packs.attachments.manners import MANNERS, Manner
from shenbao.packs.attachments.verdicts import Examined, Note, Verdict, cells, read, written
from shenbao.text import file_size
from shenbao.worker import Limits, Worker

_SECONDS = 90.0
"""A person asked for it and waits: a long scan in colour takes a quarter of a second a page."""


class Smaller(NamedTuple):
    """The new file, and what its own examination says of it."""

    file: Path
    manner: Manner
    examined: Examined


def reduce(name: str, normalised: Path, out_folder: Path, manner: str, *, most_bytes: int = 0, worker: Worker | None = None) -> Smaller:
    """Makes a smaller PDF of the pages of an attached file, in `out_folder`. `manner` is one of `MANNERS`; with "fit" the finest that keeps
    to `most_bytes` is taken, or the smallest.

    Raises AttachmentError `attachments.smaller.nothing-gained` or `.looks-changed` (the original stays as it is), UserCancelled.
    """
    worker, found = worker or Worker(), None
    for each in MANNERS.values() if manner == "fit" else (MANNERS[manner],):
        try:
            found = _reduced(name, normalised, out_folder, each, worker), each
        except AttachmentError:
            if (found is None and each is MANNERS["least"]) or manner != "fit":
                raise
            continue
        if found[0].stat().st_size <= most_bytes:
            break
    assert found is not None
    examined = examine(found[0], out_folder, worker=worker)
    if examined.verdict is not Verdict.MERGED:
        raise AttachmentError("attachments.smaller.nothing-gained", name=name)
    return Smaller(*found, examined)


def _reduced(name: str, normalised: Path, out_folder: Path, manner: Manner, worker: Worker) -> Path:
    request = {"dpi": manner.dpi, "quality": manner.quality, "seconds": _SECONDS / 2}
    try:
        answer = worker.run("attachments.reduce", request, normalised, out=out_folder, limits=Limits(seconds=_SECONDS))
    except WorkerError as error:
        raise AttachmentError("attachments.smaller.nothing-gained", name=name) from error
    if answer["refused"]:
        slots = {key: str(value) for key, value in answer["slots"].items()}
        raise AttachmentError(f"attachments.smaller.{answer['refused']}", name=name, **slots)
    made = out_folder / f"{Path(name).stem or name}.pdf"
    (out_folder / "smaller.pdf").replace(made)
    return made


def smaller_cells(before: Mapping[str, str], smaller: Smaller, merged_sha256: str) -> dict[str, str]:
    """Cells of the row from now on: what was said of the original still holds, and what was gained is told.

    Raises AttachmentError `attachments.smaller.nothing-gained` when the original is no larger."""
    examined, original = smaller.examined, int(before.get("bytes") or 0)
    if examined.bytes >= original:
        raise AttachmentError("attachments.smaller.nothing-gained", name=before.get("name", ""))
    found = cells(examined, merged_sha256)
    notes = read(before.get("note", ""))
    told = [note for note in notes if note[0].startswith("note.") and note[0] != "note.smaller"]
    first = next((slots["original"] for code, slots in notes if code == "note.smaller"), before.get("sha256", ""))
    sizes = {"before": file_size(original), "after": file_size(examined.bytes)}
    gained: Note = ("note.smaller", {**sizes, "dpi": smaller.manner.dpi, "original": first})
    note = written([*told, gained, *read(found["note"])])
    return found | {"verdict": before.get("verdict", found["verdict"]), "note": note}
