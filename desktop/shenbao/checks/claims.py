"""What one application claims, for the ledger of the others."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from shenbao.checks import own, paragraphs
from shenbao.checks.ledger import NO_CEILING, LedgerFact
from shenbao.checks.sheet import Sheet
from shenbao.forms.schema import Fact, Field, Kind


def claims(sheet: Sheet, title: str) -> Iterator[LedgerFact]:
    """Facts of what is asked for now, of every long text and of every file; `title` is how the library lists the application."""
    common = LedgerFact(
        kind=Fact.APPLICANT, value="", title=title, scheme=sheet.scheme.id, applicant=own.applicant(sheet),
        enterprise=own.enterprise(sheet), year=own.year(sheet), subtype=own.subtype(sheet), ceiling=_ceiling(sheet),
    )  # fmt: skip
    for kind, value, path, row, amount in _facts(sheet):
        if value:
            yield replace(common, kind=kind, value=value, path=path, row=row, amount=amount)


_Found = tuple[Fact, str, str, int, str]
"""Kind, value, path, number of the row, its amount in yuan."""


def _facts(sheet: Sheet) -> Iterator[_Found]:
    for path, place in sheet.scheme.places.items():
        if not sheet.shown(path):
            continue
        if place.field.kind is Kind.TABLE:
            yield from _of_table(sheet, path, place.field)
        elif place.field.ledger is not None and own.told(sheet, place.field):
            yield place.field.ledger, sheet.application.stored(path), path, 0, ""
    for path in sheet.text_paths():
        yield from ((Fact.PARAGRAPH, told, path, 0, "") for told in paragraphs.told(sheet.application.stored(path)))
    for slot in sheet.scheme.slots:
        table = f"attachments.{slot.code}"
        for number, row in enumerate(sheet.application.rows(table), 1):
            yield Fact.FILE, row.cells.get("sha256", ""), f"{table}/{row.id}", number, ""


def _of_table(sheet: Sheet, table: str, field: Field) -> Iterator[_Found]:
    told = [column for column in field.columns if column.ledger is not None]
    if not told and field.ledger is not Fact.COST:
        return
    for number, row in enumerate(sheet.application.rows(table), 1):
        amount = own.worth(sheet, table, row.id)
        if field.ledger is Fact.COST:
            yield Fact.COST, own.line(field, row), f"{table}/{row.id}", number, amount
        for column in told:
            assert column.ledger is not None
            value = row.cells.get(column.id, "")
            if value and own.told(sheet, column, table, row.id):
                path = f"{table}/{row.id}/{column.id}"
                yield column.ledger, value, path, number, amount
                if column.ledger is Fact.REWARDED:
                    yield Fact.PERSON, value, path, number, amount


def _ceiling(sheet: Sheet) -> str:
    value = own.ceiling(sheet)
    if value is None:
        return NO_CEILING
    return f"{value:f}" if isinstance(value, Decimal) else ""
