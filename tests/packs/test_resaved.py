"""A pack that another program saved again is told from the one that was built, of whatever kind it is."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from packs.example import built, example
from shenbao.errors import PackError
from shenbao.packs import opening

KINDS = {"ordinary": {}, "final": {"final": True}, "archive": {"archive": True}, "redacted": {"redacted": True}}


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("packs")
    for name, asked in KINDS.items():
        built(example("m08-procure").snapshot(), folder / f"{name}.pdf", **asked)
    return {name: folder / f"{name}.pdf" for name in KINDS}


def command(*words: str) -> Callable[[Path, Path], None]:
    def run(file: Path, out: Path) -> None:
        if shutil.which(words[0]) is None:
            pytest.skip(f"{words[0]} is not on this machine")
        subprocess.run([word.format(file=file, out=out) for word in words], check=True, capture_output=True)

    return run


def pikepdf_saves(file: Path, out: Path) -> None:
    with pikepdf.open(file) as pdf:
        pdf.save(out)


def pikepdf_linearizes(file: Path, out: Path) -> None:
    with pikepdf.open(file) as pdf:
        pdf.save(out, linearize=True)


def pikepdf_encrypts(file: Path, out: Path) -> None:
    with pikepdf.open(file) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))


def pdfium_saves(file: Path, out: Path) -> None:
    document = pypdfium2.PdfDocument(file)
    document.save(out)
    document.close()


def adds_a_byte(file: Path, out: Path) -> None:
    out.write_bytes(file.read_bytes() + b"\n")


def drops_a_page(file: Path, out: Path) -> None:
    with pikepdf.open(file) as pdf:
        del pdf.pages[2]
        pdf.save(out)


PROGRAMS: dict[str, Callable[[Path, Path], None]] = {
    "pikepdf": pikepdf_saves,
    "pikepdf linearized": pikepdf_linearizes,
    "pikepdf encrypted": pikepdf_encrypts,
    "pdfium": pdfium_saves,
    "a byte more": adds_a_byte,
    "a page less": drops_a_page,
    "qpdf": command("qpdf", "--linearize", "{file}", "{out}"),
    "mutool": command("mutool", "clean", "-gggg", "{file}", "{out}"),
    "ghostscript": command("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile={out}", "{file}"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_built_pack_is_unchanged_and_says_which_it_is(kind: str, packs: dict[str, Path]) -> None:
    found = opening.verify(packs[kind])
    assert found.intact
    assert found.carried is not None
    assert (found.carried.final, found.carried.archive, found.carried.redacted) == (kind == "final", kind == "archive", kind == "redacted")


@pytest.mark.parametrize(
    ("kind", "program"),
    [
        pytest.param(kind, program, marks=() if kind == "ordinary" or program == "pikepdf" else pytest.mark.slow)
        for kind in KINDS
        for program in PROGRAMS
    ],
)
def test_a_pack_saved_by_another_program_is_changed(kind: str, program: str, packs: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "again.pdf"
    PROGRAMS[program](packs[kind], out)
    found = opening.verify(out)
    assert not found.intact
    assert found.carried == opening.carried(packs[kind]), "it still says of which draft it is"


def test_the_pages_alone_say_where_they_come_from(packs: dict[str, Path], tmp_path: Path) -> None:
    """What printing to PDF leaves: no metadata, no files, only the codes at the foot of the pages."""
    out = tmp_path / "printed.pdf"
    with pypdfium2.PdfDocument(packs["final"]) as source:
        printed = pypdfium2.PdfDocument.new()
        printed.import_pages(source)
        printed.save(out)
        printed.close()
    found, before = opening.verify(out), opening.verify(packs["final"])
    assert not found.intact
    assert found.carried is None
    assert found.printed is not None
    assert before.carried is not None
    assert (found.printed.scheme, found.printed.fingerprint) == ("m08-procure", before.carried.fingerprint())


def test_another_document_is_none_of_ours(tmp_path: Path) -> None:
    out = tmp_path / "other.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    with pytest.raises(PackError) as caught:
        opening.verify(out)
    assert caught.value.code == "packs.not_ours"
