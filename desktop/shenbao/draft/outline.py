"""Reads a sheet as screens and packs want it: states of fields and sections, totals, summary, snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from shenbao.checks import Sheet, SlotState, blocks, is_open, is_unanswered
from shenbao.draft.states import FieldState, GroupState, SectionState, Snapshot, TableState
from shenbao.errors import InputError
from shenbao.forms import kinds
from shenbao.forms.references import tables
from shenbao.forms.schema import Field, Kind
from shenbao.forms.scheme import PlacedSection
from shenbao.records import Amount, Finding, Level, Missing, Outcome, Summary, Text, Value


def state(sheet: Sheet, path: str) -> FieldState:
    """The state of a field, cell, parameter or reason. InputError when there is none at `path`."""
    field = sheet.scheme.field_at(path)
    if "/" in path:
        table, row = path.split("/")[:2]
        if field is None or sheet.application.position(table, row) is None:
            raise InputError("forms.nothing_to_answer", path)
        return _cell_state(sheet, table, row, field)
    if field is None or (path not in sheet.scheme.fields and not path.startswith("reasons.")):
        raise InputError("forms.nothing_to_answer", path)
    return _field_state(sheet, path, field)


def _field_state(sheet: Sheet, path: str, field: Field) -> FieldState:
    visible = sheet.shown(path)
    is_table = field.kind is Kind.TABLE
    value = Missing() if is_table else sheet.value(path) if path in sheet.scheme.fields else sheet.typed(path, field)[0]
    in_form = path in sheet.scheme.places and not is_table
    problem = _problem(sheet.graph.get(("field findings", path))) if in_form else _typed_problem(sheet, path, field)
    origin = sheet.application.origins.get(path, "")
    stored = sheet.application.stored(path)
    if field.compute:
        stored = kinds.stored_of(field, value)
    elif not stored and path.startswith("notice."):
        stored, origin = field.default, "default"
    return FieldState(
        path=path,
        field=field,
        stored=stored,
        value=value,
        visible=visible,
        required=sheet.required(path),
        computed=bool(field.compute),
        problem=problem,
        origin=origin,
        choices=sheet.choices(field),
    )


def _cell_state(sheet: Sheet, table: str, row: str, column: Field) -> FieldState:
    path = f"{table}/{row}/{column.id}"
    value = sheet.cell(table, row, column)
    return FieldState(
        path=path,
        field=column,
        stored=kinds.stored_of(column, value) if column.compute else sheet.application.stored(path),
        value=value,
        visible=sheet.cell_shown(table, row, column) and sheet.shown(table),
        required=sheet.cell_required(table, row, column),
        computed=bool(column.compute),
        problem=_problem(tuple(each for each in sheet.graph.get(("row findings", table, row)) if each.path == path)),
        origin=sheet.application.origins.get(path, ""),
        choices=sheet.choices(column, table, row),
    )


def _is_problem(finding: Finding) -> bool:
    """An answer that is merely missing is no problem while somebody is still filling in."""
    return finding.outcome is Outcome.VIOLATED and finding.code != "R05"


def _problem(findings: tuple[Finding, ...]) -> Text | None:
    return next((each.message for each in findings if _is_problem(each)), None)


def _typed_problem(sheet: Sheet, path: str, field: Field) -> Text | None:
    if field.kind is Kind.TABLE:
        return None
    problem = sheet.typed(path, field)[1]
    return problem.message if problem is not None else None


def table_state(sheet: Sheet, table: str) -> TableState:
    """A table with all its visible cells."""
    rows = tuple(row.id for row in sheet.application.rows(table))
    columns = sheet.scheme.columns[table].values()
    cells = {row: {each.id: _cell_state(sheet, table, row, each) for each in columns if sheet.cell_shown(table, row, each)} for row in rows}
    return TableState(path=table, rows=rows, cells=cells, totals=totals(sheet, table))


def totals(sheet: Sheet, table: str) -> dict[str, Decimal | Missing]:
    """Sums below a table by column; Missing while a row lacks its figure."""
    found: dict[str, Decimal | Missing] = {}
    for column in sheet.scheme.fields[table].totals:
        value = sheet.calculate(f"sum({table}.{column})")
        found[column] = value if isinstance(value, Decimal | Missing) else Missing()
    return found


def sections(sheet: Sheet, findings: tuple[Finding, ...]) -> tuple[SectionState, ...]:
    """Sections that ask for something now, with what is wrong in each."""
    blocking, warnings = _counts(sheet, findings)
    found = []
    for section in sheet.scheme.sections:
        groups = tuple(group for group in _groups(sheet, section) if group.fields)
        if not groups:
            continue
        asked = [field for group in groups for field in group.fields if field.required]
        found.append(
            SectionState(
                id=section.id,
                title=section.title,
                intro=section.intro,
                part=section.part,
                groups=groups,
                asked=len(asked),
                answered=sum(_answered(sheet, field) for field in asked),
                blocking=blocking[section.id],
                warnings=warnings[section.id],
            )
        )
    return tuple(found)


def _groups(sheet: Sheet, section: PlacedSection) -> Iterator[GroupState]:
    for group in section.groups:
        paths = [f"{group.id}.{field.id}" for field in group.fields]
        fields = tuple(_field_state(sheet, path, sheet.scheme.fields[path]) for path in paths if sheet.shown(path))
        yield GroupState(id=group.id, title=group.title, fields=fields)


def _answered(sheet: Sheet, field: FieldState) -> bool:
    if field.field.kind is not Kind.TABLE:
        return bool(field.stored)
    return not isinstance(sheet.table(field.path), Missing)


def _counts(sheet: Sheet, findings: tuple[Finding, ...]) -> tuple[Counter[str], Counter[str]]:
    """Open blocking and warning findings by section; by "" what belongs to none."""
    blocking: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    for finding in findings:
        if is_open(finding) and not finding.final_only:
            place = sheet.scheme.places.get(finding.path.partition("/")[0])
            (blocking if finding.level is Level.BLOCK else warnings)[place.section if place else ""] += 1
    return blocking, warnings


def amounts(sheet: Sheet) -> tuple[Amount, ...]:
    """Amounts that apply now."""
    found = (sheet.graph.get(("amount", rule.id)) for rule in sheet.scheme.amounts)
    return tuple(amount for amount in found if amount is not None)


def headline(sheet: Sheet) -> Amount | None:
    """The amount shown as the ceiling, or None when the scheme has none or it does not apply."""
    name = sheet.scheme.headline.removeprefix("amounts.")
    if not any(rule.id == name for rule in sheet.scheme.amounts):
        return None
    found: Amount | None = sheet.graph.get(("amount", name))
    return found


def requested(sheet: Sheet) -> Decimal | Missing:
    """The amount asked for, in yuan."""
    value = sheet.lookup(sheet.scheme.request) if sheet.scheme.request else Missing()
    return value if isinstance(value, Decimal | Missing) else Missing()


def slots(sheet: Sheet) -> tuple[SlotState, ...]:
    """Attachment slots that are offered now."""
    found = (sheet.graph.get(("slot", slot.code)) for slot in sheet.scheme.slots)
    return tuple(slot for slot in found if slot is not None)


def summary(sheet: Sheet, findings: tuple[Finding, ...]) -> Summary:
    """The columns of the library's list."""
    blocking = [finding for finding in findings if blocks(finding)]
    asked = [(path, place.field) for path, place in sheet.scheme.places.items() if sheet.required(path)]
    amount = requested(sheet)
    return Summary(
        title=_first(sheet, sheet.scheme.title_path),
        enterprise=_first(sheet, sheet.scheme.applicant_path),
        scheme=sheet.scheme.id,
        state="draft" if blocking else "ready",
        blocking=len(blocking),
        mistakes=sum(not is_unanswered(finding) for finding in blocking),
        warnings=sum(is_open(finding) and finding.level is Level.WARN for finding in findings),
        amount="" if isinstance(amount, Missing) else f"{amount:.2f}",
        deadline=_deadline(sheet),
        answered=sum(_is_answered(sheet, path, field) for path, field in asked),
        asked=len(asked),
    )


