"""Backups are made, proved, thinned and restored; going back never loses the present."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.samples import START, Clock, Opener, edit, summary
from shenbao.errors import LibraryError
from shenbao.library import Library
from shenbao.library.thinning import DAILY, EVERY, MONTHLY, WEEKLY, kept
from shenbao.records import RecordId


def filled(library: Library, *texts: str) -> RecordId:
    record = library.create("application", "scheme", "1")
    for text in texts:
        library.append(record, edit(text), summary(text))
    return record


def texts(library: Library, record: RecordId) -> list[str]:
    return [one.ops[0].new for one in library.edits(record)]


# -- when -------------------------------------------------------------------------------------------------------------


def test_a_backup_is_made_when_there_are_changes_and_half_an_hour_has_passed(library: Library, clock: Clock) -> None:
    record = filled(library, "甲")
    assert library.tend()
    assert library.tend() is None
    clock.now += timedelta(minutes=31)
    assert library.tend() is None, "nothing has changed"
    library.append(record, edit("乙"), summary("乙"))
    assert library.tend()
    library.append(record, edit("丙"), summary("丙"))
    assert library.tend() is None, "half an hour has not passed"
    assert [backup.seq for backup in library.backups()] == [3, 2]


def test_a_clock_set_back_does_not_stop_backups(library: Library, clock: Clock) -> None:
    record = filled(library, "甲")
    library.tend()
    clock.now -= timedelta(days=400)
    library.append(record, edit("乙"), summary("乙"))
    assert library.tend()


# -- which are kept ---------------------------------------------------------------------------------------------------


def test_a_year_of_half_hours_leaves_a_hundred_and_some() -> None:
    """Every half hour for 365 days, thinned after each: what is left is what the rule says."""
    now, left = START, set[datetime]()
    for _ in range(365 * 48):
        now += timedelta(minutes=30)
        left.add(now)
        if now.minute == 0 and now.hour % 6 == 3:
            left = kept(left, now)
    left = kept(left, now)
    recent = {made for made in left if now - made <= EVERY}
    assert len(recent) == 97
    older = sorted(left - recent, reverse=True)
    days = [made.date() for made in older]
    assert len(set(days)) == len(days)
    assert days[:DAILY] == [(older[0] - timedelta(days=number)).date() for number in range(DAILY)]
    assert DAILY < len(older) <= DAILY + WEEKLY + MONTHLY
    assert len({(made.year, made.month) for made in left}) == 13
    assert max(left) == now


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=60))
def test_thinning_is_bounded_keeps_the_newest_and_settles(moments: list[datetime]) -> None:
    made = set(moments)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    left = kept(made, now)
    assert left <= made
    assert not made or max(made) in left
    assert {moment for moment in made if now - moment <= EVERY} <= left
    assert len([moment for moment in left if now - moment > EVERY]) <= DAILY + WEEKLY + MONTHLY + 1
    assert kept(left, now) == left


def test_old_backups_go_by_themselves(library: Library, clock: Clock) -> None:
    record = filled(library)
    for number in range(60):
        library.append(record, edit(str(number)), summary(str(number)))
        library.backup()
        clock.now += timedelta(hours=6)
    recent = [backup for backup in library.backups() if clock.now - backup.made <= EVERY]
    assert len(recent) == 7
    assert 15 <= len(library.backups()) - len(recent) <= 18


# -- going back -------------------------------------------------------------------------------------------------------


def test_going_back_keeps_the_present_in_a_backup_and_aside(library: Library) -> None:
    record = filled(library, "甲")
    sha256 = library.add_blob(b"paper")
    old = library.backup()
    assert old
    library.append(record, edit("乙"), summary("乙"))
    late = filled(library, "丙")
    aside = library.restore_backup(old)
    assert texts(library, record) == ["甲"]
    assert [info.id for info in library.list("application")] == [record]
    assert library.blob(sha256).read_bytes() == b"paper"
    assert (aside / "library.db").exists()
    library.restore_backup(library.backups()[0])
    assert texts(library, record) == ["甲", "乙"]
    assert texts(library, late) == ["丙"]
    library.append(record, edit("丁"), summary("丁"))
    assert library.check().ok


def test_attachments_come_back_with_a_backup(library: Library) -> None:
    filled(library, "甲")
    sha256 = library.add_blob(b"paper")
    backup = library.backup()
    assert backup
    library.blob(sha256).unlink()
    assert library.check().objects == (sha256,)
    library.restore_backup(backup)
    assert library.blob(sha256).read_bytes() == b"paper"


def test_a_damaged_backup_is_refused(library: Library) -> None:
    record = filled(library, "甲")
    backup = library.backup()
    assert backup
    content = bytearray(backup.path.read_bytes())
    content[content.index("甲".encode())] ^= 1
    backup.path.write_bytes(content)
    with pytest.raises(LibraryError) as error:
        library.restore_backup(backup)
    assert error.value.code == "library.backup_damaged"
    assert texts(library, record) == ["甲"]


def test_backups_can_be_in_another_folder(opened: Opener, tmp_path: Path) -> None:
    library = opened(backup_folder=tmp_path / "elsewhere")
    filled(library, "甲")
    library.tend()
    assert len(list((tmp_path / "elsewhere").glob("*.db"))) == 1


# -- what is forgotten ------------------------------------------------------------------------------------------------


def test_an_attachment_is_forgotten_only_when_nothing_mentions_it(library: Library, clock: Clock, tmp_path: Path) -> None:
    clock.now = datetime.now(UTC)
    used, unused = library.add_blob(b"used"), library.add_blob(b"unused")
    record = filled(library)
    library.append(record, edit(used, "attachments.A11/r1/sha256"), summary("甲"))
    library.append(record, edit("", "attachments.A11/r1/sha256"), summary("甲"))  # undo can bring it back
    library.backup()
    clock.now += timedelta(days=31)
    young = library.add_blob(b"young")

    def objects() -> set[str]:
        return {path.name for path in (tmp_path / "library" / "objects").glob("??/*")}

    library.tend()
    assert objects() == {used, unused, young}, "a backup still needs it"
    for backup in library.backups():
        backup.path.unlink()
    clock.now += timedelta(days=2)
    library.tend()
    assert objects() == {used, young}
    assert library.check().ok
