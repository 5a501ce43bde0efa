"""Keeps the process that draws previews in step with one document, and starts it again when it has ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from shenbao.house import House
from shenbao.packs.sights import PartSight
from shenbao.previewing.asking import Asking
from shenbao.previewing.wire import Begin, Dress, Laid, Look, Made, Picture, Speak, Told
from shenbao.records import Changes
from shenbao.relayed import Failed
from shenbao.ui.document import Document

LIVED = 20.0
"""Seconds a process must have run to be started again without being asked."""


class Follower(QObject):
    """`begin` gives the application as its journal stands, in the language asked for; called in the window's thread."""

    laid = Signal(object, bool)
    """All parts (`tuple[PartSight, ...]`); False while those one does not look at may be older."""
    pictured = Signal(object)
    wrong = Signal(object)
    """A `ShenbaoError`: no pages can be made of these answers and templates. The last ones stay."""
    stopped = Signal()
    """The process has ended and is not started again by itself."""
    _told = Signal(int, object)
    """Number of the process, and what it said; emitted in a thread of its own."""

    def __init__(self, document: Document, begin: Callable[[str], Begin], lang: str) -> None:
        super().__init__()
        self._begin = begin
        self.lang = lang
        self._asking: Asking | None = None
        self._parts: dict[str, PartSight] = {}
        self._number = 0
        self._made = 0
        self._shown = 0
        self._began = 0.0
        self._look: Look | None = None
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        document.changed.connect(self._edited)

    @property
    def running(self) -> bool:
        return self._asking is not None

    @property
    def behind(self) -> bool:
        """Edits have been made that no page shows yet."""
        return self.running and self._shown < self._made

    def start(self) -> None:
        """Starts the process, or starts it again from the journal."""
        self.stop()
        begin = self._begin(self.lang)
        self._parts, self._made, self._shown = {}, 0, -1
        self._began = time.monotonic()
        self._number += 1
        self._asking = Asking(partial(self._told.emit, self._number))
        self._asking.ask(begin)
        if self._look:
            self._asking.ask(self._look)

    def stop(self) -> None:
        """Ends the process."""
        if self._asking:
            asking, self._asking = self._asking, None
            asking.close()

    def speak(self, lang: str) -> None:
        """Shows the pack in another language."""
        self.lang = lang
        if self._asking:
            self._shown = -1
            self._asking.ask(Speak(lang=lang))

    def dress(self, house: House) -> None:
        """Shows the pack with what is now set once for all packs."""
        if self._asking:
            self._shown = -1
            self._asking.ask(Dress(letterhead=house.letterhead, letter_face=house.letter_face))

    def look(self, look: Look) -> None:
        """Says what one looks at; pictures of it follow."""
        if look != self._look or look.dropped:
            self._look = look
            if self._asking:
                self._asking.ask(look)

    def _edited(self, changes: Changes) -> None:
        if self._asking and changes.edit is not None:
            self._made += 1
            self._asking.ask(Made(edit=changes.edit))

    def _take(self, number: int, told: Told | None) -> None:
        if self._asking is None or number != self._number:
            return
        match told:
            case Laid():
                self._shown = told.edits
                self._parts.update((part.id, part) for part in told.changed)
                self._parts = {name: self._parts[name] for name in told.order}
                self.laid.emit(tuple(self._parts.values()), told.whole)
            case Picture():
                self.pictured.emit(told)
            case Failed():
                self._shown = self._made
                self.wrong.emit(told.error())
            case None:
                self.stop()
                if time.monotonic() - self._began > LIVED:
                    self.start()
                else:
                    self.stopped.emit()
