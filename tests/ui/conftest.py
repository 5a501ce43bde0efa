"""The real window over a real library: what the tests of the desktop program click and type in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shenbao import paths
from shenbao.records import RecordId
from shenbao.ui import theme
from shenbao.ui.appearance import Appearance
from shenbao.ui.settings import Settings
from shenbao.ui.window import MainWindow
from shenbao.ui.words import language
from shenbao.workspace import Workspace

TODAY = date(2026, 3, 20)


@pytest.fixture
def settings(home: Path) -> Settings:
    made = Settings(home / "ui.ini")
    made.language = "zh"
    made.mode = "light"
    return made


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    opened = Workspace.open(paths.data(), TODAY)
    yield opened
    opened.close()


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, settings: Settings) -> Iterator[MainWindow]:
    """The main window, shown and filled, in Chinese and light."""
    appearance = Appearance(settings)
    appearance.start()
    made = MainWindow(workspace, settings, appearance)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.start_up()
    yield made
    made.tasks.close()
    language.switch("zh")
    theme.look.set_mode("light")
    theme.look.set_zoom(1.0)


@pytest.fixture
def application(workspace: Workspace) -> RecordId:
    """An application somebody has just begun, for the first scheme that has a form."""
    scheme = next(offer.row.id for offer in workspace.offers() if offer.ready)
    return workspace.create_application(scheme, workspace.create_enterprise("上海示例灵枢机器人有限公司"))
