"""How a worker process is started: command line, environment, private folder and the copy of the foreign file."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from shenbao.errors import WorkerError

_PREFIX = "shenbao-worker-"
_CHUNK = 1 << 20
_STALE_SECONDS = 3600
_BOOTSTRAP = "import sys; sys.path.insert(0, sys.argv[1]); from shenbao.worker import serve; serve()"


def command() -> list[str]:
    """Command line of a worker. `-I` ignores PYTHONPATH and the current folder, so the package's place is passed as an argument."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker"]
    package_root = Path(__file__).resolve().parents[2]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-c", _BOOTSTRAP, str(package_root)]


def environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's environment but what the system and a frozen program's loader need to start."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in {"SYSTEMROOT", "WINDIR"} or name.startswith("_PYI")}
    place = str(folder)
    return kept | {"HOME": place, "TMPDIR": place, "TEMP": place, "TMP": place, "LC_ALL": "C.UTF-8"}


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder no other user can read, removed whatever happens."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))  # mode 0700
    except OSError as error:
        raise WorkerError("worker.no-room", reason=error.strerror or "") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(now: float) -> int:
    """Remove the folders that killed programs left behind; `now` in seconds since the epoch. Called once at start; returns how many."""
    removed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            status = folder.lstat()
        except OSError:
            continue
        if not stat.S_ISDIR(status.st_mode) or now - status.st_mtime < _STALE_SECONDS:
            continue
        shutil.rmtree(folder, ignore_errors=True)
        removed += not folder.exists()
    return removed


def copy_in(source: Path, target: Path, limit: int, check: Callable[[], None]) -> None:
    """Copy a foreign file, so that the worker reads one unchanging file under a harmless name. `check` may raise to stop."""
    with _failing_as("worker.unreadable"):
        # O_NONBLOCK: opening a named pipe would otherwise wait for its writer for ever.
        handle = os.open(source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise WorkerError("worker.unreadable", reason="")
    with open(handle, "rb") as reader:  # noqa: PTH123 - a descriptor, not a path
        copied, size = 0, status.st_size
        with _failing_as("worker.no-room"), target.open("xb", buffering=0) as writer:
            while copied <= limit and size <= limit:
                check()
                with _failing_as("worker.unreadable"):
                    chunk = reader.read(_CHUNK)
                if not chunk:
                    return
                writer.write(chunk)
                copied += len(chunk)
    raise WorkerError("worker.too-large", bytes=max(copied, size), limit=limit)


@contextmanager
def _failing_as(code: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL character
        raise WorkerError(code, reason=getattr(error, "strerror", None) or "") from error
