"""One library, one program: the second one is told who has it, and a dead one's lock is free at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from library.samples import Opener
from shenbao.errors import LibraryError
from shenbao.library import Library
from shenbao.messages import describe

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"
HOLD = """
import sys; sys.path.insert(0, sys.argv[2])
from pathlib import Path
from shenbao.errors import LibraryError
from shenbao.library import Library
try:
    library = Library.open(Path(sys.argv[1]), reserve_bytes=0)
    print("open", flush=True)
except LibraryError as error:
    print(error.code, flush=True)
sys.stdin.read()
"""


def start(folder: Path) -> subprocess.Popen[str]:
    """Another process that opens the library, says how that went, and waits."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), str(DESKTOP)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def test_the_second_opener_is_told_who_has_it(opened: Opener, tmp_path: Path) -> None:
    opened()
    for read_only in (False, True):
        with pytest.raises(LibraryError) as error:
            opened(read_only=read_only)
        assert error.value.code == "library.locked"
        assert error.value.slots["pid"] == os.getpid()
        assert str(os.getpid()) in describe(error.value, "zh")
    assert not list((tmp_path / "library").glob("*.tmp"))


def test_another_path_to_the_same_folder_is_the_same_library(opened: Opener, tmp_path: Path) -> None:
    opened()
    (tmp_path / "link").symlink_to(tmp_path / "library")
    with pytest.raises(LibraryError, match=r"library\.locked"):
        Library.open(tmp_path / "link", reserve_bytes=0)


def test_closing_gives_the_library_free(opened: Opener) -> None:
    for _ in range(3):
        with opened():
            pass


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_the_lock_of_a_killed_process_is_free(opened: Opener, tmp_path: Path) -> None:
    other = start(tmp_path / "library")
    assert said(other) == "open"
    with pytest.raises(LibraryError, match=r"library\.locked"):
        opened()
    other.send_signal(signal.SIGKILL)
    end(other)
    assert opened().health.ok


def race(folder: Path, rounds: int, runners: int) -> None:
    for number in range(rounds):
        processes = [start(folder / str(number % 2)) for _ in range(runners)]
        verdicts = sorted(map(said, processes))
        for process in processes:
            end(process)
        assert verdicts == ["library.locked"] * (runners - 1) + ["open"]


def test_of_several_starts_exactly_one_wins(tmp_path: Path) -> None:
    race(tmp_path, rounds=3, runners=3)


@pytest.mark.slow
def test_of_hundreds_of_starts_exactly_one_wins_each_time(tmp_path: Path) -> None:
    race(tmp_path, rounds=100, runners=3)
