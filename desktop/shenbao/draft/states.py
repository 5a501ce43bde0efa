"""What screens and packs see of a draft: plain records, free of functions, fit to be sent to another process."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shenbao.checks.slots import SlotState
from shenbao.forms.schema import Choice, Field
from shenbao.forms.scheme import Scheme
from shenbao.records import Amount, Answers, Finding, Missing, Record, Summary, Text, Value


class FieldState(Record, frozen=True, kw_only=True):
    """One field, parameter or cell as it stands."""

    path: str
    field: Field
    stored: str
    """Canonical text, or as typed when it cannot be read; of a computed field, its value as text. "" when unanswered."""
    value: Value
    """As expressions see it: Missing while hidden, unanswered or invalid."""
    visible: bool
    required: bool
    computed: bool
    problem: Text | None
    """The first thing that is wrong with this answer, or None. That it is missing is no problem while filling in."""
    origin: str = ""
    """How the answer came about (`records.Edit.origin`); `default` for a parameter nobody has changed."""
    choices: tuple[Choice, ...] = ()
    """Options offered now."""


class GroupState(Record, frozen=True, kw_only=True):
    """A group of a section with the fields that are asked for now."""

    id: str
    title: Text | None
    fields: tuple[FieldState, ...]


class SectionState(Record, frozen=True, kw_only=True):
    """A section that is asked for now. `asked` and `answered` count required answers, a table as one."""

    id: str
    title: Text
    intro: Text | None
    part: str
    groups: tuple[GroupState, ...]
    asked: int
    answered: int
    blocking: int
    warnings: int


class TableState(Record, frozen=True, kw_only=True):
    """A table's rows as they stand."""

    path: str
    rows: tuple[str, ...]
    cells: dict[str, dict[str, FieldState]]
    """By row id and column id, visible cells only."""
    totals: dict[str, Decimal | Missing]
    """Sums below the table by column id."""


class Snapshot(Record, frozen=True, kw_only=True):
    """A draft at one moment: everything a pack prints."""

    scheme: Scheme
    today: date
    answers: Answers
    values: dict[str, Value]
    """Every scalar field, parameter and reason by path, as expressions see it."""
    sections: tuple[SectionState, ...]
    tables: dict[str, TableState]
    findings: tuple[Finding, ...]
    amounts: tuple[Amount, ...]
    headline: Amount | None
    requested: Decimal | Missing
    slots: tuple[SlotState, ...]
    parts: tuple[str, ...]
    """Ids of the parts that go into the pack, in order."""
    notice: dict[str, FieldState]
    """Parameters of the notice by id."""
    summary: Summary
