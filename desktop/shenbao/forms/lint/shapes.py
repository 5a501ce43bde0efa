"""Looks for what is well written and cannot be meant: tables in tables, names given twice, bounds turned round, amounts below zero."""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from shenbao.errors import ContentError
from shenbao.forms.lint.places import Places
from shenbao.forms.schema import Field, Kind
from shenbao.forms.scheme import Scheme


def errors(scheme: Scheme, places: Places) -> Iterator[ContentError]:
    """One error for each."""
    for constant in scheme.constants:
        if constant.value < 0:
            yield places.error("lint.negative", constant.id, "value", word=constant.id, figure=f"{constant.value:f}")
    for field in scheme.notice:
        yield from _about(places, field, "notice")
    for path, place in scheme.places.items():
        group = path.rpartition(".")[0]
        yield from _about(places, place.field, group)
        seen: set[str] = set()
        for column in place.field.columns:
            yield from _about(places, column, group)
            if column.kind is Kind.TABLE:
                yield places.error("lint.table_in_table", column.id, "kind", group, word=column.id)
            if column.id in seen:
                yield places.error("forms.id_twice", place.field.id, "columns", group, word=column.id)
            seen.add(column.id)


def _about(places: Places, field: Field, group: str) -> Iterator[ContentError]:
    if keyword.iskeyword(field.id) or not field.id.isidentifier():
        yield places.error("lint.bad_id", field.id, "id", group, word=field.id)
    if field.min is not None and field.max is not None and field.min > field.max:
        yield places.error("lint.bounds", field.id, "min", group, word=field.id, least=f"{field.min:f}", most=f"{field.max:f}")
    if (field.kind is Kind.TABLE) != bool(field.columns):
        yield places.error("lint.columns", field.id, "kind", group, word=field.id)
