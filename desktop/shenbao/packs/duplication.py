"""The self-check on repeated support (重复支持自查表): each rule that applies with its result, and both places of what was found twice."""

from __future__ import annotations

from collections.abc import Iterator

from shenbao.checks.duplicates import CLOSING, RULES
from shenbao.checks.relations import BASES
from shenbao.draft.states import Snapshot
from shenbao.expressions import parse
from shenbao.forms import kinds
from shenbao.forms.schema import CheckKind, Fact, Field, Kind
from shenbao.forms.whereabouts import ROWS, told
from shenbao.packs.selfcheck import order
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import phrase, single, words
from shenbao.policy import policy
from shenbao.records import Finding, Level, Outcome, Place

CODES = tuple(f"D{number:02}" for number in range(1, 15))
DAY = "cover.date"
_ABSENT = frozenset({"D01", "D02", "D03", "D04", "D05", "D06", "D10", "D11", "D13"})
"""Rules that look for something; the others are kept or broken."""


def duplication(snapshot: Snapshot, lang: str) -> Plain:
    """What the sheet prints."""
    found = sorted((each for each in snapshot.findings if head(each.code) in CODES and _is_found(each)), key=lambda each: order(each.code))
    hits = [hit for each in found for hit in _hits(each, lang)]
    for number, hit in enumerate(hits, 1):
        hit["number"] = number
    lines = [_line(snapshot, code, hits, lang) for code in sorted(_applying(snapshot))]
    counted = {name: sum(line["kind"] in kinds for line in lines) for name, kinds in COUNTED.items()}
    return {"lines": lines, "hits": hits, "clause": _clause(), "counts": phrase("sheets.counts", lang, total=len(lines), **counted)}


COUNTED = {"kept": ("none", "kept"), "found": ("found", "explained"), "undecided": ("undecided",), "declared": ("declared", "tick")}


def head(code: str) -> str:
    """`D03` of `D03.title`."""
    return code.partition(".")[0]


def _applying(snapshot: Snapshot) -> set[str]:
    """Rules of repetition that the form has, whether or not anything was found."""
    codes = {head(check.id) for check in snapshot.scheme.checks} | {head(finding.code) for finding in snapshot.findings}
    return (codes | _comparing(snapshot)) & set(CODES)


def _comparing(snapshot: Snapshot) -> set[str]:
    """Rules that compare this application with others."""
    facts = set(_facts(snapshot))
    codes = {code for fact, (code, _) in RULES.items() if fact in facts}
    if snapshot.scheme.one_time:
        codes.add("D05")
    if facts & BASES:
        codes.add("D06")
    if Fact.KIN in facts:
        codes.add("D13")
    return codes


def _is_compared(snapshot: Snapshot) -> bool:
    """Whether there was a library to compare with: rules that no form writes say something then."""
    unwritten = _comparing(snapshot) - {check.id for check in snapshot.scheme.checks}
    return any(each.code in unwritten for each in snapshot.findings)


def _facts(snapshot: Snapshot) -> Iterator[Fact]:
    """What is compared of what the form asks for now."""
    for section in snapshot.sections:
        for group in section.groups:
            for state in group.fields:
                for field in (state.field, *state.field.columns):
                    if field.ledger is not None:
                        yield field.ledger


def _line(snapshot: Snapshot, code: str, hits: list[Plain], lang: str) -> Plain:
    findings = [each for each in snapshot.findings if head(each.code) == code]
    kind = _kind(snapshot, code, findings)
    if kind == "none" and code not in _ABSENT:
        kind = "kept"
    return {
        "code": code,
        "rule": _said(f"sheets.rule.{code}", lang),
        "kind": kind,
        "result": _said(f"sheets.result.{kind}", lang),
        "about": "\n".join(_about(snapshot, kind, findings, [hit["number"] for hit in hits if hit["code"] == code], lang)),
        "good": kind in ("none", "kept"),
        "bad": kind == "found",
        "tick": kind == "tick",
    }


