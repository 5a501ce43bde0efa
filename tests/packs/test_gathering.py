"""Files put together without being held in memory."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pikepdf import Pdf

from shenbao.durable import CHUNK
from shenbao.packs.gathering import gathered

SIZES = [0, 1, 65_535, CHUNK, 3 * CHUNK + 11]


def test_every_enclosure_is_a_stream_with_its_bytes(tmp_path: Path) -> None:
    chance = random.Random(1)
    files = [tmp_path / f"{size}.bin" for size in SIZES]
    for path, size in zip(files, SIZES, strict=True):
        path.write_bytes(chance.randbytes(size))
    pdf, streams = gathered([], files, tmp_path / "beside")
    assert not pdf.pages
    assert [stream.read_bytes() for stream in streams] == [path.read_bytes() for path in files]
    pdf.Root.Kept = streams[-1]
    pdf.save(tmp_path / "out.pdf")
    with Pdf.open(tmp_path / "out.pdf") as saved:
        assert saved.Root.Kept.read_bytes() == files[-1].read_bytes()


def test_pages_come_in_order_also_when_a_file_is_named_twice(tmp_path: Path) -> None:
    for name, widths in (("a b.pdf", [100, 200]), ("-c.pdf", [300])):
        with Pdf.new() as pdf:
            for width in widths:
                pdf.add_blank_page(page_size=(width, 50))
            pdf.save(tmp_path / name)
    files = [tmp_path / name for name in ("a b.pdf", "-c.pdf", "a b.pdf")]
    pdf, _ = gathered(files, [], tmp_path / "beside")
    assert [int(page.mediabox[2]) for page in pdf.pages] == [100, 200, 300, 100, 200]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        gathered([], [tmp_path / "missing.bin"], tmp_path / "beside")
