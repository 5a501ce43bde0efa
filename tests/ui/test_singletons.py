"""Calls into Qt do not use up None: the program survives a long day on Python 3.11."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

import shenbao.ui


def test_a_day_of_calls_does_not_use_up_none() -> None:
    assert shenbao.ui.__doc__
    item = QObject()
    before = sys.getrefcount(None)
    for _ in range(20_000):
        item.setObjectName("x")
    assert sys.getrefcount(None) > 1_000_000 or sys.getrefcount(None) >= before - 100