def _is_answered(sheet: Sheet, path: str, field: Field) -> bool:
    return not isinstance(sheet.table(path), Missing) if field.kind is Kind.TABLE else bool(sheet.application.stored(path))


def _first(sheet: Sheet, path: str) -> str:
    if path not in sheet.scheme.fields:
        return ""
    value = sheet.value(path)
    return value if isinstance(value, str) else ""


def _deadline(sheet: Sheet) -> str:
    if "notice.deadline" not in sheet.scheme.fields:
        return ""
    return sheet.application.stored("notice.deadline") or sheet.scheme.fields["notice.deadline"].default


def affected(sheet: Sheet, changed: set[Any]) -> tuple[set[str], set[str]]:
    """Paths whose state differs, and tables whose rows do, from the leaves and nodes that have changed."""
    fields: set[str] = set()
    tables: set[str] = set()
    for key in changed:
        if isinstance(key, str):
            fields.add(key)
        elif key[0] in ("shown", "value", "required", "field findings"):
            fields.add(key[1])
        elif key[0] in ("cell", "cell shown", "cell required"):
            fields.add("/".join(key[1:]))
        elif key[0] == "row findings":
            fields.update(f"{key[1]}/{key[2]}/{column}" for column in sheet.scheme.columns.get(key[1], ()))
        elif key[0] == "rows":
            tables.add(key[1])
    return fields, tables


def _wanted_order(sheet: Sheet) -> tuple[str, ...]:
    wanted = sheet.value("notice.page_order") if "notice.page_order" in sheet.scheme.fields else ()
    return wanted if isinstance(wanted, tuple) else ()


def in_order(usual: Iterable[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """Parts of the pack in the order the notice wants. A part it does not name stays behind the one that it usually follows."""
    names = list(usual)
    made = [name for name in wanted if name in names]
    for at, name in enumerate(names):
        if name not in made:
            before = next((made.index(other) for other in reversed(names[:at]) if other in made), -1)
            made.insert(before + 1, name)
    return tuple(made)


def snapshot(sheet: Sheet, findings: tuple[Finding, ...]) -> Snapshot:
    """Everything a pack prints, frozen."""
    scheme = sheet.scheme
    values: dict[str, Value] = {path: sheet.value(path) for path, field in scheme.fields.items() if field.kind is not Kind.TABLE}
    values.update({path: sheet.lookup(path) for path in sheet.application.answers if path.startswith("reasons.")})  # type: ignore[misc]
    return Snapshot(
        scheme=scheme,
        today=sheet.today,
        answers=dict(sheet.application.answers),
        values=values,
        sections=sections(sheet, findings),
        tables={path: table_state(sheet, path) for path, _ in tables(scheme) if sheet.shown(path)},
        findings=findings,
        amounts=amounts(sheet),
        headline=headline(sheet),
        requested=requested(sheet),
        slots=slots(sheet),
        parts=in_order((part.id for part in scheme.parts if not part.shown or sheet.holds(part.shown)), _wanted_order(sheet)),
        notice={field.id: _field_state(sheet, f"notice.{field.id}", field) for field in scheme.notice},
        summary=summary(sheet, findings),
    )
