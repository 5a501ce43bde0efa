"""The other place of something claimed twice: another application of the library, or a record of earlier funding."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from shenbao.checks import own
from shenbao.checks.ledger import LedgerFact
from shenbao.forms.schema import Fact
from shenbao.records import Finding, Place

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet


def place_of(fact: LedgerFact) -> Place:
    """Where another application names the same."""
    return Place(
        scheme=fact.scheme, path=fact.path, row=fact.row, title=fact.title, enterprise=fact.enterprise, year=fact.year,
        amount=Decimal(fact.amount) if fact.amount else None,
    )  # fmt: skip


def with_places(sheet: Sheet, finding: Finding, table: str, row: str) -> Finding:
    """A violated finding about a record of earlier funding, with the record and the application as its two places."""
    field = sheet.scheme.fields.get(table)
    if field is None or field.ledger is not Fact.PRIOR or not row:
        return finding
    sheet.graph.read(("row", table, row))
    at = sheet.application.position(table, row) or 0
    cells = sheet.application.rows(table)[at].cells
    amount = own.worth(sheet, table, row)
    prior = Place(
        scheme=sheet.scheme.id, path=finding.path, row=at + 1, title=cells.get("project", ""), enterprise=own.enterprise(sheet),
        year=cells.get("year", ""), programme=cells.get("programme", ""), amount=Decimal(amount) if amount else None,
    )  # fmt: skip
    return replace(finding, here=own.place(sheet, sheet.scheme.title_path), there=(prior,))
