"""Evaluates expressions: once to closures for the value alone, once to closures that also tell how the value came about."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from shenbao.errors import ContentError
from shenbao.expressions import operators
from shenbao.expressions.functions import caller
from shenbao.expressions.operators import ARITHMETIC, Operand, OperandError, kleene, missing_in, truth
from shenbao.expressions.trees import Expression, Node
from shenbao.records import Missing, Step

Lookup = Callable[[str], Operand]
Run = Callable[[Lookup], Any]
Tell = Callable[[Lookup], Step]


def evaluate_value(expression: Expression, lookup: Lookup) -> Operand:
    """The value alone. ContentError when a value has a type its operator does not take; whatever `lookup` raises passes."""
    if expression.run is None:
        expression.run = _run(expression.tree)
    value: Operand = expression.run(lookup)
    return value


def evaluate(expression: Expression, lookup: Lookup) -> Step:
    """The value and how it came about. Of `and`, `or` and `if` only the operands that decided are told. Errors as `evaluate_value`."""
    if expression.tell is None:
        expression.tell = _tell(expression.tree)
    return expression.tell(lookup)


def _apply(node: Node) -> Callable[..., Any]:
    """The function behind a node that needs all its operands, with places and paths added to what it raises and answers."""
    plain = _plain(node)

    def apply(*values: Any) -> Any:
        try:
            result = plain(*values)
        except OperandError as error:
            raise ContentError(error.code, column=node.column, text=node.text, **error.slots) from None
        except ArithmeticError:
            raise ContentError("expressions.overflow", column=node.column, text=node.text) from None
        if type(result) is Missing and not result.paths:
            return Missing(paths=node.paths())
        return result

    return apply


def _plain(node: Node) -> Callable[..., Any]:
    match node.kind:
        case "call":
            return caller(str(node.detail))
        case "list":
            return lambda *members: members
        case "compare":
            return _chain(node.detail)
        case "negative":
            return operators.negative
        case "not":
            return operators.negation
        case operator:
            return lambda left, right: operators.arithmetic(operator, left, right)


def _chain(comparisons: tuple[str, ...]) -> Callable[..., Any]:
    if len(comparisons) == 1:
        only = comparisons[0]
        return lambda left, right: operators.compare(only, left, right)
    return lambda *values: kleene([operators.compare(op, values[i], values[i + 1]) for i, op in enumerate(comparisons)], False)


def _condition(node: Node, value: Any) -> bool | Missing:
    try:
        return truth(value)
    except OperandError as error:
        raise ContentError(error.code, column=node.column, text=node.text, **error.slots) from None


# -- the value alone --------------------------------------------------------------------------------------------------


def _run(node: Node) -> Run:
    parts = tuple(_run(part) for part in node.parts)
    match node.kind:
        case "constant":
            value = node.detail
            return lambda _: value
        case "path":
            path = str(node.detail)
            return lambda lookup: lookup(path)
        case "and" | "or":
            return _run_logic(node, parts)
        case "if":
            return _run_choice(node, parts)
        case operator if operator in ARITHMETIC and operator != "/":
            return _run_arithmetic(node, *parts)
    apply = _apply(node)
    match parts:
        case (only,):
            return lambda lookup: apply(only(lookup))
        case (left, right):
            return lambda lookup: apply(left(lookup), right(lookup))
    return lambda lookup: apply(*[part(lookup) for part in parts])


def _run_arithmetic(node: Node, left: Run, right: Run) -> Run:
    """The common case, two numbers, without a detour."""
    quick, apply = ARITHMETIC[node.kind], _apply(node)

    def run(lookup: Lookup) -> Any:
        first, second = left(lookup), right(lookup)
        if type(first) is Decimal and type(second) is Decimal:
            try:
                return quick(first, second)
            except ArithmeticError:
                pass  # said by the careful way below
        return apply(first, second)

    return run


def _run_logic(node: Node, parts: tuple[Run, ...]) -> Run:
    decisive = node.kind == "or"
    operands = tuple(zip(node.parts, parts, strict=True))

    def run(lookup: Lookup) -> Any:
        open_ones = []
        for part, operand in operands:
            value = operand(lookup)
            if value is decisive:
                return decisive
            if value is not (not decisive) and isinstance(_condition(part, value), Missing):
                open_ones.append(value)
        return missing_in(open_ones) or (not decisive)

    return run


def _run_choice(node: Node, parts: tuple[Run, ...]) -> Run:
    test, then, otherwise = parts
    asked = node.parts[0]

    def run(lookup: Lookup) -> Any:
        decided = _condition(asked, test(lookup))
        return decided if isinstance(decided, Missing) else (then if decided else otherwise)(lookup)

    return run


# -- with its explanation ---------------------------------------------------------------------------------------------


def _tell(node: Node) -> Tell:
    parts = tuple(_tell(part) for part in node.parts)
    text = node.text
    match node.kind:
        case "constant":
            constant = Step(text=text, value=node.detail)
            return lambda _: constant
        case "path":
            path = str(node.detail)
            return lambda lookup: Step(text=path, value=lookup(path))
        case "and" | "or":
            return _tell_logic(node, parts)
        case "if":
            return _tell_choice(node, parts)
    apply = _apply(node)
    told = tuple(part.kind != "constant" for part in node.parts)

    def tell(lookup: Lookup) -> Step:
        steps = [part(lookup) for part in parts]
        value = apply(*[step.value for step in steps])
        return Step(text=text, value=value, parts=tuple([step for step, wanted in zip(steps, told, strict=True) if wanted]))

    return tell


def _tell_logic(node: Node, parts: tuple[Tell, ...]) -> Tell:
    decisive, text = node.kind == "or", node.text

    def tell(lookup: Lookup) -> Step:
        steps, unknown = [], []
        for part, operand in zip(node.parts, parts, strict=True):
            step = operand(lookup)
            value = _condition(part, step.value)
            if value is decisive:
                return Step(text=text, value=decisive, parts=(step,))
            if part.kind != "constant":
                steps.append(step)
            if isinstance(value, Missing):
                unknown.append(step)
        missing = missing_in([step.value for step in unknown])
        return Step(text=text, value=missing or (not decisive), parts=tuple(unknown or steps))

    return tell


def _tell_choice(node: Node, parts: tuple[Tell, ...]) -> Tell:
    test, then, otherwise = parts
    asked, text = node.parts[0], node.text

    def tell(lookup: Lookup) -> Step:
        condition = test(lookup)
        decided = _condition(asked, condition.value)
        if isinstance(decided, Missing):
            return Step(text=text, value=decided, parts=(condition,))
        chosen = (then if decided else otherwise)(lookup)
        return Step(text=text, value=chosen.value, parts=(condition, chosen))

    return tell
