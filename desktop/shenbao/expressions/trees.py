"""Expressions as trees: what the parser makes, what is kept between two starts, and what is evaluated."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shenbao.records import Step


class Expression:
    """A parsed expression. `paths`: what it reads; `functions`: what it calls; `numbers`: the figures written in it."""

    __slots__ = ("functions", "numbers", "paths", "run", "source", "tell", "tree")

    def __init__(self, source: str, tree: Node, paths: frozenset[str], functions: frozenset[str], numbers: tuple[Decimal, ...]) -> None:
        self.source = source
        self.tree = tree
        self.paths = paths
        self.functions = functions
        self.numbers = numbers
        self.run: Callable[..., Any] | None = None
        self.tell: Callable[..., Step] | None = None

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"


class Node:
    """One accepted node of the tree: `kind` is `constant`, `path`, `list`, `-`, `not`, `if`, `and`, `or`, `compare`, `call` or an operator.

    `text` is its source, `column` counts characters from 1; `detail` is a constant's value, a path, a function's name or the
    operators of a comparison.
    """

    __slots__ = ("column", "detail", "kind", "parts", "text")

    def __init__(self, kind: str, text: str, column: int, detail: Any = None, parts: tuple[Node, ...] = ()) -> None:
        self.kind = kind
        self.text = text
        self.column = column
        self.detail = detail
        self.parts = parts

    def paths(self) -> frozenset[str]:
        """Every path read below this node."""
        if self.kind == "path":
            return frozenset((str(self.detail),))
        return frozenset[str]().union(*(part.paths() for part in self.parts))
