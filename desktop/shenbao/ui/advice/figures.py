"""How advice prints amounts and names places of the profile."""

from __future__ import annotations

from decimal import Decimal

from shenbao.forms.scheme import Scheme
from shenbao.money import written
from shenbao.ui.words import language


def amount_of(yuan: Decimal) -> str:
    """In 万元 in Chinese, in yuan in English: 万 is no English unit."""
    return written(yuan, "wan" if language.code == "zh" else "yuan", language.code)


def place_of(scheme: Scheme, path: str) -> str:
    """Where `path` is answered: a column, or a cell, in its table."""
    table = path.partition("/")[0]
    return table if table in scheme.fields else table.rpartition(".")[0]
