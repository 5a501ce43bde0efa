"""The pack as a PDF: sound, described, navigable, readable by programs, and no larger than it must be."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from packs.example import blob, built, example
from shenbao.content import shipped
from shenbao.packs import papers, readback
from shenbao.packs.markup import escape, parse
from shenbao.packs.opening import carried
from shenbao.packs.pages import Meta, typeset

SAMPLE = ("m08-procure", "m03-poc-fund")
SCHEMES = sorted(folder.name for folder in (shipped() / "forms" / "examples").iterdir() if folder.is_dir())
EVERY = [pytest.param(scheme, marks=() if scheme in SAMPLE else pytest.mark.slow) for scheme in SCHEMES]
STANDARD = "".join((Path(__file__).parent / "standard_characters.txt").read_text(encoding="utf-8").split())
"""通用规范汉字表 (State Council, 2013): the characters of Chinese print and of the names in identity papers."""


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {}


def pack(scheme: str, packs: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of an example without the original files, built once."""
    if scheme not in packs:
        packs[scheme] = tmp_path_factory.mktemp("pack") / f"{scheme}.pdf"
        built(example(scheme).snapshot(), packs[scheme], originals=False)
    return packs[scheme]


@pytest.mark.parametrize("scheme", EVERY)
def test_a_pack_is_a_good_pdf(scheme: str, packs: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = pack(scheme, packs, tmp_path_factory)
    if shutil.which("qpdf"):
        checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False)
        assert checked.returncode == 0, checked.stderr
    with pikepdf.open(file) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "zh-CN"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == str(pdf.docinfo.Title)
            assert metadata["dc:language"] == ["zh-CN"] or metadata["dc:language"] == {"zh-CN"}
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                assert re.match(r"/[A-Z]{6}\+", str(item.FontName)), "a subset has a name that says so"
                assert any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        with pdf.open_outline() as outline:
            places = [entry.destination[0] for entry in walked(outline.root)]
        pages = [page.obj.objgen for page in pdf.pages]
        order = [pages.index(place.objgen) for place in places]
        assert order == sorted(order)
        for at, (before, after) in enumerate(pairwise(page.label for page in pdf.pages)):
            assert not (before.isdigit() and after.isdigit()) or int(after) == int(before) + 1, at


def walked(items: list[pikepdf.OutlineItem]) -> list[pikepdf.OutlineItem]:
    return [each for item in items for each in (item, *walked(item.children))]


@pytest.mark.parametrize("scheme", EVERY)
def test_headings_are_read_in_their_order(scheme: str, packs: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = pack(scheme, packs, tmp_path_factory)
    with pikepdf.open(file) as pdf:
        pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        with pdf.open_outline() as outline:
            parts = {entry.title for entry in outline.root}
            entries = [(pages[entry.destination[0].objgen], entry.title) for entry in walked(outline.root)]
    at: dict[int, int] = {}
    attached = {first + at for first, count in carried(file).pages.values() for at in range(count)}
    for page, title in (entry for entry in entries if entry[0] not in attached):
        text = readback.text_of(file, [page])
        wanted = readback.squeezed(title)
        found = text.find(wanted, at.get(page, 0))
        assert found >= 0 or (wanted not in text and title in parts), (page, title)  # a letter is listed under a name it does not bear
        at[page] = max(found, at.get(page, 0))


@pytest.mark.parametrize("scheme", EVERY)
def test_a_pack_is_hardly_larger_than_what_is_in_it(scheme: str, packs: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> None:
    merged = {paper.merged for paper in papers.papers(example(scheme).snapshot())}
    limit = 1.15 * (sum(blob(digest).stat().st_size for digest in merged) + 400_000)
    assert pack(scheme, packs, tmp_path_factory).stat().st_size <= limit


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The standard characters in every face."""
    text = escape(STANDARD)
    source = f'<part id="all"><p class="plain">{text}</p><p class="plain"><b>{text}</b></p><p class="plain"><i>{text}</i></p></part>'
    made = typeset([parse(source, "all.xml")], Meta())
    assert made.missing == {}
    file = tmp_path_factory.mktemp("all") / "all.pdf"
    file.write_bytes(made.pdf)
    return file


def test_every_standard_character_is_extracted_as_it_was_typed(printed: Path) -> None:
    assert len(set(STANDARD)) == 8105
    document = pypdfium2.PdfDocument(printed)
    text = bare("".join(page.get_textpage().get_text_bounded() for page in document))
    document.close()
    assert text == STANDARD * 3


def test_another_reader_extracts_them_too(printed: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not on this machine")
    done = subprocess.run(["pdftotext", "-raw", str(printed), "-"], capture_output=True, check=True)
    assert bare(done.stdout.decode()) == STANDARD * 3


def bare(text: str) -> str:
    """Text without page numbers and line ends."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(r"— \d+ —|\s|\ufffe|\u0002", "", whole)
