"""Exact Decimal yuan: floored to the fen, read and printed in 元 and 万元, and written out in capitals (大写)."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_FLOOR, Context, Decimal

FEN = Decimal("0.01")
EXACT = Context(prec=200)
"""Wide enough that no amount anyone can type is rounded unasked."""

_SCALES = {"": 0, "元": 0, "yuan": 0, "千元": 3, "万": 4, "万元": 4, "百万": 6, "百万元": 6, "千万": 7, "千万元": 7, "亿": 8, "亿元": 8}
_NUMBER = r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,4}(?:,[0-9]{4})+)(?:\.[0-9]+)?"
_AMOUNT = rf"(?:人民币|¥|￥|rmb|cny)?({_NUMBER})({'|'.join(_SCALES)})整?"


def floor_fen(yuan: Decimal) -> Decimal:
    """`yuan` down to whole fen (towards minus infinity): a claim is never rounded up."""
    return yuan.quantize(FEN, ROUND_FLOOR, EXACT)


def to_wan(yuan: Decimal) -> Decimal:
    """Yuan as 万元, exactly."""
    return yuan.scaleb(-4, EXACT)


def to_yuan(wan: Decimal) -> Decimal:
    """万元 as yuan, exactly."""
    return wan.scaleb(4, EXACT)


def number(text: str) -> Decimal:
    """The figure in half-width `text`, grouped by three or four digits or not at all. ValueError when it is none."""
    if not re.fullmatch(_NUMBER, text):
        raise ValueError(text)
    return Decimal(text.replace(",", ""))


def amount(text: str, unit: str = "yuan") -> Decimal:
    """Yuan from half-width `text` without spaces: `12.5万`, `¥1,234.50`, or a bare figure counted in `unit` (`yuan` or `wan`).

    ValueError when it is no amount.
    """
    found = re.fullmatch(_AMOUNT, text, re.IGNORECASE)
    if found is None:
        raise ValueError(text)
    figure, written = found.groups()
    scale = _SCALES[written.lower()] if written else 4 * (unit == "wan")
    return Decimal(figure.replace(",", "")).scaleb(scale, EXACT)


def grouped(figure: Decimal, least: int = 2, most: int = 6) -> str:
    """`1,234,567.89`: exact, with at least `least` decimals; what lies beyond `most` is cut off, never rounded up."""
    cut = figure.quantize(Decimal(1).scaleb(-most), ROUND_DOWN, EXACT)
    whole, _, decimals = f"{cut:,f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    text = f"{whole}.{decimals}" if decimals else whole
    return text[1:] if text.startswith("-") and not text.strip("-0,.") else text


def figure(yuan: Decimal, unit: str = "yuan") -> str:
    """`yuan` grouped, in `unit`, without the unit's name."""
    return grouped(to_wan(yuan) if unit == "wan" else yuan)


def written(yuan: Decimal, unit: str = "yuan", lang: str = "zh") -> str:
    """`yuan` grouped, with the unit's name: `1,234.50 元`, in the `unit` `wan` `20.00 万元`; English counts in no ten thousands:
    `200,000.00 yuan`."""
    if lang == "en":
        return f"{figure(yuan)} yuan"
    return f"{figure(yuan, unit)} {'万元' if unit == 'wan' else '元'}"


# -- 大写 -------------------------------------------------------------------------------------------------------------

_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def _below_wan(value: int) -> str:
    """1 … 9999 in capitals; the zeros between two digits are one 零."""
    words, gap = "", False
    for weight, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit, value = divmod(value, weight)
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + name
        gap = not digit
    return words


def _whole(value: int) -> str:
    """A positive integer in capitals, of any size: …亿亿, 万亿, 亿, 万."""
    for weight, name in ((10**8, "亿"), (10**4, "万")):
        if value >= weight:
            high, low = divmod(value, weight)
            gap = "零" if 0 < low < weight // 10 else ""
            return _whole(high) + name + gap + (_whole(low) if low else "")
    return _below_wan(value)


def in_words(yuan: Decimal) -> str:
    """人民币大写 of `yuan`, down to the fen, after the rules of the People's Bank for bills (`domain` 2.5).

    整 follows 元 or 角, never 分; 零 stands between 元 and a fraction when the digit before it is 0.
    """
    fen = int(floor_fen(yuan).scaleb(2, EXACT))
    whole, rest = divmod(abs(fen), 100)
    jiao, single = divmod(rest, 10)
    words = "人民币" + ("负" if fen < 0 else "") + (_whole(whole) + "元" if whole else "")
    if not rest:
        return words + ("整" if whole else "零元整")
    if whole and (not jiao or whole % 10 == 0):
        words += "零"
    words += _DIGITS[jiao] + "角" if jiao else ""
    return words + (_DIGITS[single] + "分" if single else "整")
