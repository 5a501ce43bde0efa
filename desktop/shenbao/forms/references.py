"""What a scheme's expressions read, and whether the scheme has it."""

from __future__ import annotations

from collections.abc import Iterator

from shenbao.errors import ContentError
from shenbao.expressions import parse
from shenbao.forms.schema import AmountRule, Check, Field, Kind, Part, Slot
from shenbao.forms.scheme import Scheme

PLAIN = frozenset({"today", "scheme.id", "scheme.title", "scheme.measure", "scheme.version", "policy.valid_from", "policy.valid_until"})
"""Paths that every scheme has."""

TEXTS = "form.texts"
"""Path of all long texts of the form that are asked for and answered, in its order."""

LITERALS = frozenset({"", "yes", "no"})
"""Values of `required` that are no expressions."""


def expressions_of(item: Check | Slot | Part | Field | AmountRule) -> Iterator[tuple[str, str]]:
    """Attribute and source of every expression written in `item`; of an amount, of its steps too."""
    if isinstance(item, Check):
        names: tuple[str, ...] = ("value", "limit", "low", "high", "when")
    elif isinstance(item, Field):
        names = ("required", "shown", "compute", "ledger_when")
    elif isinstance(item, Slot):
        names = ("required", "shown")
    else:
        names = ("shown",)
    for name in names:
        source = getattr(item, name)
        if source not in LITERALS:
            yield name, source
    if isinstance(item, AmountRule):
        for number, step in enumerate(item.steps):
            yield f"steps.{number}.value", step.value
            if step.shown:
                yield f"steps.{number}.shown", step.shown


def table_of(item: Check | Slot | Part | Field | AmountRule) -> str:
    """The table whose rows `item`'s expressions may read as `row.<column>`; "" for none. Columns' tables are known to the caller."""
    return item.each if isinstance(item, Check) else ""


def has(scheme: Scheme, path: str, table: str = "") -> bool:
    """Whether `path` can be read in this scheme, by an expression of a row of `table` when given."""
    if path in PLAIN or path == TEXTS or path in scheme.fields:
        return True
    head, _, rest = path.partition(".")
    if head == "row":
        return table != "" and (rest in scheme.columns.get(table, ()) or rest == "number")
    if head == "constants":
        return any(constant.id == rest for constant in scheme.constants)
    if head == "amounts":
        amount, _, step = rest.partition(".")
        return any(rule.id == amount and (not step or any(each.id == step for each in rule.steps)) for rule in scheme.amounts)
    if head == "reasons":
        return bool(rest)
    owner, _, column = path.rpartition(".")
    return column in scheme.columns.get(owner, ())


def every_path(scheme: Scheme, table: str = "") -> Iterator[str]:
    """All that an expression may read, for "did you mean"."""
    yield from PLAIN
    yield TEXTS
    yield from scheme.fields
    for owner, columns in scheme.columns.items():
        yield from (f"{owner}.{column}" for column in columns)
    yield from (f"row.{column}" for column in scheme.columns.get(table, ()))
    yield from (f"constants.{constant.id}" for constant in scheme.constants)
    for rule in scheme.amounts:
        yield f"amounts.{rule.id}"
        yield from (f"amounts.{rule.id}.{step.id}" for step in rule.steps)


def readable(scheme: Scheme, item: Check | Slot | Part) -> bool:
    """Whether the scheme has every path that a shared check, slot or part reads. What does not parse counts as readable: lint names it."""
    table = table_of(item)
    if table and table not in scheme.columns:
        return False
    try:
        paths = {path for _, source in expressions_of(item) for path in parse(source).paths}
    except ContentError:
        return True
    if isinstance(item, Check) and item.path and "/" not in item.path:
        paths.add(item.path)
    return all(has(scheme, path, table) for path in paths)


def labelled(scheme: Scheme, path: str, table: str = "") -> Field | None:
    """The field or column behind a path an expression reads, or None."""
    head, _, rest = path.partition(".")
    if head == "row":
        return scheme.columns.get(table, {}).get(rest)
    return scheme.field_at(path)


def tables(scheme: Scheme) -> Iterator[tuple[str, Field]]:
    """Tables of the form's sections by path."""
    return ((path, place.field) for path, place in scheme.places.items() if place.field.kind is Kind.TABLE)
