"""Builds a pack in a process of its own: drawing holds Python's lock for seconds, and a window must not wait for it.

The parent sends one `Job` as JSON and reads lines: progress, then the outcome. In a frozen program the entry point must begin
with `if shenbao.building.is_start(sys.argv): shenbao.building.main()`.
"""

from __future__ import annotations

import hashlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from shenbao import durable, errors, uploading
from shenbao.checks.ledger import LedgerFact, ledger_of
from shenbao.records import Edit, Letterhead, PackOptions, Progress, Record, Summary
from shenbao.relayed import Failed, failed
from shenbao.uploading import Made, Wanted

if TYPE_CHECKING:
    from shenbao.draft import Draft

T = TypeVar("T")

FLAG = "--build"
_BOOTSTRAP = "import sys; sys.path.insert(0, sys.argv[1]); from shenbao.building import main; main()"
_BEAT = 0.1
"""Seconds between two chances to cancel."""
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class Job(Record, frozen=True, tag="pack"):
    """Everything the process needs; it never sees the library's database."""

    scheme: str
    edits: tuple[Edit, ...]
    others: tuple[LedgerFact, ...]
    """What other applications claim too."""
    today: date
    library: str
    """Folder of the library, for the attachments' files."""
    out: str
    options: PackOptions


class Comparing(Record, frozen=True, tag="comparing"):
    """The sheet that compares what an enterprise may claim, worked out and drawn beside the window too."""

    edits: tuple[Edit, ...]
    """Of the enterprise's profile."""
    form: str
    today: date
    out: str
    lang: str
    letterhead: Letterhead | None = None


class Uploading(Record, frozen=True, tag="uploading"):
    """What is to be made of a built pack for uploading. `edits` are those the pack was built of; without `pack` only the copy sheet."""

    scheme: str
    edits: tuple[Edit, ...]
    today: date
    pack: str
    wanted: Wanted
    lang: str


class Built(Record, frozen=True, tag="built"):
    """A pack that was built and read back."""

    file: str
    pages: int
    options: PackOptions
    sha256: str
    """Of the file."""
    pictured: tuple[str, ...]
    """Titles of the attachments that a pack for keeping holds as pictures."""
    edits: int
    """How many edits the answers in it are the outcome of."""

    @property
    def path(self) -> Path:
        return Path(self.file)

    @property
    def final(self) -> bool:
        """Whether this is what is handed in: a redacted copy never is."""
        return self.options.final and not self.options.redacted


class Drawn(Record, frozen=True, tag="drawn"):
    """A sheet that was drawn."""

    file: str
    pages: int

    @property
    def path(self) -> Path:
        return Path(self.file)


class Step(Record, frozen=True, tag="step"):
    """A line of progress."""

    progress: Progress


Line = Built | Drawn | Made | Step | Failed


def is_start(argv: list[str]) -> bool:
    """True when a frozen program was started to build a pack."""
    return argv[1:2] == [FLAG]


def build(job: Job) -> Generator[Progress, None, Built]:
    """Builds a pack beside the caller. Closing the generator ends the process; no half a file is left. Raises what the build raised,
    PackError `building.ended` when the process died."""
    built = yield from _beside(job)
    assert isinstance(built, Built)
    return built


def compare(job: Comparing) -> Generator[Progress, None, Drawn]:
    """Draws the comparison beside the caller, in the same way."""
    drawn = yield from _beside(job)
    assert isinstance(drawn, Drawn)
    return drawn


def upload(job: Uploading) -> Generator[Progress, None, Made]:
    """Makes files for uploading beside the caller, in the same way."""
    try:
        made = yield from _beside(job)
    finally:
        uploading.sweep(job.wanted)
    assert isinstance(made, Made)
    return made


