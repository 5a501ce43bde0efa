"""The self-check sheet as the formal examination (形式审查) reads it: requirement, result, remark and page, one line each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from shenbao.draft.states import Snapshot
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import phrase, words
from shenbao.records import Finding, Level, Outcome

OPEN = ("open", "hint")
REPETITION = "duplication"
"""The part that tells about repeated support (rules D…), and its anchor."""
_WORST = ("open", "undecided", "explained", "hint", "met")
"""Results from the worst to the best."""


def checks(snapshot: Snapshot, lang: str) -> Plain:
    """One line for each rule that is met throughout, one for each finding that is not, and the counts of the first line. Repeated
    support has a sheet of its own: where that is in the pack, one line leads there."""
    lines: list[Plain] = []
    repeated = [finding for finding in snapshot.findings if REPETITION in snapshot.parts and finding.code.startswith("D")]
    rest = sorted(
        (finding for finding in snapshot.findings if not repeated or not finding.code.startswith("D")),
        key=lambda finding: order(finding.code),
    )
    for head, group in groupby(rest, key=lambda finding: _head(finding.code)):
        findings = list(group)
        met = [finding for finding in findings if _result(finding) == "met"]
        if met:
            lines += [_line(snapshot, first, "met", head, titles, lang) for first, titles in _joined(met, lang)]
        for finding in findings:
            if (result := _result(finding)) != "met":
                lines.append(_line(snapshot, finding, result, head, words(finding.title, lang), lang))
    if repeated:
        lines.append(_repeated(repeated, lang))
        lines.sort(key=lambda line: order(line["code"]))
    for number, line in enumerate(lines, 1):
        line["number"] = number
    counted = {name: sum(line["kind"] in kinds for line in lines) for name, kinds in COUNTED.items()}
    return {"lines": lines, "total": len(lines), **counted}


MOST_JOINED = {"zh": 48, "en": 110, "both": 110}
"""Characters of requirements that are met and share a line: about three lines of the sheet."""


def _joined(met: Sequence[Finding], lang: str) -> Iterator[tuple[Finding, str]]:
    """Requirements of one rule, joined into lines of bearable height, each with its first finding."""
    titled: dict[str, Finding] = {}
    for finding in met:
        titled.setdefault(words(finding.title, lang).rstrip("。."), finding)
    run: list[str] = []
    for title in titled:
        if run and len("".join(run)) + len(title) > MOST_JOINED[lang]:
            yield titled[run[0]], phrase("packs.semicolon", lang).join(run)
            run = []
        run.append(title)
    yield titled[run[0]], phrase("packs.semicolon", lang).join(run)


COUNTED = {"met": ("met",), "explained": ("explained",), "open": OPEN, "undecided": ("undecided",)}


def _repeated(findings: list[Finding], lang: str) -> Plain:
    """The line that leads to the sheet on repeated support, with the worst of its results."""
    result = min((_result(finding) for finding in findings), key=_WORST.index)
    return {
        "code": "R29",
        "title": phrase("packs.repeated", lang),
        "result": phrase(f"packs.result.{result}", lang),
        "kind": result,
        "good": result == "met",
        "bad": result == "open",
        "remark": "",
        "anchor": REPETITION,
    }


def order(code: str) -> tuple[str, int, str]:
    """`R7.2` before `R18`, rules of repetition (`D…`) after them."""
    parts = re.fullmatch(r"([A-Z]*)(\d*)(.*)", code)
    letters, digits, rest = parts.groups() if parts else (code, "", "")
    return ("ZD" if letters == "D" else letters, int(digits or 0), rest)


def _head(code: str) -> str:
    """`R12` of `R12.invoices`: the rule as the formal examination numbers it."""
    return code.partition(".")[0]


def _result(finding: Finding) -> str:
    if finding.outcome is Outcome.MET:
        return "met"
    if finding.outcome is Outcome.UNDECIDED:
        return "undecided"
    if finding.level is Level.NOTE:
        return "hint"
    return "explained" if finding.level is Level.WARN and finding.reason else "open"


def _line(snapshot: Snapshot, finding: Finding, result: str, code: str, title: str, lang: str) -> Plain:
    remark = "" if result == "met" else words(finding.message, lang)
    if result == "explained":
        remark = f"{remark}\n{phrase('packs.explained_by', lang, reason=finding.reason)}"
    return {
        "code": code,
        "title": title,
        "result": phrase(f"packs.result.{result}", lang),
        "kind": result,
        "good": result == "met",
        "bad": result == "open",
        "remark": remark,
        "anchor": anchor(snapshot, finding.path),
    }


def anchor(snapshot: Snapshot, path: str) -> str:
    """Where in the pack a path is printed: its section, or the divider of its slot; nothing for what is printed nowhere."""
    head = path.partition("/")[0]
    if head.startswith("attachments."):
        return f"slot-{head.partition('.')[2]}"
    place = snapshot.scheme.places.get(head)
    if place is None:
        return ""
    section = next((section for section in snapshot.sections if section.id == place.section), None)
    return f"section-{section.id}" if section is not None and section.part in snapshot.parts else ""
