"""Runs the cases of a worked example: answers, changed, and what must come out of them. The format is in `forms/README.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import msgspec

from shenbao import content
from shenbao.application import Application
from shenbao.application.written import Written, read_answers
from shenbao.checks import LedgerFact, blocks, ledger_of
from shenbao.draft.draft import Draft
from shenbao.draft.opening import opening
from shenbao.errors import ContentError
from shenbao.forms.casefile import Base, CaseFile, Examined, ExpectedFinding
from shenbao.forms.printing import printed
from shenbao.forms.reader import Source, convert, read_text
from shenbao.forms.scheme import Scheme
from shenbao.records import Edit, Finding, Missing, Op, Outcome, Record, Value

_KEYS = ("name", "today", "base", "others", "examined", "expect")


class CaseResult(Record, frozen=True, kw_only=True):
    """What came out of one case."""

    name: str
    errors: tuple[ContentError, ...]
    """What is not as expected, each with the line that expects it."""
    tried: frozenset[tuple[str, Outcome]]
    """Codes and outcomes that the case expects and has met."""
    at_limit: frozenset[str]
    """Codes expected met whose figure is exactly the limit."""


def run_all(scheme: Scheme, roots: tuple[Path, ...] | None = None) -> Iterator[CaseResult]:
    """Every case of the scheme's example, in the order of the files."""
    example = content.find(f"forms/examples/{scheme.id}/answers.yaml", roots)
    answers = read_text(example.read_bytes(), f"forms/examples/{scheme.id}/answers.yaml") if example else None
    for name in content.names(f"forms/examples/{scheme.id}/cases", ".yaml", roots):
        file = content.find(name, roots)
        if file is not None:
            yield run(scheme, read_text(file.read_bytes(), name), answers)


def run(scheme: Scheme, case: Source, example: Source | None) -> CaseResult:
    """One case on top of the example's answers."""
    head = case.part(_KEYS)
    file = convert(head, CaseFile)
    edits = list(opening(scheme))
    errors = list(head.errors)
    if file is None:
        return CaseResult(name=case.name, errors=tuple(errors), tried=frozenset(), at_limit=frozenset())
    if file.base is Base.EXAMPLE and example is not None:
        edits += _edits(read_answers(example, scheme, Application(edits)), scheme, edits, errors, file.examined)
    edits += _edits(read_answers(case, scheme, Application(edits), also=_KEYS), scheme, edits, errors, file.examined)
    if errors:
        return CaseResult(name=file.name, errors=tuple(errors), tried=frozenset(), at_limit=frozenset())
    others = ledger_of(LedgerFact(kind=each.kind, value=each.value, title=each.title, scheme=each.scheme) for each in file.others)
    draft = Draft(scheme, edits, file.today, append=lambda _edit, _summary: None, others=others)
    findings = _by_code(draft)
    errors = [*_values(case, file, draft), *_amounts(case, file, draft), *_findings(case, file, findings), *_blocking(case, file, findings)]
    wrong = {error.slots.get("word") for error in errors}
    expected = {(code, each.outcome if isinstance(each, ExpectedFinding) else each) for code, each in file.expect.findings.items()}
    tried = frozenset(each for each in expected if each[0] not in wrong)
    at_limit = frozenset(code for code, outcome in tried if outcome is Outcome.MET and any(_at_limit(each) for each in findings[code]))
    return CaseResult(name=file.name, errors=tuple(errors), tried=tried, at_limit=at_limit)


def uncovered(scheme: Scheme, results: Iterable[CaseResult]) -> Iterator[tuple[str, Outcome]]:
    """Checks of the form that no case shows met, or none violated, with the outcome that is missing."""
    tried = {each for result in results for each in result.tried}
    for check in scheme.checks:
        for outcome in (Outcome.MET, Outcome.VIOLATED):
            if (check.id, outcome) not in tried:
                yield check.id, outcome


def _edits(
    written: Written, scheme: Scheme, before: list[Edit], errors: list[ContentError], examined: Mapping[str, Examined]
) -> list[Edit]:
    """Edits of answers, and of the files they name: a case takes every file as readable, of one page unless it says more."""
    errors += [ContentError(problem.code, problem.where, **problem.slots) for problem in written.problems]
    application = Application([*before, *written.edits])
    ops: list[Op] = []
    for code in written.emptied:
        rows = application.rows(f"attachments.{code}")
        ops += [Op(path=f"attachments.{code}/{rows[at].id}", at_old=at, cells=rows[at].cells) for at in range(len(rows) - 1, -1, -1)]
    counts: dict[str, int] = {}
    for row, file in zip(application.new_rows(len(written.files)), written.files, strict=True):
        at = counts[file.slot] = counts.get(file.slot, -1) + 1
        name = Path(file.file).name
        cells = {"name": name, "pages": "1", **msgspec.structs.asdict(examined.get(name, Examined())), **file.cells}
        cells = {cell: text for cell, text in cells.items() if text}
        ops.append(Op(path=f"attachments.{file.slot}/{row}", at_new=at, cells=cells))
    return [*written.edits, *([Edit(ops=tuple(ops), origin="import")] if ops else [])]


