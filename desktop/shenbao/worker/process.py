"""Runs a job in a worker process: starts it, watches it, kills it, and takes back its answer and its files."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from shenbao.errors import UserCancelled, WorkerError
from shenbao.worker import launch
from shenbao.worker.jobs import ANSWER_BYTES, JOBS, REQUEST_BYTES
from shenbao.worker.limits import Limits
from shenbao.worker.watch import SYSTEM_LIMITS_MEMORY, resident_bytes

if sys.platform == "win32":
    from shenbao.worker import windows

_GLANCE_SECONDS = 0.05
_STOPPED = {"time": "worker.time", "memory": "worker.memory", "babble": "worker.babble", "crashed": "worker.crashed"}

Answer = dict[str, Any]


def run(job: str, request: Answer, file: Path | None, *, out: Path | None = None, limits: Limits | None = None) -> Answer:
    """Do one job on one foreign file; see `Worker.run`."""
    return Worker().run(job, request, file, out=out, limits=limits)


class Worker:
    """A runner that another thread can stop: `cancel` ends the job under way and every later one with `UserCancelled`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._cancelled = False

    def cancel(self) -> None:
        """Stop at once. Safe from any thread, and more than once."""
        with self._lock:
            self._cancelled = True
            _kill(self._process)

    def run(self, job: str, request: Answer, file: Path | None, *, out: Path | None = None, limits: Limits | None = None) -> Answer:
        """The job's answer. Files the job made are moved into the folder `out`, where they replace files of the same name.

        Raises WorkerError (`worker.unreadable`, `too-large`, `no-room` before the start; `time`, `memory`, `crashed`, `babble` after)
        and UserCancelled. The foreign file itself is only ever read.
        """
        if job not in JOBS:
            raise ValueError(f"no such job: {job}")
        limits = limits or Limits()
        deadline = time.monotonic() + limits.seconds
        with launch.private_folder() as folder:
            source, results = folder / "source", folder / "results"
            results.mkdir()
            if file is not None:
                launch.copy_in(file, source, limits.input, self._check)
            order = {
                "job": job,
                "request": request,
                "file": str(source),
                "folder": str(results),
                "seconds": limits.seconds,
                "memory": limits.memory,
                "output": limits.output,
                "handles": limits.handles,
                "programs": limits.programs,
                "parent": os.getpid(),
            }
            answer = self._converse(json.dumps(order, allow_nan=False).encode(), folder, limits, deadline)
            if out is not None:
                _hand_over(results, out)
            return answer

    def _check(self) -> None:
        if self._cancelled:
            raise UserCancelled

    def _converse(self, order: bytes, folder: Path, limits: Limits, deadline: float) -> Answer:
        if len(order) > REQUEST_BYTES:
            raise ValueError("the request is too long")
        process = self._start(folder, limits)
        watcher = _Watcher(process, deadline, limits.memory)
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(order)
                process.stdin.close()
            except OSError:
                pass  # it died before reading; the exit code below says so
            spoken = process.stdout.read(ANSWER_BYTES + 1)
            if len(spoken) > ANSWER_BYTES:
                watcher.stop("babble")
            code = process.wait()
        finally:
            watcher.finish()
            with self._lock:
                self._process = None
            _kill(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)
        self._check()
        return _understand(spoken, code, watcher.stopped)

    def _start(self, folder: Path, limits: Limits) -> subprocess.Popen[bytes]:
        with self._lock:
            self._check()
            try:
                process = subprocess.Popen(
                    launch.command(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    cwd=folder,
                    env=launch.environment(folder),
                    start_new_session=True,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError as error:
                raise WorkerError("worker.start", reason=error.strerror or "") from error
            if sys.platform == "win32":
                # The child waits for its order, so nothing foreign is read before the limits hold.
                windows.confine(process, limits)
            self._process = process
            return process


class _Watcher:
    """Kills the process at its deadline, and where the system cannot limit memory, when it holds too much."""

    def __init__(self, process: subprocess.Popen[bytes], deadline: float, memory: int) -> None:
        self.stopped = ""
        self._process = process
        self._deadline = deadline
        self._memory = memory
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="worker watch", daemon=True)
        self._thread.start()

    def stop(self, reason: str) -> None:
        self.stopped = self.stopped or reason
        _kill(self._process)

    def finish(self) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while (left := self._deadline - time.monotonic()) > 0:
            if self._done.wait(left if SYSTEM_LIMITS_MEMORY else min(left, _GLANCE_SECONDS)):
                return
            if not SYSTEM_LIMITS_MEMORY and resident_bytes(self._process.pid) > self._memory:
                self.stop("memory")
                return
        self.stop("time")


def _kill(process: subprocess.Popen[bytes] | None) -> None:
    """End the process and everything it may have started."""
    if process is None or process.poll() is not None:
        return
    try:
        if sys.platform == "win32":
            process.kill()  # its job object takes the rest along
        else:
            os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        pass  # it ended by itself in between


def _close(pipe: Any) -> None:
    with contextlib.suppress(OSError):  # the order could not be flushed to a process that is gone
        pipe.close()


def _understand(spoken: bytes, code: int, stopped: str) -> Answer:
    if not stopped and sys.platform != "win32" and code == -signal.SIGXCPU:
        stopped = "time"
    if not stopped and code != 0:
        stopped = "crashed"
    if stopped:
        raise WorkerError(_STOPPED[stopped], reason=f"exit {code}")
    try:
        reply = json.loads(spoken)
        answer = reply["answer"]
        failed = reply["failed"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WorkerError("worker.babble", reason=type(error).__name__) from error
    if failed:
        raise WorkerError(_STOPPED.get(failed, "worker.crashed"), reason=str(reply.get("where", "")))
    if not isinstance(answer, dict):
        raise WorkerError("worker.babble", reason="answer")
    return answer


def _hand_over(results: Path, out: Path) -> None:
    for made in sorted(results.iterdir()):
        if made.is_symlink() or not made.is_file():
            raise WorkerError("worker.babble", reason="file")
        try:
            shutil.move(made, out / made.name)
        except OSError as error:
            raise WorkerError("worker.no-room", reason=error.strerror or "") from error
