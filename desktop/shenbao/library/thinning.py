"""Which backups are kept: all of two days, then one a day, a week, a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

EVERY = timedelta(hours=48)
DAILY, WEEKLY, MONTHLY = 14, 8, 24
"""How many days, weeks and months (counting only those that have a backup) keep their newest one."""


def kept(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """The moments whose backups stay at `now`. The newest backup always does; one from the future (a clock set back) does too."""
    newest_first = sorted(set(made), reverse=True)
    keep = {moment for moment in newest_first if now - moment <= EVERY} | set(newest_first[:1])
    older = [moment for moment in newest_first if now - moment > EVERY]
    for count, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        firsts: dict[tuple[int, ...], datetime] = {}
        for moment in older:
            firsts.setdefault(period(moment), moment)
        keep.update(list(firsts.values())[:count])
    return keep


Period = Callable[[datetime], tuple[int, ...]]


def _day(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month, moment.day


def _week(moment: datetime) -> tuple[int, ...]:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month
