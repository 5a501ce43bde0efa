"""Rules that every form has without writing them: required, readable, within bounds, finished texts.

Codes and levels follow the list of reasons for return in the domain's section 5 (R…) and its section 4.2 (D…).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from shenbao.checks import duplicates, paragraphs
from shenbao.checks.reading import Problem, remark
from shenbao.checks.wording import automatic_finding, row_name, text, undecided_finding
from shenbao.forms.patterns import found_in
from shenbao.forms.schema import Choice, Field, Kind
from shenbao.records import Finding, Level, Text, Value

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet

_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_CHOICES = frozenset({Kind.ONE_OF, Kind.SOME_OF})
_LENGTHS = {"values.long": ("R40", Level.BLOCK), "values.short": ("R40.short", Level.WARN)}
"""Lengths have rules of their own; every other problem is the rule R04 that answers can be read and lie within bounds."""


def of_field(sheet: Sheet, path: str) -> tuple[Finding, ...]:
    """About one scalar field."""
    if not sheet.shown(path):
        return ()
    field = sheet.scheme.fields[path]
    if field.compute:
        return ()
    sheet.graph.read(path)
    value, problem = sheet.typed(path, field)
    stored = sheet.application.stored(path)
    required = sheet.required(path)
    found = list(_about(path, field, stored, value, problem, required, sheet.choices(field) if stored else ()))
    if not stored and not required and (missing := sheet.open_paths(path)):
        found.append(undecided_finding(sheet.scheme, "R05", path, missing))
    found += duplicates.of_field(sheet, path, stored)
    if field.kind is Kind.LONG_TEXT and stored != field.default:
        found += paragraphs.copied(sheet, path, stored)
    return tuple(found)


def of_row(sheet: Sheet, table: str, row: str) -> tuple[Finding, ...]:
    """About the cells of one row, each finding begun with the row's name."""
    sheet.graph.read(("row", table, row))
    found: list[Finding] = []
    cells = sheet.application.cells(table, row)
    for column in sheet.scheme.columns[table].values():
        if column.compute or not sheet.cell_shown(table, row, column):
            continue
        path = f"{table}/{row}/{column.id}"
        stored = cells.get(column.id, "")
        value = sheet.typed_cell(table, row, column)
        required = sheet.cell_required(table, row, column)
        options = sheet.choices(column, table, row) if stored else ()
        found += _about(path, column, stored, value, sheet.problem(path), required, options)
        if not stored and not required and (missing := sheet.open_paths_of_cell(table, row, column)):
            found.append(undecided_finding(sheet.scheme, "R05", path, missing))
    return tuple(found)


def of_table(sheet: Sheet, table: str) -> tuple[Finding, ...]:
    """About the rows of one table: how many there are, and what is wrong in each."""
    if not sheet.shown(table):
        return ()
    field = sheet.scheme.fields[table]
    rows = sheet.rows(table)
    found: list[Finding] = []
    none = bool(field.none_path) and sheet.lookup(field.none_path) is True
    if not rows and sheet.required(table) and not none:
        case = "empty_table_none" if field.none_path else "empty_table"
        found.append(automatic_finding("R05", case, table, {"label": field.label}, missing=(table,)))
    elif rows and field.min is not None and len(rows) < field.min:
        found.append(automatic_finding("R05", "few_rows", table, {"label": field.label, "count": len(rows), "least": int(field.min)}))
    if field.max is not None and len(rows) > field.max:
        found.append(automatic_finding("R04", "many_rows", table, {"label": field.label, "count": len(rows), "most": int(field.max)}))
    if rows and none:
        found.append(automatic_finding("R05", "rows_though_none", table, {"label": field.label, "count": len(rows)}))
    about_rows = sheet.graph.family(("row findings of all", table), rows, lambda row: ("row findings", table, row))
    for row, about in about_rows.odd_in_order():
        name = row_name((sheet.application.position(table, row) or 0) + 1, "")
        found += [_in_row(each, name) for each in about]
    return tuple(found)


def _about(
    path: str, field: Field, stored: str, value: Value, problem: Problem | None, required: bool, options: tuple[Choice, ...]
) -> Iterator[Finding]:
    if not stored:
        if required:
            yield automatic_finding("R05", "missing", path, {"label": field.label}, missing=(path,))
        return
    if problem is not None:
        code, level = _LENGTHS.get(problem.code, ("R04", Level.BLOCK))
        yield automatic_finding(code, "invalid", path, {"label": field.label, "problem": problem.message}, level=level)
    if field.kind in _TEXTS:
        yield from _about_text(path, field, stored)
    elif problem is None and (field.kind in _CHOICES or field.choices_from):
        offered = {option.code for option in options}
        chosen = value if isinstance(value, tuple) else (value,)
        gone = [str(code) for code in chosen if code not in offered]
        if gone:
            yield automatic_finding("R04", "not_offered", path, {"label": field.label, "choice": _choice_label(field, gone[0])})
    note = remark(field, stored) if problem is None else None
    if note is not None:
        yield automatic_finding("R04.remark", "remark", path, {"label": field.label, "remark": note}, level=Level.WARN)


def _about_text(path: str, field: Field, stored: str) -> Iterator[Finding]:
    pieces = tuple(dict.fromkeys(found_in(stored, ("placeholder",))))
    if pieces:
        yield automatic_finding("R39", "found", path, {"label": field.label, "pieces": _quoted_pieces(pieces)})
    names = ("secrecy", "resident_id") if field.kind is Kind.LONG_TEXT else ("secrecy",)
    pieces = tuple(dict.fromkeys(_masked(piece) for piece in found_in(stored, names)))
    if pieces:
        yield automatic_finding("R34", "found", path, {"label": field.label, "pieces": _quoted_pieces(pieces)}, level=Level.WARN)


def _in_row(finding: Finding, row: Text) -> Finding:
    return replace(finding, message=text("checks.in_row", row=row, sentence=finding.message))


def _choice_label(field: Field, code: str) -> Text:
    return next((choice.label for choice in field.choices if choice.code == code), Text(zh=code, en=code))


def _quoted_pieces(pieces: tuple[str, ...]) -> Text:
    first = [piece if len(piece) <= 12 else f"{piece[:11]}…" for piece in pieces[:3]]
    return Text(zh="、".join(f"“{piece}”" for piece in first), en=", ".join(f"“{piece}”" for piece in first))


def _masked(piece: str) -> str:
    """An identity number is never repeated in a message that goes into a pack."""
    return f"{piece[:6]}********{piece[-4:]}" if len(piece) == 18 and piece[:17].isdigit() else piece
