"""Chooses and prints the words of a pack in its language: Chinese, English, or both side by side."""

from __future__ import annotations

from shenbao.forms import kinds
from shenbao.forms.schema import Field, Kind, Unit
from shenbao.messages import say
from shenbao.records import Text

LANGUAGES = ("zh", "en", "both")
FIGURES = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.MONEY})


def words(text: Text | None, lang: str) -> str:
    """A text of the content."""
    if text is None:
        return ""
    return f"{text.zh} {text.en}" if lang == "both" and text.en != text.zh else text[single(lang)]


def phrase(code: str, lang: str, /, **slots: object) -> str:
    """A sentence of the catalogue."""
    return say(code, single(lang), **slots)


def single(lang: str) -> str:
    """The language of values: a bilingual pack has its answers in Chinese."""
    return "en" if lang == "en" else "zh"


def shown(field: Field, stored: str, lang: str, *, masked: bool = False) -> str:
    """An answer as it stands in the pack, with its unit."""
    return kinds.masked(field, stored) if masked and field.private else kinds.display(field, stored, single(lang))


def in_column(field: Field, stored: str, lang: str, *, masked: bool = False) -> str:
    """An answer in a table: figures without their unit, which `heading` gives once for the column."""
    if field.kind is Kind.PERCENT and not field.private:
        return shown(field, stored, lang).removesuffix("%")
    return kinds.typed(field, stored) if field.kind in FIGURES and not field.private else shown(field, stored, lang, masked=masked)


def heading(field: Field, lang: str) -> str:
    """A column's head, with the unit of its figures."""
    label, unit = words(field.label, lang), unit_of(field, lang)
    if not unit:
        return label
    if lang == "en":
        return f"{label} ({unit})"
    return f"{label}{' ' if lang == 'both' else ''}（{unit}）"  # a narrow head breaks before the unit, not inside an English word


def unit_of(field: Field, lang: str) -> str:
    """Unit of a column of figures, or nothing."""
    if field.kind is Kind.MONEY:
        return phrase("packs.unit.wan" if field.unit is Unit.WAN else "packs.unit.yuan", lang)
    if field.kind is Kind.PERCENT:
        return "%"
    return words(field.suffix, single(lang)) if field.kind in FIGURES else ""
