"""What was seen before is seen afterwards: the original as a viewer shows it, against the normalised file."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageOps

from corpus import pdfs, pictures
from shenbao.packs.attachments import examine, jpeg, render

Make = Callable[[Random], bytes]


def normalised(data: bytes, folder: Path) -> Path:
    (folder / "material").write_bytes(data)
    result = examine(folder / "material", folder)
    assert result.normalised is not None
    return result.normalised


def seen(file: Path, number: int = 0, width: int = 900) -> Image.Image:
    """A page as a viewer shows it, form fields and comments included."""
    document = pypdfium2.PdfDocument(file)
    if document.get_formtype():
        document.init_forms()
    page = document[number]
    image: Image.Image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    page.close()
    document.close()
    return image


def different_share(left: Image.Image, right: Image.Image) -> float:
    assert left.size == right.size
    changed = ImageChops.difference(left, right).convert("L").point(lambda value: 255 if value > 32 else 0)
    return changed.histogram()[255] / (left.width * left.height)


@pytest.mark.parametrize(
    "make",
    [pdfs.text, pdfs.annotated, pdfs.active, pdfs.signed, pdfs.rotated, pdfs.inherited, pdfs.with_restrictions],
    ids=lambda make: make.__name__,
)
def test_pages_look_the_same(make: Make, tmp_path: Path) -> None:
    after = normalised(make(Random(3)), tmp_path)
    with pikepdf.open(after) as pdf:
        pages = len(pdf.pages)
    for number in range(pages):
        assert different_share(seen(tmp_path / "material", number), seen(after, number)) <= 0.005


def test_a_filled_form_keeps_its_answers(tmp_path: Path) -> None:
    """Viewers tint fields that can be filled in; ink is what is compared."""
    after = normalised(pdfs.form(Random(3)), tmp_path)
    assert different_share(ink(seen(tmp_path / "material")), ink(seen(after))) <= 0.005
    assert "Shanghai Future Ltd" in text_of(after)


def test_a_hidden_layer_stays_hidden(tmp_path: Path) -> None:
    """The page goes in as a picture: edges of letters differ a little, the layer would cover a third of the page."""
    after = normalised(pdfs.layered(Random(3)), tmp_path)
    assert different_share(seen(tmp_path / "material"), seen(after)) < 0.05


def ink(image: Image.Image) -> Image.Image:
    return image.convert("L").point(lambda value: 255 if value > 120 else 0).convert("RGB")


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    page = document[0]
    text: str = page.get_textpage().get_text_bounded()
    page.close()
    document.close()
    return text


def test_an_answer_without_appearance_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(pdfs.form(Random(3), "Minhang 2026", appearances=False))
    result = examine(tmp_path / "form.pdf", tmp_path)
    assert ("redrawn", {"count": 1}) in result.notes
    assert result.normalised is not None
    assert "Minhang 2026" in text_of(result.normalised)


def test_a_chinese_answer_without_appearance_is_told_and_never_garbled(tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(pdfs.form(Random(3), "上海未来公司", appearances=False))
    result = examine(tmp_path / "form.pdf", tmp_path)
    assert ("answers-unseen", {"count": 1}) in result.notes
    assert result.normalised is not None
    assert "?" not in text_of(result.normalised)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_for_every_way_of_holding_the_camera(orientation: int, tmp_path: Path) -> None:
    data = pictures.jpeg_turned(Random(3), orientation)
    page = seen(normalised(data, tmp_path), width=1200)
    expected = ImageOps.exif_transpose(Image.open(BytesIO(data)))
    sheet = (595.276, 841.89) if expected.width <= expected.height else (841.89, 595.276)
    scale = min((side - 2 * 28.346) / pixels for side, pixels in zip(sheet, expected.size, strict=True)) * 1200 / sheet[0]
    width, height = expected.width * scale, expected.height * scale
    left, top = (page.width - width) / 2, (page.height - height) / 2
    placed = page.crop((round(left), round(top), round(left + width), round(top + height))).resize((60, 60), Image.Resampling.BOX)
    assert different_share(placed, expected.convert("RGB").resize((60, 60), Image.Resampling.BOX)) < 0.02


def test_jpeg_data_stay_but_place_and_camera_go() -> None:
    data = pictures.jpeg_turned(Random(3))
    kept = jpeg.bare(data)
    assert kept is not None
    assert b"Exif" not in kept
    assert Image.open(BytesIO(kept)).tobytes() == Image.open(BytesIO(data)).tobytes()


@pytest.mark.parametrize("cut", [3, 30, 300, 3000])
def test_a_jpeg_without_its_end_is_not_passed_on(cut: int) -> None:
    assert jpeg.bare(pictures.jpeg(Random(3))[:-cut]) is None


@pytest.mark.parametrize(
    ("make", "mode"),
    [(pictures.png, "RGB"), (pictures.bmp, "RGB"), (pictures.png_one_bit, "L"), (pictures.jpeg_cmyk, "RGB"), (pictures.tiff_pages, "L")],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_colours_stay(make: Make, mode: str, tmp_path: Path) -> None:
    data = make(Random(3))
    original = Image.open(BytesIO(data)).convert("RGB")
    document = pypdfium2.PdfDocument(normalised(data, tmp_path))
    page = document[0]
    (picture,) = page.get_objects()
    inside = picture.get_bitmap(render=False).to_pil().convert("RGB")
    page.close()
    document.close()
    assert different_share(inside.resize((50, 50), Image.Resampling.BOX), original.resize((50, 50), Image.Resampling.BOX)) < 0.05


def test_pages_are_shown_on_the_screen_as_pictures(tmp_path: Path) -> None:
    file = normalised(pdfs.rotated(Random(3)), tmp_path)
    first, third = render(file, [0, 2], 320)
    assert Image.open(BytesIO(first)).size[0] == Image.open(BytesIO(third)).size[0] == 320
    assert first.startswith(b"\x89PNG")
