"""Writes a readable file about a mistake of the program, so that nobody ever meets a traceback on screen."""

from __future__ import annotations

import logging
import sys
import traceback
from datetime import datetime
from pathlib import Path

import shenbao


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
