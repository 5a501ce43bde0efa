"""The list finds and orders as a person expects: in Chinese, in any width, numbers by size, the unknown last."""

from __future__ import annotations

import pytest

from library.samples import edit
from shenbao.library import Library, Order
from shenbao.records import RecordId, Summary

ROWS = {
    "a": Summary(title="第10批次装备", enterprise="上海张江半导体有限公司", scheme="首批次", amount="1000000.00", deadline="2026-04-30"),
    "b": Summary(title="第2批次装备", enterprise="北京微电子股份有限公司", scheme="首批次", amount="900000.00", blocking=3),
    "c": Summary(title="Ａ型软件", enterprise="上海百应软件有限公司", scheme="首版次", deadline="2026-03-31", blocking=1),
    "d": Summary(title="b型软件", enterprise="", scheme="标准", amount="20000000.00", state="final"),
}


@pytest.fixture
def names(library: Library) -> dict[RecordId, str]:
    names = {}
    for name, row in ROWS.items():
        record = library.create("application", f"scheme-{name}", "1")
        library.append(record, edit(name), row)
        names[record] = name
    return names


def listed(library: Library, names: dict[RecordId, str], search: str = "", order: Order = "updated", descending: bool = False) -> str:
    return "".join(names[info.id] for info in library.list("application", search=search, order=order, descending=descending))


@pytest.mark.parametrize(
    ("order", "ascending", "descending"),
    [
        ("updated", "abcd", "dcba"),
        ("created", "abcd", "dcba"),
        ("title", "cdba", "abdc"),
        ("enterprise", "bcad", "acbd"),
        ("scheme", "dcba", "bacd"),
        ("amount", "badc", "dabc"),
        ("deadline", "cadb", "acdb"),
        ("blocking", "dacb", "bcda"),
        ("state", "cbad", "dcba"),
    ],
)
def test_every_column_orders(library: Library, names: dict[RecordId, str], order: Order, ascending: str, descending: str) -> None:
    assert listed(library, names, order=order) == ascending
    assert listed(library, names, order=order, descending=True) == descending


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", "abcd"),
        ("上海", "ac"),
        ("上海 软件", "c"),
        ("a型", "c"),
        ("Ｂ型", "d"),
        ("首批次", "ab"),
        ("SCHEME-D", "d"),
        ("广州", ""),
        ("%", ""),
        ("_", ""),
    ],
)
def test_search_finds_parts_of_words_in_any_width(library: Library, names: dict[RecordId, str], search: str, found: str) -> None:
    assert listed(library, names, search) == found


def test_enterprises_and_applications_are_two_lists(library: Library) -> None:
    enterprise = library.create("enterprise", "", "1")
    application = library.create("application", "scheme", "1", enterprise)
    assert [info.id for info in library.list("enterprise")] == [enterprise]
    assert [info.id for info in library.list("application")] == [application]


def test_any_text_can_be_a_title(library: Library) -> None:
    titles = ("", " ", "\n", "第9批\n软件", "第1234567890批", "第98765432109876543210批", "\x1f", "０0７号", "第007批")
    for title in titles:
        library.append(library.create("application", "scheme", "1"), edit("x"), Summary(title=title))
    listed = [info.summary.title for info in library.list("application", order="title", descending=False)]
    assert [title for title in listed if title.startswith("第")] == ["第007批", "第9批\n软件", "第1234567890批", "第98765432109876543210批"]
    assert sorted(listed) == sorted(titles)
    assert [info.summary.title for info in library.list("application", search="007号")] == ["０0７号"]
