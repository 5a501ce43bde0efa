"""Values that are worked out once and again only when something they have read has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from shenbao.errors import ContentError

Key = Hashable
"""A leaf (what an edit changes) or a node (what is worked out from leaves and other nodes)."""


class Graph:
    """Remembers which node has read what. Nodes whose readings turn out the same are not worked out again."""

    def __init__(self, compute: Callable[[Any], Any]) -> None:
        self._compute = compute
        self._values: dict[Key, Any] = {}
        self._deps: dict[Key, set[Key]] = {}
        self._readers: dict[Key, set[Key]] = {}
        self._stale: set[Key] = set()
        self._changed: set[Key] = set()
        self._running: dict[Key, None] = {}
        self._reading: set[Key] = set()

    def read(self, leaf: Key) -> None:
        """Notes that the node being worked out depends on `leaf`."""
        self._reading.add(leaf)

    def get(self, key: Key) -> Any:
        """The value of a node; notes that the node being worked out depends on it. ContentError when it depends on itself."""
        self._reading.add(key)
        if key not in self._values or key in self._running:
            self._work_out(key)
        elif key in self._stale:
            self._settle(key)
        return self._values[key]

    def touch(self, leaves: Iterable[Key]) -> None:
        """Says that leaves have changed."""
        pending = list(leaves)
        self._changed.update(pending)
        while pending:
            for reader in self._readers.get(pending.pop(), ()):
                if reader not in self._stale:
                    self._stale.add(reader)
                    pending.append(reader)

    def settle(self) -> set[Key]:
        """Works out again what has to be, and returns the leaves and nodes that have changed since the last call."""
        while self._stale:
            self.get(next(iter(self._stale)))
        changed, self._changed = self._changed, set()
        return changed

    def forget(self, doomed: Callable[[Key], bool]) -> None:
        """Drops nodes whose subject is gone, such as a deleted row."""
        for key in [key for key in self._values if doomed(key)]:
            self._values.pop(key)
            self._stale.discard(key)
            self._changed.add(key)
            for dep in self._deps.pop(key):
                self._readers[dep].discard(key)

    def _settle(self, key: Key) -> None:
        deps = self._deps[key]
        for dep in self._stale & deps:
            if dep in self._running:  # read the other way round before: only working it out shows whether that still holds
                self._work_out(key)
                return
            if dep in self._stale:
                self._settle(dep)
        if self._changed.isdisjoint(deps):
            self._stale.discard(key)
        else:
            self._work_out(key)

    def _work_out(self, key: Key) -> None:
        if key in self._running:
            circle = [*self._running][[*self._running].index(key) :]
            raise ContentError("forms.circle", circle=" → ".join(str(each) for each in [*circle, key]))
        outer, self._reading = self._reading, set()
        self._running[key] = None
        try:
            value = self._compute(key)
        finally:
            del self._running[key]
            read, self._reading = self._reading, outer
        before = self._deps.get(key, set())
        for gone in before - read:
            self._readers[gone].discard(key)
        for new in read - before:
            self._readers.setdefault(new, set()).add(key)
        self._deps[key] = read
        self._stale.discard(key)
        if key not in self._values:  # nobody has seen it before, so for nobody it has changed
            self._values[key] = value
        elif self._values[key] != value:
            self._changed.add(key)
            self._values[key] = value
