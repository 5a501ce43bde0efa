"""What an application says of itself where it is compared with others: who applies, when, for how much, and where a thing stands."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from shenbao.checks import amounts
from shenbao.forms.schema import Fact, Field
from shenbao.records import Missing, Place, Row

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet

DATED = "cover.date"
"""The day of the application."""


def stored(sheet: Sheet, path: str) -> str:
    """An answer as it stands; "" where the form does not ask for it."""
    if path not in sheet.scheme.fields:
        return ""
    sheet.graph.read(path)
    return sheet.application.stored(path)


def applicant(sheet: Sheet) -> str:
    """The credit code of who applies, or nothing."""
    paths = (path for path, place in sheet.scheme.places.items() if place.field.ledger is Fact.APPLICANT)
    return next((stored(sheet, path) for path in paths), "")


def enterprise(sheet: Sheet) -> str:
    """The name of who applies, or nothing."""
    return stored(sheet, sheet.scheme.applicant_path)


def title(sheet: Sheet) -> str:
    """What the application calls its project; its form's title where it has no such field."""
    value = sheet.value(sheet.scheme.title_path) if sheet.scheme.title_path in sheet.scheme.fields else ""
    return value if isinstance(value, str) else ""


def year(sheet: Sheet) -> str:
    """The year of the application, or nothing while it is not dated."""
    return stored(sheet, DATED)[:4]


def subtype(sheet: Sheet) -> str:
    """Which kind of the support is applied for; nothing where there is one kind, or while it is not chosen."""
    path = subtype_path(sheet)
    return stored(sheet, path) if path else ""


def subtype_path(sheet: Sheet) -> str:
    """Where the kind of the support is chosen; "" where there is one kind."""
    return next((path for path in sheet.scheme.places if path.endswith(".subtype")), "") if sheet.scheme.subtypes else ""


def ceiling(sheet: Sheet) -> Decimal | Missing | None:
    """What may be asked for at most, in yuan; None where the policy states no amount."""
    name = sheet.scheme.headline.removeprefix("amounts.")
    if not name:
        return None
    value = amounts.value_of(sheet, name, "")
    return value if isinstance(value, Decimal) else Missing(paths=value.paths if isinstance(value, Missing) else frozenset())


def told(sheet: Sheet, field: Field, table: str = "", row: str = "") -> bool:
    """Whether an answer is one that is compared."""
    return not field.ledger_when or sheet.holds(field.ledger_when, table, row)


def worth(sheet: Sheet, table: str, row: str) -> str:
    """The amount that a row of a table is about, in yuan; "" while unknown or where rows have none."""
    name = sheet.scheme.fields[table].worth
    value = sheet.cell(table, row, sheet.scheme.columns[table][name]) if name else None
    return f"{value:f}" if isinstance(value, Decimal) else ""


def line(field: Field, row: Row) -> str:
    """What names a cost: its cells of `Field.line` together; "" while one of them is missing."""
    cells = [row.cells.get(column, "") for column in field.line]
    return " ".join(cells) if all(cells) else ""


def place(sheet: Sheet, path: str) -> Place:
    """Where `path` stands in this application."""
    table, _, rest = path.partition("/")
    row = rest.partition("/")[0]
    amount = worth(sheet, table, row) if row and table in sheet.scheme.columns else ""
    return Place(
        scheme=sheet.scheme.id, path=path, row=(sheet.application.position(table, row) or 0) + 1 if row else 0, title=title(sheet),
        enterprise=enterprise(sheet), year=year(sheet), amount=Decimal(amount) if amount else None,
    )  # fmt: skip
