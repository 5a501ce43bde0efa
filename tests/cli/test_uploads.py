"""`shenbao pack` with files for uploading: volumes, a ZIP of separate files, a copy sheet; named by the notice's rule."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from cli.running import Run

SCHEME = "m05-scaleup"


@pytest.fixture
def example(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "example"
    assert run("example", SCHEME, "-o", folder).code == 0
    return folder


def with_notice(example: Path, **parameters: str) -> Path:
    answers = example / "answers.yaml"
    text = answers.read_text(encoding="utf-8")
    lines = "".join(f"  {name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in parameters.items())
    answers.write_text(
        text.replace("notice:\n", f"notice:\n{lines}", 1) if "notice:\n" in text else f"notice:\n{lines}{text}", encoding="utf-8"
    )
    return example


def test_everything_at_once(run: Run, example: Path, tmp_path: Path) -> None:
    volumes, bundle, sheet = tmp_path / "分册", tmp_path / "上传.zip", tmp_path / "对照表.xlsx"
    with_notice(example, attachment_max_mb="1", file_max_pages="30", file_name_pattern="{序号}-{材料名称}")
    done = run("pack", example, "-o", tmp_path / "p.pdf", "--volumes", volumes, "--zip", bundle, "--copy-sheet", sheet, "--json")
    assert done.code == 0, done.err
    told = done.json
    files = told["volumes"]["files"]
    assert len(files) > 1
    assert sorted(file.name for file in volumes.iterdir()) == [file["file"] for file in files]
    assert files[0]["file"] == "01-申报材料第1册.pdf"
    for file in files:
        data = (volumes / file["file"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
        assert len(data) <= 1_000_000
        assert file["pages"] <= 30
    assert told["zip"]["sha256"] == hashlib.sha256(bundle.read_bytes()).hexdigest()
    with zipfile.ZipFile(bundle) as archive:
        listed = json.loads(archive.read("manifest.json"))["files"]
        assert [file["file"] for file in listed] == [file["file"] for file in told["zip"]["files"]]
        assert all(hashlib.sha256(archive.read(file["file"])).hexdigest() == file["sha256"] for file in listed)
    assert told["copy_sheet"] == str(sheet)
    assert sheet.stat().st_size
    assert told["total_over"] == 0
    second = run("verify", volumes / files[1]["file"], "--json").json
    assert (second["verdict"], second["piece"]["number"], second["piece"]["of"]) == ("unchanged", 2, len(files))
    assert f"第 2 册，共 {len(files)} 册" in run("verify", volumes / files[1]["file"]).out
    again = tmp_path / "again"
    assert run("open", volumes / files[-1]["file"], "-o", again).code == 0
    assert (again / "answers.yaml").is_file()
    assert len(list((again / "attachments").iterdir())) == len(list((example / "attachments").iterdir()))


def test_the_same_again_and_something_else_is_never_overwritten(run: Run, example: Path, tmp_path: Path) -> None:
    words = ("pack", example, "-o", tmp_path / "p.pdf", "--volumes", tmp_path / "v")
    assert run(*words).code == 0
    assert run(*words).code == 0, "a folder that holds exactly these files is fine"
    (tmp_path / "v" / "mine.txt").write_text("mine", encoding="utf-8")
    assert run(*words).code == 2
    assert (tmp_path / "v" / "mine.txt").is_file()
    assert not [file for file in tmp_path.iterdir() if file.name.endswith(".tmp")]


@pytest.mark.parametrize(("pattern", "sentence"), [("{序号}_{公司}", "没有“公司”这个占位符"), ("{序号", "花括号不成对")])
def test_a_wrong_rule_is_told_before_anything_is_built(run: Run, example: Path, tmp_path: Path, pattern: str, sentence: str) -> None:
    with_notice(example, file_name_pattern=pattern)
    done = run("pack", example, "-o", tmp_path / "p.pdf", "--zip", tmp_path / "z.zip")
    assert done.code == 2
    assert sentence in done.err
    assert not (tmp_path / "p.pdf").exists()


def test_a_copy_sheet_ends_in_xlsx_or_pdf(run: Run, example: Path, tmp_path: Path) -> None:
    assert run("pack", example, "-o", tmp_path / "p.pdf", "--copy-sheet", tmp_path / "s.doc").code == 2
    assert run("pack", example, "-o", tmp_path / "p.pdf", "--copy-sheet", tmp_path / "s.pdf").code == 0
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_is_uploaded_of_a_redacted_copy(run: Run, example: Path, tmp_path: Path) -> None:
    done = run("pack", example, "-o", tmp_path / "p.pdf", "--redacted", "--volumes", tmp_path / "v")
    assert (done.code, list(tmp_path.glob("*.pdf"))) == (2, [])
    assert "--redacted" in done.err
