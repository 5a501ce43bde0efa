"""Reads stored text as a typed value, keeping what cannot be used and saying why in both languages."""

from __future__ import annotations

from shenbao import messages
from shenbao.errors import InputError
from shenbao.forms import kinds
from shenbao.forms.schema import Field
from shenbao.records import Missing, Record, Text, Value

_LENGTHS = frozenset({"values.long", "values.short"})
"""Problems of texts that are there all the same: rules read such a text, and say separately that its length is wrong."""


class Problem(Record, frozen=True, kw_only=True):
    """Why an answer is not accepted."""

    code: str
    message: Text


def read_stored(field: Field, stored: str, path: str) -> tuple[Value, Problem | None]:
    """The value as expressions see it, and what is wrong with the answer."""
    if not stored:
        return Missing(paths=frozenset({path})), None
    value = kinds.value_of(field, stored)
    if not isinstance(value, Missing):
        return value, None
    error = kinds.problem(field, stored)
    if error is None:
        return value, None
    problem = Problem(code=error.code, message=said(error))
    return (stored if error.code in _LENGTHS else Missing(paths=frozenset({path}))), problem


def said(error: InputError) -> Text:
    """The sentence of an input error in both languages."""
    return Text(zh=messages.describe(error, "zh"), en=messages.describe(error, "en"))


def remark(field: Field, stored: str) -> Text | None:
    """What is unusual about a valid answer, such as a check digit that many real numbers fail; None when nothing is."""
    found = kinds.remark(field, stored)
    if found is None:
        return None
    code, slots = found
    return Text(zh=messages.say(code, "zh", **slots), en=messages.say(code, "en", **slots))
