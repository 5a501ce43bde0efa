"""The last resort for mistakes of the program: writes what happened to a readable file and says so, without a traceback on screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from shenbao.crash import write_report
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
