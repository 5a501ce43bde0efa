"""The tour: leaves the pack, a picture of every step and an index; a step that does not come about is told and ends it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from shenbao.messages import catalogue
from shenbao.ui import tour
from shenbao.ui.tour.example import chosen
from shenbao.ui.tour.hands import Key, Lost, click, press, until, write, write_over
from shenbao.ui.tour.steps import ORDER, PACK_FILE, Steps
from shenbao.ui.window import MainWindow

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"


def walk(out: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, without a display."""
    hidden = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    environment = {**hidden, "PYTHONPATH": str(DESKTOP), "SHENBAO_HOME": str(home)}
    command = [sys.executable, "-m", "shenbao", "tour", "-o", str(out), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=240)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tour_leaves_pack_pictures_and_index(tmp_path: Path, home: Path, lang: str) -> None:
    done = walk(tmp_path / "tour", home, "--lang", lang)
    assert done.returncode == 0, done.stdout + done.stderr
    pictures = [f"{number:02}-{name}.png" for number, name in enumerate(ORDER, 1)]
    assert {file.name for file in (tmp_path / "tour").iterdir()} == {*pictures, PACK_FILE, "index.md"}
    for picture in pictures:
        image = QImage(str(tmp_path / "tour" / picture))
        assert (image.width(), image.height()) == (tour.WIDTH, tour.HEIGHT)
    index = (tmp_path / "tour" / "index.md").read_text(encoding="utf-8")
    assert all(picture in index for picture in pictures)
    assert len(done.stdout.splitlines()) == len(pictures) + 1
    assert not any(home.iterdir()), "the person's own library is left alone"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, home: Path) -> None:
    file = tmp_path / "taken"
    file.write_text("")
    done = walk(file, home, "--lang", "en")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_every_step_has_its_words() -> None:
    assert {f"tour.step.{name}" for name in ORDER} == {code for code in catalogue() if code.startswith("tour.step.")}


def test_the_first_steps_come_about(window: MainWindow, tmp_path: Path) -> None:
    example = chosen()
    window.activateWindow()
    until(window.isActiveWindow, "window")
    steps = Steps(window, example, tmp_path)
    for act in (steps.start, steps.begin, steps.fill):
        act()
    assert window.header.subtitle.text() == example.stored(example.scheme.applicant_path)


def test_a_step_whose_outcome_is_missing_is_lost(window: MainWindow, tmp_path: Path) -> None:
    steps = Steps(window, chosen(), tmp_path)
    with pytest.raises(Lost):
        steps.fill()


def test_hands_type_what_is_on_no_key(qapp: QApplication) -> None:
    line = QLineEdit()
    line.show()
    line.activateWindow()
    until(line.isActiveWindow, "line")
    click(line)
    write("首台套 LS-200（一）")
    assert line.text() == "首台套 LS-200（一）"
    write_over("R&D <b>")
    press(Key.Key_End)
    assert line.text() == "R&D <b>"


def test_hands_click_nothing_that_is_hidden_or_closed(qapp: QApplication) -> None:
    hidden = QLabel("x")
    with pytest.raises(Lost):
        click(hidden, QPoint(1, 1))
