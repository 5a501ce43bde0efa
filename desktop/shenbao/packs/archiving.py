"""Attachments for a pack that is to be kept: what may not stand in a PDF/A is drawn as pictures, in a worker process."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from pathlib import Path

import pikepdf

from shenbao.errors import PackError, WorkerError
from shenbao.packs.conformance import PROVED
from shenbao.packs.papers import Paper, title
from shenbao.records import Progress
from shenbao.worker import Limits, run

SECONDS_A_PAGE = 1.0
"""Drawing at 150 dpi and packing takes about a fifth of it."""


def is_proved(file: Path) -> bool:
    """Whether the pages of a normalised file may stand in a PDF/A."""
    with pikepdf.open(file) as pdf:
        return PROVED in pdf.Root


def pictured(placed: Sequence[Paper], files: Mapping[str, Path], folder: Path) -> Generator[Progress, None, dict[str, Path]]:
    """Pictures, in `folder`, of those papers whose files may not stand in a PDF/A as they are, by their ids. Their text is no longer
    text. PackError packs.not_drawn when one cannot be drawn."""
    made: dict[str, Path] = {}
    wanting = [paper for paper in placed if not is_proved(files[paper.id])]
    for done, paper in enumerate(wanting):
        yield Progress(done=done, total=len(wanting), code="packs.step.picturing")
        made[paper.id] = _drawn(paper, files[paper.id], folder)
    return made


def _drawn(paper: Paper, file: Path, folder: Path) -> Path:
    seconds = Limits().seconds + SECONDS_A_PAGE * paper.pages
    try:
        answer = run("attachments.picture", {"seconds": seconds}, file, out=folder, limits=Limits(seconds=seconds))
    except WorkerError as error:
        raise PackError("packs.not_drawn", title=title(paper), reason=error.code) from error
    drawn = folder / f"{answer['sha256']}.pdf"
    if answer.get("refused") or answer["pages"] != paper.pages or not is_proved(drawn):
        raise PackError("packs.not_drawn", title=title(paper), reason=str(answer.get("refused", "")))
    return drawn
