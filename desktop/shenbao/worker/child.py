"""The worker's own side: takes its order from standard input, gives up what it does not need, does the job, answers once."""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from shenbao import offline
from shenbao.worker.confine import confine
from shenbao.worker.jobs import ANSWER_BYTES, JOBS, REQUEST_BYTES


def main() -> NoReturn:
    """Never returns: libraries written in C may crash or hang while the interpreter is taken down, so it is not."""
    answer_to = os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)  # what a library prints must not be taken for the answer
    order = json.loads(sys.stdin.buffer.read(REQUEST_BYTES))
    folder = str(order["folder"])
    confine(folder, **{name: order[name] for name in ("seconds", "memory", "output", "handles", "parent", "programs")})
    offline.install_in_worker(folder, order["request"]["program"] if order["programs"] else "")
    spoken = json.dumps(_do(order), allow_nan=False).encode("ascii")
    if len(spoken) > ANSWER_BYTES:
        spoken = json.dumps(_failure("babble", "")).encode("ascii")
    while spoken:
        spoken = spoken[os.write(answer_to, spoken) :]
    os._exit(0)


def _do(order: dict[str, Any]) -> dict[str, Any]:
    module, _, function = JOBS[order["job"]].partition(":")
    try:
        job = getattr(importlib.import_module(module), function)
        answer = job(order["request"], Path(order["file"]), Path(order["folder"]))
    except MemoryError:
        return _failure("memory", "")
    except BaseException as error:  # libraries written in Rust raise panics that are no Exception
        return _failure("crashed", _where(error))
    return {"answer": answer, "failed": ""}


def _failure(kind: str, where: str) -> dict[str, Any]:
    return {"answer": None, "failed": kind, "where": where}


def _where(error: BaseException) -> str:
    """Kind and place of a failure for the log, without its message: that may quote the person's file."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f" {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
