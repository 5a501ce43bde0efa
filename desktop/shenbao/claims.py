"""What every application of the library claims, kept beside it, so that nothing is claimed twice across applications.

Working out the claims of one application means opening it. They are therefore kept in the cache with the number of events
they were worked out from; what is missing or older than its application is worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from shenbao import durable, sealed
from shenbao.checks import Ledger, LedgerFact
from shenbao.checks.ledger import key
from shenbao.library import RecordInfo
from shenbao.records import Record, RecordId


class Claimed(Record, frozen=True, kw_only=True):
    """Claims of one application as of its `events`-th event."""

    events: int
    form: str = ""
    """Version of the form by which they were worked out."""
    facts: tuple[LedgerFact, ...]


class Kept(Record, frozen=True, kw_only=True):
    """The file: of another shape, it holds nothing that can be used."""

    shape: str
    claims: dict[RecordId, Claimed]


_SHAPE = sealed.shape(LedgerFact, Claimed)


class Claims:
    """The claims of all applications of one library."""

    def __init__(self, file: Path) -> None:
        """`file` is a cache: it may be missing, damaged or old."""
        self._file = file
        self._kept: dict[RecordId, Claimed] = _read(file)
        self._by_key: dict[str, list[LedgerFact]] = {}
        self._changed = False
        for claimed in self._kept.values():
            self._enter(claimed)

    def besides(self, record: RecordId) -> Ledger:
        """What all other applications claim. The ledger goes on following changes."""
        return Ledger(self._by_key, besides=record)

    def stale(self, applications: list[RecordInfo], form: Callable[[str], str]) -> Iterator[RecordInfo]:
        """Applications whose claims have to be worked out; those that are gone are forgotten. `form` gives the version of a form."""
        present = {info.id for info in applications}
        for record in [record for record in self._kept if record not in present]:
            self.forget(record)
        for info in applications:
            kept = self._kept.get(info.id)
            if kept is None or kept.events != info.events or kept.form != form(info.scheme):
                yield info

    def put(self, record: RecordId, events: int, facts: tuple[LedgerFact, ...], form: str = "") -> None:
        """Takes over the claims of an application, worked out by this version of its form."""
        kept = self._kept.get(record)
        claimed = Claimed(events=events, form=form, facts=tuple(msgspec.structs.replace(fact, record=record) for fact in facts))
        self._kept[record] = claimed
        self._changed = True
        if kept is None or kept.facts != claimed.facts:
            self._leave(kept)
            self._enter(claimed)

    def forget(self, record: RecordId) -> None:
        """An application claims nothing any more."""
        self._leave(self._kept.pop(record, None))
        self._changed = True

    def kept(self, record: RecordId) -> tuple[LedgerFact, ...]:
        """What an application claims, as last worked out."""
        kept = self._kept.get(record)
        return kept.facts if kept else ()

    def about(self, record: RecordId) -> tuple[LedgerFact, ...]:
        """What other applications claim that this one claims too: all that a process of its own needs to find the same."""
        others = self.besides(record)
        return tuple(fact for own in self.kept(record) for fact in others.find(own.kind, own.value))

    def save(self) -> None:
        """Writes the cache. That it cannot be written costs time at the next start and nothing else."""
        if not self._changed:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            durable.write_file(self._file, [msgspec.msgpack.encode(Kept(shape=_SHAPE, claims=self._kept))])
            self._changed = False
        except OSError:
            return

    def _enter(self, claimed: Claimed) -> None:
        for fact in claimed.facts:
            self._by_key.setdefault(key(fact.kind, fact.value), []).append(fact)

    def _leave(self, claimed: Claimed | None) -> None:
        for fact in claimed.facts if claimed else ():
            same = self._by_key[key(fact.kind, fact.value)]
            same.remove(fact)


def _read(file: Path) -> dict[RecordId, Claimed]:
    try:
        kept = msgspec.msgpack.decode(file.read_bytes(), type=Kept)
    except (OSError, msgspec.MsgspecError):
        return {}
    return kept.claims if kept.shape == _SHAPE else {}
