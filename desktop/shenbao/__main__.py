"""Where every process of the program begins: `shenbao`, `python -m shenbao`, and a frozen program's own helpers."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress


def start() -> int:
    """Runs what this process was started for; returns its exit code, or ends the process with it."""
    # Reading forms makes a hundred thousand records that live until the end; looking through them again and again costs a tenth.
    gc.set_threshold(100_000, 50, 50)
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
    from shenbao.cli import main

    code = main(sys.argv[1:])
    if "PySide6" not in sys.modules:  # Qt wants its orderly end
        _leave(code)
    return code


def _leave(code: int) -> None:
    """Ends the process without taking all those records apart one by one, which the system does at once: a tenth of a check."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(start())
