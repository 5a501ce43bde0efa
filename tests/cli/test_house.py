"""What a person set once for all packs, from the command line: the letterhead on request, the face of letters always."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from cli.running import Run
from packs.own_face import own_face
from shenbao import house, paths
from shenbao.packs import letterheads, lettering
from shenbao.records import Letterhead

NAME = "沪上某某科技服务有限公司"


@pytest.fixture
def scheme() -> str:
    return "m11-community"


@pytest.fixture
def settings(tmp_path: Path, home: Path) -> house.House:
    Image.new("RGB", (300, 100), (20, 70, 110)).save(tmp_path / "logo.png")
    set_once = house.House(
        letterhead=Letterhead(name=NAME, address="上海市徐汇区示例路 1 号", logo=letterheads.logo(tmp_path / "logo.png")),
        letter_face=lettering.choose(own_face(tmp_path / "仿宋.ttf")),
    )
    house.keep(set_once)
    return set_once


def test_a_letterhead_needs_to_be_set(run: Run, home: Path, example: Path, tmp_path: Path) -> None:
    refused = run("pack", example, "-o", tmp_path / "a.pdf", "--letterhead", "on")
    assert refused.code == 2
    assert "抬头" in refused.err
    assert not (tmp_path / "a.pdf").exists()


def test_pack_open_pack_is_the_same_file_with_letterhead_and_face(run: Run, settings: house.House, example: Path, tmp_path: Path) -> None:
    first, again, folder, plain = (tmp_path / name for name in ("first.pdf", "again.pdf", "folder", "plain.pdf"))
    told = run("pack", example, "-o", first, "--letterhead", "on", "--json").json
    assert (told["letterhead"], told["letter_face"]) == (NAME, settings.letter_face)
    assert run("pack", first, "-o", again).code == 0
    assert again.read_bytes() == first.read_bytes(), "a pack built again keeps letterhead and face"
    assert run("open", first, "-o", folder).code == 0
    assert run("pack", folder, "-o", again, "--letterhead", "on").code == 0
    assert again.read_bytes() == first.read_bytes()
    assert run("pack", example, "-o", plain, "--json").json["letterhead"] == ""
    assert NAME in run("verify", first).out
    assert "FangSong_Test（本机有）" in run("verify", first).out


def test_a_machine_without_the_face_sets_song_and_says_so(run: Run, settings: house.House, example: Path, tmp_path: Path) -> None:
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    assert run("pack", example, "-o", first).code == 0
    (paths.faces() / f"{settings.letter_face}.ttf").unlink()
    lettering.forget()
    assert "本机没有" in run("verify", first).out
    rebuilt = run("pack", first, "-o", again)
    assert rebuilt.code == 0
    assert "FangSong_Test" in rebuilt.err
    assert "宋体" in rebuilt.err
    assert run("verify", again, "--json").json["letter_face"] == ""


def test_sheets_beside_the_pack_bear_the_letterhead_too(run: Run, settings: house.House, example: Path, tmp_path: Path) -> None:
    for state, count in (("on", 1), ("off", 0)):
        sheet = tmp_path / f"{state}.pdf"
        assert run("pack", example, "-o", tmp_path / "a.pdf", "--letterhead", state, "--copy-sheet", sheet).code == 0
        with pikepdf.open(sheet) as pdf:
            assert len(pdf.pages[0].get_images()) == count
