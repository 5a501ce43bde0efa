"""Sound files damaged at random: each ends in a verdict, and what is taken has its pages, sound syntax and nothing active.

Many damaged files share one worker here, only to save its start; when that worker dies, its files are tried again one by one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest

from corpus.damaged import damaged
from shenbao import worker
from shenbao.errors import WorkerError
from shenbao.packs.attachments import Verdict, examine
from shenbao.packs.attachments.active import left_in
from shenbao.worker import jobs, launch

_ALWAYS = 160
_SLOW = 5000
_BATCH = 40
_BATCH_SECONDS = 60
_FOUND = Path(__file__).parent / "damaged"
"""Damaged files of which something was found once, kept byte for byte."""


def try_many(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """The job: both ways on every file of a batch, as `examine` would try them."""
    from shenbao.packs.attachments.jobs import normalise, picture

    told = {}
    for seed in range(request["first"], request["last"]):
        source = folder / "damaged"
        source.write_bytes(damaged(seed))
        answer = normalise({"seconds": 9}, source, folder)
        if answer.get("again"):
            answer = picture({"seconds": 9}, source, folder)
        source.unlink()
        told[str(seed)] = [answer["sha256"], answer.get("refused", ""), answer.get("pages", 0)]
    return {"told": told}


@pytest.fixture
def extended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that know the job of this file."""
    places = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    name = f"{Path(__file__).stem}:try_many"
    monkeypatch.setitem(jobs.JOBS, "try-many", name)
    begin = f"import sys; sys.path[:0] = [sys.argv[1], *{places!r}]; from shenbao.worker import jobs, serve; "
    monkeypatch.setattr(launch, "_BOOTSTRAP", f"{begin}jobs.JOBS['try-many'] = {name!r}; serve()")


def check_batch(first: int, last: int, out: Path) -> int:
    """Raises AssertionError for a file without a proper ending; the number of files taken."""
    try:
        limits = worker.Limits(seconds=_BATCH_SECONDS)
        told = worker.run("try-many", {"first": first, "last": last}, None, out=out, limits=limits)["told"]
    except WorkerError:
        told = {str(seed): alone(seed, out) for seed in range(first, last)}
    assert len(told) == last - first
    for sha256, refused, pages in told.values():
        if not refused:
            with pikepdf.open(out / f"{sha256}.pdf") as pdf:
                assert len(pdf.pages) == pages > 0
                assert not pdf.check_pdf_syntax()
                assert not left_in(pdf)
    return sum(not refused for _, refused, _ in told.values())


def alone(seed: int, out: Path) -> tuple[str, str, int]:
    file = out / "damaged"
    file.write_bytes(damaged(seed))
    result = examine(file, out)
    assert (result.normalised is None) == (result.verdict is Verdict.REFUSED) == bool(result.code)
    return result.sha256, result.code, result.pages


@pytest.mark.usefixtures("extended")
@pytest.mark.parametrize("first", range(0, _ALWAYS, _BATCH))
def test_damaged_files_end_in_a_verdict(first: int, tmp_path: Path) -> None:
    assert check_batch(first, first + _BATCH, tmp_path) > 0


@pytest.mark.slow
@pytest.mark.usefixtures("extended")
@pytest.mark.parametrize("first", range(_ALWAYS, _SLOW, _BATCH))
def test_thousands_of_damaged_files_end_in_a_verdict(first: int, tmp_path: Path) -> None:
    assert check_batch(first, first + _BATCH, tmp_path) > 0


@pytest.mark.parametrize(
    ("name", "declared", "pages"), [("three-pages-one-left", 3, 1), ("two-pages-one-left", 2, 1), ("four-pages-two-left", 4, 2)]
)
def test_pages_beyond_repair_are_told(name: str, declared: int, pages: int, tmp_path: Path) -> None:
    result = examine(_FOUND / f"{name}.pdf", tmp_path)
    assert result.pages == pages
    assert dict(result.notes)["pages-lost"] == {"declared": declared, "pages": pages}


def test_pages_that_only_the_other_reader_finds_are_drawn(tmp_path: Path) -> None:
    result = examine(_FOUND / "three-pages-for-one-reader.pdf", tmp_path)
    assert (result.verdict, result.pages) == (Verdict.MERGED_AS_IMAGES, 3)
