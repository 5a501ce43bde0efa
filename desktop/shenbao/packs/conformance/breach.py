"""What a breach of PDF/A is: the clause of ISO 19005 and what was found."""

from __future__ import annotations

from shenbao.records import Record


class Breach(Record, frozen=True):
    """One rule that a file breaks, or that cannot be proved to hold. `clause` is of ISO 19005-2, except 6.8, which is of 19005-3."""

    clause: str
    what: str
    """What was found, in English: for tests and logs, not for people."""
    page: int | None = None
    """From 0; None where it concerns the whole document."""

    def __str__(self) -> str:
        return f"{self.clause} {self.what}" + ("" if self.page is None else f" (page {self.page + 1})")
