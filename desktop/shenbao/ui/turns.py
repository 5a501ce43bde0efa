"""Keeps an order: what is ready early waits for what began before it."""

from __future__ import annotations

from collections.abc import Callable


class Turn:
    """A place in a queue."""

    def __init__(self) -> None:
        self.then: Callable[[], object] | None = None


class Queue:
    """Turns are taken in order and come up in that order, however early each is ready."""

    def __init__(self) -> None:
        self._turns: list[Turn] = []

    def take(self) -> Turn:
        """The last place."""
        self._turns.append(Turn())
        return self._turns[-1]

    def ready(self, turn: Turn, then: Callable[[], object]) -> None:
        """Runs `then` as soon as every earlier turn has come up."""
        turn.then = then
        while self._turns and (first := self._turns[0].then) is not None:
            del self._turns[0]
            first()
