"""Nothing is claimed twice: each answer that says what is claimed, compared with the other applications (D01–D03, D10, D11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from shenbao.checks import own
from shenbao.checks.ledger import LedgerFact
from shenbao.checks.there import place_of
from shenbao.checks.wording import automatic_finding, text, undecided_finding
from shenbao.forms.schema import Fact, Field, Kind
from shenbao.records import Finding, Level, Outcome, Text

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet

CLOSING = "closing.2"
"""The clause by which nothing is supported twice."""

RULES = {
    Fact.INVOICE: ("D01", Level.BLOCK),
    Fact.CONTRACT: ("D01", Level.BLOCK),
    Fact.COST: ("D02", Level.BLOCK),
    Fact.STANDARD: ("D03", Level.BLOCK),
    Fact.PERSON: ("D10", Level.BLOCK),
    Fact.REWARDED: ("D10", Level.BLOCK),
    Fact.PATENT: ("D11", Level.WARN),
}
"""Rule and level by what is compared."""


def of_field(sheet: Sheet, path: str, stored: str) -> Iterator[Finding]:
    """About one scalar answer."""
    field = sheet.scheme.fields[path]
    if field.ledger in RULES and stored and own.told(sheet, field):
        yield from _compared(sheet, field, path, stored)


def of_column(sheet: Sheet, table: str, column: str) -> tuple[Finding, ...]:
    """About a column that says what is claimed, or with "" about the rows of a table of costs."""
    if not sheet.shown(table):
        return ()
    rows = sheet.rows(table)
    about_rows = sheet.graph.family(("claimed of all", table, column), rows, lambda row: ("claimed", table, row, column))
    return tuple(each for _, about in about_rows.odd_in_order() for each in about)


def of_cell(sheet: Sheet, table: str, row: str, column: str) -> tuple[Finding, ...]:
    """About one cell of such a column, or with "" about the row."""
    field = sheet.scheme.columns[table][column] if column else sheet.scheme.fields[table]
    if field.ledger not in RULES:
        return ()
    path = f"{table}/{row}/{column}".rstrip("/")
    if column:
        sheet.graph.read(path)
        stored = sheet.application.stored(path)
    else:
        sheet.graph.read(("row", table, row))
        stored = own.line(field, sheet.application.rows(table)[sheet.application.position(table, row) or 0])
    if not stored or (column and not own.told(sheet, field, table, row)):
        return ()
    return tuple(_compared(sheet, field, path, stored, table, row))


def columns(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Tables and columns that say what is claimed; "" for a table of costs."""
    for path, place in sheet.scheme.places.items():
        if place.field.kind is Kind.TABLE:
            if place.field.ledger in RULES:
                yield path, ""
            for column in place.field.columns:
                if column.ledger in RULES:
                    yield path, column.id


def of_file(sheet: Sheet, path: str, label: object, name: str, sha256: str) -> Iterator[Finding]:
    """About an attached file. An enterprise's own licence belongs into all of its applications; someone else's does not."""
    same = sheet.ledger.find(Fact.FILE, sha256) if sha256 else ()
    others = [fact for fact in same if fact.applicant != own.applicant(sheet)]
    if others:
        slots = {"label": label, "value": name, "title": others[0].title}
        yield claimed_twice(sheet, "D02.file", "elsewhere", path, slots, Level.WARN, others)


def claimed_twice(
    sheet: Sheet, code: str, case: str, path: str, slots: dict[str, object], level: Level, others: Iterable[LedgerFact]
) -> Finding:
    """A violated finding that names both places and the closing clause."""
    found = automatic_finding(code, case, path, slots, level=level)
    return replace(found, clause=CLOSING, here=own.place(sheet, path), there=tuple(place_of(fact) for fact in others))


def _compared(sheet: Sheet, field: Field, path: str, stored: str, table: str = "", row: str = "") -> Iterator[Finding]:
    assert field.ledger is not None
    code, level = RULES[field.ledger]
    kinds = (Fact.REWARDED, Fact.PERSON) if field.ledger is Fact.REWARDED else (field.ledger,)
    others = [fact for kind in kinds for fact in sheet.ledger.find(kind, stored)]
    judged = [(fact, _counts(sheet, fact, table, row)) for fact in others]
    if found := [fact for fact, counts in judged if counts is True]:
        told = text("checks.D02.line", amount=own.worth(sheet, table, row)) if field.ledger is Fact.COST else stored
        yield claimed_twice(sheet, code, "elsewhere", path, {"label": field.label, "value": told, "title": found[0].title}, level, found)
    elif missing := frozenset[str]().union(*(counts for _, counts in judged if isinstance(counts, frozenset))):
        yield replace(undecided_finding(sheet.scheme, code, path, missing), level=level)


