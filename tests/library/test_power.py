"""The power goes between any two writes: whatever the disk kept, the library opens whole with every acknowledged edit."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from library.disks import MODES, RememberingDisk, after_power_cut
from library.samples import edit, summary
from shenbao.library import Library
from shenbao.records import RecordId

FILES = ("library.db", "library.db-wal")


def recorded(folder: Path, edits: int) -> tuple[RememberingDisk, dict[str, bytes], RecordId, list[int]]:
    """A disk with its log, its files at the start, the record, and how long the log was at each acknowledgement."""
    disk = RememberingDisk(f"remembering-{folder.parent.name}")
    library = Library.open(folder, vfs=disk.name, reserve_bytes=0)
    record = library.create("application", "scheme", "1")
    start = {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}
    disk.log.clear()
    acknowledged = []
    for number in range(edits):
        library.append(record, edit(f"{number}" + "字" * (number * 37 % 1500)), summary(str(number)))
        acknowledged.append(len(disk.log))
    library.close()
    return disk, start, record, acknowledged


def cut(quick_path: Path, images: int, edits: int) -> None:
    disk, start, record, acknowledged = recorded(quick_path / "original", edits)
    assert len(disk.log) > edits * 3
    random = Random(20260305)
    for number in range(images):
        at = random.randrange(len(disk.log) + 1)
        folder = quick_path / f"image{number}"
        folder.mkdir()
        for name, content in after_power_cut(disk.log[:at], start, MODES[number % len(MODES)], random).items():
            (folder / name).write_bytes(content)
        with Library.open(folder, reserve_bytes=0) as library:
            texts = [one.ops[0].new for one in library.edits(record)]
        safe = sum(length <= at for length in acknowledged)
        assert safe <= len(texts) <= safe + 1
        assert [int(text.rstrip("字")) for text in texts] == list(range(len(texts)))
    disk.unregister()


def test_three_hundred_power_cuts_lose_nothing(quick_path: Path) -> None:
    cut(quick_path, images=300, edits=120)


@pytest.mark.slow
def test_ten_thousand_power_cuts_lose_nothing(quick_path: Path) -> None:
    cut(quick_path, images=10_000, edits=400)
