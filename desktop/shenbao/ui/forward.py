"""A second start asks the first one to come forward, through a small file in the library's folder: no sockets are needed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject

NAME = "come-forward"
_PATIENCE, _LOOK = 1.5, 0.05
"""Seconds the second one waits for the first to answer, and between two looks."""


class Listener(QObject):
    """Held by the program that has the library: `asked` is called with the files the other one was to open."""

    def __init__(self, library: Path, asked: Callable[[list[Path]], object], parent: QObject) -> None:
        super().__init__(parent)
        self._file, self._asked = library / NAME, asked
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._look)
        with suppress(OSError):
            self._file.write_bytes(b"")
            self._watcher.addPath(str(self._file))

    def _look(self) -> None:
        try:
            text = self._file.read_text(encoding="utf-8")
            if not text.endswith("\n\n"):
                return
            # An empty file is the answer.
            self._file.write_bytes(b"")
        except (OSError, UnicodeDecodeError):
            return
        self._asked([Path(line) for line in text.splitlines() if line])


def ask(library: Path, files: Sequence[str]) -> bool:
    """Asks whoever has the library to come forward and to open `files`. False when nobody answers: no window has it, or it hangs."""
    file = library / NAME
    lines = "".join(f"{Path(name).absolute()}\n" for name in files)
    try:
        if not file.is_file():
            return False
        # In place: a file of another inode would not be watched.
        with file.open("r+", encoding="utf-8") as request:
            request.write(f"{lines}\n\n")
        for _ in range(int(_PATIENCE / _LOOK)):
            time.sleep(_LOOK)
            if not file.stat().st_size:
                return True
        file.write_bytes(b"")
    except OSError:
        pass
    return False
