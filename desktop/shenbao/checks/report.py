"""All findings of one application in the order in which a person would mend them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from shenbao.checks import duplicates
from shenbao.checks.overall import summarised
from shenbao.forms.schema import Kind
from shenbao.records import Finding, Level, Outcome

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet


def findings(sheet: Sheet) -> tuple[Finding, ...]:
    """Every rule that was tried: the form's own in its order, then what is wrong with single answers, then the attachments."""
    found = [each for node in nodes(sheet) for each in sheet.graph.get(node)]
    return tuple(_with_reason(sheet, each) for each in (*found, *summarised(sheet, found)))


def nodes(sheet: Sheet) -> Iterator[tuple[object, ...]]:
    """Every node whose value is findings."""
    for index in range(len(sheet.scheme.checks)):
        yield ("check", index)
    for path, place in sheet.scheme.places.items():
        if place.field.kind is not Kind.TABLE:
            yield ("field findings", path)
            continue
        yield ("table findings", path)
    for slot in sheet.scheme.slots:
        yield ("slot findings", slot.code)
    yield ("files together",)
    for table, column in duplicates.columns(sheet):
        yield ("ledger findings", table, column)
    for code in sorted({code for code, _ in duplicates.RULES.values()}):
        yield ("repetition", code)
    yield from (("one-time findings",), ("same base",), ("related",))


def is_open(finding: Finding) -> bool:
    """Whether somebody still has to do something: a warning with a reason is settled."""
    return finding.outcome is Outcome.VIOLATED and finding.level is not Level.NOTE and not (finding.level is Level.WARN and finding.reason)


def is_unanswered(finding: Finding) -> bool:
    """Nothing is wrong but that the answer itself is still missing."""
    return finding.path in finding.missing


def blocks(finding: Finding, *, final: bool = False) -> bool:
    """Whether this stops a final pack; signatures and the like count only for `final`."""
    return finding.outcome is Outcome.VIOLATED and finding.level is Level.BLOCK and (final or not finding.final_only)


def _with_reason(sheet: Sheet, finding: Finding) -> Finding:
    if finding.level is Level.WARN:
        reason = sheet.application.stored(f"reasons.{finding.code}")
        if reason:
            return replace(finding, reason=reason)
    return finding
