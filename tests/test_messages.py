"""Sentences are found by the beginning of their code, in the file of that name or in any."""

from __future__ import annotations

import pytest

from shenbao import messages


def test_every_pattern_is_found_by_its_code() -> None:
    assert {code: messages.pattern(code) for code in messages.catalogue()} == messages.catalogue()


def test_an_unknown_code_is_a_mistake_of_the_program() -> None:
    assert messages.pattern("ui.nothing") is None
    with pytest.raises(KeyError):
        messages.say("ui.nothing", "zh")
