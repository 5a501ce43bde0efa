"""`shenbao examine`: the verdict on one file, and its PDF on demand."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pikepdf

from cli.running import Run
from corpus import others, pdfs


def test_a_sound_file_is_told_and_written(run: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "合同.pdf", tmp_path / "规范.pdf"
    file.write_bytes(pdfs.active(Random(1)))
    done = run("examine", file, "-o", out)
    assert done.code == 0
    assert "“合同.pdf”可以编入，共 2 页。" in done.out
    assert "已去除" in done.out
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == 2
        assert "/OpenAction" not in pdf.Root


def test_a_scan_is_made_as_small_as_asked(run: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "扫描.pdf", tmp_path / "小.pdf"
    file.write_bytes(pdfs.scan(Random(3), 10, size=(2480, 3508), quality=92))
    assert file.stat().st_size > 1_000_000
    done = run("examine", file, "-o", out, "--max-mb", "1", "--json")
    told = json.loads(done.out)
    assert (done.code, told["verdict"], told["pages"]) == (0, "merged", 10)
    assert told["out_bytes"] == out.stat().st_size <= 1_000_000


def test_what_is_no_document_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "材料.zip"
    file.write_bytes(others.archive(Random(1)))
    done = run("examine", file)
    assert done.code == 1
    assert "“材料.zip”是压缩包，不是 PDF 或图片。请先解压" in done.out


def test_smaller_needs_a_place_and_a_sensible_size(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdfs.text(Random(1)))
    assert run("examine", file, "--smaller", "usual").code == 2
    assert run("examine", file, "-o", tmp_path / "b.pdf", "--max-mb", "ten").code == 2
    assert run("examine", file, "-o", tmp_path / "b.pdf", "--smaller", "least").code == 2  # nothing to gain
    assert not (tmp_path / "b.pdf").exists()
    done = run("examine", file, "-o", tmp_path / "nowhere" / "b.pdf")
    assert (done.code, "无法写入" in done.err) == (2, True)
