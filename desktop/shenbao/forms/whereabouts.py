"""Tells where something is claimed: enterprise, support, year, section, row, field and amount, as a person would look it up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from shenbao import money
from shenbao.errors import ContentError
from shenbao.forms.catalogue import catalogue
from shenbao.forms.schema import Kind
from shenbao.forms.scheme import Scheme
from shenbao.messages import say
from shenbao.records import Place, Text

ROWS = ("enterprise", "support", "title", "year", "section", "at", "amount")
"""What is told of a place, in the order of looking it up."""


def told(place: Place, lang: str) -> dict[str, str]:
    """What is known of a place, by the names of `ROWS`; what is not known is left out."""
    scheme = _scheme(place.scheme)
    section, label = _named(scheme, place.path) if scheme is not None else (None, None)
    support = place.programme or (scheme.title[lang] if scheme is not None else place.scheme)
    row = say("forms.place.row", lang, row=place.row) if place.row else ""
    at = say("forms.place.at", lang, row=row, label=label[lang]) if row and label else row or (label[lang] if label else "")
    found = {
        "enterprise": place.enterprise,
        "support": support,
        "title": place.title,
        "year": say("forms.place.year", lang, year=place.year) if place.year else "",
        "section": section[lang] if section else "",
        "at": at,
        "amount": money.written(place.amount, "yuan", lang) if place.amount is not None else "",
    }
    return {name: found[name] for name in ROWS if found[name]}


WITHIN = ("section", "at", "amount")
"""What is told of a place to somebody who has the application before him."""


def lines(here: Place | None, there: Iterable[Place], lang: str) -> list[str]:
    """Both places of something claimed twice, each on a line."""
    own = within(here, lang) if here is not None else ""
    told_here = [say("forms.place.here", lang, place=own)] if own else []
    return [*told_here, *(say("forms.place.there", lang, place=outside(place, lang)) for place in there)]


def within(place: Place, lang: str) -> str:
    """A place of the application at hand."""
    own = told(place, lang)
    return _joined([own[name] for name in WITHIN if name in own] or list(own.values()), lang)


def outside(place: Place, lang: str) -> str:
    """A place of another application."""
    return _joined(told(place, lang).values(), lang)


def _joined(parts: Iterable[str], lang: str) -> str:
    return say("forms.place.separator", lang).join(parts)


def _named(scheme: Scheme, path: str) -> tuple[Text | None, Text | None]:
    """Section and field; a column without its table where the section is called like the table."""
    section, label = _section(scheme, path), _label(scheme, path)
    table, column = scheme.fields.get(path.partition("/")[0]), scheme.field_at(path)
    return section, column.label if column is not None and table is not None and section == table.label else label


def _section(scheme: Scheme, path: str) -> Text | None:
    head = path.partition("/")[0]
    if head.startswith("attachments."):
        return Text(zh=say("forms.place.attachments", "zh"), en=say("forms.place.attachments", "en"))
    place = scheme.places.get(head)
    section = next((section for section in scheme.sections if place is not None and section.id == place.section), None)
    return section.title if section is not None else None


def _label(scheme: Scheme, path: str) -> Text | None:
    """The label of a field, or of a column after that of its table."""
    table = scheme.fields.get(path.partition("/")[0])
    field = scheme.field_at(path) or table
    if field is None or table is None:
        return None
    if field is table or table.kind is not Kind.TABLE or field.label == table.label:
        return field.label
    zh, en = (say("forms.place.column", lang, table=table.label[lang], column=field.label[lang]) for lang in ("zh", "en"))
    return Text(zh=zh, en=en)


@cache
def _scheme(name: str) -> Scheme | None:
    """A form of this installation; None for one that is not there (any more) or cannot be read."""
    try:
        return catalogue().scheme(name) if name and catalogue().has_form(name) else None
    except ContentError:
        return None
