"""Packs of the largest worked example built one after the other and two at a time; `python tests/benchmarks/batch.py [PACKS]`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKS = 6


def measure(packs: int = PACKS) -> tuple[float, float]:
    """Seconds for `packs` packs, one at a time and two at a time, each in a process of its own; papers are examined beforehand."""
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
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

        build(0)
        taken = []
        for width in (1, 2):
            began = time.monotonic()
            with ThreadPoolExecutor(width) as pool:
                list(pool.map(build, range(packs)))
            taken.append(time.monotonic() - began)
    return taken[0], taken[1]


def main() -> None:
    packs = int(sys.argv[1]) if len(sys.argv) > 1 else PACKS
    one, two = measure(packs)
    print(f"{packs} packs: one at a time {one:.1f} s, two at a time {two:.1f} s; {one / two:.2f} times as fast on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
