"""The best mix of one enterprise with its reasons: what goes where, how each amount comes about, and why not otherwise.

Of several policies for one matter (domain 4.2): amount = the lesser of share × base and ceiling, the larger first; what states no
number comes last; of equal ones the one with fewer conditions.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from shenbao.advice.finder import ITEMS, Advice, Fit, find, items, offers
from shenbao.advice.mix import ZERO, Item, Mix, Offer, best_mix
from shenbao.checks import Sheet
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.offers import CatalogueRow
from shenbao.forms.schema import SchemeClass
from shenbao.records import Record

MIX_NODES = 200_000
"""Branches looked at for the mix itself …"""
WAY_NODES = 200_000
"""… and for all the alternatives together: some seconds at most."""
LEAST_NODES = 1_000


class Way(Record, frozen=True, kw_only=True):
    """One scheme that an item may be claimed under; `scheme` None: none."""

    scheme: CatalogueRow | None
    share: Decimal | None = None
    ceiling: Decimal | None = None
    """Of the scheme, or of each item where it is `per_item`, in yuan."""
    per_item: bool = False
    alone: Decimal = ZERO
    """What the item alone would give, in yuan."""
    conditions: int = 0
    total: Decimal
    """The best sum of all schemes, in yuan, when the item is claimed here."""
    chosen: bool


class Matter(Record, frozen=True, kw_only=True):
    """An item with every way to claim it, the best first."""

    item: Item
    ways: tuple[Way, ...]


class Reckoned(Record, frozen=True, kw_only=True):
    """How much a scheme of the mix gives, step by step in yuan."""

    scheme: CatalogueRow
    items: tuple[Item, ...]
    base: Decimal
    share: Decimal
    per_item: Decimal | None
    shared: Decimal
    """After the share, and the ceiling of each item where there is one."""
    cap: Decimal | None
    amount: Decimal
    unsure: bool
    """A condition is still open."""


class Comparison(Record, frozen=True, kw_only=True):
    """All that the sheet says."""

    mix: Mix
    items: tuple[Item, ...]
    left_out: tuple[str, ...]
    """Items that are not counted: already paid for, or without kind or amount."""
    chosen: tuple[Reckoned, ...]
    matters: tuple[Matter, ...]
    """Items that more than one scheme takes."""
    beside: tuple[Advice, ...]
    """Schemes that rest on none of the items and state an amount: they can be claimed as well."""
    beaten: tuple[Advice, ...]
    """Schemes that take some of the items, which give more elsewhere."""
    idle: tuple[Advice, ...]
    """Schemes that take items of kinds of which none is counted."""
    unstated: tuple[Advice, ...]
    """Schemes for which the policy states no amount."""
    letters: tuple[Advice, ...]
    """Interest to be expressed; no money of its own."""
    against: tuple[Advice, ...]
    undecided: tuple[Advice, ...]
    """Of all those that are not knocked out, what is still open."""

    @property
    def exact(self) -> bool:
        """Whether every search ended."""
        return self.mix.exact


def compare(sheet: Sheet, catalogue: Catalogue) -> Comparison:
    """The comparison for the enterprise of a profile."""
    advice = find(sheet, catalogue)
    claimable, offered = items(sheet), offers(advice, catalogue)
    mix = best_mix(claimable, offered, most_nodes=MIX_NODES)
    known = {offer.scheme: offer for offer in offered}
    by_scheme = {each.row.id: each for each in advice}
    rows = {row.id: row for row in catalogue.rows() if row.id in by_scheme}
    conditions = {rule.scheme: len(rule.needs) for rule in catalogue.advice()}
    rest = [each for each in advice if each.fit is not Fit.NO and each.row.id not in mix.amounts]
    taking = [each for each in rest if each.row.id in known]
    others = [each for each in rest if each.row.id not in known]
    counted = {item.id for item in claimable}
    return Comparison(
        mix=mix,
        items=claimable,
        left_out=tuple(
            row.cells.get("name") or str(number) for number, row in enumerate(sheet.application.rows(ITEMS), 1) if row.id not in counted
        ),
        chosen=tuple(_reckoned(by_scheme[scheme], known[scheme], claimable, mix) for scheme in rows if scheme in mix.amounts),
        matters=_matters(claimable, offered, mix, rows, conditions),
        beside=tuple(each for each in others if each.ceiling is not None),
        beaten=tuple(each for each in taking if any(known[each.row.id].takes(item) for item in claimable)),
        idle=tuple(each for each in taking if not any(known[each.row.id].takes(item) for item in claimable)),
        unstated=tuple(each for each in others if each.ceiling is None and each.row.scheme_class is SchemeClass.B),
        letters=tuple(each for each in others if each.ceiling is None and each.row.scheme_class is SchemeClass.C),
        against=tuple(each for each in advice if each.fit is Fit.NO),
        undecided=tuple(each for each in advice if each.fit is Fit.UNSURE),
    )


def _reckoned(advice: Advice, offer: Offer, claimable: Sequence[Item], mix: Mix) -> Reckoned:
    taken = tuple(item for item in claimable if mix.of.get(item.id) == offer.scheme)
    return Reckoned(
        scheme=advice.row,
        items=taken,
        base=sum((item.amount for item in taken), ZERO),
        share=offer.share,
        per_item=offer.per_item,
        shared=sum((offer.worth(item) for item in taken), ZERO),
        cap=offer.cap,
        amount=mix.amounts[offer.scheme],
        unsure=advice.fit is Fit.UNSURE,
    )


def _matters(
    claimable: Sequence[Item], offered: Sequence[Offer], mix: Mix, rows: dict[str, CatalogueRow], conditions: dict[str, int]
) -> tuple[Matter, ...]:
    """Each search may take its share of the branches."""
    ways = {item.id: [offer for offer in offered if offer.takes(item)] for item in claimable}
    contested = [item for item in claimable if len(ways[item.id]) > 1]
    searches = sum(len(ways[item.id]) for item in contested)
    nodes = max(WAY_NODES // searches, LEAST_NODES) if searches else 0
    made = []
    for item in contested:
        goes = mix.of.get(item.id, "")
        found = []
        for offer in ways[item.id]:
            chosen = offer.scheme == goes
            total = mix.total if chosen else best_mix(claimable, offered, {item.id: offer.scheme}, nodes).total
            found.append(_way(rows[offer.scheme], offer, item, total, conditions.get(offer.scheme, 0), chosen=chosen))
        found.sort(key=lambda way: (not way.chosen, -way.total, -way.alone, way.conditions))
        if not goes:
            found.insert(0, Way(scheme=None, total=mix.total, chosen=True))
        made.append(Matter(item=item, ways=tuple(found)))
    return tuple(made)


def _way(row: CatalogueRow, offer: Offer, item: Item, total: Decimal, conditions: int, *, chosen: bool) -> Way:
    return Way(
        scheme=row,
        share=row.cap.share,
        ceiling=offer.cap if offer.per_item is None else offer.per_item,
        per_item=offer.per_item is not None,
        alone=offer.given(offer.worth(item)),
        conditions=conditions,
        total=total,
        chosen=chosen,
    )
