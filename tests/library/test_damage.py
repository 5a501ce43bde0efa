"""Flipped bits, zeroed sectors, swapped pages: found before anything is written, named, and mended as far as anything proves it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from library.samples import Clock, edit, summary
from shenbao.errors import LibraryError
from shenbao.library import Library
from shenbao.records import Edit, RecordId

PAGE = 4096

Contents = dict[RecordId, tuple[str, tuple[Edit, ...]]]


def contents(library: Library) -> Contents:
    return {info.id: (info.summary.title, library.edits(info.id)) for info in library.list("application")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Contents]:
    """A closed library of 15 applications with a backup of its first half, and what it holds."""
    folder = tmp_path_factory.mktemp("whole") / "library"
    with Library.open(folder, clock=Clock(), reserve_bytes=0) as library:
        for number in range(15):
            record = library.create("application", "scheme", "1")
            for step in range(12):
                library.append(
                    record, edit(f"第{number}份第{step}次" + "字" * (step * 20)), summary(f"申报{number}", enterprise="上海某公司")
                )
            library.add_blob(f"附件{number}".encode(), "附件.pdf")
            if number == 8:
                library.backup()
        return folder, contents(library)


def bit(content: bytearray, random: Random) -> None:
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)


def byte(content: bytearray, random: Random) -> None:
    content[random.randrange(len(content))] = random.randrange(256)


def sector(content: bytearray, random: Random) -> None:
    at = random.randrange(len(content) // 512) * 512
    content[at : at + 512] = bytes(512)


def page(content: bytearray, random: Random) -> None:
    to, source = (random.randrange(len(content) // PAGE) * PAGE for _ in range(2))
    content[to : to + PAGE] = content[source : source + PAGE]


def cut_off(content: bytearray, random: Random) -> None:
    del content[random.randrange(len(content)) :]


DAMAGES = (bit, byte, sector, page, cut_off)


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def try_damage(whole: tuple[Path, Contents], folder: Path, damage: Callable[[bytearray, Random], None], random: Random) -> str:
    """One damaged copy: `harmless` or `found`; anything silently wrong fails."""
    original, expected = whole
    shutil.copytree(original, folder)
    database = folder / "library.db"
    content = bytearray(database.read_bytes())
    damage(content, random)
    database.write_bytes(content)
    before = fingerprint(database)
    code = ""
    try:
        with Library.open(folder, reserve_bytes=0) as library:
            assert contents(library) == expected, "silently wrong"
            assert library.check().ok
    except LibraryError as error:
        code = error.code
    if not code:
        return "harmless"
    assert code in {"library.damaged", "library.newer"}
    assert fingerprint(database) == before, "a damaged file is never written to"
    looked_at_is_right(folder, expected)
    assert fingerprint(database) == before
    recovery = Library.recover(folder)
    assert fingerprint(recovery.aside / "library.db") == before
    shortened = {damaged.id for damaged in recovery.shortened}
    with Library.open(folder, reserve_bytes=0) as library:
        assert library.check().ok
        found = contents(library)
    for record, (title, edits) in expected.items():
        if record not in shortened and recovery.backup is None:
            assert found[record] == (title, edits)
        elif record in found:
            assert found[record][1] == edits[: len(found[record][1])]
    return "found"


def looked_at_is_right(folder: Path, expected: Contents) -> None:
    """Read-only, every record that is not named as damaged is exactly what it was."""
    try:
        library = Library.open(folder, read_only=True)
    except LibraryError:
        return
    with library:
        named = {damaged.id for damaged in library.health.damaged}
        for info in library.list("application"):
            if info.id not in named:
                assert library.edits(info.id) == expected[info.id][1]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: str(damage.__name__))
def test_no_damage_is_silent(whole: tuple[Path, Contents], quick_path: Path, damage: Callable[[bytearray, Random], None]) -> None:
    random = Random(7)
    verdicts = [try_damage(whole, quick_path / str(number), damage, random) for number in range(20)]
    assert "found" in verdicts


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: str(damage.__name__))
def test_no_damage_of_a_thousand_is_silent(
    whole: tuple[Path, Contents], quick_path: Path, damage: Callable[[bytearray, Random], None]
) -> None:
    random = Random(8)
    for number in range(1000):
        try_damage(whole, quick_path / str(number), damage, random)
        shutil.rmtree(quick_path / str(number))
