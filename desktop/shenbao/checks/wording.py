"""Puts findings into words: one pattern for each kind and outcome, in both languages, with this applicant's figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from shenbao import messages
from shenbao.forms.printing import printed
from shenbao.forms.schema import Check, CheckKind, Field, Kind
from shenbao.forms.scheme import Scheme
from shenbao.records import Finding, Level, Missing, Outcome, Text, Value

_MOST_NAMED = 5
"""Answers still missing that a message names before it only counts them."""


def text(code: str, **slots: object) -> Text:
    """A pattern of `checks.json` filled in; slots that are texts or functions of the language are written in each language."""
    return Text(zh=_said(code, "zh", slots), en=_said(code, "en", slots))


def _said(code: str, lang: str, slots: Mapping[str, object]) -> str:
    """Only the slots that the pattern names are written: most findings need few of theirs."""
    pattern_text = (messages.pattern(code) or {})[lang]
    return messages.say(code, lang, **{name: _slot(slot, lang) for name, slot in slots.items() if f"{{{name}}}" in pattern_text})


def written(value: Value | tuple[Value, ...] | None, unit: str, lang: str) -> str:
    """A value as a message shows it. Units: `yuan`, `wan`, `percent`, `month`, `year` (no grouping) or none."""
    if unit == "year" and isinstance(value, Decimal):
        return f"{value:f}"
    return printed(Missing() if value is None else value, unit, lang)


def unit_of(field: Field | None) -> str:
    """How values of a field are written when the check does not say."""
    if field is None:
        return ""
    return {Kind.MONEY: str(field.unit), Kind.PERCENT: "percent", Kind.MONTH: "month"}.get(field.kind, "")


def named(labels: list[Text]) -> Text:
    """Names in a row: the first few, then how many more there are."""
    unique = list({label.zh: label for label in labels}.values())
    more = len(unique) - _MOST_NAMED
    zh, en = (_list(lang).join(_quoted(label, lang) for label in unique[:_MOST_NAMED]) for lang in messages.LANGUAGES)
    return text("checks.and_more", names=Text(zh=zh, en=en), count=more) if more > 0 else Text(zh=zh, en=en)


def pattern(check: Check, outcome: Outcome, variant: str, **slots: object) -> Text:
    """The sentence of a check's kind and outcome; a violated check says what its author wrote, when anything.

    `variant` is `date` or `text` for what is compared but not subtracted: dates are earlier or later, texts only differ."""
    if outcome is Outcome.VIOLATED and check.message is not None:
        return Text(zh=_filled(check.message.zh, "zh", slots), en=_filled(check.message.en, "en", slots))
    kind = check.kind
    if kind is CheckKind.WITHIN and not (check.low and check.high):
        kind = CheckKind.AT_LEAST if check.low else CheckKind.AT_MOST
    code = f"checks.{kind}.{outcome}"
    special = f"{code}_{variant}"
    return text(special if messages.pattern(special) else code, **slots)


def automatic_finding(
    code: str,
    case: str,
    path: str,
    slots: Mapping[str, object],
    *,
    level: Level = Level.BLOCK,
    missing: tuple[str, ...] = (),
    final_only: bool = False,
) -> Finding:
    """A violated finding of a rule that every form has: patterns `checks.<code>.title` and `checks.<code>.<case>` with their slots."""
    return Finding(
        code=code,
        level=level,
        outcome=Outcome.VIOLATED,
        path=path,
        title=text(f"checks.{code}.title"),
        message=Text(zh=_said(f"checks.{code}.{case}", "zh", slots), en=_said(f"checks.{code}.{case}", "en", slots)),
        missing=missing,
        final_only=final_only,
    )


def undecided_finding(scheme: Scheme, code: str, path: str, missing: frozenset[str]) -> Finding:
    """A rule that every form has and that the answers at `missing` would settle."""
    return Finding(
        code=code,
        level=Level.BLOCK,
        outcome=Outcome.UNDECIDED,
        path=path,
        title=text(f"checks.{code}.title"),
        message=text("checks.undecided", missing=missing_names(scheme, missing)),
        missing=tuple(sorted(missing)),
    )


def missing_names(scheme: Scheme, paths: frozenset[str]) -> Text:
    """What is still to be answered, in the order of the form."""
    labels = []
    order = {path: at for at, path in enumerate(scheme.places)}
    for path in sorted(paths, key=lambda each: (order.get(each.partition("/")[0], len(order)), each)):
        field = scheme.field_at(path) or scheme.field_at(path.partition("/")[0])
        if field is not None:
            labels.append(field.label)
    return named(labels)


def in_row(row: Text, sentence: Text) -> Text:
    """A sentence about one row, begun with the row's name."""
    return text("checks.in_row", row=row, sentence=sentence)


def row_name(number: int, name: str) -> Text:
    """`第 3 行（HT-2026-003）`."""
    return text("checks.row_named" if name else "checks.row", number=number, name=name)


def _filled(sentence: str, lang: str, slots: Mapping[str, object]) -> str:
    """An author's sentence; only the slots it names are replaced, other braces stay."""
    for name, slot in slots.items():
        if f"{{{name}}}" in sentence:
            sentence = sentence.replace(f"{{{name}}}", str(_slot(slot, lang)))
    return sentence


def _slot(slot: object, lang: str) -> object:
    if isinstance(slot, Text):
        return slot[lang]
    if callable(slot):
        write: Callable[[str], str] = slot
        return write(lang)
    if isinstance(slot, date | Decimal):
        return written(slot, "", lang)
    return slot


def _quoted(label: Text, lang: str) -> str:
    return messages.say("checks.quoted", lang, name=label[lang])


def _list(lang: str) -> str:
    return "、" if lang == "zh" else ", "
