"""The assignment of contracts and costs to schemes that gives the most: each is claimed once, under every ceiling.

"Choosing the more applicable, implementing the higher standard, and avoiding duplication" (closing clause): an item goes to one
scheme at most. Exact by branch and bound; where that takes too long the best found so far is given and said to be so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from shenbao.money import floor_fen
from shenbao.records import Record

ZERO = Decimal(0)
MOST_NODES = 200_000
"""Branches looked at before the search stops."""


class Item(Record, frozen=True, kw_only=True):
    """Something that may be claimed for once: a contract, a cost, a project, a person. `amount` in yuan."""

    id: str
    kind: str
    name: str
    amount: Decimal


class Offer(Record, frozen=True, kw_only=True):
    """What a scheme gives for items of some kinds: a share of their sum, each item at most `per_item`, all together at most `cap`, in
    yuan; at most `most` items."""

    scheme: str
    kinds: frozenset[str]
    share: Decimal = Decimal(1)
    cap: Decimal | None = None
    per_item: Decimal | None = None
    most: int | None = None

    def takes(self, item: Item) -> bool:
        return item.kind in self.kinds

    def worth(self, item: Item) -> Decimal:
        """What the item alone is worth, in exact yuan."""
        given = item.amount * self.share
        return given if self.per_item is None else min(given, self.per_item)

    def capped(self, exact: Decimal) -> Decimal:
        """What items worth `exact` together come to, before it is cut to whole fen."""
        return exact if self.cap is None else min(exact, self.cap)

    def given(self, exact: Decimal) -> Decimal:
        """What is paid for items worth `exact` together."""
        return floor_fen(self.capped(exact))


class Mix(Record, frozen=True, kw_only=True):
    """An assignment. `of` gives the scheme of each assigned item, `amounts` what each scheme pays, in yuan."""

    of: dict[str, str] = msgspec.field(default_factory=dict)
    amounts: dict[str, Decimal] = msgspec.field(default_factory=dict)
    exact: bool = True

    @property
    def total(self) -> Decimal:
        return sum(self.amounts.values(), ZERO)


def best_mix(
    items: Sequence[Item],
    offers: Sequence[Offer],
    forced: Mapping[str, str] | None = None,
    most_nodes: int = MOST_NODES,
) -> Mix:
    """The assignment with the largest total; of equal ones the one that uses fewer items. `forced` fixes items to a scheme, or to ""
    for none. The search stops after `most_nodes` branches."""
    return _Search(items, offers, forced or {}, most_nodes).run()


def instead(
    items: Sequence[Item],
    offers: Sequence[Offer],
    item: Item,
    most_nodes: int = MOST_NODES,
) -> list[tuple[str, Decimal]]:
    """What the best total would be with `item` under each scheme that takes it, and without it (""), best first; each searched up to
    `most_nodes` branches."""
    ways = [offer.scheme for offer in offers if offer.takes(item)] + [""]
    totals = [(scheme, best_mix(items, offers, {item.id: scheme}, most_nodes).total) for scheme in ways]
    return sorted(totals, key=lambda way: (-way[1], way[0]))


class _Search:
    def __init__(self, items: Sequence[Item], offers: Sequence[Offer], forced: Mapping[str, str], most_nodes: int) -> None:
        self.most_nodes = most_nodes
        self.offers = {offer.scheme: offer for offer in offers}
        ways: dict[str, list[Offer]] = {}
        for item in items:
            wanted = forced.get(item.id)
            ways[item.id] = [offer for offer in offers if offer.takes(item) and (wanted is None or offer.scheme == wanted)]
        self.ways = {name: sorted(found, key=lambda offer: offer.scheme) for name, found in ways.items()}
        fixed = [item for item in items if forced.get(item.id) and self.ways[item.id]]
        self.items = sorted((item for item in items if self.ways[item.id] and item not in fixed), key=self._potential, reverse=True)
        self.rest = [ZERO] * (len(self.items) + 1)
        for at in range(len(self.items) - 1, -1, -1):
            self.rest[at] = self.rest[at + 1] + self._potential(self.items[at])
        self.exact = {offer.scheme: ZERO for offer in offers}
        self.counts = {offer.scheme: 0 for offer in offers}
        self.of: dict[str, str] = {}
        self.best: dict[str, str] = {}
        self.best_total = ZERO
        self.nodes = 0
        for item in fixed:
            self._put(item, self.ways[item.id][0])
        self.items_of = {item.id: item for item in (*fixed, *self.items)}

    def _potential(self, item: Item) -> Decimal:
        return max(offer.worth(item) for offer in self.ways[item.id])

    def run(self) -> Mix:
        self._branch(0)
        exact = dict.fromkeys(self.offers, ZERO)
        for name, scheme in self.best.items():
            exact[scheme] += self.offers[scheme].worth(self.items_of[name])
        amounts = {scheme: self.offers[scheme].given(value) for scheme, value in exact.items() if value}
        return Mix(of=dict(self.best), amounts=amounts, exact=self.nodes <= self.most_nodes)

    def _total(self) -> Decimal:
        return sum((self.offers[scheme].given(value) for scheme, value in self.exact.items()), ZERO)

    def _most(self) -> Decimal:
        """No less than what is reached by adding what is left: fractions of a fen may still add up to one."""
        return sum((self.offers[scheme].capped(value) for scheme, value in self.exact.items()), ZERO)

    def _put(self, item: Item, offer: Offer) -> None:
        self.exact[offer.scheme] += offer.worth(item)
        self.counts[offer.scheme] += 1
        self.of[item.id] = offer.scheme

    def _take_back(self, item: Item, offer: Offer) -> None:
        del self.of[item.id]
        self.counts[offer.scheme] -= 1
        self.exact[offer.scheme] -= offer.worth(item)

    def _branch(self, at: int) -> None:
        self.nodes += 1
        total = self._total()
        if total > self.best_total or (total == self.best_total and total and len(self.of) < len(self.best)):
            self.best_total, self.best = total, dict(self.of)
        if at == len(self.items) or self.nodes > self.most_nodes or self._most() + self.rest[at] <= self.best_total:
            return
        item = self.items[at]
        for offer in self.ways[item.id]:
            if offer.most is not None and self.counts[offer.scheme] >= offer.most:
                continue
            self._put(item, offer)
            self._branch(at + 1)
            self._take_back(item, offer)
        self._branch(at + 1)
