"""The fingerprint a pack carries of itself."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from shenbao.durable import CHUNK
from shenbao.packs import seal

PLACE = seal.identifier().encode()


def written(path: Path, before: int, after: int, place: bytes = PLACE) -> Path:
    """A file with a place for the fingerprint after so many bytes."""
    chance = random.Random(before)
    path.write_bytes(chance.randbytes(before) + place + chance.randbytes(after))
    return path


@pytest.mark.parametrize("before", [0, 7, CHUNK - len(PLACE), CHUNK - len(PLACE) + 1, CHUNK - 40, CHUNK - 1, CHUNK, 2 * CHUNK - 10])
@pytest.mark.parametrize("after", [0, 5, CHUNK])
def test_a_sealed_file_is_intact_wherever_the_place_is(tmp_path: Path, before: int, after: int) -> None:
    file = written(tmp_path / "pack.pdf", before, after)
    seal.seal(file)
    assert seal.is_intact(file)
    assert file.stat().st_size == before + len(PLACE) + after


def test_sealing_in_memory_and_on_the_disk_are_the_same(tmp_path: Path) -> None:
    file = written(tmp_path / "pack.pdf", 3000, 3000)
    data = file.read_bytes()
    seal.seal(file)
    assert file.read_bytes() == seal.sealed(data)


@pytest.mark.parametrize("at", [0, 2999, 3005, 3040, 3100, 6000])
def test_any_changed_byte_is_told(tmp_path: Path, at: int) -> None:
    file = written(tmp_path / "pack.pdf", 3000, 3100)
    seal.seal(file)
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    assert not seal.is_intact(file)


@pytest.mark.parametrize("place", [b"", PLACE + PLACE, PLACE + b"x" * CHUNK + PLACE, PLACE.replace(b"0", b"1")])
def test_only_a_file_with_one_empty_place_can_be_sealed(tmp_path: Path, place: bytes) -> None:
    file = written(tmp_path / "pack.pdf", 100, 100, place)
    with pytest.raises(ValueError, match="exactly one place"):
        seal.seal(file)
