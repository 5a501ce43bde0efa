"""Sentences are found by the beginning of their code, in the file of that name or in any."""

from __future__ import annotations

import errno
import os

import pytest

from shenbao import messages
from shenbao.errors import ExchangeError


def test_every_pattern_is_found_by_its_code() -> None:
    assert {code: messages.pattern(code) for code in messages.catalogue()} == messages.catalogue()


def test_an_unknown_code_is_a_mistake_of_the_program() -> None:
    assert messages.pattern("ui.nothing") is None
    with pytest.raises(KeyError):
        messages.say("ui.nothing", "zh")


def test_why_the_system_refuses_is_said_in_the_readers_language() -> None:
    error = ExchangeError("cli.not_written", "x.pdf", reason=os.strerror(errno.ENOSPC))
    assert "磁盘已满" in messages.describe(error, "zh")
    assert "the disk is full" in messages.describe(error, "en")
    assert "odd" in messages.describe(ExchangeError("cli.not_written", "x.pdf", reason="odd"), "zh")
