"""Nothing is claimed twice by whole applications: one-time supports (D05), two supports on one base (D06), related applicants (D13)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from shenbao.checks import own
from shenbao.checks.duplicates import RULES, claimed_twice, columns, none_found
from shenbao.checks.ledger import NO_CEILING, LedgerFact
from shenbao.checks.wording import text, undecided_finding, written
from shenbao.forms.schema import Fact, Kind
from shenbao.records import Finding, Level, Missing, Outcome, Text

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet

ALIKE = Decimal("0.85")
"""Likeness from which two titles are taken for the same project (`domain` 4.2, D03)."""
BASES = frozenset({Fact.CONTRACT, Fact.INVOICE, Fact.COST, Fact.STANDARD})
"""What a support is worked out from."""


def one_time(sheet: Sheet) -> tuple[Finding, ...]:
    """A support given once only that the same enterprise has another application for (D05)."""
    if not sheet.scheme.one_time or not sheet.ledger.compares:
        return ()
    path = _applicant_path(sheet)
    code = own.applicant(sheet)
    if not code:
        return (undecided_finding(sheet.scheme, "D05", path, frozenset({path})),)
    same = [fact for fact in sheet.ledger.find(Fact.APPLICANT, code) if fact.scheme == sheet.scheme.id]
    kind_path, kind = own.subtype_path(sheet), own.subtype(sheet)
    if same and kind_path and not kind:
        return (undecided_finding(sheet.scheme, "D05", kind_path, frozenset({kind_path})),)
    found = [fact for fact in same if not kind or fact.subtype in ("", kind)]
    if found:
        return (claimed_twice(sheet, "D05", "elsewhere", path, {"title": found[0].title}, Level.BLOCK, found),)
    return (none_found("D05", Level.BLOCK, text("checks.D05.met")),)


def same_base(sheet: Sheet) -> tuple[Finding, ...]:
    """Another support of the same enterprise that rests on the same contract, invoice, cost or standard: the higher is kept (D06)."""
    if not sheet.ledger.compares:
        return ()
    about = _about_bases(sheet)
    if about is None:
        return ()
    clashing = [(each.path, fact) for each in about if each.outcome is Outcome.VIOLATED for fact in _others(sheet, each.path)]
    if clashing:
        others = _one_each(fact for _, fact in clashing)
        return tuple(_choice(sheet, clashing[0][0], fact) for fact in others)
    base = [sheet.graph.get(("repetition", code)) for code in sorted({RULES[kind][0] for kind in BASES})]
    missing = frozenset(path for found in base for each in found if each.outcome is Outcome.UNDECIDED for path in each.missing)
    if missing:
        return (replace(undecided_finding(sheet.scheme, "D06", min(missing), missing), level=Level.WARN),)
    return (none_found("D06", Level.WARN, text("checks.D06.met")),)


def related(sheet: Sheet) -> tuple[Finding, ...]:
    """An applicant with the same legal representative or controller that applies for the same content (D13)."""
    paths = [path for path, place in sheet.scheme.places.items() if place.field.ledger is Fact.KIN and sheet.shown(path)]
    if not paths or not sheet.ledger.compares:
        return ()
    named = [(path, fact) for path in paths for fact in sheet.ledger.find(Fact.KIN, own.stored(sheet, path) or "\n")]
    code_path, code, title = _applicant_path(sheet), own.applicant(sheet), own.title(sheet)
    others = [(path, fact) for path, fact in named if not code or fact.applicant != code]
    missing = {path for path in paths if not own.stored(sheet, path) and sheet.required(path)}
    if others:
        missing |= {path for path, known in ((code_path, code), (sheet.scheme.title_path, title)) if path and not known}
        alike = [(path, fact) for path, fact in others if title and _similar(title, fact.title)]
        if alike and code:
            path, label = alike[0][0], sheet.scheme.fields[alike[0][0]].label
            slots = {"label": label, "enterprise": alike[0][1].enterprise or alike[0][1].title, "title": alike[0][1].title}
            return (claimed_twice(sheet, "D13", "related", path, slots, Level.WARN, _one_each(fact for _, fact in alike)),)
    if missing:
        return (replace(undecided_finding(sheet.scheme, "D13", min(missing), frozenset(missing)), level=Level.WARN),)
    return (none_found("D13", Level.WARN, text("checks.D13.met")),)


def _choice(sheet: Sheet, path: str, other: LedgerFact) -> Finding:
    """Which of two applications on one base has the higher ceiling."""
    mine, theirs = own.ceiling(sheet), other.ceiling
    if isinstance(mine, Missing):
        missing = mine.paths or frozenset({path})
        return replace(undecided_finding(sheet.scheme, "D06", path, missing), level=Level.WARN)
    if not theirs:
        found = undecided_finding(sheet.scheme, "D06", path, frozenset())
        return replace(found, level=Level.WARN, message=text("checks.D06.unknown", title=other.title))
    slots: dict[str, object] = {"title": other.title}
    if mine is None or theirs == NO_CEILING:
        return claimed_twice(sheet, "D06", "unstated", path, slots, Level.WARN, (other,))
    case = "equal" if mine == Decimal(theirs) else "here" if mine > Decimal(theirs) else "there"
    slots |= {"mine": _wan(mine), "theirs": _wan(Decimal(theirs))}
    return claimed_twice(sheet, "D06", case, path, slots, Level.WARN, (other,))


def _wan(yuan: Decimal) -> Text:
    return Text(zh=written(yuan, "wan", "zh"), en=written(yuan, "wan", "en"))


def _about_bases(sheet: Sheet) -> list[Finding] | None:
    """Findings about what the support is worked out from; None where the form asks for no such thing."""
    codes = {RULES[kind][0] for kind in BASES}
    found: list[Finding] = []
    asked = False
    for path, place in sheet.scheme.places.items():
        if place.field.ledger in BASES and place.field.kind is not Kind.TABLE and sheet.shown(path):
            asked = True
            found += [each for each in sheet.graph.get(("field findings", path)) if each.code in codes]
    for table, column in columns(sheet):
        field = sheet.scheme.columns[table][column] if column else sheet.scheme.fields[table]
        if field.ledger in BASES and sheet.shown(table):
            asked = True
            found += sheet.graph.get(("ledger findings", table, column))
    return found if asked else None


def _others(sheet: Sheet, path: str) -> Iterator[LedgerFact]:
    """Other supports of the same enterprise that name what stands at `path`."""
    field = sheet.scheme.field_at(path) or sheet.scheme.fields[path.partition("/")[0]]
    if field.kind is Kind.TABLE:
        table, _, row = path.partition("/")
        stored = own.line(field, sheet.application.rows(table)[sheet.application.position(table, row) or 0])
    else:
        stored = sheet.application.stored(path)
    assert field.ledger is not None
    for fact in sheet.ledger.find(field.ledger, stored):
        if fact.scheme != sheet.scheme.id and fact.applicant == own.applicant(sheet):
            yield fact


def _one_each(facts: Iterable[LedgerFact]) -> tuple[LedgerFact, ...]:
    """One fact of each other application."""
    return tuple({(fact.record, fact.scheme, fact.title): fact for fact in reversed(list(facts))}.values())


def _applicant_path(sheet: Sheet) -> str:
    return next((path for path, place in sheet.scheme.places.items() if place.field.ledger is Fact.APPLICANT), "")


def _similar(left: str, right: str) -> bool:
    from shenbao.expressions.functions import similar  # only where applicants are related

    return similar(left, right) >= ALIKE
