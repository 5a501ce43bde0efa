"""Finds operands of a wrong type before anything is evaluated, from the types of the fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from shenbao.errors import ContentError
from shenbao.expressions.functions import FUNCTIONS, SLOT_READERS
from shenbao.expressions.operators import ARITHMETIC, kind_name, said
from shenbao.expressions.trees import Expression, Node


def check_types(expression: Expression, kind_of: Callable[[str], str]) -> tuple[ContentError, ...]:
    """Every operand that can never fit. `kind_of(path)` is `text number date bool list`, `list[number]` for a column of numbers,
    or `any` where nothing is known."""
    checking = _Checking(kind_of)
    checking.kind(expression.tree)
    return tuple(checking.errors)


def result_type(expression: Expression, kind_of: Callable[[str], str]) -> str:
    """The type of what the expression gives, `any` where it depends; types as in `check_types`."""
    return _Checking(kind_of).kind(expression.tree)


def fits(kind: str, expected: str) -> bool:
    """Whether a value of type `kind` may stand where `expected` is written; unknown types and members fit."""
    if "any" in (kind, expected):
        return True
    for alternative in expected.split("|"):
        outer, members = _members(alternative)
        found, inside = _members(kind)
        if outer == found and (members == "any" or inside in (members, "any")):
            return True
    return False


def _members(kind: str) -> tuple[str, str]:
    found = re.fullmatch(r"list\[(\w+)\]", kind)
    return ("list", found[1]) if found else (kind, "any")


class _Checking:
    """One walk over a tree, collecting errors."""

    def __init__(self, kind_of: Callable[[str], str]) -> None:
        self.kind_of = kind_of
        self.errors: list[ContentError] = []

    def expect(self, part: Node, expected: str) -> str:
        kind = self.kind(part)
        if not fits(kind, expected):
            self.refuse(part, expected, kind)
        return kind

    def refuse(self, part: Node, expected: str, kind: str) -> None:
        self.errors.append(ContentError("expressions.type", column=part.column, text=part.text, expected=said(expected), found=said(kind)))

    def kind(self, node: Node) -> str:
        match node.kind:
            case "constant":
                return kind_name(node.detail)
            case "path":
                return self.kind_of(str(node.detail))
            case "list":
                return self.list(node.parts)
            case "and" | "or" | "not":
                for part in node.parts:
                    self.expect(part, "bool")
                return "bool"
            case "compare":
                self.comparison(node)
                return "bool"
            case "if":
                self.expect(node.parts[0], "bool")
                then, otherwise = self.kind(node.parts[1]), self.kind(node.parts[2])
                return then if then == otherwise else "any"
            case "call":
                return self.call(node)
            case operator:
                assert operator in ARITHMETIC or operator == "negative"
                for part in node.parts:
                    self.expect(part, "number")
                return "number"

    def list(self, parts: Sequence[Node]) -> str:
        kinds = {self.kind(part) for part in parts}
        only = kinds.pop() if len(kinds) == 1 else "any"
        return f"list[{only}]" if only in ("text", "number", "date", "bool") else "list"

    def comparison(self, node: Node) -> None:
        kinds = [self.kind(part) for part in node.parts]
        assert isinstance(node.detail, tuple)
        for index, operator in enumerate(node.detail):
            left, right = kinds[index], kinds[index + 1]
            part = node.parts[index + 1]
            if operator in ("in", "not in"):
                expected = f"list[{left}]" if left in ("text", "number", "date", "bool") else "list"
                if not fits(right, expected):
                    self.refuse(part, expected, right)
            elif not fits(right, left) and not fits(left, right):
                self.refuse(part, left, right)
            elif operator not in ("==", "!=") and not (fits(left, "number|date") and fits(right, "number|date")):
                self.refuse(part, "number|date", right)

    def call(self, node: Node) -> str:
        function = FUNCTIONS[str(node.detail)]
        if node.detail in SLOT_READERS:
            return function.result
        kinds = [self.expect(part, function.expected(index)) for index, part in enumerate(node.parts)]
        if function.result != "same":
            return function.result
        outer, members = _members(kinds[0])
        return members if outer == "list" else outer
