"""Separate files of a pack: the form and one for each slot, with the pack's own pages, and none over the limit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest

from finishing import finished
from packs.example import built, example
from shenbao.errors import PackError
from shenbao.packs import opening
from shenbao.packs.conformance import breaches
from shenbao.packs.navigation import labels
from shenbao.packs.piece import Limits
from shenbao.packs.separate import write_files
from shenbao.packs.stretches import is_foreign
from shenbao.packs.volumes import Source, source
from shenbao.records import PieceFile

SCHEME = "m05-scaleup"
ALL = Limits(bytes=100_000_000)


def names(files: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(f"{slot or '00'}-{title}.pdf" for slot, title in files)


def made(pack: Source, limits: Limits, folder: Path) -> list[PieceFile]:
    return finished(write_files(pack, names, limits, folder))


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Source:
    snapshot = example(SCHEME).snapshot()
    out = tmp_path_factory.mktemp("pack") / "pack.pdf"
    built(snapshot, out)
    return source(out, snapshot)


def test_the_form_and_every_slot_with_files(pack: Source, tmp_path: Path) -> None:
    files = made(pack, ALL, tmp_path)
    filled = [state.slot.code for state in pack.snapshot.slots if state.rows]
    assert [file.slot for file in files] == ["", *filled]
    for file in files:
        with pikepdf.open(tmp_path / file.name) as pdf:
            assert len(pdf.pages) == file.pages
            assert all(is_foreign(page) == bool(file.slot) for page in pdf.pages)
            assert [each.text for each in labels(pdf) if each.style == "D"][-1] == file.last
            assert pdf.check_pdf_syntax() == []
            assert pdf.open_metadata().pdfa_status == "3B"
            assert [str(breach) for breach in breaches(pdf)] == []


def test_no_answers_travel_with_them(pack: Source, tmp_path: Path) -> None:
    for file in made(pack, ALL, tmp_path):
        found = opening.verify(tmp_path / file.name)
        assert found.intact
        assert found.carried is None
        with pytest.raises(PackError) as caught:
            opening.carried(tmp_path / file.name)
        assert caught.value.code == "volumes.no_answers"


def test_a_slot_over_the_limit_is_cut_and_marked(pack: Source, tmp_path: Path) -> None:
    files = made(pack, Limits(bytes=100_000_000, pages=8), tmp_path)
    assert all(file.pages <= 8 for file in files)
    cut = {file.slot: [each.contents[0][-2] for each in files if each.slot == file.slot] for file in files}
    marks = [found for found in cut.values() if len(found) > 1]
    assert marks
    assert all("".join(found) in ("上下", "上中下", "一二三四", "一二三四五六") for found in marks)


def test_bytes_are_within_the_limit(pack: Source, tmp_path: Path) -> None:
    limit = 260_000
    for file in made(pack, Limits(bytes=limit), tmp_path):
        assert (tmp_path / file.name).stat().st_size == file.bytes <= limit
