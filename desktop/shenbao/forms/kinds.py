"""What each kind of field accepts, stores, means and prints: the one way between typed text, stored text and typed value.

Typed text is forgiving (any width, spaces, several ways to write a date); stored text is canonical, and reading it again gives the
same. A bare figure typed in a 万元 field counts in 万元, stored text is always yuan: never `parse` what is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from shenbao import money
from shenbao.errors import InputError
from shenbao.forms import choices, dates, figures, identifiers, printing
from shenbao.forms.identifiers import Remark
from shenbao.forms.schema import Field, Kind, Unit
from shenbao.messages import say
from shenbao.records import Missing, Scalar, Value
from shenbao.text import characters, clean, compact, folded

_MISSING = Missing()
_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_FIGURES = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.MONEY})
_IDENTIFIERS: dict[Kind, Callable[[str], str]] = {
    Kind.CREDIT_CODE: identifiers.read_credit_code,
    Kind.RESIDENT_ID: identifiers.read_resident_id,
    Kind.PASSPORT: identifiers.read_passport,
    Kind.PATENT: identifiers.read_patent,
    Kind.INVOICE: identifiers.read_invoice,
    Kind.BANK_ACCOUNT: identifiers.read_bank_account,
    Kind.CNAPS: identifiers.read_cnaps,
    Kind.MOBILE: identifiers.read_mobile,
    Kind.PHONE: identifiers.read_phone,
    Kind.EMAIL: identifiers.read_email,
    Kind.POSTCODE: identifiers.read_postcode,
}
_REMARKS: dict[Kind, Callable[[str], Remark | None]] = {
    Kind.CREDIT_CODE: identifiers.remark_credit_code,
    Kind.PATENT: identifiers.remark_patent,
    Kind.BANK_ACCOUNT: identifiers.remark_bank_account,
    Kind.POSTCODE: identifiers.remark_postcode,
}
_SHOWN_ENDS = {
    Kind.RESIDENT_ID: (6, 4),
    Kind.PASSPORT: (2, 2),
    Kind.BANK_ACCOUNT: (0, 4),
    Kind.MOBILE: (3, 4),
    Kind.PHONE: (3, 2),
    Kind.CREDIT_CODE: (6, 4),
    Kind.TEXT: (1, 0),
}
"""Characters that a masked value still shows at its start and end."""


def parse(field: Field, typed: str) -> tuple[str, Value]:
    """What a person typed as (stored text, value); nothing typed is ("", Missing). InputError when it cannot be accepted."""
    stored = _read(field, typed)
    if not stored:
        return "", _MISSING
    value = _recall(field, stored)
    _check(field, value)
    return stored, value


def kept(field: Field, typed: str) -> str:
    """What to store for any typed text: canonical when it can be read, even out of bounds; otherwise as typed, cleaned."""
    try:
        return _read(field, typed)
    except InputError:
        return clean(typed, lines=field.kind in (Kind.LONG_TEXT, Kind.SOME_OF))


def value_of(field: Field, stored: str) -> Value:
    """The value of stored text; Missing when there is none or it has a problem."""
    if not stored:
        return _MISSING
    try:
        value = _recall(field, stored)
        _check(field, value)
    except InputError:
        return _MISSING
    return value


def problem(field: Field, stored: str) -> InputError | None:
    """Why stored text is not accepted, or None. Nothing stored is no problem: whether an answer is required is a rule."""
    if not stored:
        return None
    try:
        _check(field, _recall(field, stored))
    except InputError as error:
        return error
    return None


def stored_of(field: Field, value: Value) -> str:
    """Canonical text of a computed value; "" for Missing."""
    if isinstance(value, Missing):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return figures.canonical(field, figures.rounded(field, figures.measure(field, value)))
    if isinstance(value, date):
        return value.isoformat()[: 7 if field.kind is Kind.MONTH else 10]
    return " ".join(value) if isinstance(value, tuple) else value


def display(field: Field, stored: str, lang: str) -> str:
    """For screen and print, with unit and in words; text that cannot be read stands as it was typed."""
    try:
        value = _recall(field, stored) if stored else _MISSING
    except InputError:
        return stored
    if isinstance(value, Missing):
        return ""
    if isinstance(value, bool):
        return say("values.yes" if value else "values.no", lang)
    if isinstance(value, Decimal):
        return figures.figure_text(field, figures.measure(field, value))[lang]
    if isinstance(value, date):
        return printing.month_text(value, lang) if field.kind is Kind.MONTH else printing.day_text(value, lang)
    if field.kind is Kind.SOME_OF:
        return ("、" if lang == "zh" else ", ").join(choices.labels(field, stored, lang))
    return choices.label(field, stored, lang) if field.kind is Kind.ONE_OF else stored


def typed(field: Field, stored: str) -> str:
    """For an editor: a figure grouped in the field's own unit, anything else as stored. `parse` reads it back."""
    if field.kind not in _FIGURES:
        return stored
    try:
        value = _recall(field, stored) if stored else _MISSING
    except InputError:
        return stored
    if not isinstance(value, Decimal):
        return ""
    if field.kind is not Kind.MONEY:
        return figures.plain_text(field, figures.measure(field, value))
    return money.grouped(money.to_wan(value) if field.unit is Unit.WAN else value, 2, 12)


def masked(field: Field, stored: str) -> str:
    """For a redacted copy: enough of an identifier or name to recognise it by, of anything else only that there is an answer."""
    if field.kind is Kind.EMAIL and "@" in stored:
        name, _, domain = stored.rpartition("@")
        return f"{name[:1]}***@{domain}"
    start, end = _SHOWN_ENDS.get(field.kind, (0, 0))
    if not stored or not (start or end):
        return "***" if stored else ""
    if len(stored) <= start + end:
        return "*" * len(stored)
    return stored[:start] + "*" * (len(stored) - start - end) + (stored[-end:] if end else "")


def remark(field: Field, stored: str) -> Remark | None:
    """Something about an accepted value that is worth a look, as a code of the catalogue and its slots; never a reason to refuse it.
    A private account is a person's own, so nothing is odd when it looks like one."""
    if field.private and field.kind is Kind.BANK_ACCOUNT:
        return None
    look = _REMARKS.get(field.kind)
    return look(stored) if look and stored and problem(field, stored) is None else None


# -- one kind at a time -----------------------------------------------------------------------------------------------


def _read(field: Field, text: str) -> str:
    """Typed text → stored text, bounds not looked at. InputError when it cannot be read."""
    kind = field.kind
    if kind in _TEXTS:
        return clean(text, lines=kind is Kind.LONG_TEXT)
    if not clean(text):
        return ""
    if kind in _FIGURES:
        return figures.canonical(field, figures.read_figure(field, clean(text)))
    if kind in _IDENTIFIERS:
        return _IDENTIFIERS[kind](folded(clean(text)) if kind is Kind.INVOICE else compact(clean(text)))
    match kind:
        case Kind.DATE:
            return dates.read_day(clean(text)).isoformat()
        case Kind.MONTH:
            return dates.read_month(clean(text)).isoformat()[:7]
        case Kind.YES_NO:
            return choices.read_yes_no(clean(text))
        case Kind.ONE_OF:
            return choices.read_one(field, text)
        case Kind.SOME_OF:
            return choices.read_some(field, text)
    raise TypeError(f"a {kind} is not one answer")


def _recall(field: Field, stored: str) -> Scalar:
    """Stored text → value, bounds not looked at. InputError when it was kept as typed because it could not be read."""
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            return stored
        case Kind.MONEY:
            return figures.recall_money(stored, field)
        case Kind.PERCENT:
            return figures.read_figure(field, stored).scaleb(-2, money.EXACT)
        case Kind.INTEGER | Kind.NUMBER:
            return figures.read_figure(field, stored)
        case Kind.DATE:
            return dates.recall_day(stored)
        case Kind.MONTH:
            return dates.recall_month(stored)
        case Kind.YES_NO if stored in ("yes", "no"):
            return stored == "yes"
    again = _read(field, stored)
    if field.kind is Kind.YES_NO:
        return again == "yes"
    return tuple(again.split()) if field.kind is Kind.SOME_OF else again


NOTHING = "无"
"""What stands in a long text that has nothing to tell (`domain` 2.0): said, so never too short."""


def _check(field: Field, value: Value) -> None:
    if isinstance(value, Decimal):
        figures.check_figure(field, figures.measure(field, value))
    elif field.kind in _TEXTS and (field.max is not None or field.min is not None):
        assert isinstance(value, str)
        count = characters(value)
        if field.max is not None and count > field.max:
            raise InputError("values.long", limit=int(field.max), count=count)
        if field.min is not None and count < field.min and not (field.kind is Kind.LONG_TEXT and value == NOTHING):
            raise InputError("values.short", limit=int(field.min), count=count)
