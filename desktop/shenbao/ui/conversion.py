"""Offers to turn office documents into PDF where LibreOffice is installed; the PDF then takes the place of the refused file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao.errors import ShenbaoError
from shenbao.records import Record
from shenbao.ui.messages import MessageArea
from shenbao.ui.tasks import Tasks
from shenbao.workspace import Kept, Workspace

if TYPE_CHECKING:
    from shenbao.ui.document import Document

_KEY = "convert"


class _Refused(Record, frozen=True):
    """A document that waits in its slot, and where it was taken from."""

    document: Document
    row: str
    sha256: str
    file: Path


class Conversion:
    """One message for all documents that were added since it was last answered."""

    def __init__(self, workspace: Workspace, tasks: Tasks, messages: MessageArea) -> None:
        self._workspace, self._tasks, self._messages = workspace, tasks, messages
        self._waiting: list[_Refused] = []

    def offer(self, document: Document, table: str, cells: Mapping[str, str], file: Path) -> None:
        """Asks about the file just added to `table`, if LibreOffice can help."""
        from shenbao.packs.attachments import office  # few files are office documents; every start of the window would load it

        if not any(f'"refused.not-a-document.{kind}"' in cells["note"] for kind in office.CONVERTIBLE) or office.installed() is None:
            return
        self._waiting.append(_Refused(document, f"{table}/{document.rows(table)[-1]}", cells["sha256"], file))
        action = ("attachments.office.convert", self._convert_all)
        name, count = self._waiting[0].file.name, len(self._waiting)
        self._messages.tell("info", "attachments.office.offer", key=_KEY, action=action, name=name, count=count)

    def _convert_all(self) -> None:
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            self._convert(each)

    def _convert(self, refused: _Refused) -> None:
        key = f"convert:{refused.row}"

        def keep(kept: Kept) -> None:
            self._messages.withdraw(key)
            try:
                exchange(refused.document, refused.row, refused.sha256, self._workspace.keep(kept))
            except ShenbaoError as error:
                self._messages.tell_error(error, key=key)

        self._messages.tell("info", "attachments.office.converting", key=key, name=refused.file.name)
        task = self._tasks.start(self._workspace.convert(refused.file))
        task.done.connect(keep)
        task.failed.connect(lambda error: self._messages.tell_error(error, key=key))
        task.stopped.connect(lambda: self._messages.withdraw(key))


def exchange(document: Document, row: str, sha256: str, cells: Mapping[str, str]) -> None:
    """Puts another file into a row, as one step of undo, unless the row has been taken out or holds another one by now."""
    table, _, name = row.partition("/")
    if name in document.rows(table) and document.state(f"{row}/sha256").stored == sha256:
        document.set_many([(f"{row}/{cell}", text) for cell, text in cells.items()], row)
