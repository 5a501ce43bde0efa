"""Tells how each amount was worked out, line by line, and which clauses it rests on (测算说明)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from shenbao import money
from shenbao.draft.states import Snapshot
from shenbao.forms import kinds
from shenbao.forms.clauses import named
from shenbao.forms.printing import printed
from shenbao.forms.schema import Kind
from shenbao.packs.blocks import Layout
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import phrase, single, words
from shenbao.policy import policy
from shenbao.records import Amount, Missing, Step, Text

PATH = re.compile(r"\b[a-z_]\w*(?:\.\w+)+")
OPERATORS = {"*": "×", "/": "÷", "-": "－", "+": "＋", "<=": "≤", ">=": "≥", "!=": "≠"}
WORDED = frozenset({"floor_fen", "sum_where", "sum", "min", "max", "share", "round_to"})
"""Functions that have words on paper."""
CALL = re.compile(r"([a-z_]\w*)\(")
CALLED = re.compile(rf"\b(?:{'|'.join(sorted(WORDED, reverse=True))})(?=[(（])")
BRACKETS = {ord("("): "（", ord(")"): "）"}
DEEPEST = 4
"""How many levels of an explanation are printed below a line."""


def amounts(snapshot: Snapshot, layout: Layout) -> list[Plain]:
    """Every amount with its lines."""
    return [_amount(snapshot, layout, number, amount) for number, amount in enumerate(snapshot.amounts, 1)]


def _amount(snapshot: Snapshot, layout: Layout, number: int, amount: Amount) -> Plain:
    is_headline = snapshot.headline is not None and amount.id == snapshot.headline.id
    missing = sorted(amount.value.paths) if isinstance(amount.value, Missing) else []
    return {
        "id": amount.id,
        "heading": layout.numbered(number, words(amount.label, layout.lang)),
        "label": words(amount.label, layout.lang),
        "text": printed(amount.value, "yuan", single(layout.lang)),
        "words": money.in_words(amount.value) if isinstance(amount.value, Decimal) and is_headline and layout.lang != "en" else "",
        "missing": phrase("packs.comma", layout.lang).join(_label(snapshot, path, layout.lang) for path in missing),
        "steps": [_step(snapshot, layout.lang, at, step) for at, step in enumerate(amount.steps, 1)],
    }


def _step(snapshot: Snapshot, lang: str, number: int, step: Step) -> Plain:
    return {
        "number": number,
        "label": words(step.label, lang),
        "formula": formula(snapshot, step.text, lang),
        "lines": list(dict.fromkeys(_lines(snapshot, step, lang, 1))),
        "text": printed(step.value, step.unit, single(lang)) if not isinstance(step.value, Missing) else "",
        "clause": named(step.clause, single(lang)) if step.clause else "",
        "note": words(step.note, lang),
    }


def _lines(snapshot: Snapshot, step: Step, lang: str, depth: int) -> Iterator[str]:
    """What a step read. Of what is not answered only that which leaves the step without a value: the rest did not count."""
    seen = set()
    for part in step.parts:
        if isinstance(part.value, Missing) and not isinstance(step.value, Missing):
            continue
        is_path = PATH.fullmatch(part.text) is not None
        if is_path and part.text not in seen:
            seen.add(part.text)
            yield f"{'　' * (depth - 1)}{_label(snapshot, part.text, lang)} ＝ {_value(snapshot, part, lang)}"
        if depth < DEEPEST and not part.text.startswith("amounts."):
            yield from _lines(snapshot, part, lang, depth + is_path)


def _value(snapshot: Snapshot, part: Step, lang: str) -> str:
    """What was read at a path, as its field prints it."""
    field = snapshot.scheme.field_at(part.text)
    if field is None or isinstance(part.value, Missing) or field.kind is Kind.TABLE or isinstance(part.value, tuple):
        return printed(part.value, part.unit or _unit(snapshot, part.text), single(lang))
    return kinds.display(field, kinds.stored_of(field, part.value), single(lang))


def formula(snapshot: Snapshot, source: str, lang: str) -> str:
    """The expression of a line in words: paths by their labels, signs as on paper. What only reads one answer, chooses between ways
    or calls a function without a name on paper is told by the lines below it alone."""
    if " if " in source or PATH.fullmatch(source) or not WORDED.issuperset(CALL.findall(source)):
        return ""
    text = source if lang == "en" else source.translate(BRACKETS).replace(", ", "，")
    before, after = ("[", "]") if lang == "en" else ("「", "」")
    text = CALLED.sub(lambda found: phrase(f"packs.function.{found.group()}", lang), text)
    text = PATH.sub(lambda found: f"{before}{_label(snapshot, found.group(), lang)}{after}", text)
    return re.sub(r"(?<=\s)(\*|/|-|\+|<=|>=|!=)(?=\s)", lambda found: OPERATORS[found.group()], text)


def _label(snapshot: Snapshot, path: str, lang: str) -> str:
    return words(label_of(snapshot, path), lang)


def label_of(snapshot: Snapshot, path: str) -> Text:
    """What a path of an expression is called; the path itself when it has no name."""
    scheme = snapshot.scheme
    head, _, rest = path.partition(".")
    if head == "constants":
        return next((constant.label for constant in scheme.constants if constant.id == rest), Text(zh=path, en=path))
    if head == "amounts":
        amount, _, line = rest.partition(".")
        rule = next((rule for rule in scheme.amounts if rule.id == amount), None)
        named = next((step.label for step in rule.steps if step.id == line), rule.label) if rule else None
        return named or Text(zh=path, en=path)
    field = scheme.field_at(path)
    return field.label if field is not None else Text(zh=path, en=path)


def _unit(snapshot: Snapshot, path: str) -> str:
    head, _, rest = path.partition(".")
    if head == "constants":
        return next((constant.unit for constant in snapshot.scheme.constants if constant.id == rest), "")
    if head == "amounts":
        amount, _, line = rest.partition(".")
        steps = (step for rule in snapshot.scheme.amounts if rule.id == amount for step in rule.steps)
        return next((step.unit for step in steps if step.id == line), "yuan")
    field = snapshot.scheme.field_at(path)
    if field is None:
        return ""
    return {Kind.MONEY: str(field.unit), Kind.PERCENT: "percent"}.get(field.kind, "")


def clauses(snapshot: Snapshot, lang: str) -> list[Plain]:
    """The clauses the amounts rest on, in their order, each once."""
    ids = dict.fromkeys([snapshot.scheme.clause, *(step.clause for amount in snapshot.amounts for step in amount.steps)])
    found = [clause for each in ids if each and (clause := policy().clause(each)) is not None]
    return [{"id": named(each.id, single(lang)), "zh": each.zh, "official": each.official, "en": each.en} for each in found]
