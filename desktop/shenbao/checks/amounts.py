"""Works out amounts line by line, each line with its explanation and its clause."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from shenbao.forms.schema import AmountRule
from shenbao.records import Amount, Missing, Step, Value

if TYPE_CHECKING:
    from shenbao.checks.sheet import Sheet


def value_of(sheet: Sheet, amount: str, step: str) -> Value | tuple[Value, ...]:
    """What `amounts.<amount>` or `amounts.<amount>.<step>` is."""
    if step:
        line: Step = sheet.graph.get(("step", amount, step))
        return line.value
    made: Amount | None = sheet.graph.get(("amount", amount))
    return made.value if made is not None else Missing()


def work_out_step(sheet: Sheet, amount: str, step: str) -> Step:
    """One line: its expression evaluated, under its own name."""
    line = next(each for each in _rule(sheet, amount).steps if each.id == step)
    told = sheet.step(line.value)
    parts = told.parts or ((told,) if told.text != str(told.value) else ())
    return replace(told, label=line.label, unit=line.unit, parts=parts, clause=line.clause, note=line.note)


def work_out(sheet: Sheet, amount: str) -> Amount | None:
    """The amount with its visible lines, worth what the last of them is; None while the amount is not asked for."""
    rule = _rule(sheet, amount)
    if rule.shown and not sheet.holds(rule.shown):
        return None
    lines = tuple(sheet.graph.get(("step", amount, line.id)) for line in rule.steps if not line.shown or sheet.holds(line.shown))
    last = lines[-1].value if lines else Missing()
    return Amount(id=rule.id, label=rule.label, value=last if isinstance(last, Decimal | Missing) else Missing(), steps=lines)


def _rule(sheet: Sheet, amount: str) -> AmountRule:
    return next(rule for rule in sheet.scheme.amounts if rule.id == amount)
