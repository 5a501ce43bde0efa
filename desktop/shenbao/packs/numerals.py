"""Labels of lists: 1. （1） 一、 （一） ① a)."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """1 … 99 in Chinese numerals as used for headings; larger numbers in figures."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def label(kind: str, number: int) -> str:
    """The label of a list item; `kind` as in the `type` attribute, or `ul`."""
    if kind == "①":
        return chr(0x2460 + number - 1) if number <= 20 else f"({number})"
    if kind == "a":
        return f"{chr(96 + number)})" if number <= 26 else f"{number})"
    patterns = {"ul": "•", "1": f"{number}.", "(1)": f"（{number}）", "一": f"{chinese(number)}、", "（一）": f"（{chinese(number)}）"}
    return patterns[kind]


def roman(number: int) -> str:
    """Small roman numerals, for the pages of front matter."""
    out = ""
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        count, number = divmod(number, value)
        out += sign * count
    return out
