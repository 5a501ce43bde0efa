"""One job on one foreign file in a process of its own, limited in time, memory, output and reach.

    answer = worker.run("attachments.normalise", {"seconds": 9}, file, out=folder)

A worker that dies, hangs, eats memory or babbles ends in a `WorkerError`; the caller turns it into a verdict. A frozen
program's entry point must begin with `if worker.is_start(sys.argv): worker.serve()`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from shenbao.worker.background import beside
    from shenbao.worker.launch import sweep
    from shenbao.worker.limits import MEBIBYTE, Limits
    from shenbao.worker.process import Worker, run

__all__ = ["MEBIBYTE", "Limits", "Worker", "beside", "is_start", "run", "serve", "sweep"]

_HOMES = {"beside": "background", "MEBIBYTE": "limits", "Limits": "limits", "Worker": "process", "run": "process", "sweep": "launch"}


def __getattr__(name: str) -> object:
    """The asking side is loaded when it is first used: every worker imports this package too, and starts twice as fast without it."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def is_start(argv: list[str]) -> bool:
    """True when a frozen program was started to be a worker."""
    return argv[1:2] == ["--worker"]


def serve() -> NoReturn:
    """Be a worker: take one order from standard input, answer it, end."""
    from shenbao.worker.child import main

    main()
