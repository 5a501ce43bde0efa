"""What the other applications of the library claim: facts compared so that nothing is claimed twice (domain rules D01–D11)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from shenbao.forms.schema import Fact
from shenbao.records import Record
from shenbao.text import normalised


class LedgerFact(Record, frozen=True, kw_only=True):
    """One thing another application names: an invoice, a contract, a person …"""

    kind: Fact
    value: str
    """Normalised; see `key`."""
    title: str
    """The other application as the library lists it."""
    scheme: str = ""
    path: str = ""


class Ledger(Record, frozen=True, kw_only=True):
    """Facts of all other applications of the same library. Making one is cheap; looking up builds nothing."""

    facts: dict[str, tuple[LedgerFact, ...]] = msgspec.field(default_factory=dict)
    """By `key`."""

    def find(self, kind: Fact, value: str) -> tuple[LedgerFact, ...]:
        """Facts of other applications equal to this one."""
        return self.facts.get(key(kind, value), ())


EMPTY = Ledger()


def key(kind: Fact, value: str) -> str:
    """Kind and value, without the differences of width, case, spaces, dashes and dots that numbers are copied with."""
    return f"{kind} {normalised(value).translate(_MARKS)}"


_MARKS = str.maketrans("", "", "-—–.·/\\ ")


def ledger_of(facts: Iterable[LedgerFact]) -> Ledger:
    """A ledger of the given facts."""
    found: dict[str, list[LedgerFact]] = {}
    for fact in facts:
        found.setdefault(key(fact.kind, fact.value), []).append(fact)
    return Ledger(facts={name: tuple(same) for name, same in found.items()})
