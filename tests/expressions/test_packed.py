"""An expression that was kept is the one that parsing makes, to the last column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from shenbao.expressions import packed, parsing
from shenbao.expressions.trees import Node

SOURCES = (
    "sum(work.list.amount) * 0.50 + 3 - -work.cost / 2",
    ' "甲" in [work.kind, "乙" ] and not (1 < work.cost <= 1.50) or true',
    'attached("A11") and pages("A11") >= 2 if answered(work.day) else false',
    "min(work.cost,\n  constants.cap)",
    "work.名称 == '名称'",
)


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(packed, "_kept", {})
    monkeypatch.setattr(packed, "_unread", [])
    packed.parse.cache_clear()
    yield
    packed.parse.cache_clear()


def laid_open(node: Node) -> tuple[Any, ...]:
    return node.kind, node.text, node.column, type(node.detail), node.detail, tuple(laid_open(part) for part in node.parts)


@pytest.mark.parametrize("source", SOURCES)
def test_what_was_kept_is_what_was_parsed(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = parsing.parse(source)
    packed.remember(packed.pack([source]))
    packed.parse.cache_clear()
    monkeypatch.setattr(parsing, "parse", None)
    taken = packed.parse(source)
    assert laid_open(taken.tree) == laid_open(parsed.tree)
    assert (taken.source, taken.paths, taken.functions, taken.numbers) == (parsed.source, parsed.paths, parsed.functions, parsed.numbers)


def test_what_does_not_parse_is_not_kept() -> None:
    assert packed.pack(["work.cost *", "work.cost"]) == packed.pack(["work.cost"])
