"""The letterhead of who prepares packs: any picture becomes a small one that needs no reader, and stands on the working sheets."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image, ImageDraw

from packs.example import example
from packs.reading import text_of
from shenbao import house
from shenbao.errors import PackError
from shenbao.packs import letterheads
from shenbao.packs.markup import parse
from shenbao.packs.pages import Meta, typeset
from shenbao.packs.preview import Preview
from shenbao.records import Letterhead, Logo

NAME = "沪上某某科技服务有限公司"


def picture(file: Path, size: tuple[int, int] = (900, 300), mode: str = "RGBA") -> Path:
    made = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(made).ellipse((20, 20, size[1] - 20, size[1] - 20), fill=(20, 70, 110, 255))
    (made if mode == "RGBA" else made.convert("RGB").convert(mode)).save(file)
    return file


def pixels(logo: Logo) -> Image.Image:
    return Image.frombytes("RGB", (logo.width, logo.height), zlib.decompress(logo.rgb))


@pytest.mark.parametrize(("name", "mode"), [("a.png", "RGBA"), ("a.jpg", "CMYK"), ("a.gif", "P"), ("a.tif", "1"), ("a.bmp", "L")])
def test_any_picture_becomes_a_small_one_on_white(tmp_path: Path, name: str, mode: str) -> None:
    made = letterheads.logo(picture(tmp_path / name, mode=mode))
    assert (made.width, made.height) == (432, 144)
    assert letterheads.is_whole(made)
    if mode == "RGBA":
        assert pixels(made).getpixel((431, 143)) == (255, 255, 255)


@pytest.mark.parametrize(("content", "code"), [(b"", "no_picture"), (b"%PDF-1.7", "no_picture"), (b"\x89PNG\r\n\x1a\n", "no_picture")])
def test_what_is_no_picture_is_refused_with_its_name(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "标志.png").write_bytes(content)
    with pytest.raises(PackError) as refused:
        letterheads.logo(tmp_path / "标志.png")
    assert (refused.value.code, refused.value.slots["name"]) == (f"letterhead.{code}", "标志.png")


def test_bombs_and_smudges_are_refused(tmp_path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb.png")
    Image.new("L", (40, 10)).save(tmp_path / "smudge.png")
    for name, code in (("bomb", "too_large"), ("smudge", "too_small")):
        with pytest.raises(PackError, match=code):
            letterheads.logo(tmp_path / f"{name}.png")


def test_a_picture_of_somebody_elses_pack_is_proved(tmp_path: Path) -> None:
    good = letterheads.logo(picture(tmp_path / "a.png"))
    for bad in (
        replace(good, width=good.width + 1),
        replace(good, width=-1),
        replace(good, width=10**6),
        replace(good, rgb=good.rgb[:-9]),
        replace(good, rgb=good.rgb + b"x"),
        replace(good, rgb=zlib.compress(b"\0" * 10**8)),
    ):
        proved = letterheads.proved(Letterhead(name=NAME, logo=bad))
        assert proved == Letterhead(name=NAME)
    assert letterheads.proved(Letterhead(name=NAME, logo=good)) == Letterhead(name=NAME, logo=good)


def test_it_is_drawn_on_working_sheets_alone_and_put_into_the_file_once(tmp_path: Path) -> None:
    letterhead = Letterhead(name=NAME, address="上海市徐汇区示例路 1 号", logo=letterheads.logo(picture(tmp_path / "a.png")))
    parts = [
        parse(f'<part id="{name}"{more}><p>甲</p><pagebreak/><p>乙</p></part>', "test")
        for name, more in (("a", ' letterhead="yes"'), ("b", ""))
    ]
    done = typeset(parts, Meta(letterhead=letterhead))
    assert done.pdf == typeset(parts, Meta(letterhead=letterhead)).pdf
    with pikepdf.open(io.BytesIO(done.pdf)) as pdf:
        drawn = [[image.objgen for image in page.Resources.get("/XObject", pikepdf.Dictionary()).as_dict().values()] for page in pdf.pages]
        assert [len(each) for each in drawn] == [1, 1, 0, 0]
        assert drawn[0] == drawn[1]
        image = next(iter(pdf.pages[0].Resources.XObject.as_dict().values()))
        assert pikepdf.PdfImage(image).as_pil_image().size == (432, 144)
        assert pdf.check_pdf_syntax() == []


def test_it_is_kept_for_window_and_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHENBAO_HOME", str(tmp_path / "home"))
    assert house.kept() == house.House()
    wanted = house.House(letterhead=Letterhead(name=NAME, logo=letterheads.logo(picture(tmp_path / "a.png"))), letter_face="FangSong-1")
    house.keep(wanted)
    assert house.kept() == wanted
    (tmp_path / "home" / "house.json").write_bytes(b"{")
    assert house.kept() == house.House()


def test_the_preview_shows_it_as_the_pack_does(tmp_path: Path) -> None:
    letterhead = Letterhead(name=NAME, logo=letterheads.logo(picture(tmp_path / "a.png")))
    preview = Preview("zh", letterhead)
    *_, stage = preview.follow(example("m05-scaleup", papers=False).snapshot())
    register = next(part for part in stage.parts if part.id == "register")
    page = preview.pdf(register.pages[0].key)
    assert page is not None
    with pikepdf.open(io.BytesIO(page)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1
    assert NAME in text_of(page)


def test_a_long_name_takes_the_room_that_the_address_leaves() -> None:
    name, address = "沪上某某科技服务有限公司知识产权与科技项目部申报服务中心", "示例路 1 号"
    made = typeset(
        [parse('<part id="a" letterhead="yes"><p>文</p></part>', "a.xml")], Meta(letterhead=Letterhead(name=name, address=address))
    )
    assert name in text_of(made.pdf)
    assert address.replace(" ", "") in text_of(made.pdf)
