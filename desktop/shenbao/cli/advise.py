"""`shenbao schemes --for ENTERPRISE`: which schemes suit it, and the mix of claims that gives it the most."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal
from pathlib import Path

from shenbao import house, loading, money
from shenbao.advice import Advice, Item, Mix, best_mix, find
from shenbao.advice.finder import ITEMS, items, offers
from shenbao.cli import console
from shenbao.cli.plain import plain
from shenbao.draft import Draft
from shenbao.errors import InputError
from shenbao.forms.catalogue import catalogue
from shenbao.messages import say
from shenbao.records import Missing


def run(options: Namespace) -> int:
    draft = console.follow(loading.load(options.enterprise), options.lang).draft(options.today)
    if ITEMS not in draft.scheme.columns:
        raise InputError("cli.no_profile", options.enterprise)
    if options.pdf:
        return _draw(draft, options)
    advice = find(draft.sheet, catalogue())
    claimable = items(draft.sheet)
    mix = best_mix(claimable, offers(advice, catalogue()))
    if options.json:
        console.put_json({"advice": [_json(each, options.lang) for each in advice], "mix": _mix_json(mix)})
        return 0
    head = [say(f"cli.advice.column.{name}", options.lang) for name in ("fit", "scheme", "ceiling", "reason")]
    console.put_table([_row(draft, each, options.lang) for each in advice], head)
    if claimable:
        _put_mix(mix, claimable, options.lang)
    return 0


def _draw(draft: Draft, options: Namespace) -> int:
    """The comparison as a PDF instead of a list."""
    from shenbao.advice.drawing import draw

    letterhead = house.kept().letterhead if options.letterhead == "on" else None
    if options.letterhead == "on" and letterhead is None:
        raise InputError("cli.pack.no_letterhead")
    drawing = draw(draft.sheet, Path(options.pdf), options.pdf_lang or options.lang_chosen or "zh", letterhead)
    pages = console.follow(drawing, options.lang)
    if options.json:
        console.put_json({"path": options.pdf, "pages": pages})
    else:
        console.put(say("cli.advice.drawn", options.lang, path=options.pdf, pages=pages))
    return 0


def _row(draft: Draft, advice: Advice, lang: str) -> list[str]:
    reason = advice.reason[lang]
    if advice.missing:
        labels = (draft.scheme.field_at(path) for path in advice.missing)
        missing = say("cli.advice.comma", lang).join(dict.fromkeys(field.label[lang] for field in labels if field is not None))
        reason = say("cli.advice.missing", lang, reason=reason, missing=missing)
    return [say(f"cli.advice.{advice.fit}", lang), advice.row.id, _ceiling(advice, lang), reason]


def _ceiling(advice: Advice, lang: str) -> str:
    if isinstance(advice.ceiling, Decimal):
        return money.written(advice.ceiling, "wan", lang)
    return "—" if advice.ceiling is None else say("values.unanswered", lang)


def _put_mix(mix: Mix, claimable: tuple[Item, ...], lang: str) -> None:
    console.put()
    console.put(say("cli.advice.mix" if mix.exact else "cli.advice.mix_so_far", lang, total=money.written(mix.total, "wan", lang)))
    rows = [[item.name, money.written(item.amount, "yuan", lang), mix.of.get(item.id, "—")] for item in claimable]
    console.put_table(rows, right=frozenset({1}), indent=2)
    console.put_table(
        [[scheme, money.written(amount, "yuan", lang)] for scheme, amount in mix.amounts.items()], right=frozenset({1}), indent=2
    )
    console.put(say("cli.advice.once", lang))


def _json(advice: Advice, lang: str) -> dict[str, object]:
    ceiling = advice.ceiling
    return {
        "scheme": advice.row.id,
        "fit": str(advice.fit),
        "reason": advice.reason[lang],
        "missing": list(advice.missing),
        "ceiling": None if ceiling is None or isinstance(ceiling, Missing) else plain(ceiling, "yuan"),
        "takes": advice.takes[lang] if advice.takes else "",
    }


def _mix_json(mix: Mix) -> dict[str, object]:
    return {
        "total": plain(mix.total, "yuan"),
        "exact": mix.exact,
        "items": mix.of,
        "amounts": {scheme: plain(amount, "yuan") for scheme, amount in mix.amounts.items()},
    }
