"""Files made to exhaust whoever opens them: each ends in one of the three verdicts, and nothing of it is left behind."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pikepdf
import pytest

from corpus import bombs
from corpus.bombs import Make
from shenbao.packs.attachments import Verdict, examine, sentences
from shenbao.packs.attachments.active import left_in
from shenbao.worker import Limits

_QUICK = (
    bombs.length_of_itself,
    bombs.parent_loop,
    bombs.fields_in_a_ring,
    bombs.page_list_of_references,
    bombs.jpeg_claiming,
    bombs.tiff_in_a_ring,
    bombs.zip_of_zeros,
)
"""Always run; all others only with the large corpora."""


def ends_in_a_verdict(make: Make, folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    temp, out, file = folder / "temp", folder / "out", folder / "material.pdf"
    temp.mkdir()
    out.mkdir()
    file.write_bytes(make(Random(5)))
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    found = examine(file, out, limits=Limits(seconds=seconds))
    assert not list(temp.iterdir())
    for lang in ("zh", "en"):
        assert all(sentences(found, lang))
    made = list(out.iterdir())
    assert (found.verdict is Verdict.REFUSED) == bool(found.code) == (not made)
    for file in made:
        assert file == found.normalised
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages) == found.pages > 0
            assert not pdf.check_pdf_syntax()
            assert not left_in(pdf)


def test_there_are_enough() -> None:
    assert len({make.__name__ for make in bombs.BOMBS}) >= 40


@pytest.mark.parametrize("make", _QUICK, ids=lambda make: make.__name__)
def test_a_bomb_ends_in_a_verdict(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ends_in_a_verdict(make, tmp_path, monkeypatch, 9)


@pytest.mark.slow
@pytest.mark.parametrize("make", [make for make in bombs.BOMBS if make not in _QUICK], ids=lambda make: make.__name__)
def test_every_bomb_ends_in_a_verdict(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ends_in_a_verdict(make, tmp_path, monkeypatch, 9)
