"""How a value of an explanation is printed: by its unit, in the language shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shenbao.money import grouped, written
from shenbao.records import Missing, Value
from shenbao.ui.words import language, say


def printed(value: Value | tuple[Value, ...], unit: str) -> str:
    """`unit` is `yuan`, `wan`, `percent` or empty (see `records.Step`). Unknown is said as unknown, never as zero."""
    if isinstance(value, Missing):
        return say("form.unknown")
    if isinstance(value, bool):
        return say("form.yes" if value else "form.no")
    if isinstance(value, Decimal):
        if unit in ("yuan", "wan"):
            return written(value, unit, language.code)
        return grouped(value * 100, 0) + " %" if unit == "percent" else grouped(value, 0)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return say("form.list_separator").join(printed(part, unit) for part in value)
    return value
