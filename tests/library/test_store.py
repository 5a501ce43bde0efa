"""Records and their edits: what is returned was written, and comes back as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library.samples import Clock, Opener, edit, summary
from shenbao.errors import LibraryError
from shenbao.library import Library
from shenbao.messages import describe
from shenbao.records import Edit, EditKind, Op, RecordId, Summary


def test_edits_come_back_in_order_after_reopening(opened: Opener) -> None:
    library = opened()
    record = library.create("application", "scheme", "2026.1")
    edits = [edit(f"第{number}次") for number in range(20)]
    numbers = [library.append(record, one, summary(one.ops[0].new)) for one in edits]
    assert numbers == list(range(2, 22))
    library.close()
    again = opened()
    assert again.edits(record) == tuple(edits)
    assert again.info(record).summary.title == "第19次"
    assert again.health.ok


def test_a_record_knows_where_it_came_from(library: Library) -> None:
    enterprise = library.create("enterprise", "", "2026.1")
    application = library.create("application", "scheme", "2026.1", enterprise)
    info = library.info(application)
    assert (info.kind, info.scheme, info.content_version, info.enterprise) == ("application", "scheme", "2026.1", enterprise)
    assert info.created == datetime(2026, 3, 5, 9, 0, 3, tzinfo=UTC)
    assert len(application) == 12
    assert application.isalnum()


def test_deleted_records_are_kept_and_come_back(opened: Opener) -> None:
    library = opened()
    record = library.create("application", "scheme", "1")
    library.append(record, edit("甲"), summary("甲"))
    library.delete(record)
    library.delete(record)
    assert library.list("application") == []
    assert [info.id for info in library.list("application", deleted=True)] == [record]
    library.close()
    library = opened()
    library.restore(record)
    assert [info.id for info in library.list("application")] == [record]
    assert library.edits(record) == (edit("甲"),)
    assert library.info(record).events == 4


def test_an_unknown_record_is_refused(library: Library) -> None:
    for call in (
        lambda: library.info(RecordId("nobody")),
        lambda: library.edits(RecordId("nobody")),
        lambda: library.append(RecordId("nobody"), edit("x"), Summary()),
        lambda: library.create("application", "scheme", "1", RecordId("nobody")),
    ):
        with pytest.raises(LibraryError) as error:
            call()
        assert error.value.code == "library.no_record"


def test_half_a_character_is_refused_and_the_library_goes_on(library: Library) -> None:
    record = library.create("application", "scheme", "1")
    with pytest.raises(LibraryError) as error:
        library.append(record, edit("\ud83d"), Summary())
    assert "U+D83D" in describe(error.value, "zh")
    library.append(record, edit("甲"), Summary())
    assert library.edits(record) == (edit("甲"),)


ops = st.builds(
    Op,
    path=st.text(st.characters(codec="utf-8"), max_size=20),
    old=st.text(st.characters(codec="utf-8"), max_size=20),
    new=st.text(st.characters(codec="utf-8"), max_size=50),
    at_old=st.none() | st.integers(0, 10**6),
    at_new=st.none() | st.integers(0, 10**6),
    cells=st.none() | st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")), max_size=4),
)
edits = st.builds(
    Edit, ops=st.lists(ops, max_size=4).map(tuple), kind=st.sampled_from(EditKind), label=st.text(st.characters(codec="utf-8"))
)


@given(written=st.lists(edits, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_edit_comes_back_as_it_was(library: Library, written: list[Edit]) -> None:
    record = library.create("application", "scheme", "1")
    for one in written:
        library.append(record, one, Summary(title=one.label))
    assert library.edits(record) == tuple(written)


def test_the_order_of_history_does_not_depend_on_the_clock(opened: Opener) -> None:
    clock = Clock(datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC))
    library = opened(clock=clock)
    record = library.create("application", "scheme", "1")
    for number, year in enumerate((2039, 2016, 2028, 1971)):
        clock.now = datetime(year, 2, 28, 23, 59, 59, tzinfo=UTC)
        library.append(record, edit(str(number)), Summary())
    assert [one.ops[0].new for one in library.edits(record)] == ["0", "1", "2", "3"]
    library.close()
    assert opened().health.ok
