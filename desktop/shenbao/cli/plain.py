"""Findings, amounts and steps as plain data for JSON; the shapes are documented in this folder's README and stay stable."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from shenbao.checks.wording import unit_of
from shenbao.forms.scheme import Scheme
from shenbao.records import Amount, Finding, Missing, PieceFile, Place, Step, Value

MONEY = ("yuan", "wan")

Plain = dict[str, object]


def plain(value: Value | tuple[Value, ...] | None, unit: str = "") -> object:
    """A typed value: money as text in yuan with two decimals (more when it is finer than a fen), other figures as text, days as
    ISO text, yes and no as true and false, unknown as null."""
    if value is None or isinstance(value, Missing):
        return None
    if isinstance(value, Decimal):
        return yuan(value) if unit in MONEY else f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(member, unit) for member in value]
    return value


def yuan(value: Decimal) -> str:
    """`7890000.00`; an amount between two fen keeps all its decimals."""
    whole, _, decimals = f"{value:f}".partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def finding(found: Finding, scheme: Scheme, lang: str) -> Plain:
    """One finding, with exactly the documented keys."""
    unit = unit_of_finding(found, scheme)
    return {
        "code": found.code,
        "level": str(found.level),
        "outcome": str(found.outcome),
        "path": found.path,
        "message": found.message[lang],
        "clause": found.clause,
        "actual": plain(found.actual, unit),
        "limit": plain(found.limit, unit),
        "over": plain(found.over, unit),
        "missing": list(found.missing),
        "steps": [step(each, lang) for each in found.steps],
        "here": place(found.here, lang) if found.here is not None else None,
        "there": [place(each, lang) for each in found.there],
    }


def place(found: Place, lang: str) -> Plain:
    """Where something is claimed: as it is told, with its path and amount."""
    from shenbao.forms.whereabouts import told  # few applications claim anything twice

    return {"scheme": found.scheme, "path": found.path, **told(found, lang), "amount": plain(found.amount, "yuan")}


def unit_of_finding(found: Finding, scheme: Scheme) -> str:
    """How the figures of a finding are to be written: as its check says, else as the field it is about."""
    check = next((check for check in scheme.checks if check.id == found.code), None)
    return check.unit if check is not None and check.unit else unit_of(scheme.field_at(found.path))


def amount(found: Amount, lang: str) -> Plain:
    """One amount, step by step."""
    missing = sorted(found.value.paths) if isinstance(found.value, Missing) else []
    return {
        "id": found.id,
        "label": found.label[lang],
        "value": plain(found.value, "yuan"),
        "missing": missing,
        "steps": [step(each, lang) for each in found.steps],
    }


def step(found: Step, lang: str) -> Plain:
    """One line of an explanation with what decided it."""
    return {
        "text": found.text,
        "label": found.label[lang] if found.label else "",
        "value": plain(found.value, found.unit),
        "unit": found.unit,
        "clause": found.clause,
        "note": found.note[lang] if found.note else "",
        "parts": [step(part, lang) for part in found.parts],
    }


def piece_file(file: PieceFile) -> dict[str, object]:
    """A file made of a pack's pages."""
    return {
        "file": file.name,
        "slot": file.slot,
        "contents": list(file.contents),
        "pages": file.pages,
        "first_page": file.first,
        "last_page": file.last,
        "bytes": file.bytes,
        "sha256": file.sha256,
    }
