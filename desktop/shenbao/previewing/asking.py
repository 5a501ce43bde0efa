"""The window's side: one process that draws previews, asked and heard without ever waiting for it."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from shenbao.previewing.wire import Asked, Told, framed, frames

FLAG = "--preview"
"""What a frozen program is started with to draw previews."""
_BOOTSTRAP = "import sys; sys.path.insert(0, sys.argv[1]); from shenbao.previewing.serving import main; main()"
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class Asking:
    """A running process. `tell` is called in a thread of its own with what the process says, and with None once when it has ended
    by itself; never after `close`."""

    def __init__(self, tell: Callable[[Told | None], None]) -> None:
        self._tell = tell
        self._closed = False
        self._outbox: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=_NO_WINDOW,
        )  # fmt: skip
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._send, self._receive)]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, asked: Asked) -> None:
        """Sends a request as soon as the pipe has room; returns at once."""
        self._outbox.put(asked)

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        self._closed = True
        self._outbox.put(None)
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()

    def _send(self) -> None:
        assert self._process.stdin is not None
        with self._process.stdin as pipe:
            while (asked := self._outbox.get()) is not None:
                try:
                    pipe.write(framed(asked))
                    pipe.flush()
                except OSError:  # it has ended; the receiving thread says so
                    return

    def _receive(self) -> None:
        assert self._process.stdout is not None
        decoder = msgspec.msgpack.Decoder(Told)
        with self._process.stdout as pipe:
            try:
                for frame in frames(cast(BinaryIO, pipe)):
                    if self._closed:
                        return
                    self._tell(decoder.decode(frame))
            except msgspec.DecodeError:
                pass  # babble: as good as ended
        if not self._closed:
            self._tell(None)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    return [sys.executable, "-I", "-B", "-X", "utf8", "-c", _BOOTSTRAP, str(Path(__file__).resolve().parents[2])]
