"""The measures, clause by clause: official English text, Chinese rendering, who is in charge, when they apply."""

# Annotations are not postponed where msgspec reads them: it would compile the text of each one, at every start.

from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao import content, sealed
from shenbao.errors import ContentError, ContentErrors
from shenbao.forms.schema import Authored
from shenbao.records import Text

if TYPE_CHECKING:  # YAML is imported only where a file has to be read
    from shenbao.forms.reader import Source

MEASURES = "resources/policy/measures.yaml"
TEXT = "resources/policy/measures.en.txt"


class Clause(Authored, frozen=True, kw_only=True):
    """One sentence of the policy. `en` is its official text, letter by letter."""

    id: str
    en: str
    zh: str = ""
    official: bool = False
    """Whether `zh` is confirmed by copies of the Chinese original; otherwise it is our rendering and shown so."""


class Department(Authored, frozen=True, kw_only=True):
    """One of the departments that measure 15 names; the first leads."""

    id: str
    name: Text


class Horizon(Authored, frozen=True, kw_only=True):
    """Fields of part I that are equally far from the market, and what is supported in them."""

    id: str
    clause: str
    fields: tuple[str, ...]
    """Codes of the list `fields` of the forms."""
    name: Text
    focus: Text


class PolicyPart(Authored, frozen=True, kw_only=True):
    """One of the six parts; only part I has clauses outside of measures."""

    id: str
    title: Text
    clauses: tuple[Clause, ...] = ()


class Measure(Authored, frozen=True, kw_only=True):
    """One numbered measure."""

    number: int
    part: str
    title: Text
    likely_department: str = ""
    """Practice, not stated by the policy."""
    clauses: tuple[Clause, ...]


class Policy(Authored, frozen=True, kw_only=True):
    """The policy as a whole."""

    title: Text
    number: str = ""
    """Document number; empty while not known."""
    issued_by: Text
    issued_on: date
    valid_from: date
    valid_until: date
    """Both days count."""
    departments: tuple[Department, ...]
    directions: tuple[str, ...]
    """Codes of the list `directions` of the forms."""
    horizons: tuple[Horizon, ...]
    preamble: tuple[Clause, ...]
    parts: tuple[PolicyPart, ...]
    measures: tuple[Measure, ...]
    closing: tuple[Clause, ...]

    def in_force(self, day: date) -> bool:
        """Whether applications may rest on the policy on `day`."""
        return self.valid_from <= day <= self.valid_until

    def clauses(self) -> Iterator[Clause]:
        """Every clause; those of the preamble and of part I first, the closing ones last."""
        yield from self.preamble
        for part in self.parts:
            yield from part.clauses
        for measure in self.measures:
            yield from measure.clauses
        yield from self.closing

    def clause(self, clause_id: str) -> Clause | None:
        """The clause called `clause_id`, such as `8.4`, or None."""
        return next((clause for clause in self.clauses() if clause.id == clause_id), None)

    def measure(self, number: int) -> Measure | None:
        """Measure 1 … 15, or None."""
        return next((measure for measure in self.measures if measure.number == number), None)


_SHAPE = sealed.shape(Policy, Clause, Department, Horizon, PolicyPart, Measure)


@cache
def policy() -> Policy:
    """The policy of this installation, as it was read before if its file is still the same; the shipped one where the user's is wrong."""
    try:
        return _recalled(content.roots())
    except ContentErrors as several:
        content.put_aside().update((str(error), error) for error in several.errors)
        return _recalled((content.shipped(),))


def _recalled(roots: tuple[Path, ...]) -> Policy:
    file = content.find(MEASURES, roots)
    mark = f"{_SHAPE} {sha256(file.read_bytes()).hexdigest()}" if file and file.stat().st_size <= content.LARGEST else ""
    found = sealed.recall("measures.policy", mark, Policy) if mark else None
    if found is None:
        found, _ = load(roots)
        sealed.keep("measures.policy", mark, found)
    return found


def load(roots: tuple[Path, ...]) -> "tuple[Policy, Source]":
    """The policy found in `roots` and the file it was read from. ContentErrors when it is wrong or not there."""
    from shenbao.forms.reader import convert, read_text

    file = content.find(MEASURES, roots)
    if file is None:
        raise ContentErrors((ContentError("forms.no_such_file", MEASURES),))
    try:
        source = read_text(content.read(file, MEASURES), MEASURES)
    except ContentError as error:
        raise ContentErrors((error,)) from error
    found = convert(source, Policy)
    if found is None:
        raise ContentErrors(tuple(source.errors))
    return found, source


def official_text(roots: tuple[Path, ...] | None = None) -> str:
    """The whole official English text as published."""
    file = content.find(TEXT, roots)
    return file.read_text(encoding="utf-8") if file is not None else ""


def misquoted(found: Policy, text: str) -> Iterator[Clause]:
    """Clauses whose English text does not stand in the official text letter by letter."""
    return (clause for clause in found.clauses() if clause.en not in text)
