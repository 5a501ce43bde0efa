"""The clauses behind a field, in the policy's own words."""

from __future__ import annotations

from shenbao.forms.scheme import Scheme
from shenbao.policy import policy
from shenbao.ui.words import language, say

_CHINESE = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
_PARTS = ("preamble", "closing")


def clauses_of(scheme: Scheme, path: str) -> tuple[str, ...]:
    """Ids of the clauses that the checks leading to this field rest on; the granting clause for the amount asked for."""
    column = _as_column(path)
    found = [check.clause for check in scheme.checks if check.clause and {path, column} & {check.path, check.value}]
    if path == scheme.request and scheme.clause:
        found.append(scheme.clause)
    return tuple(dict.fromkeys(found))


def named(clause: str) -> str:
    """`措施（八）第 4 句` for `8.4`; parts, preamble and closing provisions by their own names."""
    place, _, sentence = clause.partition(".")
    if place.isdigit():
        name = say("form.clause.measure", measure=int(place), chinese=_CHINESE[int(place)] if int(place) < len(_CHINESE) else place)
    else:
        name = say(f"form.clause.{place}") if place in _PARTS else say("form.clause.part", part=place)
    return name + (say("form.clause.sentence", sentence=sentence) if sentence else "")


def quoted(clause: str) -> str:
    """The clause's name and its words. Chinese that is our rendering is marked as such and followed by the official English."""
    found = policy().clause(clause)
    if found is None:
        return named(clause)
    if language.code != "zh" or not found.zh:
        return f"{named(clause)}\n“{found.en}”"
    if found.official:
        return f"{named(clause)}\n“{found.zh}”"
    return f"{named(clause)}{say('form.help.rendering')}\n“{found.zh}”\n“{found.en}”"


def _as_column(path: str) -> str:
    """`table.column` for `table/row/column`: how checks name a column."""
    parts = path.split("/")
    return f"{parts[0]}.{parts[2]}" if len(parts) == 3 else path
