"""Attachment slots: which are asked for, what is in them, and what is wrong with a file (rules R08, R11, R13–R16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from shenbao.checks.ledger import LedgerFact
from shenbao.checks.wording import automatic_finding
from shenbao.forms.schema import Fact, Slot
from shenbao.records import Finding, Level, Missing, Outcome, Record, Row, Text

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet

_FORMAT = frozenset({"type", "format", "size", "large", "big", "name", "unsupported"})
"""Words in a refusal's code that mean wrong format or size (R16); any other refusal means the file cannot be read (R15)."""


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


def usable(sheet: Sheet, table: str) -> tuple[str, ...]:
    """Ids of the files of a slot that can go into a pack; none while the slot is not offered."""
    slot = sheet.scheme.slot[table.partition(".")[2]]
    if not shown(sheet, slot):
        return ()
    sheet.graph.read(("rows", table))
    sheet.graph.read(("cells", table, "verdict"))
    return tuple(row.id for row in sheet.application.rows(table) if not _refused(row))


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
    elif required(sheet, slot) and len(rows) < slot.min_files:
        yield automatic_finding("R11", "few", table, {**names, "count": len(rows), "least": slot.min_files})
    if len(rows) > slot.max_files:
        yield automatic_finding("R16", "many", table, {**names, "count": len(rows), "most": slot.max_files})
    for row in rows:
        yield from _about_file(sheet, slot, f"{table}/{row.id}", row)


def _about_file(sheet: Sheet, slot: Slot, path: str, row: Row) -> Iterator[Finding]:
    names: dict[str, object] = {"label": slot.label, "name": row.cells.get("title") or row.cells.get("name", "")}
    if _refused(row):
        refusal = row.cells["verdict"].removeprefix("refused:")
        code = "R16" if _FORMAT & set(refusal.replace(".", "_").split("_")) else "R15"
        yield automatic_finding(code, "refused", path, {**names, "reason_code": refusal})
        return
    if (elsewhere := _of_another_applicant(sheet, row)) is not None:
        slots = {**names, "value": names["name"], "title": elsewhere.title}
        yield automatic_finding("D02", "elsewhere", path, slots, level=Level.WARN)
    pages = row.cells.get("pages", "")
    if slot.min_pages and pages.isdigit() and int(pages) < slot.min_pages:
        yield automatic_finding("R14", "pages", f"{path}/pages", {**names, "pages": int(pages), "least": slot.min_pages}, level=Level.WARN)
    if slot.expires:
        yield from _about_expiry(sheet, path, row, names)
    if slot.names_model and not row.cells.get("model"):
        yield automatic_finding("R27", "model", f"{path}/model", names, missing=(f"{path}/model",))
    if slot.signed and row.cells.get("signed") != "yes":
        yield automatic_finding("R08", "unsigned", f"{path}/signed", names, missing=(f"{path}/signed",), final_only=True)


def _of_another_applicant(sheet: Sheet, row: Row) -> LedgerFact | None:
    """The same file in an application of someone else. An enterprise's own licence belongs into all of its applications."""
    if not row.cells.get("sha256"):
        return None
    same = sheet.ledger.find(Fact.FILE, row.cells["sha256"])
    return next((fact for fact in same if fact.applicant != sheet.applicant), None)


def _about_expiry(sheet: Sheet, path: str, row: Row, names: dict[str, object]) -> Iterator[Finding]:
    until = sheet.cell(path.partition("/")[0], row.id, sheet.scheme.columns[path.partition("/")[0]]["valid_to"])
    if isinstance(until, Missing):
        yield automatic_finding("R13", "undated", f"{path}/valid_to", names, level=Level.WARN, missing=(f"{path}/valid_to",))
    elif isinstance(until, date) and until < sheet.today:
        yield automatic_finding("R13", "expired", f"{path}/valid_to", {**names, "until": until}, level=Level.WARN)


def _refused(row: Row) -> bool:
    return row.cells.get("verdict", "").startswith("refused")
