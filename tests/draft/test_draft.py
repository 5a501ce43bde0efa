"""Editing one application: what an edit changes is told exactly, and an edit that cannot be written is not made."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from checks.small import TODAY, Desk, small_scheme
from shenbao.application import Application
from shenbao.draft import Draft, opening
from shenbao.errors import InputError, LibraryError
from shenbao.records import Edit, Missing, Op, Summary


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(small_scheme(tmp_path))


def test_an_answer_is_stored_canonically_and_read_typed(desk: Desk) -> None:
    desk.draft.set("request.amount", "１２,３４５.5 元")
    state = desk.draft.state("request.amount")
    assert (state.stored, state.value, state.origin) == ("12345.50", Decimal("12345.50"), "typed")


def test_changes_name_what_differs_and_nothing_else(desk: Desk) -> None:
    desk.draft.insert_rows("deal.list", 0, [{"number": "HT-1", "amount": "100", "paid": "40"}, {"number": "HT-2", "amount": "1"}])
    desk.draft.set("request.amount", "1")
    desk.draft.snapshot()
    row = desk.draft.rows("deal.list")[0]
    changes = desk.draft.set(f"deal.list/{row}/amount", "200")
    assert changes.fields == {f"deal.list/{row}/amount", f"deal.list/{row}/open", "request.total"}
    assert changes.amounts
    assert not changes.tables


def test_an_answer_that_is_the_same_is_no_edit(desk: Desk) -> None:
    desk.draft.set("org.name", "甲")
    before = len(desk.journal)
    changes = desk.draft.set("org.name", " 甲 ")
    assert not changes.fields
    assert len(desk.journal) == before


def test_a_hidden_answer_is_kept_but_not_seen(desk: Desk) -> None:
    desk.draft.set_many([("org.state", "yes"), ("org.ministry", "某部")])
    changes = desk.draft.set("org.state", "no")
    assert {"org.state", "org.ministry"} <= changes.fields
    state = desk.draft.state("org.ministry")
    assert (state.visible, state.stored) == (False, "某部")
    assert isinstance(state.value, Missing)
    assert "org.ministry" not in {field.path for section in desk.draft.outline() for group in section.groups for field in group.fields}


def test_an_edit_that_cannot_be_written_is_not_made(tmp_path: Path) -> None:
    scheme = small_scheme(tmp_path)
    full = False

    def append(_edit: Edit, _summary: Summary) -> None:
        if full:
            raise LibraryError("library.disk_full")

    draft = Draft(scheme, opening(scheme), TODAY, append=append)
    draft.insert_rows("deal.list", 0, [{"number": "HT-1", "amount": "100"}])
    before = draft.snapshot()
    full = True
    row = draft.rows("deal.list")[0]
    for attempt in (
        lambda: draft.set("org.name", "甲"),
        lambda: draft.set(f"deal.list/{row}/amount", "7"),
        lambda: draft.delete_rows("deal.list", [row]),
        lambda: draft.insert_rows("deal.list", 0, [{}]),
        lambda: draft.undo(),
    ):
        with pytest.raises(LibraryError):
            attempt()
    assert draft.snapshot() == before
    assert draft.undo_label == "deal.list"


def test_the_summary_written_with_an_edit_already_knows_it(desk: Desk) -> None:
    desk.draft.set("org.name", "甲公司")
    desk.draft.set("request.amount", "12.5")
    assert (desk.summaries[-1].enterprise, desk.summaries[-1].amount) == ("甲公司", "12.50")


def test_pasting_fills_cells_skips_computed_ones_and_adds_rows(desk: Desk) -> None:
    desk.draft.insert_rows("deal.list", 0, [{"number": "HT-1"}])
    desk.draft.paste("deal.list", 0, "amount", [["10", "4", "不管", "2026-3-1"], ["20", "5", "", "2026/3/2"]])
    table = desk.draft.table("deal.list")
    cells = [{name: cell.stored for name, cell in table.cells[row].items()} for row in table.rows]
    assert cells == [
        {"number": "HT-1", "amount": "10.00", "paid": "4.00", "open": "6.00", "day": "2026-03-01"},
        {"number": "", "amount": "20.00", "paid": "5.00", "open": "15.00", "day": "2026-03-02"},
    ]
    assert table.totals == {"amount": Decimal(30)}
    desk.draft.undo()
    assert [desk.draft.state(f"deal.list/{row}/amount").stored for row in desk.draft.rows("deal.list")] == [""]


def test_a_table_says_that_there_is_nothing_to_list(desk: Desk) -> None:
    assert isinstance(desk.draft.value("request.total"), Missing)
    desk.draft.set("deal.none", "yes")
    assert desk.draft.value("request.total") == Decimal(0)


def test_parameters_of_the_notice_have_defaults(desk: Desk) -> None:
    assert (desk.draft.state("notice.most").value, desk.draft.state("notice.most").origin) == (Decimal(2), "default")
    desk.draft.set("notice.most", "5")
    assert desk.draft.state("notice.most").origin == "typed"


def test_there_is_nothing_to_answer_at_computed_or_unknown_paths(desk: Desk) -> None:
    for path in ("request.total", "deal.list", "deal.list.amount", "org.nmae", "deal.list/99999999/amount"):
        with pytest.raises(InputError):
            desk.draft.set(path, "1")


def test_a_new_application_knows_what_the_profile_knows(tmp_path: Path) -> None:
    scheme = small_scheme(tmp_path)
    known = (Op(path="org.name", new="甲公司"), Op(path="org.old", new="x"), Op(path="deal.list/00000007", at_new=0, cells={"number": "1"}))
    profile = Application([Edit(ops=known)])
    draft = Draft(scheme, opening(scheme, profile), TODAY, append=lambda _edit, _summary: None)
    assert (draft.state("org.name").stored, draft.state("org.name").origin) == ("甲公司", "profile")
    assert draft.rows("deal.list") == ("00000001",)
    assert draft.state("org.language").origin == "default"


def test_sections_count_what_is_asked_and_what_is_wrong(desk: Desk) -> None:
    org = desk.draft.outline()[0]
    assert (org.id, org.asked, org.answered) == ("org", 5, 1)
    assert org.blocking == 4
    desk.draft.set_many([("org.name", "甲"), ("org.state", "yes")])
    org = desk.draft.outline()[0]
    assert (org.asked, org.answered) == (6, 3)


def test_an_explanation_follows_a_computed_answer_to_its_sources(desk: Desk) -> None:
    desk.draft.insert_rows("deal.list", 0, [{"number": "HT-1", "amount": "100"}])
    step = desk.draft.explain("request.total")
    assert step.label is not None
    assert (step.label.zh, step.value, step.parts[0].text) == ("合同总额", Decimal(100), "deal.list.amount")
    assert [part.value for part in desk.draft.explain("amounts.ceiling").parts][-1] == Decimal("30.00")
