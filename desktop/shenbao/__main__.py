"""Where every process of the program begins: `shenbao`, `python -m shenbao`, and a frozen program's own helpers."""

from __future__ import annotations

import gc
import sys


def start() -> int:
    """Runs what this process was started for; returns its exit code."""
    from shenbao import offline, worker

    if worker.is_start(sys.argv):
        worker.serve()
    if sys.argv[1:2] == ["--build"]:
        from shenbao import building

        building.main()
        return 0
    if sys.argv[1:2] == ["--preview"]:
        from shenbao.previewing import serving

        serving.main()
        return 0
    offline.install()
    # Reading forms makes a hundred thousand records that live until the end; looking through them again and again costs a tenth.
    gc.set_threshold(100_000, 50, 50)
    from shenbao.cli import main

    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(start())
