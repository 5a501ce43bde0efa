"""Clocks, edits and summaries for the tests of the library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from shenbao.library import Library
from shenbao.records import Edit, Op, Summary

Opener = Callable[..., Library]
START = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)


class Clock:
    """Time that moves only when told to, or by a second with every look."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def edit(text: str, path: str = "org.name") -> Edit:
    return Edit(ops=(Op(path=path, new=text),))


def summary(title: str, **columns: str) -> Summary:
    return Summary(title=title, **columns)
