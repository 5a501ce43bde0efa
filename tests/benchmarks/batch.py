"""Packs of the largest worked example built one after the other and two at a time; `python tests/benchmarks/batch.py [PACKS]`.

Each is built by a process of its own, as the program does it, so that memory cannot grow from pack to pack; the most that any of them
took is told beside the least.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKS = 6


class Measured(NamedTuple):
    """Seconds for all packs one at a time and two at a time; least and most memory of a process in MiB."""

    one: float
    two: float
    least: float
    most: float


def measure(packs: int = PACKS) -> Measured:
    """Builds `packs` packs twice; papers are examined beforehand. Linux and macOS only."""
    peaks: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "SHENBAO_HOME": home, "PYTHONPATH": str(ROOT / "desktop")}
        example = max((ROOT / "forms" / "examples").glob("*/answers.yaml"), key=lambda file: file.stat().st_size).parent

        def build(number: int) -> None:
            command = [
                sys.executable,
                "-m",
                "shenbao",
                "pack",
                str(example),
                "-o",
                str(Path(home) / f"{number}.pdf"),
                "--today",
                "2026-03-20",
            ]
            process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            if status:
                raise RuntimeError(f"pack {number} was not built: {status}")
            peaks.append(used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))

        build(0)
        peaks.clear()  # the first one examined the papers, too
        taken = []
        for width in (1, 2):
            began = time.monotonic()
            with ThreadPoolExecutor(width) as pool:
                list(pool.map(build, range(packs)))
            taken.append(time.monotonic() - began)
    return Measured(*taken, min(peaks), max(peaks))


def main() -> None:
    packs = int(sys.argv[1]) if len(sys.argv) > 1 else PACKS
    found = measure(packs)
    print(
        f"{packs} packs: one at a time {found.one:.1f} s, two at a time {found.two:.1f} s; {found.one / found.two:.2f} times as fast on "
        f"{os.cpu_count()} cores; {found.least:.0f} to {found.most:.0f} MiB for each"
    )


if __name__ == "__main__":
    main()
