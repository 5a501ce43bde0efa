"""Which schemes suit an enterprise: each with the reason in one line, the ceiling its facts give, and what is missing to be sure."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from shenbao.advice.mix import ZERO, Item, Offer
from shenbao.checks import Sheet
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.offers import AdviceRule, CatalogueRow
from shenbao.records import Missing, Record, Text

ITEMS = "claimable.items"
"""Table of the profile: contracts, costs and projects that may be claimed for."""


class Fit(StrEnum):
    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


class Advice(Record, frozen=True, kw_only=True):
    """What is said about one scheme."""

    row: CatalogueRow
    fit: Fit
    reason: Text
    """The condition that knocks it out, the one that is still open, or what makes it fit."""
    missing: tuple[str, ...] = ()
    """Paths of the profile that would settle it."""
    ceiling: Decimal | Missing | None = None
    """What the facts give at most, in yuan; None where the policy states no number."""
    takes: Text | None = None
    """What applying takes."""


def find(sheet: Sheet, catalogue: Catalogue) -> tuple[Advice, ...]:
    """Advice on every scheme, those that fit first, in the order of the policy."""
    rules = {rule.scheme: rule for rule in catalogue.advice()}
    advice = [_advise(sheet, row, rules[row.id]) for row in catalogue.rows() if row.id in rules]
    order = list(Fit)
    return tuple(sorted(advice, key=lambda each: order.index(each.fit)))


def _advise(sheet: Sheet, row: CatalogueRow, rule: AdviceRule) -> Advice:
    missing: set[str] = set()
    reason, fit = rule.why, Fit.YES
    for need in rule.needs:
        value = sheet.calculate(need.holds)
        if value is True:
            continue
        if not isinstance(value, Missing):
            nothing = None if row.cap.max is None and row.cap.share is None else ZERO
            return Advice(row=row, fit=Fit.NO, reason=need.title, takes=rule.takes, ceiling=nothing)
        if fit is Fit.YES:
            fit, reason = Fit.UNSURE, need.title
        missing |= value.paths
    return Advice(row=row, fit=fit, reason=reason, missing=tuple(sorted(missing)), ceiling=_ceiling(sheet, row, rule), takes=rule.takes)


def _ceiling(sheet: Sheet, row: CatalogueRow, rule: AdviceRule) -> Decimal | Missing | None:
    """The ceiling by the facts; where a scheme rests on none of them, the policy's own."""
    offer = _offer(row, rule)
    if rule.accepts:
        taken = sorted((offer.worth(item) for item in items(sheet) if offer.takes(item)), reverse=True)[: rule.most]
        return offer.given(sum(taken, ZERO)) if taken else row.cap.max
    if not rule.base:
        return row.cap.max
    value = sheet.calculate(rule.base)
    return offer.given(value * offer.share) if isinstance(value, Decimal) else value if isinstance(value, Missing) else Missing()


def items(sheet: Sheet) -> tuple[Item, ...]:
    """The profile's items whose kind and amount are known; what other public money has already paid for is left out."""
    columns = sheet.scheme.columns[ITEMS]
    found = []
    for number, row in enumerate(sheet.application.rows(ITEMS), 1):
        kind, amount, given = (sheet.cell(ITEMS, row.id, columns[name]) for name in ("kind", "amount", "given"))
        if isinstance(kind, str) and isinstance(amount, Decimal) and amount > 0 and given is not True:
            found.append(Item(id=row.id, kind=kind, name=row.cells.get("name") or str(number), amount=amount))
    return tuple(found)


def offers(advice: tuple[Advice, ...], catalogue: Catalogue) -> tuple[Offer, ...]:
    """What the schemes that are not knocked out give for items."""
    rules = {rule.scheme: rule for rule in catalogue.advice()}
    open_rows = [each.row for each in advice if each.fit is not Fit.NO and rules[each.row.id].accepts]
    return tuple(_offer(row, rules[row.id]) for row in open_rows)


def _offer(row: CatalogueRow, rule: AdviceRule) -> Offer:
    each = bool(row.cap.per)
    return Offer(
        scheme=row.id,
        kinds=frozenset(rule.accepts),
        share=row.cap.share if row.cap.share is not None else Decimal(1),
        cap=None if each else row.cap.max,
        per_item=row.cap.max if each else None,
        most=rule.most,
    )
