"""Tries the checks a form writes, each where it applies: once, or in every row of its table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from shenbao.checks import wording
from shenbao.checks.graph import Family
from shenbao.checks.there import with_places
from shenbao.checks.verdict import Values, Verdict, judge
from shenbao.expressions import parse
from shenbao.forms.kinds import masked
from shenbao.forms.references import TEXTS, labelled
from shenbao.forms.schema import Check, CheckKind, Kind
from shenbao.records import Finding, Missing, Outcome, Row, Text

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet


MET = Verdict(outcome=Outcome.MET)
"""What every row that meets its check has in common."""


def in_row(sheet: Sheet, index: int, row: str) -> Verdict | Finding | None:
    """One check in one row: its finding when violated, the verdict when undecided or met, None when it does not apply."""
    check = sheet.scheme.checks[index]
    found = _judged(sheet, check, row)
    if found is None or found.outcome is Outcome.UNDECIDED:
        return found
    if found.outcome is Outcome.MET:
        return MET
    sheet.graph.read(("rows", check.each))
    sheet.graph.read(("row", check.each, row))
    return with_places(sheet, _finding(sheet, check, found, row), check.each, row)


def findings(sheet: Sheet, index: int) -> tuple[Finding, ...]:
    """Findings of one check: of its rows every violation, and once what is undecided or, when nothing is wrong, met."""
    check = sheet.scheme.checks[index]
    if not asked(sheet, check):
        return ()
    if not check.each:
        found = _judged(sheet, check, "")
        return () if found is None else (_finding(sheet, check, found),)
    rows = sheet.table(check.each)
    if isinstance(rows, Missing):
        return (_finding(sheet, check, Verdict(outcome=Outcome.UNDECIDED, missing=rows.paths)),)
    return tuple(_of_rows(sheet, check, sheet.graph.family(("tried of all", index), rows, lambda row: ("tried", index, row))))


def _judged(sheet: Sheet, check: Check, row: str) -> Verdict | None:
    return judge(check, lambda source: sheet.step(source, check.each, row))


def asked(sheet: Sheet, check: Check) -> bool:
    """Whether anything the check is about is asked for: rules about hidden answers are not tried."""
    path = check.each or (check.path if "/" not in check.path and not check.path.startswith("row.") else "") or first_path(check)
    if path in sheet.scheme.columns.get(path.rpartition(".")[0], ()):
        path = path.rpartition(".")[0]
    owner = path.rpartition(".")[0]
    return sheet.shown(owner if owner in sheet.scheme.columns and path not in sheet.scheme.fields else path)


def first_path(check: Check) -> str:
    """The first answer that the check's expressions read, in reading order; "" when they read none."""
    for source in (check.value, check.limit, check.low, check.high, check.when):
        if source:
            for path in _reading_order(parse(source).tree):
                if path.partition(".")[0] not in ("amounts", "constants", "notice", "policy", "scheme", "today"):
                    return path
    return ""


def _reading_order(node: Any) -> Iterator[str]:
    if node.kind == "path":
        yield str(node.detail)
    for part in node.parts:
        yield from _reading_order(part)


def _of_rows(sheet: Sheet, check: Check, tried: Family) -> Iterator[Finding]:
    odd = [each for _, each in tried.odd_in_order()]
    violated = [each for each in odd if isinstance(each, Finding)]
    yield from violated
    undecided = [each.missing for each in odd if isinstance(each, Verdict)]
    applies = len(tried.rows) - odd.count(None)
    if undecided:
        yield _finding(sheet, check, Verdict(outcome=Outcome.UNDECIDED, missing=frozenset[str]().union(*undecided)))
    elif applies and not violated:
        yield _finding(sheet, check, MET, all_rows=applies)


