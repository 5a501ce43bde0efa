"""One program per library: a lock the operating system takes back by itself when the program dies."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import msgspec

from shenbao.errors import LibraryError
from shenbao.records import Record

NAME = "library.lock"
_LOCKED_BYTE = 1 << 30
"""Windows forbids others to read locked bytes, so a byte far behind the text is locked."""


class Holder(Record, frozen=True):
    """Who has the library open, as written into the lock file."""

    pid: int
    host: str
    started: str
    """ISO 8601, UTC."""


class Lock:
    """A held lock. The file stays when it is released: deleting it would let two programs lock two different files."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def acquire(folder: Path, now: datetime) -> Lock:
    """Lock the library in `folder`. Raises LibraryError library.locked naming the holder, OSError when the folder is not writable."""
    path = folder / NAME
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _try_lock(handle):
            holder = _read_holder(handle)
            raise LibraryError("library.locked", pid=holder.pid, host=holder.host, started=holder.started)
        holder = Holder(pid=os.getpid(), host=_host(), started=now.isoformat(timespec="seconds"))
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, msgspec.json.encode(holder))
    except BaseException:
        os.close(handle)
        raise
    return Lock(handle)


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _read_holder(handle: int) -> Holder:
    """Who holds the lock; zeros and empty texts when the holder has not written it yet."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        return msgspec.json.decode(os.read(handle, 4096), type=Holder)
    except msgspec.MsgspecError:
        return Holder(pid=0, host="", started="")


def _host() -> str:
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename
