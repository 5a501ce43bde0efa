"""The clauses behind a field, in the policy's own words."""

from __future__ import annotations

from shenbao.forms.scheme import Scheme
from shenbao.ui.words import language, say


def clauses_of(scheme: Scheme, path: str) -> tuple[str, ...]:
    """Ids of the clauses that the checks leading to this field rest on; the granting clause for the amount asked for."""
    column = _as_column(path)
    found = [check.clause for check in scheme.checks if check.clause and {path, column} & {check.path, check.value}]
    if path == scheme.request and scheme.clause:
        found.append(scheme.clause)
    return tuple(dict.fromkeys(found))


def named(clause: str) -> str:
    """`第八条措施第4句` for `8.4`."""
    measure, _, sentence = clause.partition(".")
    return say("form.clause.sentence", measure=measure, sentence=sentence) if sentence else say("form.clause.measure", measure=measure)


def quoted(scheme: Scheme, clause: str) -> str:
    """The clause's name and the words the scheme takes from it."""
    words = [constant.quote for constant in scheme.constants if constant.clause == clause]
    return "\n".join([named(clause), *(f"“{word}”" for word in dict.fromkeys(words))])


def wording_note(scheme: Scheme) -> str:
    """That a Chinese title is our rendering and not the official wording; empty when it is official."""
    return "" if scheme.title.official or language.code != "zh" else say("form.help.rendering")


def _as_column(path: str) -> str:
    """`table.column` for `table/row/column`: how checks name a column."""
    parts = path.split("/")
    return f"{parts[0]}.{parts[2]}" if len(parts) == 3 else path
