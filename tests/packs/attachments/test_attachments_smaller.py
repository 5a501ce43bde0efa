"""A file made smaller: as many pages, the same to look at, and what was gained is told; where nothing is gained it stays as it is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from corpus import pdfs, pictures
from shenbao.errors import AttachmentError
from shenbao.packs.attachments import Examined, examine, noted
from shenbao.packs.attachments.active import left_in
from shenbao.packs.attachments.reducing import Smaller, reduce, smaller_cells


def attached(data: bytes, folder: Path, name: str = "合同扫描.pdf") -> Examined:
    file = folder / name
    file.write_bytes(data)
    found = examine(file, folder)
    assert found.normalised is not None
    return found


def made_smaller(found: Examined, folder: Path, manner: str, most_bytes: int = 0) -> Smaller:
    out = folder / "smaller"
    out.mkdir()
    assert found.normalised is not None
    return reduce(found.name, found.normalised, out, manner, most_bytes=most_bytes)


def large_scan(pages: int = 2) -> bytes:
    return pdfs.scan(Random(3), pages, size=(2480, 3508), quality=92)


def finest(file: Path) -> int:
    """Pixels across of the largest picture."""
    with pikepdf.open(file) as pdf:
        return max(int(item["/Width"]) for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image")


def grey(file: Path, number: int) -> Image.Image:
    document = pypdfium2.PdfDocument(file)
    image: Image.Image = document[number].render(scale=0.7, grayscale=True).to_pil()
    document.close()
    return image


@pytest.mark.parametrize(("manner", "across"), [("fine", 1654), ("usual", 1240), ("least", 992)])
def test_a_scan_becomes_as_coarse_as_asked_and_looks_the_same(manner: str, across: int, tmp_path: Path) -> None:
    found = attached(large_scan(), tmp_path)
    smaller = made_smaller(found, tmp_path, manner)
    assert found.normalised is not None
    assert smaller.examined.pages == found.pages == 2
    assert smaller.examined.page_sizes == found.page_sizes
    assert smaller.file.stat().st_size < found.bytes * 0.7
    assert abs(finest(smaller.file) - across) <= 1
    for number in range(2):
        difference = ImageChops.difference(grey(found.normalised, number), grey(smaller.file, number))
        assert sum(difference.histogram()[48:]) < 0.005 * difference.width * difference.height
    assert smaller.examined.normalised is not None
    with pikepdf.open(smaller.examined.normalised) as pdf:
        assert not pdf.check_pdf_syntax()
        assert not left_in(pdf)


def test_the_finest_that_keeps_to_the_limit_is_taken(tmp_path: Path) -> None:
    found = attached(large_scan(), tmp_path)
    smaller = made_smaller(found, tmp_path, "fit", most_bytes=150_000)
    assert smaller.manner.dpi < 200
    assert smaller.examined.bytes <= 150_000


def test_where_no_manner_keeps_to_the_limit_the_smallest_is_taken(tmp_path: Path) -> None:
    smaller = made_smaller(attached(large_scan(), tmp_path), tmp_path, "fit", most_bytes=1000)
    assert smaller.manner.dpi == 120


def test_what_was_gained_is_told_and_what_was_said_before_still_holds(tmp_path: Path) -> None:
    file = pdfs.scan(Random(3), 1, size=(2480, 3508), quality=92)
    found = attached(file, tmp_path)
    before = {"name": found.name, "bytes": "12300000", "verdict": "merged", "note": '[["note.scripts", {"count": 2}]]'}
    cells = smaller_cells(before, made_smaller(found, tmp_path, "usual"), "f" * 64)
    assert (cells["name"], cells["merged"], cells["verdict"]) == ("合同扫描.pdf", "f" * 64, "merged")
    first, second = noted(cells["note"], "zh")
    assert first == "已去除 2 段脚本。"
    assert second.startswith("已由 12.3 MB 缩小为 ")
    assert second.endswith("（图像 150 dpi）；撤销即可恢复原文件。")
    again = smaller_cells(cells | {"bytes": "9000000"}, made_smaller_again(found, tmp_path), "e" * 64)
    assert [code.startswith("已由") for code in noted(again["note"], "zh")].count(True) == 1


def made_smaller_again(found: Examined, folder: Path) -> Smaller:
    (folder / "again").mkdir()
    return made_smaller(found, folder / "again", "least")


def test_a_photo_becomes_a_pdf_under_its_name(tmp_path: Path) -> None:
    photo = pdfs.photo(Random(3), (3000, 4000))
    grain = Image.effect_noise(photo.size, 30).convert("RGB")
    found = attached(pictures.packed(Image.blend(photo, grain, 0.2), "JPEG", quality=92), tmp_path, "产线.jpg")
    smaller = made_smaller(found, tmp_path, "usual")
    assert smaller.examined.name == "产线.pdf"
    assert not any(code == "misnamed" for code, _ in smaller.examined.notes)
    assert smaller.examined.bytes < found.bytes / 4


@pytest.mark.parametrize("adobe", [True, False], ids=["inverted", "straight"])
def test_four_colours_keep_their_sense(adobe: bool, tmp_path: Path) -> None:
    image = Image.effect_noise((2400, 3200), 60).convert("RGB").convert("CMYK")
    data = pictures.packed(image, "JPEG", quality=95)
    if not adobe:
        at = data.index(b"Adobe") - 4
        data = data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :]
    found = attached(data, tmp_path, "图.jpg")
    assert found.normalised is not None
    smaller = made_smaller(found, tmp_path, "usual")
    left, right = grey(found.normalised, 0), grey(smaller.file, 0)
    assert abs(sum(left.histogram()[:128]) - sum(right.histogram()[:128])) < 0.2 * left.width * left.height


@pytest.mark.parametrize("make", [pdfs.text, pictures.png_one_bit, pdfs.form, pictures.tiff_fax])
def test_what_cannot_become_smaller_stays_as_it_is(make: object, tmp_path: Path) -> None:
    found = attached(make(Random(3)), tmp_path)  # type: ignore[operator]
    with pytest.raises(AttachmentError, match="nothing-gained"):
        made_smaller(found, tmp_path, "least")


def test_a_picture_is_judged_by_the_size_it_is_drawn_at(tmp_path: Path) -> None:
    """A photo of 3,000 pixels shown as wide as a stamp, inside a drawing that is inside the page."""
    photo = pictures.packed(Image.effect_noise((3000, 3000), 60), "JPEG", quality=90)
    with pikepdf.open(BytesIO(pdfs.text(Random(3), 1))) as pdf:
        picture = pikepdf.Stream(pdf, photo, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=3000, Height=3000)
        picture["/ColorSpace"], picture["/BitsPerComponent"], picture["/Filter"] = pikepdf.Name.DeviceGray, 8, pikepdf.Name.DCTDecode
        form = pikepdf.Stream(pdf, b"q 1 0 0 1 0 0 cm /P Do Q", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form["/BBox"], form["/Matrix"] = pikepdf.Array([0, 0, 1, 1]), pikepdf.Array([2, 0, 0, 2, 0, 0])
        form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
        page = pdf.pages[0].obj
        page["/Resources"]["/XObject"] = pikepdf.Dictionary(F=form)
        page["/Contents"] = pikepdf.Array([page["/Contents"], pikepdf.Stream(pdf, b"q 36 0 0 36 400 60 cm /F Do Q")])
        out = BytesIO()
        pdf.save(out)
    smaller = made_smaller(attached(out.getvalue(), tmp_path), tmp_path, "usual")
    assert finest(smaller.file) == 150
