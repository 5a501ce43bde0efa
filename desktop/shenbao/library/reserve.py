"""A file that only takes room: deleted when the disk is full, so that the last edits and an orderly exit still fit."""

from __future__ import annotations

import os
from pathlib import Path

from shenbao import durable
from shenbao.records import Record

NAME = "reserve.bin"
BYTES = 16 << 20
LOW = 200 << 20
"""Free bytes under which the person is told."""
KEPT_FOR_EDITS = 50 << 20
"""Free bytes that attachments and backups leave to the edits."""


class Space(Record, frozen=True):
    """Room on the library's disk."""

    free: int
    """Bytes."""
    reserve: bool
    """The reserve file is there; without it the disk was full a moment ago."""

    @property
    def low(self) -> bool:
        return self.free < LOW or not self.reserve


class Reserve:
    """The reserve file of one library folder. `size` 0 means that none is kept."""

    def __init__(self, folder: Path, size: int = BYTES) -> None:
        self._path = folder / NAME
        self._size = size

    def ensure(self) -> bool:
        """Make the file when it is missing; False when there is no room for it."""
        if self._stands():
            return True
        block = os.urandom(min(durable.CHUNK, self._size))  # zeros would take no room where files are compressed
        try:
            durable.write_file(self._path, (block for _ in range(0, self._size, len(block))))
        except OSError:
            return False
        return True

    def release(self) -> bool:
        """Give the room free; False when there was none to give."""
        if not self._size or not self._path.exists():
            return False
        durable.discard(self._path)
        return not self._path.exists()

    def space(self) -> Space:
        """What is free now. Raises OSError when the drive is gone."""
        import shutil

        return Space(free=shutil.disk_usage(self._path.parent).free, reserve=self._stands())

    def _stands(self) -> bool:
        return not self._size or (self._path.exists() and self._path.stat().st_size >= self._size)
