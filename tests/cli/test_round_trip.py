"""A pack gives back what it was made of: example → pack → open → pack is the same file, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from shenbao.cli import main

DAY = ["--today", "2026-03-20"]


@pytest.fixture(params=["m08-procure", pytest.param("m08-first", marks=pytest.mark.slow)])
def scheme(request: pytest.FixtureRequest) -> str:
    """An example with two papers; with --slow the largest too."""
    return str(request.param)


@pytest.fixture
def example(tmp_path: Path, scheme: str) -> Path:
    folder = tmp_path / "example"
    assert main(["example", scheme, "-o", str(folder)]) == 0
    return folder


def pack(source: Path, out: Path) -> bytes:
    assert main(["pack", str(source), "-o", str(out), "--final", *DAY]) == 0
    return out.read_bytes()


def test_a_pack_gives_back_its_answers_and_files(example: Path, tmp_path: Path) -> None:
    first = pack(example, tmp_path / "first.pdf")
    assert pack(tmp_path / "first.pdf", tmp_path / "of-the-pack.pdf") == first
    again = tmp_path / "again"
    assert main(["open", str(tmp_path / "first.pdf"), "-o", str(again)]) == 0
    for file in (example / "attachments").iterdir():
        assert (again / "attachments" / file.name).read_bytes() == file.read_bytes()
    assert pack(again, tmp_path / "of-the-folder.pdf") == first
