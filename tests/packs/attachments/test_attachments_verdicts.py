"""One file, one verdict: what people add, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import msgspec
import pikepdf
import pytest

from corpus import broken, others, pdfs, pictures
from shenbao.packs.attachments import Examined, Verdict, cells, examine, noted, sentences
from shenbao.worker import Limits

Make = Callable[[Random], bytes]
ACTIVE = {
    "/JS",
    "/OpenAction",
    "/AA",
    "/URI",
    "/EmbeddedFiles",
    "/EF",
    "/XFA",
    "/AcroForm",
    "/Annots",
    "/Names",
    "/Launch",
    "/Ref",
    "/PieceInfo",
}


def examined(make: Make, folder: Path, *, name: str = "material.pdf", seconds: float = 9) -> Examined:
    file = folder / name
    file.write_bytes(make(Random(20251124)))
    return examine(file, folder, limits=Limits(seconds=seconds))


# what is added                      pages  what is told about it
MERGED: dict[Make, tuple[int, set[str]]] = {
    pdfs.text: (2, set()),
    pdfs.with_restrictions: (2, {"restrictions"}),
    pdfs.form: (1, {"forms"}),
    pdfs.annotated: (1, {"comments", "links"}),
    pdfs.active: (2, {"scripts", "actions", "links", "files", "forms", "comments"}),
    pdfs.signed: (1, {"signatures"}),
    pdfs.rotated: (4, {"landscape", "odd-size"}),
    pdfs.inherited: (3, {"landscape"}),
    pdfs.huge_boxes: (2, {"blank", "odd-size"}),
    pdfs.blank_and_odd: (3, {"blank", "landscape", "odd-size"}),
    pdfs.faint: (1, {"faint"}),
    broken.truncated: (6, {"repaired", "emptied"}),
    broken.truncated_scan: (5, {"repaired", "emptied"}),
    broken.page_twice: (2, {"repaired"}),
    broken.lying_count: (1, {"pages-lost"}),
    broken.xref_loop: (1, {"repaired"}),
    broken.object_stream_bomb: (1, set()),
    broken.deep_nesting: (1, set()),
    pictures.jpeg: (1, {"misnamed"}),
    pictures.jpeg_turned: (1, {"misnamed", "turned", "low-resolution"}),
    pictures.jpeg_cmyk: (1, {"misnamed", "low-resolution"}),
    pictures.png: (1, {"misnamed", "low-resolution"}),
    pictures.png_transparent: (1, {"misnamed", "low-resolution"}),
    pictures.png_palette: (1, {"misnamed", "low-resolution"}),
    pictures.png_16_bit: (1, {"misnamed"}),
    pictures.png_one_bit: (1, {"misnamed"}),
    pictures.tiff_pages: (3, {"misnamed", "low-resolution"}),
    pictures.tiff_fax: (1, {"misnamed", "low-resolution"}),
    pictures.bmp: (1, {"misnamed"}),
    pictures.gif: (1, {"misnamed", "first-picture"}),
    pictures.webp: (1, {"misnamed", "landscape"}),
    pictures.tiny: (1, {"misnamed", "landscape"}),
}
DRAWN: dict[Make, tuple[int, set[str]]] = {
    pdfs.layered: (1, {"layers"}),
    broken.filter_chain: (1, {"blank"}),
    broken.image_bomb: (1, {"blank"}),
}
REFUSED: dict[Make, tuple[str, str]] = {
    pdfs.with_open_password: ("needs-password", "pdf"),
    pdfs.portfolio: ("not-a-document", "portfolio"),
    pdfs.xfa: ("not-a-document", "xfa"),
    pdfs.no_pages: ("empty", "pdf"),
    broken.too_many_pages: ("too-many-pages", "pdf"),
    broken.only_a_header: ("damaged", "pdf"),
    broken.page_tree_loop: ("damaged", "pdf"),
    pictures.jpeg_truncated: ("damaged", "jpeg"),
    pictures.png_bomb: ("too-large-picture", "png"),
    others.docx: ("not-a-document", "docx"),
    others.xlsx: ("not-a-document", "xlsx"),
    others.pptx: ("not-a-document", "pptx"),
    others.ofd: ("not-a-document", "ofd"),
    others.archive: ("not-a-document", "archive"),
    others.old_office: ("not-a-document", "office-old"),
    others.html: ("not-a-document", "html"),
    others.plain: ("not-a-document", "text"),
    others.heic: ("not-a-document", "heic"),
    others.program: ("not-a-document", "program"),
    others.noise: ("not-a-document", "unknown"),
    others.empty: ("empty", "empty"),
    others.zeros: ("empty", "empty"),
}
HUNGRY: tuple[Make, ...] = (broken.flate_bomb, broken.form_loop, broken.many_operators)
"""Bombs that nothing but the limits stops; the others end by themselves and quickly."""


def name_of(make: object) -> str:
    return getattr(make, "__name__", str(make))


@pytest.mark.parametrize("make", [*MERGED, *DRAWN], ids=name_of)
def test_taken_into_the_pack(make: Make, tmp_path: Path) -> None:
    pages, told = MERGED[make] if make in MERGED else DRAWN[make]
    result = examined(make, tmp_path)
    assert result.verdict is (Verdict.MERGED if make in MERGED else Verdict.MERGED_AS_IMAGES)
    assert result.pages == len(result.page_sizes) == pages
    assert {code for code, _ in result.notes + result.warnings} == told
    assert result.normalised is not None
    with pikepdf.open(result.normalised) as pdf:
        assert len(pdf.pages) == pages
        assert not pdf.check_pdf_syntax()
        assert not ACTIVE & set(keys_below(pdf.Root, set()))
    for lang in ("zh", "en"):
        assert all(sentences(result, lang))


@pytest.mark.parametrize("make", REFUSED, ids=name_of)
def test_refused_with_the_reason(make: Make, tmp_path: Path) -> None:
    code, kind = REFUSED[make]
    result = examined(make, tmp_path)
    assert (result.verdict, result.code, result.kind) == (Verdict.REFUSED, code, kind)
    assert result.normalised is None
    assert not list(tmp_path.glob("*.pdf")) or [file.name for file in tmp_path.iterdir()] == ["material.pdf"]
    for lang in ("zh", "en"):
        assert "material.pdf" in sentences(result, lang)[0]


@pytest.mark.parametrize("make", HUNGRY, ids=name_of)
def test_bombs_are_stopped_by_the_limits(make: Make, tmp_path: Path) -> None:
    result = examined(make, tmp_path, seconds=1)
    assert result.verdict is Verdict.REFUSED
    assert result.code in {"took-too-long", "too-heavy", "damaged"}
    assert result.sha256
    assert all(sentences(result, lang) for lang in ("zh", "en"))


def keys_below(item: object, seen: set[tuple[int, int]]) -> list[str]:
    """Every dictionary key below `item`; names of drawings in a resource dictionary do not count."""
    if isinstance(item, pikepdf.Object) and item.is_indirect:
        if item.objgen in seen:
            return []
        seen.add(item.objgen)
    if isinstance(item, pikepdf.Array):
        return [key for part in item for key in keys_below(part, seen)]
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return []
    found = []
    for key, value in item.items():
        found.append(key)
        below = keys_below(value, seen)
        found += [name for name in below if name not in value] if key == "/XObject" else below
    return found


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for turn in ("first", "second"):
        folder = tmp_path / turn
        folder.mkdir()
        result = examined(pdfs.active, folder)
        assert result.normalised is not None
        made.append(result.normalised.read_bytes())
    assert made[0] == made[1]


def test_a_name_is_never_used_as_a_path_and_cannot_disguise_itself(tmp_path: Path) -> None:
    result = examined(pdfs.text, tmp_path, name="合同\u202efdp.exe")
    assert result.name == "合同⟨U+202E⟩fdp.exe"
    assert result.normalised == tmp_path / f"{result.sha256}.pdf"


def test_a_file_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    result = examine(tmp_path / "gone.pdf", tmp_path)
    assert (result.verdict, result.code) == (Verdict.REFUSED, "unreadable")


def test_a_file_above_the_limit_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7" * 100)
    result = examine(tmp_path / "a.pdf", tmp_path, limits=Limits(input=100))
    assert result.code == "too-large"
    assert all(sentences(result, lang) for lang in ("zh", "en"))


def test_a_long_scan_is_taken_whole(tmp_path: Path) -> None:
    """400 pages: all taken over and read, as many drawn as time allows."""
    file = tmp_path / "scan.pdf"
    file.write_bytes(pdfs.scan(Random(1), 400, size=(620, 877)))
    result = examine(file, tmp_path)
    assert (result.verdict, result.pages) == (Verdict.MERGED, 400)
    assert result.warnings[0] == ("low-resolution", {"pages": result.warnings[0][1]["pages"], "dpi": 75})


def test_cells_keep_what_was_told(tmp_path: Path) -> None:
    result = examined(pdfs.active, tmp_path)
    kept = cells(result, "f" * 64)
    assert kept["verdict"] == "merged"
    assert kept["merged"] == "f" * 64
    assert noted(kept["note"], "en") == sentences(result, "en")[1:]
    refused = msgspec.structs.replace(result, verdict=Verdict.REFUSED, code="damaged")
    assert cells(refused, "")["verdict"] == "refused:damaged"
    assert noted(cells(refused, "")["note"], "zh") == sentences(refused, "zh")
