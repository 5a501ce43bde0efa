"""Fills the library of samples beside the window, one application after another, so that the window opens at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from shenbao import samples
from shenbao.errors import ShenbaoError
from shenbao.ui.messages import MessageArea
from shenbao.ui.tasks import Tasks
from shenbao.workspace import Workspace

_KEY = "samples"


class Sampling(QObject):
    """Goes on where an interrupted start left off: what the library or its wastebasket holds is not put there again.

    `added` is called with nothing after each application, so that the list shows it.
    """

    def __init__(self, workspace: Workspace, tasks: Tasks, messages: MessageArea, added: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._tasks, self._messages, self._added = workspace, tasks, messages, added
        self._waiting: list[Path] = []
        self._count = 0

    def start(self) -> None:
        """Begins with what is missing; a library that may only be read is left alone."""
        if self._workspace.library.read_only:
            return
        there = {info.scheme for info in (*self._workspace.records("application"), *self._workspace.wastebasket())}
        self._waiting = list(samples.missing(there))
        self._count = len(self._waiting)
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._messages.withdraw(_KEY)
            return
        number = self._count - len(self._waiting) + 1
        self._messages.tell("info", "ui.samples.filling", key=_KEY, lasting=True, number=number, count=self._count)
        task = self._tasks.start(samples.read(self._waiting.pop(0), self._workspace.folder))
        task.done.connect(self._take)
        task.failed.connect(self._refuse)

    def _take(self, read: Any) -> None:
        try:
            for incoming in read:
                self._workspace.take_in(incoming)
        except ShenbaoError as error:
            # A library that takes one no more, such as on a full disk, takes none of the others either.
            self._messages.withdraw(_KEY)
            self._messages.tell_error(error)
            return
        self._added()
        self._next()

    def _refuse(self, error: ShenbaoError) -> None:
        self._messages.tell_error(error)
        self._next()
