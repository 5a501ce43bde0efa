"""The visual system: readable contrast in light and dark, every token filled in, every word in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shenbao.content import shipped
from shenbao.messages import catalogue
from shenbao.ui import sizes, theme

UI = Path(theme.__file__).parent


def luminance(colour: str) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Ratio as WCAG 2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("shades", [theme.LIGHT, theme.DARK], ids=lambda shades: shades.scheme)
@pytest.mark.parametrize("text", ["text", "text_soft", "text_faint", "accent", "danger", "warning", "success"])
@pytest.mark.parametrize("ground", ["window", "surface"])
def test_text_can_be_read(shades: theme.Colours, text: str, ground: str) -> None:
    assert contrast(getattr(shades, text), getattr(shades, ground)) >= 4.5


@pytest.mark.parametrize("shades", [theme.LIGHT, theme.DARK], ids=lambda shades: shades.scheme)
@pytest.mark.parametrize("meaning", ["danger", "warning", "success", "accent"])
def test_messages_can_be_read(shades: theme.Colours, meaning: str) -> None:
    assert contrast(getattr(shades, meaning), getattr(shades, f"{meaning}_soft")) >= 4.5
    assert contrast(shades.on_accent, shades.accent) >= 4.5


@pytest.mark.parametrize("shades", [theme.LIGHT, theme.DARK], ids=lambda shades: shades.scheme)
def test_every_token_of_the_style_sheet_is_filled_in(shades: theme.Colours) -> None:
    sheet = theme.style_sheet(shades, 1.25)
    assert "@" not in sheet
    assert not re.search(r"\d+dp", sheet)
    for picture in re.findall(r'url\("([^"]+)"\)', sheet):
        assert Path(picture).is_file()


def test_every_word_of_the_screens_is_in_the_catalogue() -> None:
    used = {code for file in UI.glob("*.py") for code in re.findall(r'"(ui\.[a-z_0-9.]+)"', file.read_text("utf-8"))}
    known = catalogue()
    assert {code for code in used if code not in known and not code.endswith(".")} - {"ui.ini"} == set()
    assert all(set(known[code]) == {"zh", "en"} for code in used & known.keys())


def test_english_has_straight_apostrophes() -> None:
    """The face of the screens draws the curved one as wide as a Chinese character."""
    assert [code for code, said in catalogue().items() if "\u2019" in said["en"]] == []


def test_every_icon_is_shipped_with_its_licence() -> None:
    folder = shipped() / "resources" / "icons"
    used = {name for file in UI.rglob("*.py") for name in re.findall(r'put_icon\([^,]+, "([a-z0-9-]+)"', file.read_text("utf-8"))}
    assert {name for name in used if not (folder / f"{name}.svg").is_file()} == set()
    assert "ISC" in (folder / "LICENSE").read_text("utf-8")


@pytest.fixture
def zoomed() -> Iterator[None]:
    theme.look.changed.connect(sizes.refit)
    yield
    theme.look.set_zoom(1.0)
    theme.look.changed.disconnect(sizes.refit)


def lengths(box: QWidget) -> list[int]:
    """Left margin, gap, and both gaps of the grid inside."""
    outer = box.layout()
    inner = outer.itemAt(0).layout() if outer else None
    assert isinstance(outer, QVBoxLayout)
    assert isinstance(inner, QGridLayout)
    return [outer.contentsMargins().left(), outer.spacing(), inner.horizontalSpacing(), inner.verticalSpacing()]


def boxed(qtbot: QtBot) -> QWidget:
    box = QWidget()
    qtbot.addWidget(box)
    outer, inner = QVBoxLayout(box), QGridLayout()
    outer.setContentsMargins(theme.L, 0, 0, 0)
    outer.setSpacing(theme.S)
    inner.setHorizontalSpacing(theme.M)
    inner.setVerticalSpacing(theme.XS)
    outer.addLayout(inner)
    return box


@pytest.mark.usefixtures("zoomed")
def test_margins_and_gaps_follow_the_size_of_type(qtbot: QtBot) -> None:
    early = boxed(qtbot)
    early.show()
    assert lengths(early) == [16, 8, 12, 4]
    theme.look.set_zoom(2.0)
    late = boxed(qtbot)
    late.show()
    assert lengths(early) == lengths(late) == [32, 16, 24, 8]
    theme.look.set_zoom(1.25)
    assert lengths(early) == lengths(late) == [20, 10, 15, 5]
    layout = late.layout()
    assert layout is not None
    layout.setSpacing(theme.XL)
    theme.look.set_zoom(1.5)
    assert lengths(late) == [24, 36, 18, 6], "what was set anew is meant at 100 %"
    theme.look.set_zoom(1.0)
    assert lengths(early) == [16, 8, 12, 4]
