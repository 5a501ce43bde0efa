"""Long work beside the window: progress arrives, and every job ends in exactly one way."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import count

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from shenbao.errors import PackError
from shenbao.records import Progress
from shenbao.ui.tasks import Tasks


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def step(done: int) -> Progress:
    return Progress(done=done, total=3, code="building.starting")


def test_progress_arrives_before_the_result(qtbot: QtBot, tasks: Tasks) -> None:
    def job() -> Generator[Progress, None, str]:
        yield step(1)
        yield step(2)
        return "pack"

    seen: list[int] = []
    task = tasks.start(job())
    task.progress.connect(lambda progress: seen.append(progress.done))
    with qtbot.waitSignal(task.done) as ended:
        pass
    assert ended.args == ["pack"]
    assert seen == [1, 2]
    qtbot.waitUntil(lambda: not tasks.busy)


def test_a_failure_is_told_as_it_was_raised(qtbot: QtBot, tasks: Tasks) -> None:
    def job() -> Generator[Progress, None, None]:
        yield step(0)
        raise PackError("packs.blocked", count=1, codes="R01")

    task = tasks.start(job())
    with qtbot.waitSignal(task.failed) as ended:
        pass
    assert ended.args[0].code == "packs.blocked"


def test_cancelling_closes_the_generator(qtbot: QtBot, tasks: Tasks) -> None:
    closed: list[bool] = []

    def job() -> Generator[Progress, None, None]:
        try:
            for done in count():
                yield step(done)
        finally:
            closed.append(True)

    task = tasks.start(job())
    with qtbot.waitSignal(task.stopped):
        task.cancel()
    assert closed == [True]


def test_a_mistake_of_the_program_reaches_the_crash_presenter(qtbot: QtBot, tasks: Tasks) -> None:
    def job() -> Generator[Progress, None, None]:
        yield step(0)
        raise ZeroDivisionError

    with capture_exceptions() as raised:
        task = tasks.start(job())
        with qtbot.waitSignal(task.crashed):
            pass
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_closing_the_window_ends_all_work(qapp: object) -> None:
    tasks = Tasks()
    closed: list[bool] = []

    def job() -> Generator[Progress, None, None]:
        try:
            for done in count():
                yield step(done)
        finally:
            closed.append(True)

    for _ in range(2):
        tasks.start(job())
    tasks.close()
    assert len(closed) in (0, 2), "what had begun was closed; what had not never began"
