"""Attachments for a pack that is to be kept: what may not stand in a PDF/A is drawn as pictures, in a worker process."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path

import pikepdf

from shenbao.errors import PackError, WorkerError
from shenbao.packs.conformance import PROVED
from shenbao.records import Progress
from shenbao.worker import Limits, run

SECONDS_A_PAGE = 1.0
"""Drawing at 150 dpi and packing takes about a fifth of it."""


def is_proved(file: Path) -> bool:
    """Whether the pages of a normalised file may stand in a PDF/A."""
    with pikepdf.open(file) as pdf:
        return PROVED in pdf.Root


def pictured(files: Mapping[str, Path], pages: Mapping[str, int], folder: Path) -> Generator[Progress, None, dict[str, Path]]:
    """Pictures, in `folder`, of those files that may not stand in a PDF/A as they are; both arguments by the same ids. Their text is
    no longer text. PackError packs.not_drawn when a file cannot be drawn."""
    made: dict[str, Path] = {}
    wanting = [name for name, file in files.items() if not is_proved(file)]
    for done, name in enumerate(wanting):
        yield Progress(done=done, total=len(wanting), code="packs.step.picturing")
        made[name] = _drawn(files[name], pages[name], folder)
    return made


def _drawn(file: Path, pages: int, folder: Path) -> Path:
    seconds = Limits().seconds + SECONDS_A_PAGE * pages
    try:
        answer = run("attachments.picture", {"seconds": seconds}, file, out=folder, limits=Limits(seconds=seconds))
    except WorkerError as error:
        raise PackError("packs.not_drawn", reason=error.code) from error
    drawn = folder / f"{answer['sha256']}.pdf"
    if answer.get("refused") or answer["pages"] != pages or not is_proved(drawn):
        raise PackError("packs.not_drawn", reason=str(answer.get("refused", "")))
    return drawn
