"""Runs the core's generators beside the window: progress arrives by signal, cancel closes the generator.

A job is `Generator[Progress, None, T]`. Jobs only wait for other processes or render pictures; whatever holds Python's lock for long
(drawing a pack) is itself a generator over a process of its own, see `shenbao.building`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from shenbao.errors import ShenbaoError, UserCancelled

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


class Task(QObject):
    """One running job. Exactly one of `done`, `failed`, `stopped`, `crashed` is emitted; all signals come in the window's thread."""

    progress = Signal(object)
    done = Signal(object)
    """What the generator returned."""
    failed = Signal(object)
    """A `ShenbaoError`."""
    stopped = Signal()
    """It was cancelled."""
    crashed = Signal(object)
    """Any other exception; the crash presenter is told next."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cancelled = threading.Event()

    def cancel(self) -> None:
        """Asks the job to stop at its next step; `stopped` follows."""
        self.cancelled.set()


class Tasks(QObject):
    """The worker threads of one window. A worker never touches a `Task`: it posts to this object, which outlives all workers."""

    _posted = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[int, Task] = {}
        self._numbers = count()
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=2, thread_name_prefix="shenbao")

    def start(self, job: Generator[Any, None, Any]) -> Task:
        """Starts `job`. Nothing is emitted before control returns to the event loop, so there is time to connect."""
        task = Task()
        number = next(self._numbers)
        self._running[number] = task
        self._pool.submit(_drive, job, task.cancelled, lambda name, value: self._posted.emit(number, name, value))
        return task

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def close(self) -> None:
        """Cancels everything and waits for it; no job outlives the window, and nothing is emitted any more."""
        for task in self._running.values():
            task.cancel()
        self._pool.shutdown(wait=True)
        self._running.clear()

    def _deliver(self, number: int, name: str, value: object) -> None:
        task = self._running.get(number)
        if task is None:
            return
        if name == "progress":
            task.progress.emit(value)
            return
        del self._running[number]
        if name == "stopped":
            task.stopped.emit()
        else:
            getattr(task, name).emit(value)
        if isinstance(value, Exception) and name == "crashed":
            raise value


def _drive(job: Generator[Any, None, Any], cancelled: threading.Event, post: Callable[[str, object], None]) -> None:
    """Runs `job` to its end in the calling thread; what it posts is the name of a signal of `Task` and its argument."""
    try:
        while not cancelled.is_set():
            post("progress", next(job))
        job.close()
        post("stopped", None)
    except StopIteration as end:
        post("done", end.value)
    except UserCancelled:
        post("stopped", None)
    except ShenbaoError as error:
        post("failed", error)
    except Exception as error:
        post("crashed", error)
