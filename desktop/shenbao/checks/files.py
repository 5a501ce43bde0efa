"""What is wrong with an attached file: legible, of a kind and size the notice takes, complete, valid, signed (rules R08, R13–R16, R27)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from shenbao.checks import duplicates
from shenbao.checks.wording import automatic_finding, undecided_finding
from shenbao.forms.schema import Slot
from shenbao.records import Finding, Level, Missing, Row
from shenbao.text import MB

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet

_FORMAT = frozenset({"type", "format", "size", "large", "big", "name", "unsupported"})
"""Words in a refusal's code that mean wrong format or size (R16); any other refusal means the file cannot be read (R15)."""

_ILLEGIBLE = frozenset({"warning.low-resolution", "warning.faint"})
"""Remarks of the examination that a reader might not make out what is on the page."""

_ENDINGS = {"jpeg": "jpg", "tif": "tiff"}


def refused(row: Row) -> bool:
    """Whether the file cannot go into a pack."""
    return row.cells.get("verdict", "").startswith("refused")


def findings(sheet: Sheet, slot: Slot, path: str, row: Row) -> Iterator[Finding]:
    """About one file of a slot. `path` is its row."""
    names: dict[str, object] = {"label": slot.label, "name": row.cells.get("title") or row.cells.get("name", "")}
    if refused(row):
        refusal = row.cells["verdict"].removeprefix("refused:")
        code = "R16" if _FORMAT & set(refusal.replace(".", "_").split("_")) else "R15"
        yield automatic_finding(code, "refused", path, {**names, "reason_code": refusal})
        return
    if not row.cells.get("verdict"):
        yield undecided_finding(sheet.scheme, "R15", path, frozenset({f"{path}/verdict"}))
    yield from duplicates.of_file(sheet, path, slot.label, str(names["name"]), row.cells.get("sha256", ""))
    if slot.scanned and _ILLEGIBLE & {code for code, _ in msgspec.json.decode(row.cells.get("note") or "[]")}:
        yield automatic_finding("R15.look", "look", path, names, level=Level.WARN)
    yield from _about_format(sheet, path, row, names)
    pages = row.cells.get("pages", "")
    if slot.min_pages and pages.isdigit() and int(pages) < slot.min_pages:
        yield automatic_finding("R14", "pages", f"{path}/pages", {**names, "pages": int(pages), "least": slot.min_pages}, level=Level.WARN)
    if slot.expires:
        yield from _about_expiry(sheet, path, row, names)
    if slot.names_model and not row.cells.get("model"):
        yield automatic_finding("R27", "model", f"{path}/model", names, missing=(f"{path}/model",))
    if slot.signed and row.cells.get("signed") != "yes":
        yield automatic_finding("R08", "unsigned", f"{path}/signed", names, missing=(f"{path}/signed",), final_only=True)


def total(sheet: Sheet) -> tuple[Finding, ...]:
    """About the size of all files together, said where the largest lies."""
    sizes = []
    for slot in sheet.scheme.slots:
        table = f"attachments.{slot.code}"
        sheet.graph.read(("rows", table))
        sheet.graph.read(("cells", table, "bytes"))
        sizes += [(size, f"{table}/{row.id}") for row in sheet.application.rows(table) if (size := _size(row)) and not refused(row)]
    most = sheet.lookup("notice.total_max_mb") if sizes and "notice.total_max_mb" in sheet.scheme.fields else None
    taken = sum(size for size, _ in sizes)
    if not isinstance(most, Decimal) or taken <= most * MB:
        return ()
    slots = {"taken": _in_mb(taken), "most": most}
    return (automatic_finding("R16.total", "large", max(sizes)[1], slots, level=_level(sheet, "notice.total_max_mb")),)


def _about_format(sheet: Sheet, path: str, row: Row, names: dict[str, object]) -> Iterator[Finding]:
    """The notice's own word blocks; what is only usual is a warning."""
    ending = row.cells.get("name", "").rpartition(".")[2].lower()
    taken = sheet.lookup("notice.file_types") if "notice.file_types" in sheet.scheme.fields else ()
    if isinstance(taken, tuple) and taken and _ENDINGS.get(ending, ending) not in taken:
        types = "、".join(str(each).upper() for each in taken)
        level = _level(sheet, "notice.file_types")
        yield automatic_finding("R16.type", "type", path, {**names, "types": types}, level=level)
    most = sheet.lookup("notice.attachment_max_mb") if "notice.attachment_max_mb" in sheet.scheme.fields else None
    if isinstance(most, Decimal) and _size(row) > most * MB:
        level = _level(sheet, "notice.attachment_max_mb")
        yield automatic_finding("R16.size", "large", path, {**names, "taken": _in_mb(_size(row)), "most": most}, level=level)


def _level(sheet: Sheet, parameter: str) -> Level:
    sheet.graph.read(parameter)
    return Level.BLOCK if sheet.application.stored(parameter) else Level.WARN


def _size(row: Row) -> int:
    size = row.cells.get("bytes", "")
    return int(size) if size.isdigit() else 0


def _in_mb(size: int) -> Decimal:
    """Rounded up to a tenth, so that what is too large never reads as the limit itself."""
    return Decimal(-(-size * 10 // MB)) / 10


def _applied_on(sheet: Sheet) -> date:
    """The day on which papers must be valid: that of the application, while it is not given today."""
    given = sheet.lookup("cover.date") if "cover.date" in sheet.scheme.fields else None
    return given if isinstance(given, date) else sheet.today


def _about_expiry(sheet: Sheet, path: str, row: Row, names: dict[str, object]) -> Iterator[Finding]:
    until = sheet.cell(path.partition("/")[0], row.id, sheet.scheme.columns[path.partition("/")[0]]["valid_to"])
    if isinstance(until, Missing):
        yield automatic_finding("R13", "undated", f"{path}/valid_to", names, level=Level.WARN, missing=(f"{path}/valid_to",))
    elif isinstance(until, date) and until < _applied_on(sheet):
        yield automatic_finding("R13", "expired", f"{path}/valid_to", {**names, "until": until}, level=Level.WARN)
