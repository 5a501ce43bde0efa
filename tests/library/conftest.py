"""Opens libraries for the tests and closes them again."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from library.samples import Clock, Opener
from shenbao.library import Library


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: for tests that write a lot and for which a real disk proves nothing more."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(dir=memory))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(tmp_path: Path, clock: Clock) -> Iterator[Opener]:
    """Opens the library in `tmp_path/library`; whatever is still open is closed after the test."""
    libraries: list[Library] = []

    def open_library(**options: object) -> Library:
        library = Library.open(tmp_path / "library", **{"clock": clock, "reserve_bytes": 0, **options})  # type: ignore[arg-type]
        libraries.append(library)
        return library

    yield open_library
    for library in libraries:
        library.close()


@pytest.fixture
def library(opened: Opener) -> Library:
    return opened()
