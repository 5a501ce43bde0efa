"""Paragraphs that stand word for word in another applicant's papers (rule R40)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from shenbao.checks import own
from shenbao.checks.wording import automatic_finding, undecided_finding
from shenbao.forms.schema import Fact
from shenbao.records import Finding, Level
from shenbao.text import characters, normalised

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet

LEAST = 80
"""字 of the shortest paragraph that is compared: shorter ones are turns of phrase that many papers share."""


def told(text: str) -> Iterator[str]:
    """What the other applications are told of a text: the print of its longest paragraph, for a copied text is copied with that one."""
    paragraphs = sorted(_paragraphs(text), key=characters)
    if paragraphs:
        yield _print(paragraphs[-1])


def copied(sheet: Sheet, path: str, text: str) -> Iterator[Finding]:
    """About one long text: a paragraph of it that another applicant uses too. An applicant may say the same of itself in all its papers."""
    if not sheet.ledger.compares:
        return
    same = [fact for paragraph in _paragraphs(text) for fact in sheet.ledger.find(Fact.PARAGRAPH, _print(paragraph))]
    if not same:
        return
    applicant = own.applicant(sheet)
    if not applicant:
        codes = (each for each, place in sheet.scheme.places.items() if place.field.ledger is Fact.APPLICANT)
        yield undecided_finding(sheet.scheme, "R40.copied", path, frozenset(codes))
    elif others := [fact for fact in same if fact.applicant != applicant]:
        slots = {"label": sheet.scheme.fields[path].label, "title": others[0].title}
        yield automatic_finding("R40.copied", "copied", path, slots, level=Level.WARN)


def _paragraphs(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if characters(line) >= LEAST)


def _print(paragraph: str) -> str:
    return hashlib.blake2b(normalised(paragraph).encode(), digest_size=12).hexdigest()
