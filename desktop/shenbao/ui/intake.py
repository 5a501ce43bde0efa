"""Takes in files from outside beside the window: attachments for slots, packs and archives to be opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from shenbao.errors import ShenbaoError
from shenbao.records import ATTACHMENT_CELLS, RecordId
from shenbao.text import MB
from shenbao.ui.conversion import Conversion, exchange
from shenbao.ui.messages import MessageArea
from shenbao.ui.tasks import Task, Tasks
from shenbao.ui.turns import Queue
from shenbao.ui.words import language, say
from shenbao.workspace import Kept, Workspace

if TYPE_CHECKING:
    from shenbao.incoming import Incoming
    from shenbao.ui.document import Document

OPENABLE = (".pdf", ".shenbao")
"""Endings of files that can be opened again as an application."""


class Intake:
    """Starts the examination of a file and puts the outcome where it belongs."""

    def __init__(self, workspace: Workspace, tasks: Tasks, messages: MessageArea) -> None:
        self._workspace, self._tasks, self._messages = workspace, tasks, messages
        self._offices = Conversion(workspace, tasks, messages)
        self._queues: WeakKeyDictionary[Document, dict[str, Queue]] = WeakKeyDictionary()

    def attach(self, document: Document, slot: str, file: Path) -> Task:
        """Examines `file`, keeps it and puts it into `slot` of `document`, with the verdict."""

        def keep(kept: Kept) -> None:
            try:
                cells = self._workspace.keep(kept)
            except ShenbaoError as error:
                self._messages.tell_error(error)
                return
            if document.attach(slot, cells):
                self._offices.offer(document, f"attachments.{slot}", cells, file)

        # Two files are examined at a time; the quicker one waits, so that they are in the slot in the order they were given in.
        queue = self._queues.setdefault(document, {}).setdefault(slot, Queue())
        turn = queue.take()
        task = self._tasks.start(self._workspace.examine(file))
        task.done.connect(lambda kept: queue.ready(turn, lambda: keep(kept)))
        for ending in (task.failed, task.stopped, task.crashed):
            ending.connect(lambda *_: queue.ready(turn, lambda: None))
        task.failed.connect(self._messages.tell_error)
        return task

    def reduce(self, document: Document, row: str, manner: str) -> Task:
        """Makes the file of a row smaller; the row holds the smaller one from then on, and undo brings the larger one back."""
        before = {name: document.state(f"{row}/{name}").stored for name in ATTACHMENT_CELLS}
        key = f"reduce:{row}"

        def keep(kept: Kept) -> None:
            try:
                exchange(document, row, before["sha256"], self._workspace.keep(kept))
            except ShenbaoError as error:
                self._messages.tell_error(error, key=key)

        self._messages.withdraw(key)
        task = self._tasks.start(self._workspace.reduce(before, manner, document.limit("notice.attachment_max_mb") * MB))
        task.done.connect(keep)
        task.failed.connect(lambda error: self._messages.tell_error(error, key=key))
        return task

    def open_again(self, file: Path, opened: Callable[[RecordId], object]) -> None:
        """Reads a pack or archive and puts it into the library as a new application."""
        key = f"open:{file}"
        self._messages.tell("info", "ui.import.reading", key=key, name=file.name)

        def take(content: Any) -> None:
            self._messages.withdraw(key)
            try:
                opened(self._workspace.take_in(content))
                self._tell_masked(file, content)
            except ShenbaoError as error:
                self._messages.tell_error(error, key=key)

        task = self._tasks.start(self._workspace.read_again(file))
        task.done.connect(take)
        task.failed.connect(lambda error: self._messages.tell_error(error, key=key))
        task.stopped.connect(lambda: self._messages.withdraw(key))

    def _tell_masked(self, file: Path, content: Incoming) -> None:
        """Says which answers a redacted copy does not hold; such a copy looks like an application that was filled in wrongly."""
        if not content.masked:
            return
        from shenbao.forms.catalogue import catalogue
        from shenbao.packs.redaction import label

        scheme = catalogue().scheme(content.scheme)
        names = say("packs.comma").join(label(scheme, path, language.code) for path in content.masked)
        self._messages.tell("info", "ui.import.redacted", name=file.name, count=len(content.masked), names=names)
