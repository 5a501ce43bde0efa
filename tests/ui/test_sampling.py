"""The samples come one after another while the window is open, and an interrupted start is gone on with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shenbao import samples
from shenbao.ui.sampling import Sampling
from shenbao.ui.window import MainWindow
from shenbao.workspace import Workspace

# Forms that need no attachments: nothing has to be examined.
SMALL = ("m03-poc-fund", "m10-fund", "m12-center")


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    every = samples.missing

    def few(there: set[str]) -> Iterator[Path]:
        return (example for example in every(there) if example.name in SMALL)

    monkeypatch.setattr(samples, "missing", few)


def sampling(window: MainWindow) -> Sampling:
    return Sampling(window.workspace, window.tasks, window.messages, window.start.reload, window)


def filled(workspace: Workspace) -> list[str]:
    return sorted(info.scheme for info in workspace.records("application"))


def test_each_sample_is_in_the_list_as_soon_as_it_is_ready(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    sampling(window).start()
    assert filled(workspace) == []
    assert len(window.messages.bars()) == 1
    seen = set()

    def complete() -> bool:
        seen.add(window.model.rowCount())
        return window.model.rowCount() == len(SMALL)

    window.model.modelReset.connect(lambda: seen.add(window.model.rowCount()))
    qtbot.waitUntil(complete, timeout=60_000)
    assert seen == {0, 1, 2, 3}
    assert filled(workspace) == sorted(SMALL)
    assert window.messages.bars() == []


def test_what_is_there_or_was_thrown_away_is_not_put_there_again(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    first, second, third = SMALL
    workspace.create_application(first, None)
    workspace.discard(workspace.create_application(second, None))
    sampling(window).start()
    qtbot.waitUntil(lambda: filled(workspace) == sorted((first, third)), timeout=60_000)


def test_closing_the_window_in_between_leaves_the_rest_for_the_next_time(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.model.modelReset, timeout=60_000):
        sampling(window).start()
    window.close()
    assert len(filled(workspace)) == 1
    missing = list(samples.missing({info.scheme for info in workspace.records("application")}))
    assert len(missing) == 2


def test_the_richest_kind_of_scheme_comes_first() -> None:
    from shenbao.forms.catalogue import catalogue

    kinds = {row.id: row.scheme_class for row in catalogue().rows()}
    found = [kinds[example.name] for example in samples.missing(())]
    assert found == sorted(found)
