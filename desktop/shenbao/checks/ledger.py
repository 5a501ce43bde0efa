"""What the other applications of the library claim: facts compared so that nothing is claimed twice (domain rules D01–D13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from shenbao.forms.schema import Fact
from shenbao.records import Record
from shenbao.text import copied

NO_CEILING = "none"
"""Instead of a ceiling where the policy states no amount."""


class LedgerFact(Record, frozen=True, kw_only=True):
    """One thing another application names: an invoice, a contract, a person …"""

    kind: Fact
    value: str
    """As stored; compared without the differences `key` takes out."""
    title: str
    """The other application as the library lists it."""
    scheme: str = ""
    path: str = ""
    row: int = 0
    """Number of its row when the claims were worked out, from 1; 0 outside of tables."""
    amount: str = ""
    """What the row is about, in yuan; empty while unknown or where rows have none."""
    applicant: str = ""
    """Credit code of who applies there."""
    enterprise: str = ""
    """Name of who applies there."""
    year: str = ""
    """Of the application; empty while it is not dated."""
    subtype: str = ""
    """Which kind of the support is applied for, where there are several."""
    ceiling: str = ""
    """What that application may ask for at most, in yuan; empty while unknown, `NO_CEILING` where the policy states none."""
    record: str = ""
    """Id of the other application in the library."""


class Ledger:
    """Facts of all other applications of the same library. It is looked into, never gone through."""

    def __init__(self, facts: Mapping[str, Sequence[LedgerFact]] | None = None, *, besides: str = "") -> None:
        """`facts` by `key`, shared and not copied; those of the record `besides` are not seen."""
        self._facts = facts if facts is not None else {}
        self._besides = besides
        self.compares = facts is not None
        """Whether there is a library to compare with, even an empty one."""

    def find(self, kind: Fact, value: str) -> tuple[LedgerFact, ...]:
        """Facts of other applications equal to this one."""
        if not self._facts:
            return ()
        return tuple(fact for fact in self._facts.get(key(kind, value), ()) if not self._besides or fact.record != self._besides)


EMPTY = Ledger()


_CHECK_DIGIT = re.compile(r"(?<=^(?:19|20)\d{10})[\dx]$")
"""Of a patent number since 2003: year, kind, seven digits, and this."""


def key(kind: Fact, value: str) -> str:
    """Kind and value, without the differences that numbers are copied with: a patent's check digit is often left out."""
    number = copied(value)
    return f"{kind} {_CHECK_DIGIT.sub('', number) if kind is Fact.PATENT else number}"


def ledger_of(facts: Iterable[LedgerFact]) -> Ledger:
    """A ledger of the given facts."""
    found: dict[str, list[LedgerFact]] = {}
    for fact in facts:
        found.setdefault(key(fact.kind, fact.value), []).append(fact)
    return Ledger(found)