def _finding(sheet: Sheet, check: Check, found: Verdict, row: str = "", all_rows: int = 0) -> Finding:
    field = labelled(sheet.scheme, check.value, check.each)
    if field is not None and field.private and isinstance(found.actual, str):
        found = replace(found, actual=masked(field, found.actual))  # messages go into the pack
    unit = _unit(sheet, check)
    path = _path(check, found, row, sheet)
    slots = {
        "label": _label(sheet, check),
        "title": check.title,
        "value": lambda lang: wording.written(found.actual, unit, lang),
        "actual": lambda lang: wording.written(found.actual, unit, lang),
        "limit": lambda lang: wording.written(_limit(check, found), unit, lang),
        "low": lambda lang: wording.written(found.low, unit, lang),
        "high": lambda lang: wording.written(found.high, unit, lang),
        "over": lambda lang: wording.written(found.over, unit, lang),
        "missing": lambda lang: wording.missing_names(sheet.scheme, found.missing)[lang],
        "row": lambda lang: _row_name(sheet, check.each, row)[lang] if row else "",
        "count": all_rows,
    }
    if found.outcome is Outcome.MET and all_rows:
        message = wording.text("checks.all_rows", **slots)
    elif found.outcome is Outcome.UNDECIDED:
        message = wording.text("checks.undecided" if found.missing else "checks.undecidable", **slots)
    else:
        variant = "date" if isinstance(found.actual, date) else "text" if isinstance(found.actual, str) else ""
        message = wording.pattern(check, found.outcome, variant, **slots)
    if row and found.outcome is Outcome.VIOLATED and not (check.message is not None and "{row}" in check.message.zh):
        message = wording.in_row(_row_name(sheet, check.each, row), message)
    return Finding(
        code=check.id,
        level=check.level,
        outcome=found.outcome,
        path=path,
        title=check.title,
        message=message,
        clause=check.clause,
        basis=check.basis,
        actual=_single(found.actual),
        limit=_single(_limit(check, found)),
        over=found.over,
        missing=tuple(sorted(found.missing)),
        steps=found.steps,
        final_only=check.final_only,
    )


def _limit(check: Check, found: Verdict) -> Values | None:
    return tuple(check.choices) if check.kind is CheckKind.ONE_OF else found.limit


def _single(value: Values | None) -> Any:
    """Figures for JSON and for the explanation: what is no single value is told by the steps."""
    if isinstance(value, tuple) and any(isinstance(member, Missing) for member in value):
        return None
    return value


def _path(check: Check, found: Verdict, row: str, sheet: Sheet) -> str:
    """Where to go to mend it: the named or first path, in the row or at the member that is wrong."""
    path = check.path or first_path(check)
    if path == TEXTS:
        texts = sheet.text_paths()
        return texts[found.rows[0]] if found.rows else texts[0] if texts else ""
    if check.each:
        column = path.removeprefix("row.") if path.startswith("row.") else ""
        if not row:
            return check.each
        if column:
            return f"{check.each}/{row}/{column}"
        return path if path in sheet.scheme.fields and path != check.each else f"{check.each}/{row}"
    owner, _, column = path.rpartition(".")
    if path not in sheet.scheme.fields and column in sheet.scheme.columns.get(owner, ()):
        rows = sheet.rows(owner)
        if found.rows and found.rows[0] < len(rows):
            return f"{owner}/{rows[found.rows[0]]}/{column}"
        return owner
    return path


def _label(sheet: Sheet, check: Check) -> Text:
    if check.label is not None:
        return check.label
    source = check.value.strip()
    if source.startswith("amounts."):
        for rule in sheet.scheme.amounts:
            if source == f"amounts.{rule.id}":
                return rule.label
    field = labelled(sheet.scheme, source, check.each)
    return field.label if field is not None else wording.text("checks.found")


def _unit(sheet: Sheet, check: Check) -> str:
    """As the check says, or as the field is written that the value, or failing that the limit, reads. `date` says no more than
    the value does, and a month is written as one."""
    if check.unit and check.unit != "date":
        return check.unit
    for source in (check.value, check.limit):
        if source.startswith("amounts."):
            return "yuan"
        unit = wording.unit_of(labelled(sheet.scheme, source, check.each))
        if unit:
            return unit
    return ""


def _row_name(sheet: Sheet, table: str, row: str) -> Text:
    at = sheet.application.position(table, row) or 0
    return wording.row_name(at + 1, _first_cell(sheet, table, sheet.application.rows(table)[at]))


_NAMELESS = frozenset({Kind.LONG_TEXT, Kind.YES_NO, Kind.ONE_OF, Kind.SOME_OF, Kind.MONEY, Kind.PERCENT})
"""Kinds of columns by which nobody would name a row."""


def _first_cell(sheet: Sheet, table: str, row: Row) -> str:
    """What a person would call the row: its first short text that is filled in."""
    for column in sheet.scheme.columns[table].values():
        text = row.cells.get(column.id, "")
        names = column.kind not in _NAMELESS or column.choices_from.endswith(".name")
        if text and names and not column.private:
            return text if len(text) <= 24 else f"{text[:23]}…"
    return ""
