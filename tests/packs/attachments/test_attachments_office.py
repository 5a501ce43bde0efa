"""Office documents: told that they must be PDF, and turned into one where LibreOffice is installed."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

import pytest

from corpus import others, pdfs
from shenbao.errors import AttachmentError
from shenbao.packs.attachments import examine, office, sentences
from shenbao.packs.attachments.sniff import kind_of, office_ending

STAND_IN = f"""#!{sys.executable} -I
import pathlib, shutil, sys
options = sys.argv[1:]
document, out = pathlib.Path(options[-1]), pathlib.Path(options[options.index("--outdir") + 1])
profile = next(each for each in options if each.startswith("-env:UserInstallation=file://"))
settings = pathlib.Path(profile.partition("file://")[2]) / "user" / "registrymodifications.xcu"
assert "DisableMacrosExecution" in settings.read_text()
{{body}}
out.mkdir()
shutil.copyfile({{made!r}}, out / (document.stem + ".pdf"))
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place; `body` is what it does before it writes the PDF."""
    if sys.platform == "win32":
        pytest.skip("a script cannot stand for a program there")
    (tmp_path / "bin").mkdir()
    (tmp_path / "made.pdf").write_bytes(pdfs.text(Random(3), 2))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    put_stand_in(tmp_path, "")
    return tmp_path


def put_stand_in(folder: Path, body: str) -> None:
    program = folder / "bin" / "soffice"
    program.write_text(STAND_IN.format(body=body, made=str(folder / "made.pdf")))
    program.chmod(0o755)


def document(folder: Path, name: str = "承诺书.docx") -> Path:
    file = folder / name
    file.write_bytes(others.docx(Random(1)))
    return file


def test_a_document_becomes_a_pdf_under_its_name(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temp = stand_in / "temp"
    temp.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    put_stand_in(stand_in, "assert document.suffix == '.docx'")
    made = office.convert(document(stand_in), stand_in)
    assert made == stand_in / "承诺书.pdf"
    assert examine(made, stand_in).pages == 2
    assert not list(temp.iterdir())


@pytest.mark.parametrize(
    "body",
    [
        "raise SystemExit(1)",
        "raise SystemExit",  # says nothing and writes nothing
        "pathlib.Path('/var/tmp/shenbao-test').write_text('x')",
    ],
)
def test_what_fails_or_reaches_out_is_told_and_leaves_nothing(body: str, stand_in: Path) -> None:
    if "/var/tmp" in body and sys.platform != "linux":
        pytest.skip("only Linux can forbid that to another program")
    put_stand_in(stand_in, body)
    with pytest.raises(AttachmentError, match=r"attachments\.office\.failed"):
        office.convert(document(stand_in), stand_in)
    assert not (stand_in / "承诺书.pdf").exists()


def test_a_program_that_does_not_end_is_stopped(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_stand_in(stand_in, "import time; time.sleep(600)")
    monkeypatch.setattr(office, "_LIMITS", office.Limits(seconds=2, memory=4 << 30, handles=256, programs=True))
    with pytest.raises(AttachmentError, match=r"attachments\.office\.time"):
        office.convert(document(stand_in), stand_in)


def test_without_libreoffice_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "installed", lambda: None)
    with pytest.raises(AttachmentError, match=r"attachments\.office\.missing"):
        office.convert(document(tmp_path), tmp_path)


def test_old_documents_are_told_apart_by_their_streams(tmp_path: Path) -> None:
    for stream, ending in (("WordDocument", "doc"), ("Workbook", "xls"), ("PowerPoint Document", "ppt")):
        file = tmp_path / ending
        file.write_bytes(others.compound(stream))
        assert kind_of(file) == "office-old"
        assert office_ending(file, "office-old") == ending


def test_a_document_with_a_password_is_refused_for_that(tmp_path: Path) -> None:
    file = tmp_path / "预算.xlsx"
    file.write_bytes(others.compound("EncryptedPackage"))
    found = examine(file, tmp_path)
    assert (found.code, found.kind) == ("needs-password", "office-locked")
    assert sentences(found, "zh")[0].startswith("“预算.xlsx”设有打开密码。")
