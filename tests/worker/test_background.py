"""Work beside its caller: progress while it goes on, its outcome at the end, and no waiting when it is no longer wanted."""

from __future__ import annotations

from threading import Event

import pytest

from finishing import finished
from shenbao.errors import UserCancelled, WorkerError
from shenbao.records import Progress
from shenbao.worker import Worker, beside

PROGRESS = Progress(done=0, total=0, code="building.examining", slots={"name": "a.pdf"})


def test_the_outcome_is_returned_after_progress() -> None:
    ended = Event()

    def work(worker: Worker) -> int:
        assert ended.wait(10)
        return 7

    steps = beside(work, PROGRESS)
    assert next(steps) is PROGRESS
    ended.set()
    assert finished(steps) == 7


def test_what_the_work_raises_is_raised() -> None:
    def work(worker: Worker) -> int:
        raise WorkerError("worker.start", reason="")

    with pytest.raises(WorkerError, match=r"worker\.start"):
        list(beside(work, PROGRESS))


def test_closing_ends_the_worker_and_does_not_wait_for_the_file() -> None:
    begun, cancelled = Event(), Event()

    def work(worker: Worker) -> None:
        begun.set()
        try:
            while True:
                worker.run("attachments.normalise", {"seconds": 600}, None)
        except UserCancelled:
            cancelled.set()
            raise
        except WorkerError:
            work(worker)

    steps = beside(work, PROGRESS)
    next(steps)
    assert begun.wait(10)
    steps.close()
    assert cancelled.is_set()
