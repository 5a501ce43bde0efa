"""The settings' cards for what is set once for all packs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from packs.own_face import own_face
from shenbao import house
from shenbao.packs import lettering
from shenbao.ui.settings_page import SettingsPage
from shenbao.ui.window import MainWindow

WAIT = 20_000


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.show_settings()
    shown = window.pages.currentWidget()
    assert isinstance(shown, SettingsPage)
    return shown


def test_a_letterhead_is_kept_with_its_logo(qtbot: QtBot, page: SettingsPage, tmp_path: Path) -> None:
    card = page.letterhead
    assert not card.remove.isVisibleTo(card)
    card.name.setText(" 沪上某某科技服务有限公司 ")
    card.name.editingFinished.emit()
    Image.new("RGB", (300, 100), (20, 70, 110)).save(tmp_path / "logo.png")
    with qtbot.waitSignal(card.take(tmp_path / "logo.png").done, timeout=WAIT):
        pass
    kept = house.kept().letterhead
    assert kept is not None
    assert kept.name == "沪上某某科技服务有限公司"
    assert kept.logo is not None
    assert card.picture.isVisibleTo(card)
    card.remove.click()
    assert house.kept().letterhead == type(kept)(name=kept.name)


def test_what_is_no_picture_is_told_above_the_page(qtbot: QtBot, window: MainWindow, page: SettingsPage, tmp_path: Path) -> None:
    (tmp_path / "标志.png").write_bytes(b"no picture")
    with qtbot.waitSignal(page.letterhead.failed, timeout=WAIT):
        page.letterhead.take(tmp_path / "标志.png")
    assert any("标志.png" in bar.text.text() for bar in window.messages.bars())


def test_a_face_is_found_chosen_and_given_up(qtbot: QtBot, page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = [own_face(tmp_path / "a.ttf", rights=2), own_face(tmp_path / "b.ttf", name="FZFangSong")]
    monkeypatch.setattr(lettering, "found", lambda: fonts)
    card = page.letter_face
    assert "宋体" in card.shown.text()
    card.search.click()
    qtbot.waitUntil(lambda: "FZFangSong" in card.shown.text(), timeout=WAIT)
    assert lettering.installed(house.kept().letter_face)
    card.remove.click()
    assert house.kept().letter_face == ""
    monkeypatch.setattr(lettering, "found", list)
    with qtbot.waitSignal(card.failed, timeout=WAIT) as failed:
        card.search.click()
    assert failed.args[0].code == "faces.none_found"
