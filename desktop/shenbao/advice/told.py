"""The comparison in words, as its sheet prints it: plain texts in the language of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from shenbao import money
from shenbao.advice.comparison import Comparison, Matter, Reckoned, Way
from shenbao.advice.finder import Advice, Fit
from shenbao.checks import Sheet, own
from shenbao.forms import kinds
from shenbao.forms.printing import percent_text
from shenbao.forms.schema import Field, Kind
from shenbao.forms.scheme import Scheme
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import phrase, single, words
from shenbao.policy import policy
from shenbao.records import Missing, Text

CLOSING = "closing.2"
"""The clause by which nothing is supported twice."""
_DAY = Field(id="day", kind=Kind.DATE, label=Text(zh="日期", en="Day"))


def told(found: Comparison, sheet: Sheet, lang: str) -> Plain:
    """What the template prints; `lang` is `zh`, `en` or `both`."""
    return {
        "enterprise": own.enterprise(sheet),
        "day": kinds.display(_DAY, sheet.today.isoformat(), single(lang)),
        "count": len(found.items),
        "total": _yuan(found.mix.total),
        "total_words": money.in_words(found.mix.total) if lang != "en" else "",
        "exact": found.exact,
        "chosen": [_reckoned(each, lang) for each in found.chosen],
        "matters": [_matter(each, lang) for each in found.matters],
        "beside": [_beside(each, lang) for each in found.beside],
        "others": _grouped(_others(found, lang), lang),
        "undecided": _grouped(((_missing(sheet.scheme, each, lang), each) for each in found.undecided), lang),
        "left_out": phrase("packs.comma", lang).join(found.left_out),
        "clauses": list(_clauses(found)),
    }


def _reckoned(each: Reckoned, lang: str) -> Plain:
    return {
        "title": words(each.scheme.title, lang),
        "clause": each.scheme.clause,
        "items": [{"name": item.name, "amount": _yuan(item.amount)} for item in each.items],
        "steps": phrase("comparison.then", lang).join(_steps(each, lang)),
        "amount": _yuan(each.amount),
        "unsure": each.unsure,
        "once": each.scheme.one_time is True,
    }


def _steps(each: Reckoned, lang: str) -> Iterator[str]:
    """Base → share → ceiling, each step that says something."""
    if len(each.items) > 1:
        yield phrase("comparison.base", lang, amount=_yuan(each.base))
    if each.scheme.cap.share is not None:
        shared = each.base * each.share if each.per_item is not None else each.shared
        yield phrase("comparison.shared", lang, share=percent_text(each.share), amount=_yuan(shared))
    elif each.per_item is None:
        yield phrase("comparison.unshared", lang)
    if each.per_item is not None:
        yield phrase("comparison.each", lang, cap=_wan(each.per_item, lang), amount=_yuan(each.shared))
    if each.cap is not None:
        yield phrase("comparison.capped" if each.shared > each.cap else "comparison.within", lang, cap=_wan(each.cap, lang))


def _matter(each: Matter, lang: str) -> Plain:
    return {
        "name": each.item.name,
        "amount": _yuan(each.item.amount),
        "ways": [_way(way, each.ways[0].total, lang) for way in each.ways],
    }


def _way(way: Way, best: Decimal, lang: str) -> Plain:
    if way.scheme is None:
        return {"title": phrase("comparison.unused", lang), "rule": "—", "alone": "—", "once": "—", "conditions": "—",
                "total": _yuan(way.total), "chosen": True, "less": ""}  # fmt: skip
    return {
        "title": words(way.scheme.title, lang),
        "rule": "\n".join(_rule(way, lang)),
        "alone": _yuan(way.alone),
        "once": phrase(f"comparison.once.{way.scheme.one_time}".lower(), lang),
        "conditions": str(way.conditions),
        "total": _yuan(way.total),
        "chosen": way.chosen,
        "less": "" if way.chosen or way.total == best else phrase("comparison.less", lang, amount=_yuan(best - way.total)),
    }


def _rule(way: Way, lang: str) -> Iterator[str]:
    """Share and ceiling; what the policy does not state has to be looked up."""
    yield percent_text(way.share) if way.share is not None else phrase("comparison.no_share", lang)
    if way.ceiling is None:
        yield phrase("comparison.no_ceiling", lang)
    else:
        text = _wan(way.ceiling, lang)
        yield phrase("comparison.per_item" if way.per_item else "comparison.at_most", lang, cap=text)


def _beside(each: Advice, lang: str) -> Plain:
    return {
        "title": words(each.row.title, lang),
        "clause": each.row.clause,
        "ceiling": _yuan(each.ceiling) if isinstance(each.ceiling, Decimal) else phrase("comparison.open", lang),
        "once": each.row.one_time is True,
        "unsure": each.fit is Fit.UNSURE,
    }


def _others(found: Comparison, lang: str) -> Iterator[tuple[str, Advice]]:
    """Schemes that are not part of the mix, by what speaks against each."""
    yield from ((phrase("comparison.beaten", lang), each) for each in found.beaten)
    yield from ((phrase("comparison.idle", lang), each) for each in found.idle)
    yield from ((phrase("comparison.look_up", lang), each) for each in found.unstated)
    yield from ((phrase("comparison.against", lang), each) for each in found.against)
    yield from ((phrase("comparison.letters", lang), each) for each in found.letters)


def _grouped(pairs: Iterable[tuple[str, Advice]], lang: str) -> list[Plain]:
    """Titles by what is said of them, in order of appearance."""
    by_reason: dict[str, list[str]] = {}
    for reason, each in pairs:
        title = words(each.row.title, lang)
        if each.fit is Fit.NO:
            title = phrase("comparison.because", lang, title=title, reason=words(each.reason, single(lang)))
        by_reason.setdefault(reason, []).append(title)
    joint = phrase("packs.semicolon", lang)
    return [{"why": reason, "titles": joint.join(titles), "count": len(titles)} for reason, titles in by_reason.items()]


def _missing(profile: Scheme, each: Advice, lang: str) -> str:
    paths = (*each.missing, *(sorted(each.ceiling.paths) if isinstance(each.ceiling, Missing) else ()))
    fields = (profile.field_at(path.partition("/")[0] if "/" in path else path) for path in paths)
    labels = dict.fromkeys(words(field.label, single(lang)) for field in fields if field is not None)
    return phrase("packs.comma", lang).join(labels) or words(each.reason, single(lang))


def _clauses(found: Comparison) -> Iterator[Plain]:
    """The closing clause, then those of the schemes of the mix, each once."""
    for name in dict.fromkeys([CLOSING, *(each.scheme.clause for each in found.chosen)]):
        clause = policy().clause(name)
        if clause is not None:
            yield {"id": clause.id, "zh": clause.zh, "en": clause.en, "official": clause.official}


def _yuan(amount: Decimal) -> str:
    return money.figure(amount)


def _wan(amount: Decimal, lang: str) -> str:
    """A ceiling: in 万元 where that is a unit."""
    return money.written(amount, "wan", single(lang))
