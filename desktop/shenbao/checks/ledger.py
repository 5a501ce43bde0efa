"""What the other applications of the library claim: facts compared so that nothing is claimed twice (domain rules D01–D11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shenbao.forms.schema import Fact
from shenbao.records import Record
from shenbao.text import normalised


class LedgerFact(Record, frozen=True, kw_only=True):
    """One thing another application names: an invoice, a contract, a person …"""

    kind: Fact
    value: str
    """As stored; compared without the differences `key` takes out."""
    title: str
    """The other application as the library lists it."""
    scheme: str = ""
    path: str = ""
    applicant: str = ""
    """Credit code of who applies there."""
    record: str = ""
    """Id of the other application in the library."""


class Ledger:
    """Facts of all other applications of the same library. It is looked into, never gone through."""

    def __init__(self, facts: Mapping[str, Sequence[LedgerFact]] | None = None, *, besides: str = "") -> None:
        """`facts` by `key`, shared and not copied; those of the record `besides` are not seen."""
        self._facts = facts if facts is not None else {}
        self._besides = besides

    def find(self, kind: Fact, value: str) -> tuple[LedgerFact, ...]:
        """Facts of other applications equal to this one."""
        return tuple(fact for fact in self._facts.get(key(kind, value), ()) if not self._besides or fact.record != self._besides)


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
    return Ledger(found)
