"""Work with a worker as a generator: the caller is free between two beats, and closing the generator ends the worker at once."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

from shenbao.records import Progress
from shenbao.worker.process import Worker

Outcome = TypeVar("Outcome")

_BEAT = 0.05
"""Seconds between two chances to stop."""


def beside(work: Callable[[Worker], Outcome], progress: Progress) -> Generator[Progress, None, Outcome]:
    """Runs `work` in a thread of its own with a worker to use; raises what it raises."""
    worker, outcome = Worker(), Future[Outcome]()

    def run() -> None:
        try:
            outcome.set_result(work(worker))
        except BaseException as error:
            outcome.set_exception(error)

    thread = Thread(target=run, name="beside")
    thread.start()
    try:
        yield progress
        while thread.is_alive():
            thread.join(_BEAT)
            yield progress
    finally:
        if thread.is_alive():
            worker.cancel()
        thread.join()
    return outcome.result()
