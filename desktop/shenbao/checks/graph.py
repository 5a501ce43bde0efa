"""Values that are worked out once and again only when something they have read has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from shenbao.errors import ContentError

Key = Hashable
"""A leaf (what an edit changes), a node (what is worked out from leaves and other nodes), or a family of nodes."""


class Family:
    """The nodes of one kind of all rows of a table. Kept up to date node by node, so that a thousand rows cost what one row does."""

    __slots__ = ("dirty", "members", "odd", "rows", "values", "whole")

    def __init__(self, rows: tuple[str, ...]) -> None:
        self.rows = rows
        self.whole = True
        """False once a member was forgotten: the same rows may come back by undo, with nodes that are not its own."""
        self.members: dict[Key, str] = {}
        self.dirty: set[Key] = set()
        self.values: dict[str, Any] = {}
        """By row, in the order of the rows."""
        self.odd: dict[str, Any] = {}
        """Of those, the values that need attention."""

    def odd_in_order(self) -> list[tuple[str, Any]]:
        """Rows and values that need attention, from the first row to the last."""
        if len(self.odd) <= 1:
            return list(self.odd.items())
        return [(row, self.odd[row]) for row in self.rows if row in self.odd]

    def put(self, row: str, value: Any, is_odd: bool) -> None:
        self.values[row] = value
        if is_odd:
            self.odd[row] = value
        else:
            self.odd.pop(row, None)


class Graph:
    """Remembers which node has read what. Nodes whose readings turn out the same are not worked out again."""

    def __init__(self, compute: Callable[[Any], Any], is_odd: Callable[[Any, Any], bool] = lambda _key, _value: False) -> None:
        """`compute` works out a node; `is_odd` says which values of a family need attention."""
        self._compute = compute
        self._is_odd = is_odd
        self._values: dict[Key, Any] = {}
        self._families: dict[Key, Family] = {}
        self._deps: dict[Key, set[Key]] = {}
        self._readers: defaultdict[Key, set[Key]] = defaultdict(set)
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
        return self._current(key)

    def family(self, key: Key, rows: tuple[str, ...], member: Callable[[str], Key]) -> Family:
        """The nodes `member(row)` of all `rows`, noted as one dependency."""
        self._reading.add(key)
        found = self._families.get(key)
        if found is None or not found.whole or found.rows != rows:
            found = self._gather(key, rows, member, found)
        elif key in self._stale:
            self._refresh(key)
        return found

    def touch(self, leaves: Iterable[Key]) -> None:
        """Says that leaves have changed."""
        pending = list(leaves)
        self._changed.update(pending)
        while pending:
            read = pending.pop()
            for reader in self._readers.get(read, ()):
                family = self._families.get(reader)
                if family is not None:
                    family.dirty.add(read)
                if reader not in self._stale:
                    self._stale.add(reader)
                    pending.append(reader)

    def settle(self) -> set[Key]:
        """Works out again what has to be, and returns the leaves and nodes that have changed since the last call."""
        while self._stale:
            self._settle(next(iter(self._stale)))
        changed, self._changed = self._changed, set()
        return changed

    def forget(self, row: str) -> None:
        """Drops the nodes of a deleted row: their keys name it."""
        for key in [key for key in self._values if isinstance(key, tuple) and row in key]:
            del self._values[key]
            self._stale.discard(key)
            self._changed.add(key)
            for dep in self._deps.pop(key):
                self._readers[dep].discard(key)
            for reader in self._readers.get(key, ()):
                if (family := self._families.get(reader)) is not None:
                    family.dirty.discard(key)
                    family.whole = False

    def _current(self, key: Key) -> Any:
        if key not in self._values or key in self._running:
            self._work_out(key)
        elif key in self._stale:
            self._settle(key)
        return self._values[key]

    def _settle(self, key: Key) -> None:
        if key in self._families:
            self._refresh(key)
            return
        deps = self._deps[key]
        if self._changed.isdisjoint(deps):
            for dep in self._stale & deps:
                if dep in self._running:  # read the other way round before: only working it out shows whether that still holds
                    break
                if dep in self._stale:
                    self._settle(dep)
                if dep in self._changed:
                    break
            else:
                self._stale.discard(key)
                return
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
        new = read
        if before := self._deps.get(key):
            for gone in before - read:
                self._readers[gone].discard(key)
            new = read - before
        for each in new:
            self._readers[each].add(key)
        self._deps[key] = read
        self._stale.discard(key)
        if key not in self._values:  # nobody has seen it before, so for nobody it has changed
            self._values[key] = value
        elif self._values[key] != value:
            self._changed.add(key)
            self._values[key] = value

    def _gather(self, key: Key, rows: tuple[str, ...], member: Callable[[str], Key], old: Family | None) -> Family:
        for name in old.members if old is not None else ():
            self._readers[name].discard(key)
        made = Family(rows)
        for row in rows:
            name = member(row)
            value = self._current(name)
            made.members[name] = row
            made.put(row, value, self._is_odd(name, value))
            self._readers[name].add(key)
        self._families[key] = made
        self._stale.discard(key)
        self._changed.add(key)
        return made

    def _refresh(self, key: Key) -> None:
        family = self._families[key]
        dirty, family.dirty = family.dirty, set()
        for name in dirty:
            row = family.members[name]
            value = self._current(name)
            if family.values[row] is not value:
                if family.values[row] != value:
                    self._changed.add(key)
                family.put(row, value, self._is_odd(name, value))
        self._stale.discard(key)
