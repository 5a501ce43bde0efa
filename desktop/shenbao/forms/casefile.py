"""What a case of a worked example may contain besides answers: `forms/README.md`, section Cases."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from shenbao.forms.schema import Authored, Fact
from shenbao.records import Level, Outcome


class Base(StrEnum):
    EXAMPLE = "example"
    EMPTY = "empty"


class OtherFact(Authored, frozen=True, kw_only=True):
    """Something another application of the library names."""

    kind: Fact
    value: str
    title: str
    scheme: str = ""


class Examined(Authored, frozen=True, kw_only=True):
    """Cells of an attached file that the examination fills in."""

    verdict: str = "merged"
    """Empty: not examined yet."""
    bytes: str = ""
    note: str = ""
    sha256: str = ""


class ExpectedFinding(Authored, frozen=True, kw_only=True):
    """What a finding must be; what is not given is not compared."""

    outcome: Outcome
    level: Level | None = None
    path: str = ""
    actual: str = ""
    limit: str = ""
    over: str = ""
    missing: tuple[str, ...] = ()


class Expectation(Authored, frozen=True, kw_only=True):
    """What must come out of a case."""

    values: dict[str, str] = msgspec.field(default_factory=dict)
    """By path, cells by row number; `missing` for what cannot be known."""
    amounts: dict[str, str] = msgspec.field(default_factory=dict)
    findings: dict[str, Outcome | ExpectedFinding] = msgspec.field(default_factory=dict)
    blocking: tuple[str, ...] | None = None
    """Codes that block, exactly."""


class CaseFile(Authored, frozen=True, kw_only=True):
    """The keys of a case that are no answers."""

    name: str
    today: date
    base: Base = Base.EXAMPLE
    others: tuple[OtherFact, ...] = ()
    examined: dict[str, Examined] = msgspec.field(default_factory=dict)
    """By file name, what its examination found; a file not named here is readable and small."""
    expect: Expectation
