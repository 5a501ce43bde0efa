"""Reads `yes` and `no` as truth values, exactly where a struct has one: everywhere else they stay texts."""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

_WORDS = {"yes": True, "no": False}
_FLAG = "flag"


def read_flags(data: Any, kind: Any) -> None:
    """Changes plain data that is about to become a `kind`, in place."""
    _read(data, _plan(kind))


def _read(data: Any, plan: Any) -> None:
    if isinstance(plan, dict):
        if type(data) is dict:
            for key, below in plan.items():
                if key in data:
                    value = data[key]
                    if below is not _FLAG:
                        _read(value, below)
                    elif type(value) is str:
                        data[key] = _WORDS.get(value, value)
    elif type(plan) is tuple:
        for item in data if type(data) is list else data.values() if type(data) is dict else ():
            _read(item, plan[0])


@cache
def _plan(kind: Any) -> Any:
    """A dict of a struct's keys that matter, a tuple around the plan of a collection's members, `_FLAG`, or None."""
    if kind is bool:
        return _FLAG
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        plan: dict[str, Any] = {}
        _RUNNING[kind] = plan
        hints = get_type_hints(kind)
        for name, written in zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True):
            below = _RUNNING.get(hints[name]) if hints[name] in _RUNNING else _member(hints[name])
            if below:
                plan[written] = below
        return plan
    return _member(kind)


_RUNNING: dict[Any, dict[str, Any]] = {}
"""Plans being made: a field's columns are fields."""


def _member(kind: Any) -> Any:
    if get_origin(kind) is UnionType:
        options = [option for option in get_args(kind) if option is not NoneType]
        return _plan(options[0]) if len(options) == 1 else None
    if get_origin(kind) in (tuple, list, dict):
        member = get_args(kind)[-1] if get_origin(kind) is dict else get_args(kind)[0]
        below = _RUNNING[member] if member in _RUNNING else _plan(member)
        return (below,) if below is not None else None
    return _plan(kind) if kind is bool or (isinstance(kind, type) and issubclass(kind, msgspec.Struct)) else None
