"""`shenbao check APPLICATION`: every rule tried, what is wrong first."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from shenbao import loading
from shenbao.checks import blocks
from shenbao.cli import console, plain
from shenbao.cli.parser import Parser
from shenbao.draft import Draft
from shenbao.forms.printing import printed
from shenbao.messages import say
from shenbao.records import Finding, Level, Outcome

GROUPS = (
    ("block", "bad", "✗"),
    ("final", "warn", "□"),
    ("warn", "warn", "!"),
    ("note", "soft", "·"),
    ("undecided", "soft", "?"),
    ("accepted", "soft", "·"),
    ("met", "good", "✓"),
)
"""Kinds of findings in the order they are told, each with its tone and mark."""


def arguments(parser: Parser) -> None:
    parser.take("application")
    parser.take("final", "--final", action="store_true")
    parser.take("all", "--all", action="store_true")
    parser.take_json()


def run(options: Namespace) -> int:
    loaded = console.follow(loading.load(options.application), options.lang)
    draft = loaded.draft(options.today)
    findings = draft.findings()
    blocking = [each for each in findings if blocks(each, final=options.final)]
    if options.json:
        console.put_json(report(draft, findings, options))
    else:
        put_head(draft, options)
        put_findings(findings, options.lang, everything=options.all)
        put_result(draft, findings, len(blocking), options.lang)
    return 1 if blocking else 0


def report(draft: Draft, findings: Sequence[Finding], options: Namespace) -> dict[str, object]:
    """The document of `check --json`."""
    scheme, summary, lang = draft.scheme, draft.summary(), options.lang
    return {
        "scheme": scheme.id,
        "content_version": scheme.content_version,
        "today": options.today.isoformat(),
        "title": summary.title,
        "enterprise": summary.enterprise,
        "blocking": sum(blocks(each) for each in findings),
        "blocking_final": sum(blocks(each, final=True) for each in findings),
        "warnings": summary.warnings,
        "requested": plain.plain(draft.requested, "yuan"),
        "amounts": [plain.amount(each, lang) for each in draft.amounts()],
        "findings": [plain.finding(each, scheme, lang) for each in findings],
    }


def put_head(draft: Draft, options: Namespace) -> None:
    """Whose application this is, and on which day it is looked at."""
    summary, lang = draft.summary(), options.lang
    console.put_text(summary.title or say("cli.untitled", lang), tone="strong")
    if summary.enterprise:
        console.put_text(summary.enterprise)
    slots = {"scheme": draft.scheme.id, "title": draft.scheme.title[lang], "version": draft.scheme.content_version}
    console.put_text(say("cli.check.about_this", lang, today=options.today.isoformat(), **slots), tone="soft")


def put_findings(findings: Sequence[Finding], lang: str, *, everything: bool) -> None:
    """Findings by what they ask of the person; what is met only on demand."""
    for group, tone, mark in GROUPS:
        found = [each for each in findings if group_of(each) == group]
        if not found or (group in ("met", "accepted") and not everything):
            continue
        console.put()
        console.put(console.style(say(f"cli.group.{group}", lang, count=len(found)), tone))
        for each in found:
            _put_finding(each, mark, lang)


def group_of(finding: Finding) -> str:
    """Which of `GROUPS` a finding belongs to."""
    if finding.outcome is not Outcome.VIOLATED:
        return str(finding.outcome)
    if finding.level is Level.WARN and finding.reason:
        return "accepted"
    return "final" if finding.final_only and finding.level is Level.BLOCK else str(finding.level)


def _put_finding(finding: Finding, mark: str, lang: str) -> None:
    met = finding.outcome is Outcome.MET
    console.put_text((finding.title if met else finding.message)[lang], 4, f"  {mark}")
    told = [finding.code, finding.path]
    if finding.clause:
        told.append(say("cli.clause", lang, clause=finding.clause))
    console.put_text("  ".join(each for each in told if each), 4, tone="soft")
    if finding.there:
        _put_places(finding, lang)
    if finding.reason:
        console.put_text(say("cli.reason", lang, reason=finding.reason), 4)


def _put_places(finding: Finding, lang: str) -> None:
    """Both places of what is claimed twice, and the clause against it."""
    from shenbao.forms.whereabouts import lines
    from shenbao.policy import policy

    for line in lines(finding.here, finding.there, lang):
        console.put_text(line, 4)
    clause = policy().clause(finding.clause)
    if clause is not None:
        console.put_text(clause.en, 4, tone="soft")
        if lang == "zh" and clause.zh:
            console.put_text(clause.zh if clause.official else say("cli.rendering", lang, text=clause.zh), 4, tone="soft")


def put_result(draft: Draft, findings: Sequence[Finding], blocking: int, lang: str) -> None:
    """The ceiling, what is asked for, and whether anything stands in the way."""
    console.put()
    headline = draft.headline
    if headline is not None:
        request = printed(draft.requested, "yuan", lang)
        rows = [[headline.label[lang], printed(headline.value, "yuan", lang)], [say("cli.check.requested", lang), request]]
        console.put_table(rows, right=frozenset({1}))
    met = sum(each.outcome is Outcome.MET for each in findings)
    code = "cli.check.blocked" if blocking else "cli.check.free"
    text = say(code, lang, blocking=blocking, met=met, count=len(findings))
    console.put_text(text, tone="bad" if blocking else "good")
