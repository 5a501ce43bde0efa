"""Files that leave the library and come back: `.shenbao` files, folders of answers, packs, and copies of packs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shenbao import durable
from shenbao.errors import LibraryError, ShenbaoError
from shenbao.packing import free_name
from shenbao.records import RecordId
from shenbao.ui.intake import OPENABLE, Intake
from shenbao.ui.messages import MessageArea, choose_files, choose_folder, choose_target
from shenbao.ui.tasks import Tasks
from shenbao.workspace import Workspace

if TYPE_CHECKING:
    from shenbao.ui.document import Document


class Exchange:
    """Asks where from or where to, and does it beside the window."""

    def __init__(
        self,
        parent: QWidget,
        workspace: Workspace,
        tasks: Tasks,
        messages: MessageArea,
        intake: Intake,
        opened: Callable[[RecordId], object],
        show_folder: Callable[[Path], object],
    ) -> None:
        self._parent, self._workspace, self._tasks, self._messages = parent, workspace, tasks, messages
        self._intake, self._opened, self._show_folder = intake, opened, show_folder

    def choose_import(self) -> None:
        """Packs and `.shenbao` files, as new applications."""
        self.take(choose_files(self._parent, "ui.do.import", " ".join(f"*{ending}" for ending in OPENABLE)))

    def choose_import_folder(self) -> None:
        """A folder with `answers.yaml`, as a new application."""
        if folder := choose_folder(self._parent, "ui.do.import_folder"):
            self.take([folder])

    def take(self, files: list[Path]) -> None:
        """Opens packs, `.shenbao` files and folders of answers again; anything else is passed over."""
        for file in filter(is_openable, files):
            self._intake.open_again(file, self._opened)

    def export(self, document: Document | None, *, as_folder: bool = False) -> None:
        """Hands the open application over, as one file or as a folder of plain files."""
        if document is None:
            return
        summary = document.summary()
        name = "_".join(part for part in (summary.enterprise, summary.title or document.scheme.id) if part)
        out = choose_target(self._parent, f"ui.do.export{'_folder' if as_folder else ''}", name, "" if as_folder else "*.shenbao")
        if out is None:
            return
        if not as_folder and out.suffix != ".shenbao":
            out = free_name(out.with_name(out.name + ".shenbao"))
        try:
            work = self._workspace.hand_over(document.record, out, as_folder=as_folder)
        except ShenbaoError as error:
            self._messages.tell_error(error)
            return
        task = self._tasks.start(work)
        task.done.connect(self._handed_over)
        task.failed.connect(self._messages.tell_error)

    def save_pack(self, pack: Path, messages: MessageArea) -> None:
        """A copy of a built pack where the person wants it, wholly there or not at all."""
        out = choose_target(self._parent, "ui.pack.save", pack.name, "*.pdf")
        if out is None:
            return
        if out.suffix.lower() != ".pdf":
            # The dialog asked about the name without the ending; another file may have it with the ending.
            out = free_name(out.with_name(out.name + ".pdf"))
        try:
            durable.write_file(out, durable.read_chunks(pack))
        except OSError as error:
            from shenbao.library.faults import os_error

            messages.tell_error(_as_file(os_error(error, out.parent)), key="copy")
            return
        show = ("ui.show_folder", lambda: self._show_folder(out.parent))
        messages.tell("success", "ui.pack.saved", key="copy", name=out.name, action=show)

    def _handed_over(self, out: Any) -> None:
        show = ("ui.show_folder", lambda: self._show_folder(out if out.is_dir() else out.parent))
        self._messages.tell("success", "ui.export.done", key="export", name=out.name, action=show)


def is_openable(file: Path) -> bool:
    """True for what can be opened again as an application."""
    return file.suffix.lower() in OPENABLE or (file / "answers.yaml").is_file()


def _as_file(error: LibraryError) -> ShenbaoError:
    """A full or forbidden disk, said of a file that was to be written there."""
    kind = error.code.rpartition(".")[2]
    return ShenbaoError(f"ui.write.{kind}", "", **error.slots)