def _counts(sheet: Sheet, other: LedgerFact, table: str, row: str) -> bool | frozenset[str]:
    """Whether the same thing in another application is claimed twice, or the answers that would tell."""
    mine = own.applicant(sheet)
    if not mine and other.applicant and other.kind in _WHOSE:
        return frozenset(path for path, place in sheet.scheme.places.items() if place.field.ledger is Fact.APPLICANT)
    same_applicant = mine == other.applicant
    match other.kind:
        case Fact.CONTRACT if not same_applicant and other.applicant and other.amount:
            # Numbers such as HT-2026-001 are given by everyone: of two enterprises, number and amount must agree (D01).
            amount = own.worth(sheet, table, row) if row else ""
            return amount == other.amount if amount else frozenset({f"{table}/{row}/{sheet.scheme.fields[table].worth}"})
        case Fact.PERSON:
            # One person may lead a project and be supported as a talent of the same employer; two employers may not have the same.
            return not same_applicant
        case Fact.REWARDED:
            year = own.year(sheet)
            return (year == other.year if year else frozenset({own.DATED})) if other.year else True
        case Fact.PATENT:
            return not same_applicant or other.scheme == sheet.scheme.id
        case _:
            return True


_WHOSE = frozenset({Fact.CONTRACT, Fact.PERSON, Fact.PATENT})
"""Kinds for which it matters whether the other application is the same enterprise's."""


def summary(sheet: Sheet, code: str) -> tuple[Finding, ...]:
    """That a rule found nothing, or what has to be answered before it can look; nothing when it has findings or nothing to look at."""
    if not sheet.ledger.compares:
        return ()
    kinds = [kind for kind, (rule, _) in RULES.items() if rule == code]
    level = RULES[kinds[0]][1]
    count, missing, looked = 0, set[str](), False
    for path, place in sheet.scheme.places.items():
        fields = (place.field, *place.field.columns)
        if not any(field.ledger in kinds for field in fields) or not sheet.shown(path):
            continue
        looked = True
        if _findings(sheet, path, place.field, kinds):
            return ()
        answered, open_paths = _coverage(sheet, path, place.field, kinds)
        count += answered
        missing |= open_paths
    if not looked:
        return ()
    if missing:
        return (replace(undecided_finding(sheet.scheme, code, min(missing), frozenset(missing)), level=level),)
    return (none_found(code, level, text("checks.repetition.none", count=count)),)


def none_found(code: str, level: Level, message: Text) -> Finding:
    """A rule of repetition that holds."""
    return Finding(
        code=code, level=level, outcome=Outcome.MET, path="", title=text(f"checks.{code}.title"), message=message, clause=CLOSING,
    )  # fmt: skip


def _findings(sheet: Sheet, path: str, field: Field, kinds: list[Fact]) -> bool:
    if field.kind is not Kind.TABLE:
        codes = {RULES[kind][0] for kind in kinds}
        return any(each.code in codes for each in sheet.graph.get(("field findings", path)))
    names = [column.id for column in field.columns if column.ledger in kinds] + ([""] if field.ledger in kinds else [])
    return any(sheet.graph.get(("ledger findings", path, name)) for name in names)


def _coverage(sheet: Sheet, path: str, field: Field, kinds: list[Fact]) -> tuple[int, set[str]]:
    """How many answers were compared, and which are still missing."""
    if field.kind is not Kind.TABLE:
        sheet.graph.read(path)
        answered = bool(sheet.application.stored(path))
        return int(answered), {path} if not answered and sheet.required(path) else set()
    rows = sheet.rows(path)
    if not rows:
        none = bool(field.none_path) and sheet.lookup(field.none_path) is True
        return 0, {path} if sheet.required(path) and not none else set()
    names = [column for column in field.columns if column.ledger in kinds]
    for column in names or field.columns:
        sheet.graph.read(("cells", path, column.id))
    count, missing = 0, set[str]()
    for row in sheet.application.rows(path):
        if any(row.cells.get(column.id) for column in names) if names else own.line(field, row):
            count += 1
        elif names:
            missing |= {f"{path}/{row.id}/{column.id}" for column in names if sheet.cell_required(path, row.id, column)}
        else:
            missing |= {f"{path}/{row.id}/{column}" for column in field.line if not row.cells.get(column)}
    return count, missing
