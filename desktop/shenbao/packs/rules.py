"""What a template may contain: an allow-list of Jinja nodes, checked before a template runs and by `shenbao lint`."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from shenbao.errors import ContentError, ContentErrors
from shenbao.packs.markup import excerpt

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.If,
    nodes.For,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Test,
    nodes.Filter,
    nodes.Keyword,
)
ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg)
DEEPEST_LOOP = 5
"""Sections, blocks, rows, cells, and one more."""


def refuse_forbidden(tree: nodes.Template, name: str, source: str) -> None:
    """Raises ContentErrors when a template does more than print and test."""
    errors = tuple(forbidden(tree, name, source))
    if errors:
        raise ContentErrors(errors)


def forbidden(tree: nodes.Template, name: str, source: str) -> Iterator[ContentError]:
    """What a template must not do, each with file, line and the lines around."""
    for node, loops in _walk(tree, 0):
        code, slots = _wrong(node, loops)
        if code:
            yield ContentError(code, f"{name}:{node.lineno}", around=excerpt(source, node.lineno), **slots)


def _wrong(node: nodes.Node, loops: int) -> tuple[str, dict[str, object]]:
    """What is wrong with a node itself: code and slots of the error, or nothing."""
    if isinstance(node, ARITHMETIC):
        return "packs.arithmetic", {}
    if not isinstance(node, ALLOWED):
        return "packs.forbidden", {"what": type(node).__name__}
    if isinstance(node, nodes.For) and (node.recursive or loops > DEEPEST_LOOP):
        return "packs.loops", {"most": DEEPEST_LOOP}
    return "", {}


def _walk(node: nodes.Node, loops: int) -> Iterator[tuple[nodes.Node, int]]:
    loops += isinstance(node, nodes.For)
    yield node, loops
    for child in node.iter_child_nodes():
        yield from _walk(child, loops)
