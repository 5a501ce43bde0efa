"""Files that are either wholly there or not there: written beside their target, synced, then renamed over it.

Only the plain functions of `os` are used, so that a test can make any one of them fail.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

TEMPORARY = ".tmp"
"""Suffix of a file that is not finished; whatever bears it may be deleted when nothing is being written."""
CHUNK = 1 << 20


def write_file(target: Path, chunks: Iterable[bytes]) -> None:
    """Write `chunks` to `target` so that a reader sees the old content or the new one, also after a power cut. Raises OSError."""
    temporary = target.with_name(target.name + TEMPORARY)
    try:
        write_new(temporary, chunks)
        publish(temporary, target)
    except BaseException:
        discard(temporary)
        raise


def write_new(path: Path, chunks: Iterable[bytes]) -> None:
    """Write and sync `path`, replacing what an interrupted run may have left there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        for chunk in chunks:
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def read_chunks(path: Path) -> Iterator[bytes]:
    """The bytes of `path`, a megabyte at a time."""
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            yield chunk


def publish(temporary: Path, target: Path) -> None:
    """Rename a synced file to its final name and make the rename itself durable."""
    temporary.replace(target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Force the content of a file written by someone else onto the disk."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Force a folder's entries onto the disk. Windows has no such call: its file systems journal renames."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def discard(path: Path) -> None:
    """Delete a file that may not exist. A file that cannot be deleted now is swept later."""
    with suppress(OSError):
        path.unlink()
