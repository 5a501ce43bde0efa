"""The last resort for mistakes of the program: writes what happened to a readable file and says so, without a traceback on screen."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

import shenbao
from shenbao.errors import UserCancelled

Present = Callable[[Path | None], None]
"""Tells the person; None when not even the file could be written."""


def install(folder: Path, present: Present) -> None:
    """Catches what no code caught. The program goes on: every edit is in the journal already."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, (UserCancelled, KeyboardInterrupt)):
            return
        present(write_report(folder, error, datetime.now().astimezone()))

    sys.excepthook = caught


def write_report(folder: Path, error: BaseException, at: datetime) -> Path | None:
    """A text file about `error` in `folder`: versions and places in the program, no answers. None when it cannot be written."""
    trace = traceback.TracebackException.from_exception(error)
    lines = [f"Shenbao {shenbao.__version__}, Python {sys.version.split()[0]}, {sys.platform}", at.isoformat(timespec="seconds"), ""]
    # The message of an exception may quote an answer; the places in the program never do.
    lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in trace.stack]
    lines += ["", type(error).__name__]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"crash-{at:%Y%m%d-%H%M%S}.txt"
        file.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError:
        logging.getLogger(__name__).exception("no crash report could be written")
        return None
    return file
