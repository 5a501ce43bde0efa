"""Prints typed values for screen and paper, in both languages: dates, figures with their unit, yes and no."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shenbao import money
from shenbao.messages import say
from shenbao.records import Missing, Value

_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def day_text(day: date, lang: str) -> str:
    """`2026年3月5日` (Arabic figures without leading zeros, as GB/T 9704 writes dates) or `5 March 2026`."""
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_text(day: date, lang: str) -> str:
    """`2026年3月` or `March 2026`."""
    return f"{day.year}年{day.month}月" if lang == "zh" else f"{_MONTHS[day.month - 1]} {day.year}"


def percent_text(share: Decimal) -> str:
    """A share of 0.3 as `30.00%`, exact to six decimals."""
    return f"{money.grouped(share.scaleb(2, money.EXACT))}%"


def printed(value: Value | tuple[Value, ...], unit: str, lang: str) -> str:
    """Any value of an expression. `unit`: `yuan`, `wan`, `percent`, `month`; anything else prints figures as they are."""
    if isinstance(value, bool):
        return say("values.yes" if value else "values.no", lang)
    if isinstance(value, Decimal):
        if unit in ("yuan", "wan"):
            return money.written(value, unit, lang)
        return percent_text(value) if unit == "percent" else money.grouped(value, 0)
    if isinstance(value, date):
        return month_text(value, lang) if unit == "month" else day_text(value, lang)
    if isinstance(value, Missing):
        return say("values.unanswered", lang)
    if isinstance(value, tuple):
        return ("、" if lang == "zh" else ", ").join(printed(member, unit, lang) for member in value) or say("values.none", lang)
    return value
