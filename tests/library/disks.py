"""Disks for the tests of the library: one that fails at a chosen operation, one that remembers every write until the power goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import apsw
import pytest

SECTOR = 512


class FailingDisk(apsw.VFS):
    """Counts writes, syncs and truncations; fails the one called `fail_at` (and, when `stays_full`, all after it)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.done = 0
        self.fail_at = 0
        self.error: type[apsw.Error] = apsw.FullError
        self.stays_full = False
        super().__init__(name, "")

    def arm(self, fail_at: int, error: type[apsw.Error] = apsw.FullError, *, stays_full: bool = False) -> None:
        self.done, self.fail_at, self.error, self.stays_full = 0, fail_at, error, stays_full

    @property
    def failed(self) -> bool:
        return 0 < self.fail_at <= self.done

    def count(self) -> None:
        self.done += 1
        if self.fail_at and (self.done == self.fail_at or (self.stays_full and self.done > self.fail_at)):
            raise self.error("injected")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> _FailingFile:
        return _FailingFile(self, name, flags)

    def excepthook(self, *_: object) -> None:
        """Injected failures are what the test is about; nothing to print."""


class _FailingFile(apsw.VFSFile):
    def __init__(self, disk: FailingDisk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self.disk = disk
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self.disk.count()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self.disk.count()
        super().xSync(flags)

    def xTruncate(self, newsize: int) -> None:
        self.disk.count()
        super().xTruncate(newsize)

    def excepthook(self, *_: object) -> None:
        pass


class Write:
    """`data` None is a truncation to `offset`."""

    def __init__(self, file: str, offset: int, data: bytes | None) -> None:
        self.file, self.offset, self.data = file, offset, data


class RememberingDisk(apsw.VFS):
    """Remembers every write and sync in order, so that the state after a power cut at any of them can be built."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.log: list[Write | str] = []
        """Writes; a plain text is a sync of that file, `-name` its deletion."""
        super().__init__(name, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> _RememberingFile:
        return _RememberingFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.log.append("-" + Path(filename).name)
        super().xDelete(filename, syncdir)


class _RememberingFile(apsw.VFSFile):
    def __init__(self, disk: RememberingDisk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self.disk = disk
        self.name = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "temporary").name
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self.disk.log.append(Write(self.name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self.disk.log.append(self.name)

    def xTruncate(self, newsize: int) -> None:
        self.disk.log.append(Write(self.name, newsize, None))
        super().xTruncate(newsize)


MODES = ("nothing", "everything", "some", "torn", "prefix")
"""What survives of the writes that were not synced when the power went."""


def after_power_cut(log: list[Write | str], start: dict[str, bytes], mode: str, random: Random) -> dict[str, bytes]:
    """The files as a disk may hold them after `log`, having begun as `start`."""
    files = {name: bytearray(content) for name, content in start.items()}
    pending: list[Write] = []
    for step in log:
        if isinstance(step, Write):
            pending.append(step)
        elif step.startswith("-"):
            files.pop(step[1:], None)
            pending = [write for write in pending if write.file != step[1:]]
        else:
            for write in pending:
                if write.file == step:
                    _apply(files, write)
            pending = [write for write in pending if write.file != step]
    reached = random.randrange(len(pending) + 1)
    for number, write in enumerate(pending):
        if mode == "everything" or (mode == "prefix" and number < reached) or (mode == "some" and random.random() < 0.5):
            _apply(files, write)
        elif mode == "torn" and write.data is not None:
            for at in range(0, len(write.data), SECTOR):
                if random.random() < 0.5:
                    _apply(files, Write(write.file, write.offset + at, write.data[at : at + SECTOR]))
    return {name: bytes(content) for name, content in files.items()}


def _apply(files: dict[str, bytearray], write: Write) -> None:
    content = files.setdefault(write.file, bytearray())
    if write.data is None:
        del content[write.offset :]
        content.extend(bytes(write.offset - len(content)))
        return
    content.extend(bytes(max(0, write.offset - len(content))))
    content[write.offset : write.offset + len(write.data)] = write.data


@contextmanager
def failing_calls(monkeypatch: pytest.MonkeyPatch, fail_at: int, number: int) -> Iterator[list[int]]:
    """Let the `fail_at`-th file call of Python (open, write, sync, rename, link, make folder) raise OSError `number`; yields the count."""
    count = [0]
    with monkeypatch.context() as patch:
        for name in ("open", "write", "fsync", "replace", "link", "mkdir"):
            original = getattr(os, name)

            def counted(*arguments: object, _original: object = original, **options: object) -> object:
                count[0] += 1
                if count[0] == fail_at:
                    raise OSError(number, "injected")
                return _original(*arguments, **options)  # type: ignore[operator]

            patch.setattr(os, name, counted)
        yield count
