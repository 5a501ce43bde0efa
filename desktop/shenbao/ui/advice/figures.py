"""How advice prints amounts and names places of the profile."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from shenbao.forms.scheme import Scheme
from shenbao.money import FEN, to_wan, to_yuan, written
from shenbao.ui.words import language


def amount_of(yuan: Decimal) -> str:
    """In 万元 where that is short and in Chinese, where it is a unit; otherwise in yuan."""
    short = language.code == "zh" and yuan == to_yuan(to_wan(yuan).quantize(FEN, ROUND_FLOOR))
    return written(yuan, "wan" if short else "yuan", language.code)


def in_yuan(yuan: Decimal) -> str:
    """To the fen: sums are compared."""
    return written(yuan, "yuan", language.code)


def place_of(scheme: Scheme, path: str) -> str:
    """Where `path` is answered: a column, or a cell, in its table."""
    table = path.partition("/")[0]
    return table if table in scheme.fields else table.rpartition(".")[0]
