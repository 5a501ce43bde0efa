"""Functions over dates: full years, months and days between, and dates moved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from shenbao.expressions.operators import OperandError
from shenbao.records import Missing

_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Not `calendar`, which brings `locale` with it."""


def whole(number: Decimal) -> int:
    """A count of days, months or decimals. OperandError when it is not whole; a million is beyond every calendar."""
    if number != number.to_integral_value() or abs(number) > 1_000_000:
        raise OperandError("expressions.whole", found=number)
    return int(number)


def _shifted(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = 29 if month == 1 and year % 4 == 0 and (year % 100 or year % 400 == 0) else _LAST_DAYS[month]
    return date(year, month + 1, min(day.day, last))


def months_between(start: date, end: date) -> Decimal:
    """Full months: 31 January to 28 February is one, as `add_months` says."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return Decimal(months - (_shifted(start, months) > end))


def years_between(start: date, end: date) -> Decimal:
    """Full years, as an age is counted."""
    return Decimal(int(months_between(start, end) / 12))


def days_between(start: date, end: date) -> Decimal:
    """Days from start to end, the first not counted."""
    return Decimal((end - start).days)


def add_months(day: date, months: Decimal) -> date | Missing:
    """The same day of a later month, or that month's last; Missing beyond the calendar."""
    try:
        return _shifted(day, whole(months))
    except (ValueError, OverflowError):
        return Missing()


def add_days(day: date, days: Decimal) -> date | Missing:
    """Missing beyond the calendar."""
    try:
        return day + timedelta(days=whole(days))
    except OverflowError:
        return Missing()
