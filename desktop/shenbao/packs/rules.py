"""What a template may contain: an allow-list of Jinja nodes, checked before a template runs and by `shenbao lint`."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from shenbao.errors import ContentError, ContentErrors

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


def refuse_forbidden(tree: nodes.Template, name: str) -> None:
    """Raises ContentErrors when a template does more than print and test."""
    errors = tuple(forbidden(tree, name))
    if errors:
        raise ContentErrors(errors)


def forbidden(tree: nodes.Template, name: str) -> Iterator[ContentError]:
    """What a template must not do, each with file and line."""
    for node, loops in _walk(tree, 0):
        where = f"{name}:{node.lineno}"
        if isinstance(node, ARITHMETIC):
            yield ContentError("packs.arithmetic", where=where)
        elif not isinstance(node, ALLOWED):
            yield ContentError("packs.forbidden", where=where, what=type(node).__name__)
        elif isinstance(node, nodes.For) and (node.recursive or loops > DEEPEST_LOOP):
            yield ContentError("packs.loops", where=where, most=DEEPEST_LOOP)


def _walk(node: nodes.Node, loops: int) -> Iterator[tuple[nodes.Node, int]]:
    loops += isinstance(node, nodes.For)
    yield node, loops
    for child in node.iter_child_nodes():
        yield from _walk(child, loops)
