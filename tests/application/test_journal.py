"""A journal folds into the same answers every time, and nothing that was typed is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checks.small import Desk, small_scheme
from shenbao.application import Application, inverse
from shenbao.errors import LibraryError
from shenbao.forms.scheme import Scheme
from shenbao.records import Edit, EditKind, Op


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Scheme:
    return small_scheme(tmp_path_factory.mktemp("content"))


def test_undo_and_redo_are_steps_of_the_journal_too(scheme: Scheme) -> None:
    desk = Desk(scheme)
    desk.draft.set("org.name", "甲公司")
    desk.draft.set("org.name", "乙公司")
    desk.draft.undo()
    assert [edit.kind for edit in desk.journal[-3:]] == [EditKind.DO, EditKind.DO, EditKind.UNDO]
    again = Application(desk.journal)
    assert again.answers["org.name"] == "甲公司"
    assert [edit.label for edit in again.undone] == ["org.name"]


def test_what_a_new_application_starts_with_cannot_be_undone(scheme: Scheme) -> None:
    desk = Desk(scheme)
    assert desk.draft.state("org.language").stored == "中文"
    assert desk.draft.undo_label is None
    desk.draft.undo()
    assert desk.draft.state("org.language").stored == "中文"


def test_ids_of_rows_are_never_used_again(scheme: Scheme) -> None:
    desk = Desk(scheme)
    desk.draft.insert_rows("deal.list", 0, [{"number": "1"}, {"number": "2"}])
    first = set(desk.draft.rows("deal.list"))
    desk.draft.delete_rows("deal.list", first)
    desk.draft.insert_rows("deal.list", 0, [{"number": "3"}])
    reopened = Desk(scheme, desk.journal[1:])
    reopened.draft.insert_rows("deal.list", 0, [{"number": "4"}])
    ids = reopened.draft.rows("deal.list")
    assert not first & set(ids)
    assert len(set(ids)) == 2
    assert {len(row) for row in ids} == {8}


def test_a_journal_that_does_not_fit_is_refused_not_guessed_at() -> None:
    with pytest.raises(LibraryError):
        Application([Edit(ops=(Op(path="deal.list/00000001/amount", new="1"),))])
    with pytest.raises(LibraryError):
        Application([Edit(ops=(), kind=EditKind.UNDO)])


def test_answers_of_an_older_form_move_to_their_new_paths() -> None:
    edits = [
        Edit(ops=(Op(path="org.title", new="甲"), Op(path="deal.old/00000001", at_new=0, cells={"sum": "1"}))),
        Edit(ops=(Op(path="deal.old/00000001/sum", old="1", new="2"),)),
    ]
    renamed = {"org.title": "org.name", "deal.old": "deal.list", "deal.old.sum": "deal.list.amount"}
    found = Application(edits, renamed)
    assert found.stored("org.name") == "甲"
    assert found.stored("deal.list/00000001/amount") == "2"


# -- whatever is done in whatever order -------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "cell", "insert", "delete", "move", "paste", "undo", "redo"]),
        st.integers(0, 9),
        st.sampled_from("甲乙 17x"),
    ),
    max_size=30,
)


def act(desk: Desk, step: tuple[str, int, str]) -> None:
    kind, number, text = step
    draft = desk.draft
    rows = draft.rows("deal.list")
    row = rows[number % len(rows)] if rows else ""
    match kind:
        case "set":
            draft.set(("org.name", "request.amount", "org.state", "notice.most", "reasons.P1")[number % 5], text)
        case "cell" if row:
            draft.set(f"deal.list/{row}/{('number', 'amount')[number % 2]}", text)
        case "insert":
            draft.insert_rows("deal.list", number, [{"number": text}, {"amount": "5", "number": text}][: 1 + number % 2])
        case "delete" if row:
            draft.delete_rows("deal.list", rows[number % len(rows) :])
        case "move" if row:
            draft.move_row("deal.list", row, number)
        case "paste":
            draft.paste("deal.list", min(number, len(rows)), "amount", [[text, text], ["3", "2"]])
        case "undo":
            draft.undo()
        case "redo":
            draft.redo()


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
@example(steps=[("insert", 1, "甲"), ("delete", 0, "甲"), ("undo", 0, "甲"), ("cell", 1, "甲")])  # all rows gone and back again
def test_folding_undoing_and_working_out_again_agree(scheme: Scheme, steps: list[tuple[str, int, str]]) -> None:
    desk = Desk(scheme)
    for step in steps:
        act(desk, step)
    folded = Application(desk.journal)
    draft = desk.draft
    assert folded.answers == draft.snapshot().answers
    fresh = Desk(scheme, desk.journal[1:])
    assert fresh.draft.findings() == draft.findings()
    assert fresh.draft.amounts() == draft.amounts()
    assert fresh.draft.snapshot() == draft.snapshot()

    after = draft.snapshot().answers
    count = len(folded.done)
    for _ in range(count):
        draft.undo()
    assert draft.snapshot().answers == Application(desk.journal[:1]).answers
    for _ in range(count):
        draft.redo()
    assert draft.snapshot().answers == after


def test_an_inverse_takes_back_in_reverse_order() -> None:
    ops = (Op(path="a.b", old="1", new="2"), Op(path="t.x/1", at_new=0, cells={}))
    assert inverse(inverse(ops)) == ops
    assert inverse(ops)[0].at_old == 0
