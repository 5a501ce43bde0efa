"""A worker that dies, hangs, eats memory, babbles or reaches out ends in one WorkerError, and nothing of it is left."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shenbao import worker
from shenbao.errors import UserCancelled, WorkerError
from shenbao.worker import jobs, launch, watch

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder, this test's own, so that leftovers are seen."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    file = tmp_path / "合同 \u202efdp.exe"
    file.write_bytes(b"contents")
    return file


@pytest.fixture
def run(temp: Path, foreign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a job of `misbehaving` in a real worker whose list of jobs has been extended by it."""
    here = str(Path(__file__).parent)
    monkeypatch.setitem(jobs.JOBS, "misbehave", "misbehaving:misbehave")
    extended = f"import sys; sys.path[:0] = [sys.argv[1], {here!r}]; from shenbao.worker import jobs, serve; "
    monkeypatch.setattr(launch, "_BOOTSTRAP", extended + "jobs.JOBS['misbehave'] = 'misbehaving:misbehave'; serve()")
    out = tmp_path / "out"
    out.mkdir()

    def run(
        how: str, *, runner: worker.Worker | None = None, seconds: float = 5, file: Path = foreign, **request: object
    ) -> dict[str, Any]:
        limits = worker.Limits(seconds=seconds, output=50_000_000)
        return (runner or worker.Worker()).run("misbehave", {"how": how, **request}, file, out=out, limits=limits)

    return run


def test_a_job_answers_and_hands_over_its_files(run: Run, temp: Path, tmp_path: Path) -> None:
    assert run("behave") == {"size": 8, "mode": 0o700, "home": True}
    assert (tmp_path / "out" / "result.txt").read_bytes() == b"CONTENTS"
    assert not list(temp.iterdir())


@pytest.mark.parametrize(
    ("how", "code", "seconds"),
    [
        ("hang", "worker.time", 0.5),
        ("spin", "worker.time", 0.5),
        ("eat-memory", "worker.memory", 5),
        ("abort", "worker.crashed", 5),
        ("babble", "worker.babble", 5),
        ("answer-nonsense", "worker.crashed", 5),
        ("panic", "worker.crashed", 5),
        ("leave-a-link", "worker.babble", 5),
        ("fill-the-disk", "worker.crashed", 5),
        ("fork", "worker.crashed", 5),
        ("start-a-program", "worker.crashed", 5),
        ("call", "worker.crashed", 5),
    ],
)
def test_misbehaviour_ends_in_one_error_and_leaves_nothing(run: Run, temp: Path, how: str, code: str, seconds: float) -> None:
    if how == "eat-memory" and not watch.SYSTEM_LIMITS_MEMORY:
        pytest.skip("watched from outside on this system")
    with pytest.raises(WorkerError) as caught:
        run(how, seconds=seconds)
    assert caught.value.code == code
    assert not list(temp.iterdir())


def test_what_a_library_prints_is_not_taken_for_the_answer(run: Run) -> None:
    assert run("print-much") == {"printed": True}


def test_python_cannot_write_outside_its_folder(run: Run, tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match=r"worker\.crashed"):
        run("write-outside", target=str(tmp_path / "evil"))
    assert not (tmp_path / "evil").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock is Linux's")
def test_c_code_cannot_write_outside_its_folder_either(run: Run, tmp_path: Path) -> None:
    if not _has_landlock():
        pytest.skip("this kernel has no Landlock")
    assert run("write-outside-from-c", target=str(tmp_path / "evil")) == {"opened": -1}


def _has_landlock() -> bool:
    import ctypes

    return ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint32(1)) > 0


def test_cancel_stops_the_job_under_way_and_every_later_one(run: Run, temp: Path) -> None:
    runner = worker.Worker()
    timer = threading.Timer(0.2, runner.cancel)
    timer.start()
    with pytest.raises(UserCancelled):
        run("hang", runner=runner, seconds=60)
    timer.join()
    with pytest.raises(UserCancelled):
        run("behave", runner=runner)
    assert not list(temp.iterdir())


@pytest.mark.parametrize("missing", ["gone.pdf", "nul\0.pdf"])
def test_a_file_that_cannot_be_read_is_said_to_be_unreadable(run: Run, tmp_path: Path, missing: str) -> None:
    with pytest.raises(WorkerError, match=r"worker\.unreadable"):
        run("behave", file=tmp_path / missing)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_or_a_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for odd in (tmp_path / "pipe", tmp_path):
        with pytest.raises(WorkerError, match=r"worker\.unreadable"):
            run("behave", file=odd)


def test_a_file_above_the_limit_is_not_even_copied(temp: Path, foreign: Path) -> None:
    with pytest.raises(WorkerError, match=r"worker\.too-large"):
        worker.run("attachments.normalise", {}, foreign, limits=worker.Limits(input=7))


def test_only_listed_jobs_are_done(foreign: Path) -> None:
    with pytest.raises(ValueError, match="no such job"):
        worker.run("os.remove", {}, foreign)


def test_folders_of_killed_programs_are_swept_after_an_hour(temp: Path) -> None:
    (temp / "shenbao-worker-old").mkdir()
    (temp / "shenbao-worker-old" / "source").write_bytes(b"x")
    (temp / "another-program").mkdir()
    born = (temp / "shenbao-worker-old").stat().st_mtime
    assert worker.sweep(born + 60) == 0
    assert worker.sweep(born + 3700) == 1
    assert [left.name for left in temp.iterdir()] == ["another-program"]


def test_resident_memory_of_a_process_is_known() -> None:
    if sys.platform == "win32":
        pytest.skip("Windows limits memory by its job object")
    assert watch.resident_bytes(os.getpid()) > 5_000_000
    assert watch.resident_bytes(2**22 + 1) == 0


def test_where_the_system_cannot_limit_memory_it_is_watched(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shenbao.worker.process.SYSTEM_LIMITS_MEMORY", False)
    monkeypatch.setattr("shenbao.worker.process.resident_bytes", lambda pid: 2 << 30)
    with pytest.raises(WorkerError, match=r"worker\.memory"):
        run("hang", seconds=20)


def test_a_frozen_program_starts_itself_as_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert launch.command() == [sys.executable, "--worker"]
    assert worker.is_start(launch.command())
    assert not worker.is_start(["shenbao", "gui"])
