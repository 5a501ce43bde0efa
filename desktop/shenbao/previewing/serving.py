"""The process that draws previews: follows the edits of one application and sends the pages somebody looks at."""

from __future__ import annotations

import gc
import os
import queue
import sys
import threading
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, BinaryIO

import msgspec
from msgspec.structs import replace

from shenbao import errors
from shenbao.packs.sights import PartSight, Sight
from shenbao.previewing.wire import Asked, Begin, Dress, Laid, Look, Made, Picture, Speak, Told, framed, frames
from shenbao.relayed import failed

if TYPE_CHECKING:
    from shenbao.draft import Draft
    from shenbao.packs.preview import Preview, Stage


PAUSE = 1.0
"""Seconds without a request after which nobody is expected to type the next key at once."""
LITTER = 10_000
"""So many new objects are worth a collection."""


def main() -> None:
    """The process: reads from standard input, answers on standard output, ends when its input does."""
    from shenbao import offline

    offline.install()
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    # Whatever a library prints must not mix with the answers.
    os.dup2(2, 1)
    gc.set_threshold(100_000, 50, 50)
    inbox: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, inbox), daemon=True).start()
    try:
        Service(inbox, answers).run()
    except BrokenPipeError:
        return


def _listen(source: BinaryIO, inbox: queue.SimpleQueue[Asked | None]) -> None:
    decoder = msgspec.msgpack.Decoder(Asked)
    for frame in frames(source):
        inbox.put(decoder.decode(frame))
    inbox.put(None)


class Service:
    """One application. Between two steps of its work it listens, and forgets what an edit has overtaken."""

    def __init__(self, inbox: queue.SimpleQueue[Asked | None], answers: BinaryIO) -> None:
        self._inbox, self._answers = inbox, answers
        self._draft: Draft | None = None
        self._begun: Begin | None = None
        self._preview: Preview | None = None
        self._edits = 0
        self._look = Look(part="", names=(), pages=(), width=0)
        self._stale = False
        self._following: Generator[Stage, None, None] | None = None
        self._told: dict[str, PartSight] = {}
        self._sent: set[str] = set()
        """Keys of pictures the window has, in the width it wants now."""

    def run(self) -> None:
        """Works until the window is gone."""
        while self._hear():
            self._work()

    def _hear(self) -> bool:
        """Takes everything that has come in, and waits for it when there is nothing to do; False at the end."""
        idle = not (self._stale or self._following or self._next_picture())
        while idle or not self._inbox.empty():
            asked = self._next()
            if asked is None:
                return False
            self._take(asked)
            idle = False
        return True

    def _next(self) -> Asked | None:
        """The next request. A pause is used for what would otherwise be collected, in a tenth of a second, while somebody waits."""
        try:
            return self._inbox.get(timeout=PAUSE)
        except queue.Empty:
            if gc.get_count()[0] > LITTER:
                gc.collect()
            return self._inbox.get()

    def _take(self, asked: Asked) -> None:
        match asked:
            case Begin():
                self._begin(asked)
            case Made(edit=edit):
                assert self._draft is not None
                self._draft.follow(edit)
                self._edits += 1
                self._stale = True
            case Speak(lang=lang):
                self._speak(lang)
            case Dress():
                assert self._begun is not None
                assert self._preview is not None
                self._begun = replace(self._begun, letterhead=asked.letterhead, letter_face=asked.letter_face)
                self._speak(self._preview.lang)
            case Look():
                if asked.width != self._look.width:
                    self._sent.clear()
                self._sent.difference_update(asked.dropped)
                self._look = asked

    def _begin(self, begin: Begin) -> None:
        from shenbao.checks.ledger import ledger_of
        from shenbao.draft import Draft
        from shenbao.forms.catalogue import catalogue

        scheme = catalogue().scheme(begin.scheme)
        self._draft = Draft(scheme, begin.edits, begin.today, append=lambda edit, summary: None, others=ledger_of(begin.others))
        self._begun = begin
        self._edits = 0
        self._speak(begin.lang)

    def _speak(self, lang: str) -> None:
        from shenbao.packs.preview import Preview

        assert self._begun is not None
        self._preview = Preview(lang, self._begun.letterhead, self._begun.letter_face)
        self._told = {}
        self._following = None
        self._stale = True

    # -- work ---------------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        """One step: pages after an edit together with the picture one waits for, another picture, or the rest of the pages."""
        try:
            if self._stale:
                self._stale = False
                self._follow()
            elif not self._next_picture() and self._following:
                self._lay()
            self._draw()
        except errors.ShenbaoError as error:
            self._following = None
            self._tell(failed(error))

    def _follow(self) -> None:
        assert self._draft is not None
        assert self._preview is not None
        self._following = self._preview.follow(self._draft.snapshot(), self._look.part, self._look.names)
        self._lay()

    def _lay(self) -> None:
        """The next stage of the pages, told as far as it is new."""
        assert self._following is not None
        stage = next(self._following)
        changed = tuple(part for part in stage.parts if self._told.get(part.id) != part)
        self._told = {part.id: part for part in stage.parts}
        if changed or stage.whole:
            self._tell(Laid(edits=self._edits, order=tuple(self._told), changed=changed, whole=stage.whole))
        if stage.whole:
            self._following = None
            if not gc.get_freeze_count():
                gc.freeze()  # what stands now stays: no collection goes through it again while somebody waits for a page

    def _next_picture(self) -> str:
        """Key of the page to draw next, or nothing."""
        wanted = self._wanted() if self._look.width else ()
        return next((sight.key for sight in wanted if sight.key not in self._sent and not sight.foreign), "")

    def _wanted(self) -> Iterator[Sight]:
        """Pages in sight, those with the answer being edited first."""
        seen: list[Sight] = []
        for part, index in self._look.pages:
            pages = self._told[part].pages if part in self._told else ()
            seen += pages[index : index + 1]
        own = self._told.get(self._look.part)
        showing = own.showing(self._look.names) if own else ()
        yield from (sight for sight in seen if sight in showing)
        yield from showing[:1] or (own.pages[:1] if own else ())
        yield from seen

    def _draw(self) -> None:
        from shenbao.packs.pictures import picture

        key = self._next_picture()
        pdf = self._preview.pdf(key) if key and self._preview else None
        if pdf is not None:
            height, grey = picture(pdf, self._look.width)
            self._tell(Picture(key=key, width=self._look.width, height=height, grey=grey))
            self._sent.add(key)

    def _tell(self, told: Told) -> None:
        self._answers.write(framed(told))
