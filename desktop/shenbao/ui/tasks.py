"""Runs the core's generators beside the window: progress arrives by signal, cancel closes the generator.

A job is `Generator[Progress, None, T]`. Jobs only wait for other processes or render pictures; whatever holds Python's lock for long
(drawing a pack) is itself a generator over a process of its own, see `shenbao.building`.
"""

from __future__ import annotations

import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

from shenbao.errors import ShenbaoError, UserCancelled


class Task(QObject):
    """One running job. Exactly one of `done`, `failed`, `stopped`, `crashed` is emitted, in the thread of the window."""

    progress = Signal(object)
    done = Signal(object)
    """What the generator returned."""
    failed = Signal(object)
    """A `ShenbaoError`."""
    stopped = Signal()
    """It was cancelled."""
    crashed = Signal(object)
    """Any other exception; the crash presenter has been told."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        for ending in (self.done, self.failed, self.stopped, self.crashed):
            ending.connect(self.deleteLater)

    def cancel(self) -> None:
        """Asks the job to stop at its next step; `stopped` follows."""
        self._cancelled.set()

    def run(self, job: Generator[Any, None, Any]) -> None:
        """Drives `job` to its end in the calling thread."""
        try:
            while not self._cancelled.is_set():
                self.progress.emit(next(job))
            job.close()
            self.stopped.emit()
        except StopIteration as end:
            self.done.emit(end.value)
        except UserCancelled:
            self.stopped.emit()
        except ShenbaoError as error:
            self.failed.emit(error)
        except Exception as error:
            self.crashed.emit(error)


class Tasks(QObject):
    """The worker threads of one window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="shenbao")
        self._running: set[Task] = set()

    def start(self, job: Generator[Any, None, Any]) -> Task:
        """Starts `job` once control returns to the event loop's caller; connect to the task's signals right away."""
        task = Task(self)
        self._running.add(task)
        for ending in (task.done, task.failed, task.stopped, task.crashed):
            ending.connect(lambda *_, ended=task: self._running.discard(ended))
        task.crashed.connect(_present)
        self._pool.submit(task.run, job)
        return task

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def close(self) -> None:
        """Cancels everything and waits for it; no job outlives the window."""
        for task in list(self._running):
            task.cancel()
        self._pool.shutdown(wait=True)


def _present(error: Exception) -> None:
    """Raises a job's mistake where the crash presenter sees it: in the window's thread."""
    raise error
