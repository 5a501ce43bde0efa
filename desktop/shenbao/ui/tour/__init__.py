"""Drives the real window through the main job, from an empty library to a final pack, and leaves pictures, the pack and an index."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING

from shenbao import durable, paths
from shenbao.errors import ExchangeError
from shenbao.messages import say

if TYPE_CHECKING:
    from shenbao.ui.tour.example import Example
    from shenbao.ui.tour.steps import Steps
    from shenbao.ui.window import MainWindow

WIDTH, HEIGHT = 1366, 768
"""Pixels of the pictures: the smallest screen the program is made for."""
_SETTLE_MS = 250
"""What is counted again a moment after the last edit is in the picture."""


def run(out: Path, lang: str) -> int:
    """Walks through every step, in a library of its own; prints one line for each. Returns 0 only when every step came about.
    ExchangeError when `out` cannot be written or there is no worked example."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExchangeError("tour.no_folder", folder=str(out), reason=error.strerror or "") from error
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Without a handler Python would put Qt's remarks between the lines of the steps.
    logging.getLogger("qt").addHandler(logging.NullHandler())
    with TemporaryDirectory(prefix="shenbao-tour-", ignore_cleanup_errors=True) as home, _home(home):
        return _walk(out, lang)


def _walk(out: Path, lang: str) -> int:
    from shenbao.ui.tour.hands import Lost
    from shenbao.ui.tour.steps import ORDER, Steps

    with _window(lang) as (window, example):
        steps = Steps(window, example, out)
        total = len(ORDER)
        told: list[str] = []
        for number, (name, act) in enumerate(steps.all(), 1):
            began = monotonic()
            caption = say(f"tour.step.{name}", lang)
            picture = f"{number:02}-{name}.png"
            try:
                act()
            except Lost as lost:
                _take_picture(window, out / picture)
                _tell(say("tour.lost", lang, number=number, total=total, caption=caption, what=lost, picture=picture))
                return 1
            _take_picture(window, out / picture)
            told.append(f"## {number} · {caption}\n\n![{caption}]({picture})\n")
            _tell(say("tour.done", lang, number=f"{number:>2}", total=total, caption=caption, seconds=f"{monotonic() - began:.1f}"))
        _write_index(steps, told, lang)
    _tell(say("tour.finished", lang, folder=out))
    return 0


@contextmanager
def _home(folder: str) -> Iterator[None]:
    """Everything the program keeps goes into `folder`, in this process and in those it starts."""
    before = os.environ.get("SHENBAO_HOME")
    os.environ["SHENBAO_HOME"] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ["SHENBAO_HOME"]
        else:
            os.environ["SHENBAO_HOME"] = before


@contextmanager
def _window(lang: str) -> Iterator[tuple[MainWindow, Example]]:
    """The program's window over an empty library on the day of the example, and the example."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from shenbao.ui.app import make_application
    from shenbao.ui.appearance import Appearance
    from shenbao.ui.settings import Settings
    from shenbao.ui.tour.example import chosen
    from shenbao.ui.window import MainWindow
    from shenbao.workspace import Workspace

    app = make_application()
    settings = Settings(paths.home() / "ui.ini")
    settings.language, settings.mode = lang, "light"
    appearance = Appearance(settings)
    appearance.start()
    copied = app.clipboard().text()
    example = chosen()
    workspace = Workspace.open(paths.data(), example.today)
    window = MainWindow(workspace, settings, appearance)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(WIDTH, HEIGHT)
    window.show()
    QTest.qWaitForWindowActive(window)
    window.start_up()
    try:
        yield window, example
    finally:
        app.clipboard().setText(copied)
        window.close()
        workspace.close()


def _take_picture(window: MainWindow, file: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.qWait(_SETTLE_MS)
    picture = window.grab().toImage()
    if picture.width() != WIDTH:
        picture = picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    if not picture.save(str(file)):
        raise ExchangeError("tour.no_folder", folder=str(file.parent), reason="")


def _write_index(steps: Steps, told: list[str], lang: str) -> None:
    head = say("tour.index", lang, scheme=steps.example.scheme.title, enterprise=steps.example.stored(steps.example.scheme.applicant_path))
    durable.write_file(steps.out / "index.md", ["\n".join([head, "", *told]).encode()])


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
