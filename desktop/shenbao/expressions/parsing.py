"""Reads an expression with Python's own parser and refuses everything that is not on a short list.

What is accepted is also a Jinja expression: the lexical pass refuses what only one of the two languages reads (prefixed
strings, digit separators, exponents, keywords as names), the pass over the tree refuses the rest.
"""

from __future__ import annotations

import ast
import keyword
import re
from decimal import Decimal
from typing import Any

from shenbao.errors import ContentError
from shenbao.expressions.functions import FUNCTIONS, SLOT_READERS
from shenbao.expressions.trees import Expression, Node

MOST_CHARACTERS = 500
MOST_LEVELS = 50

_TOKEN = re.compile(
    r"""(?:[ \t\n]+
    | "[^"\\\x00-\x1f\ud800-\udfff]*"(?!["'])  | '[^'\\\x00-\x1f\ud800-\udfff]*'(?!["'])
    | (?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![\w.])
    | [^\W\d]\w*(?!["'])
    | [=!<>]=  | [-+*/<>()\[\],.]
    )""",
    re.VERBOSE,
)
_STRINGS = re.compile(r""""[^"\n]*"|'[^'\n]*'""")
_CONSTANTS = {"true": True, "false": False}
_REFUSED_NAMES = frozenset({"True", "False", "None", "none", "null"})


def parse(source: str) -> Expression:
    """The expression written in `source`. ContentError with `column` when it is not of the language."""
    text = " ".join(source.split("\n")).strip()
    if not text:
        raise ContentError("expressions.empty")
    if len(text) > MOST_CHARACTERS:
        raise ContentError("expressions.long", most=MOST_CHARACTERS, characters=len(text))
    _refuse_characters(text)
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise _syntax(text, error) from None
    except (RecursionError, MemoryError):
        raise ContentError("expressions.deep", column=1, most=MOST_LEVELS) from None
    reading = _Reading(text)
    root = reading.node(tree, MOST_LEVELS)
    return Expression(text, root, frozenset(reading.paths), frozenset(reading.functions), tuple(reading.numbers))


def _refuse_characters(text: str) -> None:
    at = 0
    while at < len(text):  # token by token: Python 3.11.2 forgets look-aheads inside a possessive repetition
        found = _TOKEN.match(text, at)
        if found is None:
            raise ContentError("expressions.character", column=at + 1, text=text[at : at + 12])
        at = found.end()


def _syntax(text: str, error: SyntaxError) -> ContentError:
    """Names a keyword used as a field when there is one: Python's own message would not help an author."""
    for name in re.finditer(r"[^\W\d]\w*", _STRINGS.sub(lambda found: " " * len(found[0]), text)):
        if keyword.iskeyword(name[0]) and name[0] not in {"and", "or", "not", "in", "if", "else"}:
            return ContentError("expressions.reserved", column=name.start() + 1, text=name[0])
    column = min(max(error.offset or 1, 1), len(text))
    return ContentError("expressions.syntax", column=column, text=text[column - 1 : column + 11])


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}


class _Reading:
    """One pass over Python's tree, noting what is read and called."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.raw = None if text.isascii() else text.encode()
        self.paths: set[str] = set()
        self.functions: set[str] = set()
        self.numbers: list[Decimal] = []

    def span(self, node: ast.expr) -> tuple[str, int]:
        """Source and column of a node; Python counts bytes."""
        start, end = node.col_offset, node.end_col_offset
        if self.raw is None:
            return self.text[start:end], start + 1
        return self.raw[start:end].decode(), len(self.raw[:start].decode()) + 1

    def refused(self, node: ast.expr, code: str = "expressions.refused", **slots: Any) -> ContentError:
        text, column = self.span(node)
        return ContentError(code, column=column, text=_short(text), **slots)

    def node(self, node: ast.expr, levels: int) -> Node:
        if not levels:
            raise self.refused(node, "expressions.deep", most=MOST_LEVELS)
        text, column = self.span(node)
        levels -= 1
        match node:
            case ast.Constant(value=value):
                return Node("constant", text, column, self.constant(node, value, text))
            case ast.Name(id=name) if name in _CONSTANTS:
                return Node("constant", text, column, _CONSTANTS[name])
            case ast.Name() | ast.Attribute():
                path = self.path(node)
                self.paths.add(path)
                return Node("path", text, column, path)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return Node(_ARITHMETIC[type(op)], text, column, None, (self.node(left, levels), self.node(right, levels)))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Node("negative", text, column, None, (self.node(operand, levels),))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Node("not", text, column, None, (self.node(operand, levels),))
            case ast.BoolOp(op=op, values=values):
                return Node("and" if isinstance(op, ast.And) else "or", text, column, None, self.nodes(values, levels))
            case ast.Compare(left=left, ops=ops, comparators=others) if all(type(op) in _COMPARISONS for op in ops):
                operators = tuple(_COMPARISONS[type(op)] for op in ops)
                return Node("compare", text, column, operators, self.nodes([left, *others], levels))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return Node("if", text, column, None, self.nodes([test, body, orelse], levels))
            case ast.List(elts=members):
                return Node("list", text, column, None, self.nodes(members, levels))
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self.call(node, name, arguments, levels)
            case _:
                raise self.refused(node)

    def nodes(self, many: list[ast.expr], levels: int) -> tuple[Node, ...]:
        return tuple([self.node(each, levels) for each in many])

    def constant(self, node: ast.expr, value: object, text: str) -> str | Decimal:
        if type(value) is str:
            return value
        if type(value) in (int, float) and text[0].isdigit():
            figure = Decimal(text)
            self.numbers.append(figure)
            return figure
        raise self.refused(node)

    def path(self, node: ast.expr) -> str:
        if isinstance(node, ast.Attribute):
            return f"{self.path(node.value)}.{node.attr}"
        if isinstance(node, ast.Name) and node.id not in _REFUSED_NAMES and node.id not in _CONSTANTS:
            return node.id
        raise self.refused(node)

    def call(self, node: ast.Call, name: str, arguments: list[ast.expr], levels: int) -> Node:
        text, column = self.span(node)
        function = FUNCTIONS.get(name)
        if function is None:
            from difflib import get_close_matches

            near = get_close_matches(name, FUNCTIONS, 1)
            raise self.refused(
                node, "expressions.function_like" if near else "expressions.function", name=name, near=near[0] if near else ""
            )
        if not function.accepts(len(arguments)):
            raise self.refused(node, "expressions.arguments", name=name, signature=function.signature, count=len(arguments))
        self.functions.add(name)
        if name in SLOT_READERS:
            return Node("call", text, column, name, (self.slot(arguments[0], SLOT_READERS[name]),))
        return Node("call", text, column, name, self.nodes(arguments, levels))

    def slot(self, argument: ast.expr, column_read: str) -> Node:
        """`attached("A11")` reads `attachments.A11`, `pages("A11")` reads `attachments.A11.pages`."""
        text, column = self.span(argument)
        match argument:
            case ast.Constant(value=str(code)) if re.fullmatch(r"\w+", code):
                path = f"attachments.{code}"
            case ast.Attribute(value=ast.Name(id="attachments"), attr=code):
                path = f"attachments.{code}"
            case _:
                raise self.refused(argument, "expressions.slot")
        path += column_read
        self.paths.add(path)
        return Node("path", text, column, path)
