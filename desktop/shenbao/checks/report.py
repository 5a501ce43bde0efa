"""All findings of one application in the order in which a person would mend them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from shenbao.checks.automatic import SUMMARISED, met
from shenbao.checks.wording import automatic_finding
from shenbao.forms.schema import Fact, Kind
from shenbao.records import Finding, Level, Outcome

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet


def findings(sheet: Sheet) -> tuple[Finding, ...]:
    """Every rule that was tried: the form's own in its order, then what is wrong with single answers, then the attachments."""
    found = [each for node in nodes(sheet) for each in sheet.graph.get(node)]
    violated = {each.code for each in found if each.outcome is Outcome.VIOLATED}
    found += [met(code) for code in SUMMARISED if code not in violated]
    return tuple(_with_reason(sheet, each) for each in found)


def nodes(sheet: Sheet) -> Iterator[tuple[object, ...]]:
    """Every node whose value is findings."""
    for index in range(len(sheet.scheme.checks)):
        yield ("check", index)
    for path, place in sheet.scheme.places.items():
        if place.field.kind is not Kind.TABLE:
            yield ("field findings", path)
            continue
        yield ("table findings", path)
        for column in place.field.columns:
            if column.ledger is not None:
                yield ("ledger findings", path, column.id)
    for slot in sheet.scheme.slots:
        yield ("slot findings", slot.code)
    yield ("one-time findings",)


def one_time(sheet: Sheet) -> tuple[Finding, ...]:
    """A support given once only that the same enterprise has another application for (D05)."""
    if not sheet.scheme.one_time:
        return ()
    for path, place in sheet.scheme.places.items():
        if place.field.ledger is Fact.APPLICANT:
            sheet.graph.read(path)
            same = sheet.ledger.find(Fact.APPLICANT, sheet.application.stored(path))
            found = next((fact for fact in same if fact.scheme == sheet.scheme.id), None)
            if found is not None:
                return (automatic_finding("D05", "elsewhere", path, {"title": found.title}),)
    return ()


def is_open(finding: Finding) -> bool:
    """Whether somebody still has to do something: a warning with a reason is settled."""
    return finding.outcome is Outcome.VIOLATED and finding.level is not Level.NOTE and not (finding.level is Level.WARN and finding.reason)


def blocks(finding: Finding, *, final: bool = False) -> bool:
    """Whether this stops a final pack; signatures and the like count only for `final`."""
    return finding.outcome is Outcome.VIOLATED and finding.level is Level.BLOCK and (final or not finding.final_only)


def _with_reason(sheet: Sheet, finding: Finding) -> Finding:
    if finding.level is Level.WARN:
        reason = sheet.application.stored(f"reasons.{finding.code}")
        if reason:
            return replace(finding, reason=reason)
    return finding
