"""A face of the person's own for letters: what may be used, what is kept of it, and where it is drawn."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from struct import pack, unpack_from

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from packs.own_face import LACKING, own_face
from packs.setting import set_lines
from shenbao import paths
from shenbao.errors import PackError
from shenbao.packs import facefile, lettering
from shenbao.packs.appearance import lettered
from shenbao.packs.fonts import CHOSEN, face
from shenbao.packs.markup import parse
from shenbao.packs.pages import Meta, Typeset, typeset
from shenbao.packs.styles import load

LETTER = f"""<part id="a" geometry="letter"><p class="title">函</p>
<p class="letter">关于申报（2026 年）的函{LACKING}——<b>重要</b></p><p>正文</p></part>"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SHENBAO_HOME", str(tmp_path / "home"))
    yield
    lettering.forget()


def refusal(file: Path) -> str:
    answer = facefile.take({}, file, file.parent)
    return str(answer.get("refused", answer))


def fonts_of(pdf: bytes) -> dict[str, str]:
    """Text by the name of the font it is drawn with, without the letters of the subset."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [str(font.BaseFont)[8:] for page in opened.pages for font in page.Resources.Font.as_dict().values()]
    return dict.fromkeys(fonts, "")


def made(chosen: str) -> Typeset:
    return typeset([parse(LETTER, "test")], Meta(), lettered(load("gov"), chosen))


def test_a_face_is_kept_by_name_and_content(tmp_path: Path) -> None:
    chosen = lettering.choose(own_face(tmp_path / "仿宋.ttf", rights=4))
    assert lettering.shown(chosen) == "FangSong_Test"
    assert lettering.installed(chosen)
    assert chosen == lettering.choose(own_face(tmp_path / "other.ttf", rights=4)), "the same content, the same name"
    assert [file.name for file in paths.faces().iterdir()] == [f"{chosen}.ttf"]


def test_a_face_that_was_damaged_on_the_disk_counts_as_not_there(tmp_path: Path) -> None:
    chosen = lettering.choose(own_face(tmp_path / "a.ttf"))
    kept = paths.faces() / f"{chosen}.ttf"
    kept.write_bytes(kept.read_bytes()[:-1] + b"x")
    lettering.forget()
    assert not lettering.installed(chosen)
    assert not lettering.installed("../../etc/passwd")


@pytest.mark.parametrize(
    ("rights", "reason"),
    [(0, ""), (2, "restricted"), (4, ""), (8, ""), (0x6, ""), (0x104, "whole_only"), (0x208, "whole_only")],
)
def test_the_licence_must_allow_to_embed_a_subset(tmp_path: Path, rights: int, reason: str) -> None:
    assert refusal(own_face(tmp_path / "a.ttf", rights=rights)).startswith(reason or "{'face'")


def test_a_refusal_is_a_sentence_with_the_files_name(tmp_path: Path) -> None:
    with pytest.raises(PackError) as refused:
        lettering.choose(own_face(tmp_path / "仿宋.ttf", rights=2))
    assert (refused.value.code, refused.value.slots["name"]) == ("faces.restricted", "仿宋.ttf")
    assert not paths.faces().exists()


def test_what_is_no_usable_font_is_refused(tmp_path: Path) -> None:
    whole = own_face(tmp_path / "a.ttf").read_bytes()
    cff = b"OTTO" + whole[4:]
    for data, reason in ((b"%PDF-1.7", "not_a_font"), (b"", "not_a_font"), (cff, "outlines"), (whole[:5000], "damaged")):
        (tmp_path / "b.ttf").write_bytes(data)
        assert refusal(tmp_path / "b.ttf") == reason
    assert refusal(own_face(tmp_path / "c.ttf", without="OS/2")) == "no_licence"
    with TTFont(face("song").path) as font:
        font["cmap"].tables = [table for table in font["cmap"].tables if table.format == 4]
        for table in font["cmap"].tables:
            table.cmap = {65: table.cmap[65]}
        font.save(tmp_path / "d.ttf")
    assert refusal(tmp_path / "d.ttf") == "not_chinese"


def test_any_damage_ends_in_an_answer(tmp_path: Path) -> None:
    whole = bytearray(own_face(tmp_path / "a.ttf").read_bytes())
    for at in range(4, 600, 29):
        data = bytearray(whole)
        data[at] ^= 0xFF
        (tmp_path / "b.ttf").write_bytes(data)
        assert facefile.take({}, tmp_path / "b.ttf", tmp_path).keys() <= {"face", "refused"}


def test_old_character_maps_and_collections_give_the_same_glyphs(tmp_path: Path) -> None:
    usual = facefile.remade(own_face(tmp_path / "a.ttf").read_bytes())[1]
    old = own_face(tmp_path / "b.ttf", old_map=True).read_bytes()
    count = unpack_from(">H", old, 4)[0]
    directory = b"".join(
        pack(">4sLLL", tag, check, offset + 16, length)
        for tag, check, offset, length in (unpack_from(">4sLLL", old, 12 + 16 * at) for at in range(count))
    )
    collection = pack(">4sLLL", b"ttcf", 0x00010000, 1, 16) + old[:12] + directory + old[12 + 16 * count :]
    for data in (old, collection):
        with TTFont(io.BytesIO(facefile.remade(data)[1])) as font, TTFont(io.BytesIO(usual)) as expected:
            assert font.getBestCmap().keys() == {point for point in expected.getBestCmap() if point < 0xFFFF}


def test_letters_are_set_in_it_and_nothing_else_is(tmp_path: Path) -> None:
    chosen = lettering.choose(own_face(tmp_path / "a.ttf"))
    done = made(chosen)
    assert chosen in done.faces
    assert fonts_of(done.pdf).keys() == {chosen, "NotoSerifSC-Regular", "NotoSerifSC-SemiBold", "NotoSansSC-Medium"}
    assert not done.missing
    assert any(f"的函{LACKING}——重要" in line.text for line in set_lines(done.pdf)), "it extracts as typed, what it lacks included"
    own = face(CHOSEN + chosen)
    assert not own.has(LACKING)
    assert {"关", "申", "2"} <= own.glyphs.keys()
    assert "正" not in own.glyphs


def test_without_one_letters_are_in_song() -> None:
    assert face("fang") is face("song")
    assert made("").pdf == typeset([parse(LETTER, "test")], Meta()).pdf


def test_fonts_of_the_system_are_known_by_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("simfang.ttf", "FangSong_GB2312.ttf", "方正仿宋_GBK.TTF", "STFangsong.ttc", "simsun.ttc", "仿宋.otf", "FZFSK.TTF")
    (tmp_path / "fonts" / "cn").mkdir(parents=True)
    for name in names:
        (tmp_path / "fonts" / "cn" / name).touch()
    monkeypatch.setattr(lettering, "_folders", lambda: [tmp_path / "fonts", tmp_path / "none"])
    assert [file.name for file in lettering.found()] == [
        "FangSong_GB2312.ttf",
        "FZFSK.TTF",
        "simfang.ttf",
        "方正仿宋_GBK.TTF",
        "STFangsong.ttc",
    ]