def _beside(job: Job | Comparing | Uploading) -> Generator[Progress, None, Built | Drawn | Made]:
    process = subprocess.Popen(
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_NO_WINDOW,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    lines: queue.Queue[bytes] = queue.Queue()
    reader = threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True)
    reader.start()
    try:
        process.stdin.write(msgspec.json.encode(job))
        process.stdin.close()
        latest = Progress(done=0, total=0, code="building.starting")
        while True:
            yield latest
            try:
                line = lines.get(timeout=_BEAT)
            except queue.Empty:
                continue
            if not line:
                raise errors.PackError("building.ended")
            answer: Line = msgspec.json.decode(line, type=Line)
            match answer:
                case Step(progress=progress):
                    latest = progress
                case Failed():
                    raise answer.error()
                case Built() | Drawn() | Made():
                    return answer
    except BrokenPipeError:
        raise errors.PackError("building.ended") from None
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()


def main() -> None:
    """The process: reads its job from standard input, answers on standard output, and ends."""
    from shenbao import offline

    offline.install()
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    # Whatever a library prints must not mix with the answers.
    os.dup2(2, 1)

    def answer(line: Line) -> None:
        answers.write(msgspec.json.encode(line) + b"\n")

    try:
        for step in (work := _work_of(msgspec.json.decode(sys.stdin.buffer.read(), type=Job | Comparing | Uploading))):
            answer(step)
        del work
    except errors.ShenbaoError as error:
        answer(failed(error))


def _work_of(job: Job | Comparing | Uploading) -> Generator[Line, None, None]:
    match job:
        case Job():
            return _work(job)
        case Comparing():
            return _compare(job)
        case Uploading():
            return _upload(job)


def _work(job: Job) -> Generator[Line, None, None]:
    from shenbao.library import blobs
    from shenbao.packs.build import build as build_pack

    draft = _opened(job.scheme, job.edits, job.today, job.others)
    library = Path(job.library)
    pack = yield from _told(build_pack(draft.snapshot(), lambda sha256: blobs.place(library, sha256), Path(job.out), job.options))
    yield Built(
        file=job.out, pages=pack.pages, options=job.options, sha256=_sha256(pack.path), edits=len(job.edits), pictured=pack.pictured,
    )  # fmt: skip


def _upload(job: Uploading) -> Generator[Line, None, None]:
    snapshot = _opened(job.scheme, job.edits, job.today).snapshot()
    yield (yield from _told(uploading.make(job.wanted, Path(job.pack) if job.pack else None, snapshot, job.lang)))


def _compare(job: Comparing) -> Generator[Line, None, None]:
    from shenbao.advice.drawing import draw

    draft = _opened(job.form, job.edits, job.today)
    yield Drawn(file=job.out, pages=(yield from _told(draw(draft.sheet, Path(job.out), job.lang, job.letterhead))))


def _opened(scheme: str, edits: tuple[Edit, ...], today: date, others: tuple[LedgerFact, ...] = ()) -> Draft:
    """The application to draw; this process reads it and never edits it."""
    from shenbao.draft import Draft
    from shenbao.forms.catalogue import catalogue

    return Draft(catalogue().scheme(scheme), edits, today, append=_refuse, others=ledger_of(others))


def _refuse(edit: Edit, summary: Summary) -> None:
    raise errors.LibraryError("library.read_only")


def _told(work: Generator[Progress, None, T]) -> Generator[Step, None, T]:
    """Each progress of the work as a line; returns what the work returns."""
    while True:
        try:
            yield Step(progress=next(work))
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def _sha256(file: Path) -> str:
    hasher = hashlib.sha256()
    for chunk in durable.read_chunks(file):
        hasher.update(chunk)
    return hasher.hexdigest()


def _pump(source: object, lines: queue.Queue[bytes]) -> None:
    """Moves lines from the process into the queue; an empty one at its end."""
    for line in source:  # type: ignore[attr-defined]
        lines.put(line)
    lines.put(b"")


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-c", _BOOTSTRAP, str(Path(__file__).resolve().parents[1])]
