"""Automatic rules said once for the whole application when nothing violates them: met, or nothing to look at yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from shenbao.checks.wording import text
from shenbao.forms.schema import Kind
from shenbao.records import Finding, Level, Outcome

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet

_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT})


def summarised(sheet: Sheet, found: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for each rule about which none was made. Nothing is asked about files where there are none and none is needed."""
    settled = {finding.code for finding in found}
    without_files = not _files(sheet) and all(slot.required == "no" for slot in sheet.scheme.slots)
    for code, looked_at in _RULES.items():
        if code not in settled and not (without_files and looked_at is _files):
            outcome = Outcome.MET if looked_at(sheet) else Outcome.UNDECIDED
            yield Finding(
                code=code,
                level=Level.WARN if code in _WARNINGS else Level.BLOCK,
                outcome=outcome,
                path="",
                title=text(f"checks.{code}.title"),
                message=text(f"checks.{code}.met") if outcome is Outcome.MET else text("checks.undecidable"),
            )


def _answers(sheet: Sheet) -> bool:
    return any(sheet.application.stored(path) for path, place in sheet.scheme.places.items() if not place.field.default)


def _texts(sheet: Sheet) -> bool:
    places = sheet.scheme.places.items()
    return any(place.field.kind in _TEXTS and not place.field.default and sheet.application.stored(path) for path, place in places)


def _files(sheet: Sheet) -> bool:
    return any(sheet.application.row_ids(f"attachments.{slot.code}") for slot in sheet.scheme.slots)


def _always(_: Sheet) -> bool:
    return True


_RULES: dict[str, Callable[[Sheet], bool]] = {
    "R04": _answers,
    "R05": _always,
    "R11": _always,
    "R15": _files,
    "R16": _files,
    "R34": _texts,
    "R39": _texts,
    "R40": _texts,
}
"""By code, whether there is anything yet that the rule looks at."""

_WARNINGS = frozenset({"R34"})
