"""Looks after the library while the window is open: backups now and then, claims of all applications, going back, the wastebasket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import time

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from shenbao import worker
from shenbao.errors import LibraryError, ShenbaoError
from shenbao.library import Backup
from shenbao.records import RecordId
from shenbao.ui.messages import MessageArea
from shenbao.ui.words import say
from shenbao.workspace import Workspace

_FIRST, _EVERY = 20_000, 300_000
"""Milliseconds until the library is first tended, and between two times: not while the program starts, and never long."""
_SLICE, _EDITED = 200, 3_000
"""Milliseconds until the claims of the next application are worked out, and after an edit: typing goes first."""

_PROOF = 300
"""Milliseconds until the proof of the library goes on, so that the window is filled and can be worked in before."""

DAMAGED = 75
"""Exit code of the event loop when the proof of the library failed: open it again, proving everything first, which says what is wrong."""


class Care(QObject):
    """Everything that concerns the library as a whole; `changed` is called when its list is another one."""

    def __init__(self, workspace: Workspace, messages: MessageArea, changed: Callable[[RecordId | None], object], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._messages, self._changed = workspace, messages, changed
        self._claims: Iterator[None] = iter(())
        self._stopped = False
        self._often = QTimer(self, interval=_EVERY)
        self._often.timeout.connect(self._tend)
        self._proof = workspace.library.prove()
        self._slices = QTimer(self, singleShot=True)
        self._slices.timeout.connect(self._settle)

    def start(self) -> None:
        """Begins; a library that may only be read is left alone."""
        if self._workspace.library.read_only:
            return
        self._often.start()
        QTimer.singleShot(_FIRST, self, self._begin)
        QTimer.singleShot(_PROOF, self, self._prove)

    def wait(self) -> None:
        """A document is being edited: the claims of the others can wait."""
        if self._slices.isActive():
            self._slices.start(_EDITED)

    def next_in(self) -> int:
        """Milliseconds until the next claims are worked out; -1 when there are none to be."""
        return self._slices.remainingTime()

    def stop(self) -> None:
        """The window closes: the library is left alone from now on."""
        self._stopped = True
        self._often.stop()
        self._slices.stop()

    def back_up(self) -> None:
        """Makes and verifies a backup now."""
        try:
            backup = self._workspace.back_up()
        except ShenbaoError as error:
            self._messages.tell_error(error)
            return
        if backup is None:
            self._messages.tell("success", "ui.settings.data.nothing_new", key="backup")
        else:
            self._messages.tell("success", "ui.settings.data.backed_up", key="backup", place=backup.path)

    def go_back(self, backup: Backup) -> None:
        """Puts a backup in the place of the library; the present one is kept and can be gone back to in the same way."""
        try:
            aside = self._workspace.go_back(backup)
        except ShenbaoError as error:
            self._messages.tell_error(error)
            return
        self._changed(None)
        self.settle()
        made = f"{backup.made.astimezone():%Y-%m-%d %H:%M}"
        self._messages.tell("info", "ui.backups.restored", key="backup", made=made, place=aside)

    def discard(self, record: RecordId) -> None:
        """Moves a record to the wastebasket; the message offers to take it back."""
        try:
            self._workspace.discard(record)
        except ShenbaoError as error:
            self._messages.tell_error(error)
            return
        self._changed(None)
        name = self._workspace.info(record).summary.enterprise or say("ui.start.unnamed")
        back = ("ui.start.restore", lambda: self.take_back(record))
        self._messages.tell("info", "ui.start.discarded", key="discarded", name=name, action=back)

    def take_back(self, record: RecordId) -> None:
        """Takes a record out of the wastebasket."""
        try:
            self._workspace.restore(record)
        except ShenbaoError as error:
            self._messages.tell_error(error)
            return
        self._messages.withdraw("discarded")
        self._changed(record)

    def _prove(self) -> None:
        """The next slice, with whatever the person does in between."""
        if self._stopped:
            return
        try:
            next(self._proof)
        except StopIteration:
            return
        except LibraryError:
            QCoreApplication.exit(DAMAGED)
            return
        QTimer.singleShot(0, self, self._prove)

    def _begin(self) -> None:
        worker.sweep(time())
        if self._stopped:
            return
        self._tend()
        self.settle()

    def settle(self) -> None:
        """Works out the claims of applications never opened by this version, one at a time, whenever nobody types."""
        self._claims = self._workspace.settle()
        self._slices.start(_SLICE)

    def _tend(self) -> None:
        """Said only when something is wrong."""
        try:
            self._workspace.tend()
        except ShenbaoError as error:
            self._messages.tell_error(error, key="care")

    def _settle(self) -> None:
        try:
            next(self._claims)
        except StopIteration:
            return
        except ShenbaoError as error:
            self._messages.tell_error(error, key="care")
            return
        self._slices.start(_SLICE)
