"""Attachment slots: which are asked for, and what is in them (rule R11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shenbao.checks import files
from shenbao.checks.wording import automatic_finding, undecided_finding
from shenbao.forms.references import LITERALS
from shenbao.forms.schema import Slot
from shenbao.records import Finding, Missing, Outcome, Record, Row, Text

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet


class SlotState(Record, frozen=True, kw_only=True):
    """One slot as it stands."""

    slot: Slot
    required: bool
    rows: tuple[Row, ...]
    problem: Text | None = None
    """The first thing that is wrong, or None."""


def shown(sheet: Sheet, slot: Slot) -> bool:
    """Whether the slot is offered now."""
    return not slot.shown or sheet.holds(slot.shown)


def required(sheet: Sheet, slot: Slot) -> bool:
    """Whether the slot must hold a file now."""
    return slot.required == "yes" or (slot.required != "no" and sheet.holds(slot.required))


def open_paths(sheet: Sheet, slot: Slot) -> frozenset[str]:
    """Answers that would settle whether the slot must hold a file; none when that is settled."""
    asked = sheet.calculate(slot.required) if slot.required not in LITERALS else None
    return asked.paths if isinstance(asked, Missing) else frozenset()


def usable(sheet: Sheet, table: str) -> tuple[str, ...]:
    """Ids of the files of a slot that can go into a pack; none while the slot is not offered."""
    slot = sheet.scheme.slot[table.partition(".")[2]]
    if not shown(sheet, slot):
        return ()
    sheet.graph.read(("rows", table))
    sheet.graph.read(("cells", table, "verdict"))
    return tuple(row.id for row in sheet.application.rows(table) if not files.refused(row))


def state_of(sheet: Sheet, code: str) -> SlotState | None:
    """The slot, or None while it is not offered."""
    slot = sheet.scheme.slot[code]
    if not shown(sheet, slot):
        return None
    table = f"attachments.{code}"
    sheet.graph.read(("rows", table))
    for column in sheet.scheme.columns[table]:
        sheet.graph.read(("cells", table, column))
    problem = next((each.message for each in sheet.graph.get(("slot findings", code)) if each.outcome is Outcome.VIOLATED), None)
    return SlotState(slot=slot, required=required(sheet, slot), rows=sheet.application.rows(table), problem=problem)


def findings(sheet: Sheet, code: str) -> tuple[Finding, ...]:
    """What is wrong in the slot."""
    slot = sheet.scheme.slot[code]
    return tuple(_findings(sheet, slot)) if shown(sheet, slot) else ()


def _findings(sheet: Sheet, slot: Slot) -> Iterator[Finding]:
    table = f"attachments.{slot.code}"
    sheet.graph.read(("rows", table))
    for column in sheet.scheme.columns[table]:
        sheet.graph.read(("cells", table, column))
    rows = sheet.application.rows(table)
    names: dict[str, object] = {"label": slot.label}
    if required(sheet, slot) and not rows:
        yield automatic_finding("R11", "missing", table, names, missing=(table,))
    elif not rows and (missing := open_paths(sheet, slot)):
        yield undecided_finding(sheet.scheme, "R11", table, missing)
    elif required(sheet, slot) and len(rows) < slot.min_files:
        yield automatic_finding("R11", "few", table, {**names, "count": len(rows), "least": slot.min_files})
    if len(rows) > slot.max_files:
        yield automatic_finding("R16", "many", table, {**names, "count": len(rows), "most": slot.max_files})
    for row in rows:
        yield from files.findings(sheet, slot, f"{table}/{row.id}", row)
