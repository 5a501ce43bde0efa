"""Every single write, sync and rename may fail: nothing acknowledged is lost, nothing is half done, and work goes on."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import apsw
import pytest

from library.disks import FailingDisk, failing_calls
from library.samples import Opener, edit, summary
from shenbao.errors import LibraryError
from shenbao.library import Library
from shenbao.records import RecordId

ERRORS = {"full": apsw.FullError, "broken": apsw.IOError}
CODES = {"", "library.disk_full", "library.io"}


def outcome(call: Callable[[], object]) -> str:
    """The code of the error `call` raised, or nothing."""
    try:
        call()
    except LibraryError as error:
        return error.code
    return ""


@pytest.fixture
def disk(request: pytest.FixtureRequest) -> Iterator[FailingDisk]:
    disk = FailingDisk(f"failing-{id(request)}")
    yield disk
    disk.unregister()


def texts(library: Library, record: RecordId) -> list[str]:
    return [one.ops[0].new for one in library.edits(record)]


@pytest.mark.parametrize("stays", [False, True], ids=["once", "stays"])
@pytest.mark.parametrize("kind", ERRORS)
def test_a_failing_append_is_not_acknowledged_and_the_next_one_is(opened: Opener, disk: FailingDisk, kind: str, stays: bool) -> None:
    library = opened(vfs=disk.name)
    record = library.create("application", "scheme", "1")
    acknowledged = []
    for fail_at in range(1, 200):
        disk.arm(fail_at, ERRORS[kind], stays_full=stays)
        for number in range(3):
            text = f"{fail_at}.{number}" + "汉" * 3000
            code = outcome(partial(library.append, record, edit(text), summary("标题")))
            assert code in CODES
            if not code:
                acknowledged.append(text)
        failed = disk.failed
        disk.arm(0)
        assert texts(library, record) == acknowledged
        assert library.check(objects=False).ok
        library.append(record, edit("weiter"), summary("标题"))
        acknowledged.append("weiter")
        if not failed:
            break
    else:
        pytest.fail("never reached the end of an append")
    library.close()
    again = opened()
    assert texts(again, record) == acknowledged


def test_a_full_disk_gives_the_reserve_to_the_last_edits(opened: Opener, disk: FailingDisk, tmp_path: Path) -> None:
    library = opened(vfs=disk.name, reserve_bytes=1 << 16)
    record = library.create("application", "scheme", "1")
    reserve = tmp_path / "library" / "reserve.bin"
    assert reserve.stat().st_size == 1 << 16
    disk.arm(1)
    library.append(record, edit("noch"), summary("标题"))
    assert disk.failed
    assert not reserve.exists()
    assert library.space().low
    disk.arm(1, stays_full=True)
    with pytest.raises(LibraryError) as error:
        library.append(record, edit("nicht"), summary("标题"))
    assert error.value.code == "library.disk_full"
    disk.arm(0)
    library.append(record, edit("wieder"), summary("标题"))
    assert texts(library, record) == ["noch", "wieder"]
    library.tend()
    assert reserve.exists()


@pytest.mark.parametrize("kind", ERRORS)
def test_a_failing_backup_leaves_the_others_and_the_library(opened: Opener, disk: FailingDisk, kind: str, tmp_path: Path) -> None:
    library = opened(vfs=disk.name)
    record = library.create("application", "scheme", "1")
    first = library.backup()
    for fail_at in range(1, 200):
        library.append(record, edit(str(fail_at)), summary("标题"))
        disk.arm(fail_at, ERRORS[kind])
        code = outcome(library.backup)
        assert code in CODES
        assert code == "" or list(library.backups()) == [first]
        failed = disk.failed
        disk.arm(0)
        assert library.check(objects=False).ok
        assert not list((tmp_path / "library" / "backups").glob("*.tmp*"))
        if not failed:
            break
    assert not failed
    assert len(library.backups()) == 2


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
def test_a_failing_copy_of_an_attachment_leaves_nothing_half(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int
) -> None:
    library = opened()
    source = tmp_path / "发票.pdf"
    for fail_at in range(1, 100):
        source.write_bytes(b"%PDF" + fail_at.to_bytes(4, "big") * 1000)
        with failing_calls(monkeypatch, fail_at, number) as count:
            code = outcome(partial(library.add_blob, source, source.name))
        assert code in CODES
        assert library.check().ok
        assert not list((tmp_path / "library" / "objects").rglob("*.tmp"))
        if not code:
            assert library.blob(sha256(source.read_bytes()).hexdigest()).read_bytes() == source.read_bytes()
        if count[0] < fail_at:
            break
    assert count[0] < fail_at
    assert not code


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
def test_a_failing_restore_leaves_one_of_the_two_states_whole(opened: Opener, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    library = opened()
    record = library.create("application", "scheme", "1")
    library.append(record, edit("alt"), summary("alt"))
    old = library.backup()
    assert old
    library.append(record, edit("neu"), summary("neu"))
    library.backup()
    for fail_at in range(1, 100):
        with failing_calls(monkeypatch, fail_at, number) as count:
            code = outcome(partial(library.restore_backup, old))
        assert code in CODES
        assert texts(library, record) in (["alt"], ["alt", "neu"])
        library.close()
        library = opened()
        assert library.health.ok
        assert texts(library, record) in (["alt"], ["alt", "neu"])
        if count[0] < fail_at:
            break
    assert count[0] < fail_at
    assert texts(library, record) == ["alt"]
