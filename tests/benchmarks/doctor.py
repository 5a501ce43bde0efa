"""Damaged and hostile files through the examination, each as a person would add it: verdicts, times, memory, what is left behind;
`python tests/benchmarks/doctor.py [number of damaged files]` (5,000 and all bombs take about half an hour on two cores).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "desktop"))

import pikepdf

from corpus import bombs
from corpus.damaged import damaged
from shenbao.packs.attachments import Examined, Verdict, examine, sentences
from shenbao.packs.attachments.active import left_in

_TOGETHER = 2
_MOST_SECONDS = 10.0


class Outcome(NamedTuple):
    """What became of one file. `wrong`: what a verdict must not leave behind, empty when all is well."""

    what: str
    verdict: str
    code: str
    seconds: float
    peak: int
    """Resident memory of the largest worker so far in this process, in MiB."""
    wrong: str


def of_damaged(number: int) -> Outcome:
    return _outcome(f"damaged {number}", damaged(number))


def of_bomb(at: int) -> Outcome:
    make = bombs.BOMBS[at]
    return _outcome(make.__name__, make(Random(5)))


def _outcome(what: str, data: bytes) -> Outcome:
    import resource

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, out, temp = folder / "material.pdf", folder / "out", folder / "temp"
        out.mkdir()
        temp.mkdir()
        file.write_bytes(data)
        tempfile.tempdir, before = str(temp), tempfile.gettempdir()
        started = time.perf_counter()
        try:
            found = examine(file, out)
        finally:
            tempfile.tempdir = before
        seconds = time.perf_counter() - started
        wrong = "; ".join(_wrong(found, out, temp, seconds))
    return Outcome(what, found.verdict, found.code, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10, wrong)


def _wrong(found: Examined, out: Path, temp: Path, seconds: float) -> Iterable[str]:
    if seconds > _MOST_SECONDS:
        yield f"{seconds:.1f} s"
    if any(temp.iterdir()):
        yield "temporary files left"
    try:
        os.waitpid(-1, os.WNOHANG)
        yield "a worker left"
    except ChildProcessError:
        pass
    if not all(sentences(found, "zh")) or not all(sentences(found, "en")):
        yield "no sentence"
    made = [each.name for each in out.iterdir()]
    if found.normalised is None:
        if made or found.verdict is not Verdict.REFUSED or not found.code:
            yield "refused, but there is a file"
        return
    if made != [found.normalised.name]:
        yield f"files {made}"
    with pikepdf.open(found.normalised) as pdf:
        if len(pdf.pages) != found.pages or not found.pages:
            yield f"{len(pdf.pages)} pages instead of {found.pages}"
        if left := left_in(pdf):
            yield f"active: {left}"
    checked = subprocess.run(["qpdf", "--check", str(found.normalised)], capture_output=True, text=True, check=False)
    if checked.returncode:
        yield f"qpdf: {(checked.stderr or checked.stdout).splitlines()[0]}"


def measure(of_one: Callable[[int], Outcome], count: int) -> list[Outcome]:
    """All files, two at a time."""
    outcomes = []
    with ProcessPoolExecutor(_TOGETHER) as pool:
        for outcome in pool.map(of_one, range(count), chunksize=4):
            outcomes.append(outcome)
            if outcome.wrong:
                print(f"WRONG {outcome.what}: {outcome.wrong}", flush=True)
    return outcomes


def _put(title: str, outcomes: list[Outcome]) -> None:
    times = sorted(outcome.seconds for outcome in outcomes)
    counts = Counter(outcome.verdict for outcome in outcomes)
    taken = len(outcomes) - counts[Verdict.REFUSED]
    print(f"{title}: {len(outcomes)} files; " + ", ".join(f"{verdict} {counts[verdict]}" for verdict in Verdict))
    print(f"  refused: {dict(Counter(outcome.code for outcome in outcomes if outcome.code).most_common())}")
    print(f"  median {times[len(times) // 2]:.2f} s, p99 {times[int(len(times) * 0.99)]:.2f} s, most {times[-1]:.2f} s;", end=" ")
    print(f"largest worker {max(outcome.peak for outcome in outcomes)} MiB")
    print(f"  {taken} normalised files checked by qpdf and for active content; wrong: {sum(bool(outcome.wrong) for outcome in outcomes)}")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if sys.argv[1:] else 5000
    _put("bombs", measure(of_bomb, len(bombs.BOMBS)))
    _put("damaged", measure(of_damaged, wanted))
