"""Looks at expressions and at what they rest on: paths, types, bases of numbers, quotes, defaults, options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec.structs import replace

from shenbao.errors import ContentError
from shenbao.expressions import Expression, check_types, parse
from shenbao.forms import kinds
from shenbao.forms.lint.places import Places
from shenbao.forms.mistakes import near
from shenbao.forms.patterns import PATTERNS
from shenbao.forms.references import LITERALS, TEXTS, every_path, expressions_of, has, labelled
from shenbao.forms.schema import Check, CheckKind, Field, Kind
from shenbao.forms.scheme import Scheme

Written = tuple[str, str, str, str, str]
"""An expression: name of what it belongs to, key, group, table whose rows it may read, source."""

_SELF_EVIDENT = frozenset({Decimal(0), Decimal(1)})
"""Numbers that need no basis: they count nothing and measure nothing."""

_TYPES = {
    Kind.INTEGER: "number",
    Kind.NUMBER: "number",
    Kind.PERCENT: "number",
    Kind.MONEY: "number",
    Kind.DATE: "date",
    Kind.MONTH: "date",
    Kind.YES_NO: "bool",
    Kind.SOME_OF: "list[text]",
    Kind.TABLE: "list[text]",
}


def errors(scheme: Scheme, places: Places) -> Iterator[ContentError]:
    """All but the quotes."""
    for written in _expressions(scheme):
        yield from _about_expression(scheme, places, written)
    yield from _about_checks(scheme, places)
    yield from _about_fields(scheme, places)
    for key, path in (("headline", scheme.headline), ("request", scheme.request), ("title_path", scheme.title_path)):
        if path and not has(scheme, path):
            yield _no_path(scheme, places, (scheme.id, key, "", "", path), path)


def quotes(scheme: Scheme, places: Places, clauses: Mapping[str, str]) -> Iterator[ContentError]:
    """Constants that the clause they name does not say, and clauses that do not exist."""
    for constant in scheme.constants:
        if constant.clause in clauses and constant.quote not in clauses[constant.clause]:
            yield places.error("lint.misquoted", constant.id, "quote", word=constant.quote, clause=constant.clause)
    named = [(scheme.id, scheme.clause)]
    named += [(constant.id, constant.clause) for constant in scheme.constants]
    named += [(check.id, check.clause) for check in scheme.checks]
    named += [(step.id, step.clause) for rule in scheme.amounts for step in rule.steps]
    for name, clause in named:
        if clause and clause not in clauses:
            yield places.error("lint.no_clause", name, "clause", word=clause)


def _expressions(scheme: Scheme) -> Iterator[Written]:
    for section in scheme.sections:
        if section.shown:
            yield section.id, "shown", "", "", section.shown
        for group in section.groups:
            if group.shown:
                yield section.id, "uses", "", "", group.shown
            yield from _of_fields(group.fields, group.id, "")
    yield from _of_fields(scheme.notice, "notice", "")
    for check in scheme.checks:
        yield from ((check.id, key, "", check.each, source) for key, source in expressions_of(check))
    for slot in scheme.slots:
        yield from ((slot.code, key, "", "", source) for key, source in expressions_of(slot))
    for rule in scheme.amounts:
        yield from ((rule.id, key, "", "", source) for key, source in expressions_of(rule))
    for part in scheme.parts:
        if part.shown:
            yield part.id, "shown", "", "", part.shown


def _of_fields(fields: Iterable[Field], group: str, table: str) -> Iterator[Written]:
    for field in fields:
        for key, source in expressions_of(field):
            yield field.id, key, group, table, source
        for choice in field.choices:
            if choice.shown:
                yield field.id, "choices", group, table, choice.shown
        yield from _of_fields(field.columns, group, f"{group}.{field.id}")


def _about_expression(scheme: Scheme, places: Places, written: Written) -> Iterator[ContentError]:
    name, key, group, table, source = written
    try:
        expression = parse(source)
    except ContentError as error:
        yield ContentError(error.code, places.where(name, key, group), **error.slots)
        return
    unknown = [path for path in sorted(expression.paths) if not has(scheme, path, table)]
    for path in unknown:
        yield _no_path(scheme, places, written, path)
    if not unknown:
        for wrong in check_types(expression, lambda path: _kind_of(scheme, path, table)):
            yield ContentError(wrong.code, places.where(name, key, group), **wrong.slots)


def _no_path(scheme: Scheme, places: Places, written: Written, path: str) -> ContentError:
    name, key, group, table, _ = written
    likely = near(path, every_path(scheme, table))
    if likely:
        return places.error("forms.no_path_near", name, key, group, word=path, near=likely)
    return places.error("forms.no_path", name, key, group, word=path)


def _kind_of(scheme: Scheme, path: str, table: str) -> str:
    head, _, rest = path.partition(".")
    if path == "today":
        return "date"
    if path == TEXTS:
        return "list[text]"
    if head in ("amounts", "constants") or path == "scheme.measure":
        return "number"
    if head == "scheme":
        return "text"
    field = labelled(scheme, path, table)
    if field is None:
        return "any"
    kind = _TYPES.get(field.kind, "text")
    in_column = head != "row" and path not in scheme.fields and rest
    return f"list[{kind}]" if in_column and not kind.startswith("list") else kind


def _about_checks(scheme: Scheme, places: Places) -> Iterator[ContentError]:
    for check in scheme.checks:
        if not check.clause and check.basis is None and _numbers(check):
            figures = ", ".join(f"{each:f}" for each in _numbers(check))
            yield places.error("lint.no_basis", check.id, "limit" if check.limit else "value", word=check.id, figures=figures)
        if check.each and check.each not in scheme.columns:
            yield _no_path(scheme, places, (check.id, "each", "", "", ""), check.each)
        if check.path and not check.path.startswith("row.") and not has(scheme, check.path):
            yield _no_path(scheme, places, (check.id, "path", "", "", ""), check.path)
        for pattern in check.patterns:
            if pattern not in PATTERNS:
                yield places.error("forms.unknown_option", check.id, "patterns", word=pattern, known="、".join(PATTERNS))
        if check.kind in (CheckKind.HOLDS, CheckKind.CLEAN) and check.message is None:
            yield places.error("lint.no_message", check.id, "kind", word=check.id)
        if check.kind in _NEED_LIMIT and not check.limit:
            yield places.error("lint.no_limit", check.id, "kind", word=check.id)


_NEED_LIMIT = frozenset({CheckKind.AT_MOST, CheckKind.AT_LEAST, CheckKind.EQUALS, CheckKind.SAME_NAME})


def _numbers(check: Check) -> list[Decimal]:
    found: list[Decimal] = []
    for _, source in expressions_of(check):
        expression = _parsed(source)
        found += [number for number in (expression.numbers if expression else ()) if number not in _SELF_EVIDENT]
    return found


def _parsed(source: str) -> Expression | None:
    try:
        return parse(source)
    except ContentError:
        return None


def _about_fields(scheme: Scheme, places: Places) -> Iterator[ContentError]:
    for field in scheme.notice:
        if field.default and field.basis is None and field.kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.PERCENT):
            yield places.error("lint.no_basis", field.id, "default", "notice", word=field.id, figures=field.default)
        yield from _about_field(scheme, places, field, "notice")
    for path, place in scheme.places.items():
        group = path.rpartition(".")[0]
        yield from _about_field(scheme, places, place.field, group)
        for column in place.field.columns:
            yield from _about_field(scheme, places, column, group)


def _about_field(scheme: Scheme, places: Places, field: Field, group: str) -> Iterator[ContentError]:
    for key, text in (("default", field.default), ("example", field.example)):
        typed = text and field.kind not in (Kind.TABLE,) and not field.choices_from.count(".")
        if typed and _problem(field, text, key) is not None:
            yield places.error("lint.unreadable", field.id, key, group, word=text, field=field.label)
    codes = [choice.code for choice in field.choices]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield places.error("lint.choice_twice", field.id, "choices", group, word=code)
    if field.kind in (Kind.ONE_OF, Kind.SOME_OF) and not field.choices and not field.choices_from:
        yield places.error("lint.no_choices", field.id, "kind", group, word=field.id)
    if "." in field.choices_from and not has(scheme, field.choices_from):
        yield _no_path(scheme, places, (field.id, "choices_from", group, "", ""), field.choices_from)
    for column in field.totals:
        if column not in {each.id for each in field.columns}:
            yield places.error("forms.no_field", field.id, "totals", group, word=column)
    if field.none_path and not has(scheme, field.none_path):
        yield _no_path(scheme, places, (field.id, "none_path", group, "", ""), field.none_path)
    if field.first and not has(scheme, field.first) and not any(path.startswith(f"{field.first}.") for path in scheme.fields):
        yield _no_path(scheme, places, (field.id, "first", group, "", ""), field.first)
    if field.required not in LITERALS and field.compute:
        yield places.error("lint.computed_required", field.id, "required", group, word=field.id)


def _problem(field: Field, text: str, key: str) -> object:
    """A default is stored text; an example is what somebody would type."""
    if key == "default":
        return kinds.problem(field, text)
    unbounded = replace(field, min=None, max=None)
    return kinds.problem(unbounded, kinds.kept(unbounded, text))
