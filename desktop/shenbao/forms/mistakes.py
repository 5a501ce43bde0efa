"""Finds every mistake in plain data that does not fit a struct: unknown and missing keys, wrong types, unknown options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import inspect

Mistake = tuple[tuple[str | int, ...], str, dict[str, object]]
"""Place, code of the message, slots of the message."""


def mistakes(data: Any, kind: Any) -> Iterator[Mistake]:
    """All mistakes, in reading order. Only called after msgspec has refused the data, so speed does not matter."""
    yield from _check(data, inspect.type_info(kind), ())


def near(word: str, known: Iterable[str]) -> str:
    """The likeliest spelling among `known`, or nothing."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def _check(data: Any, kind: inspect.Type, place: tuple[str | int, ...]) -> Iterator[Mistake]:
    if isinstance(kind, inspect.StructType):
        yield from _check_struct(data, kind, place)
    elif isinstance(kind, inspect.UnionType):
        options = [option for option in kind.types if not isinstance(option, inspect.NoneType)]
        found = [list(_check(data, option, place)) for option in options]
        if all(found):
            yield from min(found, key=len)
    elif isinstance(kind, inspect.VarTupleType | inspect.ListType):
        if not isinstance(data, list):
            yield place, "forms.not_a_list", {}
            return
        for index, item in enumerate(data):
            yield from _check(item, kind.item_type, (*place, index))
    elif isinstance(kind, inspect.DictType):
        if not isinstance(data, dict):
            yield place, "forms.not_a_mapping", {}
            return
        for key, item in data.items():
            yield from _check(item, kind.value_type, (*place, key))
    elif isinstance(kind, inspect.EnumType):
        options_known = [str(member.value) for member in kind.cls]
        if data not in options_known:
            yield place, *_unknown("forms.unknown_option", str(data), options_known)
    else:
        yield from _check_scalar(data, kind, place)


def _check_struct(data: Any, kind: inspect.StructType, place: tuple[str | int, ...]) -> Iterator[Mistake]:
    if not isinstance(data, dict):
        yield place, "forms.not_a_mapping", {}
        return
    fields = {field.encode_name: field for field in kind.fields}
    for key, value in data.items():
        if key not in fields:
            yield (*place, key), *_unknown("forms.unknown_key", key, fields)
        else:
            yield from _check(value, fields[key].type, (*place, key))
    for name, field in fields.items():
        if field.required and name not in data:
            yield place, "forms.missing_key", {"word": name}


_EXPECTED = {
    inspect.StrType: "forms.not_a_text",
    inspect.BoolType: "forms.not_true_false",
    inspect.IntType: "forms.not_a_number",
    inspect.DecimalType: "forms.not_a_number",
    inspect.DateType: "forms.not_a_date",
}


def _check_scalar(data: Any, kind: inspect.Type, place: tuple[str | int, ...]) -> Iterator[Mistake]:
    python = {inspect.BoolType: bool, inspect.IntType: int}.get(type(kind))
    try:
        if python is not None or isinstance(kind, inspect.StrType):
            msgspec.convert(data, python or str, strict=False)
        elif isinstance(kind, inspect.DecimalType):
            from decimal import Decimal

            msgspec.convert(data, Decimal, strict=False)
        elif isinstance(kind, inspect.DateType):
            from datetime import date

            msgspec.convert(data, date, strict=False)
    except msgspec.ValidationError:
        yield place, _EXPECTED[type(kind)], {"word": data if isinstance(data, str) else ""}


def _unknown(code: str, word: str, known: Iterable[str]) -> tuple[str, dict[str, object]]:
    names = sorted(known)
    likely = near(word, names)
    return (f"{code}_near", {"word": word, "near": likely}) if likely else (code, {"word": word, "known": "、".join(names)})
