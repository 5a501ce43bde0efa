"""The clauses behind a field, in the policy's own words."""

from __future__ import annotations

from shenbao.forms import clauses
from shenbao.forms.scheme import Scheme
from shenbao.policy import policy
from shenbao.ui.words import language, say


def clauses_of(scheme: Scheme, path: str) -> tuple[str, ...]:
    """Ids of the clauses that the checks leading to this field rest on; the granting clause for the amount asked for."""
    column = _as_column(path)
    found = [check.clause for check in scheme.checks if check.clause and {path, column} & {check.path, check.value}]
    if path == scheme.request and scheme.clause:
        found.append(scheme.clause)
    return tuple(dict.fromkeys(found))


def named(clause: str) -> str:
    """The clause's name in the language of the window."""
    return clauses.named(clause, language.code)


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
