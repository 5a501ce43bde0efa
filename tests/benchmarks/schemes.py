"""How long all schemes take to load, as stored before and from YAML; `python tests/benchmarks/schemes.py`.

Each turn is a process of its own with the program's modules loaded, as when a window that is open asks for every form. Processor time,
the least of several turns: other work on the machine would count otherwise.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TURNS = 9

LOAD = """
import gc, time
gc.set_threshold(100_000, 50, 50)
from shenbao.forms.catalogue import Catalogue
catalogue = Catalogue()
ids = (*catalogue.ids(), "enterprise")
began = time.process_time()
catalogue.rows()
for name in ids:
    catalogue.scheme(name)
print(len(ids), (time.process_time() - began) * 1000)
"""


def measure() -> tuple[int, float, float]:
    """How many forms, milliseconds for all of them as stored, and from YAML."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "SHENBAO_HOME": home, "PYTHONPATH": str(ROOT / "desktop")}
        turns = []
        for _ in range(TURNS + 1):
            done = subprocess.run([sys.executable, "-c", LOAD], env=environment, capture_output=True, text=True, check=True)
            count, taken = done.stdout.split()
            turns.append(float(taken))
    return int(count), min(turns[1:]), turns[0]


def main() -> None:
    count, stored, read = measure()
    print(f"{count} forms and the list of schemes: {stored:.0f} ms as stored, {read:.0f} ms from YAML")


if __name__ == "__main__":
    main()
