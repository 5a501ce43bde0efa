"""How wide the columns of a grid begin, and how high its rows are, in device-independent pixels."""

from __future__ import annotations

from shenbao.forms.schema import Field, Kind
from shenbao.ui.theme import look

ROW_HEIGHT = 32
_WIDTHS = {
    Kind.INTEGER: 90,
    Kind.NUMBER: 110,
    Kind.PERCENT: 90,
    Kind.MONEY: 130,
    Kind.DATE: 120,
    Kind.MONTH: 100,
    Kind.YES_NO: 90,
    Kind.ONE_OF: 140,
    Kind.LONG_TEXT: 240,
    Kind.CREDIT_CODE: 190,
    Kind.RESIDENT_ID: 190,
    Kind.MOBILE: 130,
}


def width_of(column: Field) -> int:
    """A column's first width: its kind's, or its label's when that is wider."""
    label = sum(2 if ord(letter) > 0x2E80 else 1 for letter in column.label.zh) * 7 + 40
    return look.dp(max(_WIDTHS.get(column.kind, 160), min(label, 260)))
