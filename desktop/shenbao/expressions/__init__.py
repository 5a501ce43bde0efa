"""The language of rules: parsed from text, refused with a column, evaluated with or without an explanation."""

from shenbao.expressions.evaluation import evaluate, evaluate_value
from shenbao.expressions.functions import FUNCTIONS, Function
from shenbao.expressions.operands import check_types
from shenbao.expressions.packed import pack, parse, remember
from shenbao.expressions.trees import Expression

__all__ = ["FUNCTIONS", "Expression", "Function", "check_types", "evaluate", "evaluate_value", "pack", "parse", "remember"]
