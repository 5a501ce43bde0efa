"""What one application claims, for the ledger of the others."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from shenbao.checks.ledger import LedgerFact
from shenbao.checks.sheet import Sheet
from shenbao.forms.schema import Fact, Kind


def claims(sheet: Sheet, title: str) -> Iterator[LedgerFact]:
    """Facts of the fields that are asked for now, and of every file; `title` is how the library lists the application."""
    applicant = sheet.applicant
    for fact in _facts(sheet, title):
        yield replace(fact, applicant=applicant)


def _facts(sheet: Sheet, title: str) -> Iterator[LedgerFact]:
    for path, place in sheet.scheme.places.items():
        if not sheet.shown(path):
            continue
        if place.field.ledger is not None:
            yield from _fact(sheet, place.field.ledger, sheet.application.stored(path), path, title)
        if place.field.kind is Kind.TABLE:
            for column in place.field.columns:
                if column.ledger is not None:
                    for row in sheet.application.rows(path):
                        yield from _fact(sheet, column.ledger, row.cells.get(column.id, ""), f"{path}/{row.id}/{column.id}", title)
    for slot in sheet.scheme.slots:
        table = f"attachments.{slot.code}"
        for row in sheet.application.rows(table):
            yield from _fact(sheet, Fact.FILE, row.cells.get("sha256", ""), f"{table}/{row.id}", title)


def _fact(sheet: Sheet, kind: Fact, value: str, path: str, title: str) -> Iterator[LedgerFact]:
    if value:
        yield LedgerFact(kind=kind, value=value, title=title, scheme=sheet.scheme.id, path=path)
