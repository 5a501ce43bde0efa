"""An application as a list in the order of its form, each answer as one types it elsewhere: for copying into a web platform."""

from __future__ import annotations

from collections.abc import Iterator

from shenbao.draft.states import FieldState, Snapshot, TableState
from shenbao.forms import kinds
from shenbao.forms.schema import Field, Kind, Unit
from shenbao.messages import say
from shenbao.records import Record, Text

_FIGURES = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.MONEY})
_DAYS = frozenset({Kind.DATE, Kind.MONTH})


class Line(Record, frozen=True):
    """One question and its answer. `unit` is empty unless the answer is a figure."""

    path: str
    label: str
    value: str
    unit: str


class Grid(Record, frozen=True):
    """A table: heads, each with the unit of its figures or nothing, and rows."""

    path: str
    label: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


class ListedSection(Record, frozen=True):
    """A section of the form."""

    title: str
    entries: tuple[Line | Grid, ...]


def listed(snapshot: Snapshot, lang: str) -> tuple[ListedSection, ...]:
    """Every answer that is asked for now, private ones in full, unanswered ones empty; last, the attached files."""
    sections = [
        ListedSection(
            title=section.title[lang],
            entries=tuple(_entry(snapshot, state, lang) for group in section.groups for state in group.fields),
        )
        for section in snapshot.sections
    ]
    files = tuple(_files(snapshot, lang))
    if files:
        heads = tuple((say(f"copysheet.{name}", lang), "") for name in ("slot", "slot_title", "file", "pages"))
        grid = Grid(path="attachments", label=say("copysheet.attachments", lang), heads=heads, rows=files)
        sections.append(ListedSection(title=grid.label, entries=(grid,)))
    return tuple(sections)


def typed(field: Field, stored: str, lang: str) -> str:
    """An answer as one types it: figures bare in the field's own unit, days as 2026-03-05, choices in words."""
    if field.kind in _FIGURES:
        return kinds.typed(field, stored).replace(",", "")
    return stored if field.kind in _DAYS else kinds.display(field, stored, lang)


def unit(field: Field, lang: str) -> str:
    """In what a figure counts."""
    if field.kind is Kind.MONEY:
        return say("packs.unit.wan" if field.unit is Unit.WAN else "packs.unit.yuan", lang)
    if field.kind is Kind.PERCENT:
        return "%"
    return _said(field.suffix, lang) if field.kind in _FIGURES else ""


def _entry(snapshot: Snapshot, state: FieldState, lang: str) -> Line | Grid:
    field = state.field
    if field.kind is Kind.TABLE:
        return _grid(field, snapshot.tables[state.path], lang)
    return Line(path=state.path, label=field.label[lang], value=typed(field, state.stored, lang), unit=unit(field, lang))


def _grid(field: Field, table: TableState, lang: str) -> Grid:
    columns = [column for column in field.columns if not table.rows or any(column.id in table.cells[row] for row in table.rows)]
    rows = tuple(
        tuple(typed(column, cells[column.id].stored, lang) if column.id in cells else "" for column in columns)
        for cells in (table.cells[row] for row in table.rows)
    )
    return Grid(path=table.path, label=field.label[lang], heads=tuple((each.label[lang], unit(each, lang)) for each in columns), rows=rows)


def _files(snapshot: Snapshot, lang: str) -> Iterator[tuple[str, ...]]:
    for state in snapshot.slots:
        for row in state.rows:
            cells = row.cells
            yield state.slot.code, state.slot.label[lang], cells.get("title") or cells.get("name", ""), cells.get("pages", "")


def _said(text: Text | None, lang: str) -> str:
    return text[lang] if text is not None else ""
