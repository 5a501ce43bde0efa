"""The best mix against trying everything, and the cases a consultant would ask about."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from shenbao.advice.mix import Item, Offer, best_mix, instead

ZERO = Decimal(0)
KINDS = ("sale", "scenario", "event")

money = st.decimals(min_value=1, max_value=60_000_000, places=2)
items = st.lists(st.tuples(st.sampled_from(KINDS), money), max_size=6).map(
    lambda rows: [Item(id=str(at), kind=kind, name=str(at), amount=amount) for at, (kind, amount) in enumerate(rows)]
)
offers = st.lists(
    st.builds(
        lambda kinds, share, cap, per_item, most: (frozenset(kinds), share, cap, per_item, most),
        st.sets(st.sampled_from(KINDS), min_size=1),
        st.decimals(min_value="0.05", max_value=1, places=2),
        st.none() | money,
        st.none() | money,
        st.none() | st.integers(1, 3),
    ),
    min_size=1,
    max_size=3,
).map(
    lambda rows: [
        Offer(scheme=f"s{at}", kinds=kinds, share=share, cap=cap, per_item=per_item, most=most)
        for at, (kinds, share, cap, per_item, most) in enumerate(rows)
    ]
)


def everything_tried(items: list[Item], offers: list[Offer], first: str | None = None) -> Decimal:
    """The largest total; with `first` of those in which the first item is under that scheme ("": under none)."""
    best = ZERO
    ways = [[None, *(offer for offer in offers if offer.takes(item))] for item in items]
    if first is not None:
        ways[0] = [offer for offer in ways[0] if (offer.scheme if offer else "") == first]
    for choice in product(*ways):
        total = ZERO
        for offer in offers:
            taken = [item for item, chosen in zip(items, choice, strict=True) if chosen is offer]
            if offer.most is not None and len(taken) > offer.most:
                break
            total += offer.given(sum((offer.worth(item) for item in taken), ZERO))
        else:
            best = max(best, total)
    return best


@given(items, offers)
def test_nothing_gives_more(items: list[Item], offers: list[Offer]) -> None:
    mix = best_mix(items, offers)
    assert mix.exact
    assert mix.total == everything_tried(items, offers)


@given(items.filter(bool), offers)
def test_every_other_way_is_told_as_it_is(items: list[Item], offers: list[Offer]) -> None:
    for scheme, total in instead(items, offers, items[0]):
        assert total == everything_tried(items, offers, scheme)


def test_fractions_of_a_fen_add_up() -> None:
    half = Offer(scheme="half", kinds=frozenset({"event"}), share=Decimal("0.5"))
    fee = Offer(scheme="fee", kinds=frozenset({"sale"}), share=Decimal("0.3"))
    few = [Item(id=str(at), kind=kind, name="", amount=Decimal(amount)) for at, (kind, amount) in enumerate(FEN)]
    assert best_mix(few, [half, fee]).total == everything_tried(few, [half, fee]) == Decimal("0.07")


FEN = (("event", "0.03"), ("event", "0.03"), ("sale", "0.07"), ("sale", "0.07"))


@given(items, offers)
def test_an_assignment_keeps_the_rules(items: list[Item], offers: list[Offer]) -> None:
    mix = best_mix(items, offers)
    known = {offer.scheme: offer for offer in offers}
    for item in items:
        if item.id in mix.of:
            assert known[mix.of[item.id]].takes(item)
    for scheme, amount in mix.amounts.items():
        offer = known[scheme]
        assert offer.cap is None or amount <= offer.cap
        assert offer.most is None or list(mix.of.values()).count(scheme) <= offer.most


FIRST = Offer(scheme="first", kinds=frozenset({"sale"}), share=Decimal("0.30"), cap=Decimal(20_000_000), most=3)
SCENARIO = Offer(scheme="scenario", kinds=frozenset({"scenario", "sale"}), cap=Decimal(8_000_000))


def item(name: str, kind: str, amount: int) -> Item:
    return Item(id=name, kind=kind, name=name, amount=Decimal(amount))


def test_a_contract_beyond_one_ceiling_goes_where_it_still_counts() -> None:
    contracts = [item("甲", "sale", 38_000_000), item("乙", "sale", 40_000_000), item("丙", "sale", 5_000_000)]
    mix = best_mix(contracts, [FIRST, SCENARIO])
    assert mix.amounts == {"first": Decimal("20000000.00"), "scenario": Decimal("5000000.00")}
    assert mix.of == {"甲": "first", "乙": "first", "丙": "scenario"}


def test_the_same_sale_is_claimed_under_the_higher_of_two() -> None:
    sale = item("甲", "sale", 10_000_000)
    assert best_mix([sale], [FIRST, SCENARIO]).of == {"甲": "scenario"}
    assert instead([sale], [FIRST, SCENARIO], sale) == [("scenario", Decimal(8_000_000)), ("first", Decimal(3_000_000)), ("", ZERO)]


def test_persons_are_capped_one_by_one() -> None:
    talent = Offer(scheme="talent", kinds=frozenset({"person"}), per_item=Decimal(500_000))
    mix = best_mix([item("甲", "person", 500_000), item("乙", "person", 800_000)], [talent])
    assert mix.total == Decimal(1_000_000)


def test_forty_contracts_are_no_trouble() -> None:
    many = [item(str(number), "sale" if number % 2 else "scenario", 100_000 + 7_919 * number) for number in range(40)]
    assert best_mix(many, [FIRST, SCENARIO]).total > 0