def _about(snapshot: Snapshot, kind: str, findings: list[Finding], numbers: list[int], lang: str) -> Iterator[str]:
    """How a rule was looked at, in a line or two: what is wrong is told below."""
    if kind == "tick":
        yield phrase("sheets.not_compared", lang)
    elif kind in ("found", "explained"):
        yield phrase("sheets.see", lang, numbers=phrase("packs.comma", lang).join(map(str, numbers)))
    elif kind == "undecided":
        yield next(words(each.message, single(lang)) for each in findings if each.outcome is Outcome.UNDECIDED)
    else:
        worked_out = [each for each in findings if _is_met(each) and _ticked(snapshot, each) is None]
        if worked_out or not findings:
            yield words(worked_out[0].message, single(lang)) if worked_out else phrase("sheets.no_such", lang)
        ticked = dict.fromkeys(words(field.label, single(lang)) for each in findings if (field := _ticked(snapshot, each)) is not None)
        if ticked:
            yield phrase("sheets.declared", lang, titles=phrase("packs.semicolon", lang).join(ticked), day=_day(snapshot, lang))


def _said(code: str, lang: str) -> str:
    """In both languages, the English below the Chinese."""
    return f"{phrase(code, 'zh')}\n{phrase(code, 'en')}" if lang == "both" else phrase(code, lang)


def _kind(snapshot: Snapshot, code: str, findings: list[Finding]) -> str:
    found = [each for each in findings if _is_found(each)]
    if found:
        return "explained" if all(each.level is Level.WARN and each.reason for each in found) else "found"
    if any(each.outcome is Outcome.UNDECIDED for each in findings):
        return "undecided"
    if code in _comparing(snapshot) and not _is_compared(snapshot):
        return "tick"
    return "declared" if findings and all(_ticked(snapshot, each) is not None for each in findings) else "none"


def _is_found(finding: Finding) -> bool:
    return finding.outcome is Outcome.VIOLATED and finding.level is not Level.NOTE


def _is_met(finding: Finding) -> bool:
    return finding.outcome is Outcome.MET


def _ticked(snapshot: Snapshot, finding: Finding) -> Field | None:
    """The answer of a rule that rests on nothing but what the applicant ticked."""
    check = next((check for check in snapshot.scheme.checks if check.id == finding.code), None)
    if check is None or check.kind is not CheckKind.HOLDS or check.each:
        return None
    read = parse(check.value)
    fields = [snapshot.scheme.fields.get(path) for path in read.paths] if not read.functions else []
    return fields[0] if len(fields) == 1 and fields[0] is not None and fields[0].kind is Kind.YES_NO else None


def _day(snapshot: Snapshot, lang: str) -> str:
    field, stored = snapshot.scheme.fields.get(DAY), snapshot.answers.get(DAY, "")
    if field is None or not isinstance(stored, str) or not stored:
        return phrase("sheets.undated", lang)
    return kinds.display(field, stored, single(lang))


def _hits(finding: Finding, lang: str) -> Iterator[Plain]:
    for there in finding.there or (None,):
        yield {
            "code": head(finding.code),
            "title": words(finding.title, lang),
            "message": words(finding.message, lang),
            "rows": list(_rows(finding.here, there, lang)),
            "reason": finding.reason,
            "blocks": finding.level is Level.BLOCK,
        }


def _rows(here: Place | None, there: Place | None, lang: str) -> Iterator[Plain]:
    """Both places side by side."""
    if here is None or there is None:
        return
    mine, theirs = told(here, single(lang)), told(there, single(lang))
    for name in ROWS:
        if name in mine or name in theirs:
            yield {"label": phrase(f"sheets.label.{name}", lang), "here": mine.get(name, "—"), "there": theirs.get(name, "—")}


def _clause() -> Plain:
    found = policy().clause(CLOSING)
    return {"id": CLOSING, "zh": found.zh, "en": found.en, "official": found.official} if found is not None else {}
