"""Parses expressions, or takes back the trees that were kept of them: that costs a third of parsing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from shenbao.errors import ContentError
from shenbao.expressions.trees import Expression, Node

FORMAT = "1"
"""Part of the mark of what is kept; to be raised when `parsing` makes other trees of the same text."""

_FIGURE = "figure"
"""Kind, among what is kept, of a constant that is a number: its digits are its text."""

_kept: dict[str, bytes] = {}
_unread: list[bytes] = []
"""What was remembered and nothing has been looked for in yet: a start that only lists forms wants none of it."""


@lru_cache(maxsize=4096)
def parse(source: str) -> Expression:
    """The expression written in `source`. ContentError with `column` when it is not of the language."""
    while (packed := _kept.get(source)) is None and _unread:
        _kept.update(msgspec.msgpack.decode(_unread.pop(), type=dict[str, bytes]))
    if packed is not None:
        return _unpacked(packed)
    from shenbao.expressions import parsing  # most starts find every tree kept

    return parsing.parse(source)


def pack(sources: Iterable[str]) -> bytes:
    """Trees of the expressions written in `sources`, to be kept; what does not parse is left out."""
    packed = {}
    for source in sources:
        try:
            expression = parse(source)
        except ContentError:
            continue
        packed[source] = msgspec.msgpack.encode((expression.source, _folded(expression.tree)))
    return msgspec.msgpack.encode(packed)


def remember(packed: bytes) -> None:
    """Lets `parse` take these trees, made by `pack` in this version of the program, when one of them is first wanted."""
    _unread.append(packed)


def _folded(node: Node) -> list[Any]:
    figure = isinstance(node.detail, Decimal)
    detail = None if figure or node.detail == node.text else node.detail
    return [_FIGURE if figure else node.kind, node.column, len(node.text), detail, [_folded(part) for part in node.parts]]


def _unpacked(packed: bytes) -> Expression:
    text, folded = msgspec.msgpack.decode(packed)
    paths: set[str] = set()
    functions: set[str] = set()
    numbers: list[Decimal] = []

    def unfolded(folded: list[Any]) -> Node:
        kind, column, length, detail, parts = folded
        piece = text[column - 1 : column - 1 + length]
        if kind == _FIGURE:
            numbers.append(Decimal(piece))
            return Node("constant", piece, column, numbers[-1])
        if kind == "path":
            detail = detail or piece
            paths.add(detail)
        elif kind == "call":
            functions.add(detail)
        elif kind == "compare":
            detail = tuple(detail)
        return Node(kind, piece, column, detail, tuple([unfolded(part) for part in parts]))

    root = unfolded(folded)
    return Expression(text, root, frozenset(paths), frozenset(functions), tuple(numbers))