def _by_code(draft: Draft) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in draft.findings():
        found.setdefault(finding.code, []).append(finding)
    return found


def _values(case: Source, file: CaseFile, draft: Draft) -> Iterator[ContentError]:
    for path, expected in file.expect.values.items():
        place = ("expect", "values", path)
        try:
            actual = draft.value(_with_row_id(draft, path))
        except (ContentError, KeyError):
            yield ContentError("lint.case_path", case.where(place), word=path)
            continue
        if not _same(actual, expected):
            yield ContentError("lint.case_value", case.where(place), word=path, expected=expected, actual=_plain(actual))


def _amounts(case: Source, file: CaseFile, draft: Draft) -> Iterator[ContentError]:
    amounts = {amount.id: amount.value for amount in draft.amounts()}
    for name, expected in file.expect.amounts.items():
        place = ("expect", "amounts", name)
        if name not in amounts:
            yield ContentError("lint.case_path", case.where(place), word=f"amounts.{name}")
        elif not _same(amounts[name], expected):
            yield ContentError("lint.case_value", case.where(place), word=name, expected=expected, actual=_plain(amounts[name]))


def _findings(case: Source, file: CaseFile, findings: dict[str, list[Finding]]) -> Iterator[ContentError]:
    for code, wanted in file.expect.findings.items():
        expected = wanted if isinstance(wanted, ExpectedFinding) else ExpectedFinding(outcome=wanted)
        place = ("expect", "findings", code)
        found = findings.get(code, [])
        if not found:
            yield ContentError("lint.case_no_finding", case.where(place), word=code)
        elif not any(_fits(each, expected) for each in found):
            actual = "; ".join(dict.fromkeys(_told(each) for each in found))
            yield ContentError("lint.case_finding", case.where(place), word=code, expected=_told_expected(expected), actual=actual)


def _blocking(case: Source, file: CaseFile, findings: dict[str, list[Finding]]) -> Iterator[ContentError]:
    if file.expect.blocking is None:
        return
    blocking = {code for code, found in findings.items() if any(blocks(each) for each in found)}
    if blocking != set(file.expect.blocking):
        more, less = sorted(blocking - set(file.expect.blocking)), sorted(set(file.expect.blocking) - blocking)
        where = case.where(("expect", "blocking"))
        yield ContentError("lint.case_blocking", where, more=", ".join(more) or "—", less=", ".join(less) or "—")


def _fits(finding: Finding, expected: ExpectedFinding) -> bool:
    return (
        finding.outcome is expected.outcome
        and expected.level in (None, finding.level)
        and (not expected.path or expected.path in (finding.path, finding.path.partition("/")[0]))
        and all(
            not wanted or _same(actual if actual is not None else Missing(), wanted)
            for actual, wanted in ((finding.actual, expected.actual), (finding.limit, expected.limit), (finding.over, expected.over))
        )
        and set(expected.missing) <= set(finding.missing)
    )


def _at_limit(finding: Finding) -> bool:
    return finding.outcome is Outcome.MET and finding.actual is not None and finding.actual == finding.limit


def _told(finding: Finding) -> str:
    return f"{finding.outcome} {finding.message.zh}"


def _told_expected(expected: ExpectedFinding) -> str:
    given = ((name, getattr(expected, name)) for name in ("level", "path", "actual", "limit", "over", "missing"))
    return " ".join([str(expected.outcome), *(f"{name}={value}" for name, value in given if value)])


def _with_row_id(draft: Draft, path: str) -> str:
    table, slash, rest = path.partition("/")
    if not slash:
        return path
    number, _, column = rest.partition("/")
    rows = draft.rows(table)
    if not number.isdigit() or not 0 < int(number) <= len(rows):
        raise KeyError(path)
    return f"{table}/{rows[int(number) - 1]}/{column}"


def _same(actual: Value | tuple[Value, ...], expected: str) -> bool:
    if isinstance(actual, Missing):
        return expected == "missing"
    if isinstance(actual, Decimal):
        try:
            return actual == Decimal(expected)
        except InvalidOperation:
            return False
    return _plain(actual) == expected


def _plain(value: Value | tuple[Value, ...]) -> str:
    """As a case writes it."""
    if isinstance(value, Missing):
        return "missing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(_plain(each) for each in value) if isinstance(value, tuple) else printed(value, "", "zh")
