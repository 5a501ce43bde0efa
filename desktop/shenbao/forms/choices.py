"""Reads yes and no, one choice, and several choices, by code or by label in either language."""

from __future__ import annotations

import re

from shenbao.errors import InputError
from shenbao.forms.schema import Field
from shenbao.text import clean, normalised

_YES = frozenset(["是", "有", "对", "真", "√", "✓", "✔", "☑", "yes", "y", "true", "1"])
_NO = frozenset(["否", "无", "没有", "不是", "×", "✗", "✘", "☒", "no", "n", "false", "0"])
_LONGEST_SAID = 40
"""Characters of a wrong choice that a message repeats."""
_BETWEEN = r"[、，,;；\n]+"


def read_yes_no(typed: str) -> str:
    """`yes` or `no`. InputError otherwise."""
    word = normalised(typed)
    if word in _YES or word in _NO:
        return "yes" if word in _YES else "no"
    raise InputError("values.yes_no")


def read_one(field: Field, typed: str) -> str:
    """The code of the choice typed; any text when the field's choices are made elsewhere. InputError when it is none of them."""
    text = clean(typed)
    if not field.choices:
        return text
    for choice in field.choices:
        if text == choice.code:
            return text
    wanted = normalised(text)
    for choice in field.choices:
        if wanted in (normalised(choice.code), normalised(choice.label.zh), normalised(choice.label.en)):
            return choice.code
    raise _none_of(field, text if len(text) <= _LONGEST_SAID else f"{text[: _LONGEST_SAID - 1]}…")


def _none_of(field: Field, text: str) -> InputError:
    from difflib import get_close_matches  # only a slip of the hand pays for it

    near = get_close_matches(text, [label for choice in field.choices for label in (choice.label.zh, choice.label.en)], 1)
    return InputError("values.choice_like", typed=text, near=near[0]) if near else InputError("values.choice", typed=text)


def read_some(field: Field, typed: str) -> str:
    """The codes of the choices typed, joined with a space, each once, in the order of the form or, where that matters, as typed.
    InputError names what is none."""
    text = clean(typed, lines=True)
    words = text.split()
    codes = [choice.code for choice in field.choices]
    if not field.choices or set(words) <= set(codes):
        chosen = words
    else:
        chosen = [read_one(field, part) for part in re.split(_BETWEEN, text) if part.strip()]
    if field.ordered:
        return " ".join(dict.fromkeys(chosen))
    return " ".join(sorted(dict.fromkeys(chosen), key=lambda code: codes.index(code) if code in codes else 0))


def label(field: Field, code: str, lang: str) -> str:
    """What is printed for a stored code; a code without a choice stands for itself."""
    return next((choice.label[lang] for choice in field.choices if choice.code == code), code)


def labels(field: Field, stored: str, lang: str) -> list[str]:
    """What is printed for several stored codes."""
    return [label(field, code, lang) for code in stored.split()]
