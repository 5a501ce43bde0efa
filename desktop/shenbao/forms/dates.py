"""Reads dates and months in the ways people write them."""

from __future__ import annotations

import re
from datetime import date

from shenbao.errors import InputError
from shenbao.text import compact

EARLIEST, LATEST = 1900, 2199
"""Years that a person or a project of our time can have."""

_MIDNIGHT = r"(?:T?00:00(?::00(?:\.0+)?)?)?"  # spreadsheets add it
_DAYS = (
    r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})" + _MIDNIGHT,
    r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?",
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
    r"(?P<d>\d{1,2})(?P<name>[A-Za-z]{3,9}),?(?P<y>\d{4})",
)
_MONTHS = (
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})",
    r"(?P<y>\d{4})年(?P<m>\d{1,2})月?",
    r"(?P<y>\d{4})(?P<m>\d{2})",
    r"(?P<name>[A-Za-z]{3,9}),?(?P<y>\d{4})",
)
_NAMES = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]


def read_day(typed: str) -> date:
    """A date from `2026-3-5`, `20260305`, `2026/3/5`, `2026.3.5`, `2026年3月5日`, `5 March 2026`, in any width. InputError otherwise."""
    return _read(typed, _DAYS, "values.date")


def recall_day(stored: str) -> date:
    """A date from stored text, quickly when it is canonical."""
    try:
        return date.fromisoformat(stored) if len(stored) == 10 and EARLIEST <= int(stored[:4]) <= LATEST else read_day(stored)
    except ValueError:
        return read_day(stored)


def read_month(typed: str) -> date:
    """The first day of a month written as `2026-3`, `202603`, `2026年3月`, `March 2026`, or of a date. InputError otherwise."""
    return _read(typed, (*_MONTHS, *_DAYS), "values.month").replace(day=1)


def recall_month(stored: str) -> date:
    """The first day of a month from stored text, quickly when it is canonical."""
    try:
        return recall_day(f"{stored}-01") if len(stored) == 7 else read_month(stored)
    except InputError:
        return read_month(stored)


def _read(typed: str, forms: tuple[str, ...], code: str) -> date:
    text = compact(typed)
    for form in forms:
        found = re.fullmatch(form, text, re.ASCII)
        if found is None:
            continue
        part = found.groupdict()
        month = _month(part["name"]) if "name" in part else int(part["m"])
        if month is None:
            continue
        try:
            day = date(int(part["y"]), month, int(part.get("d") or 1))
        except ValueError:
            raise InputError("values.no_such_date", typed=typed.strip()) from None
        if not EARLIEST <= day.year <= LATEST:
            raise InputError("values.year", earliest=EARLIEST, latest=LATEST, year=day.year)
        return day
    raise InputError(code)


def _month(name: str) -> int | None:
    """The number of a month written in English, in full or by three letters."""
    for number, full in enumerate(_NAMES, 1):
        if name.lower() in (full, full[:3]):
            return number
    return None
