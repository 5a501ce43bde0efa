"""Opens SQLite the one way the library may be opened: for writing under the lock, or for looking without touching a byte."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw

from shenbao.errors import LibraryError

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL when two connections write (sqlite.org, fixed in 3.51.3)."""
APPLICATION_ID = 0x53425345
"""`SBSE` in the header of every library file."""
CHECKPOINT_PAGES = 256
"""Keeps the -wal near one megabyte, so that the reserve file always has room for it."""
_SAFE = "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"


def assert_sqlite() -> None:
    """Raises LibraryError library.sqlite_old when apsw was built with an SQLite that may harm the library."""
    version = apsw.sqlite_lib_version()
    if tuple(int(part) for part in version.split(".")[:3]) < OLDEST_SQLITE:
        raise LibraryError("library.sqlite_old", version=version, needed=".".join(map(str, OLDEST_SQLITE)))


def open_writable(path: Path, vfs: str | None = None) -> apsw.Connection:
    """The only writing connection to `path`; the caller holds the library's lock. `vfs` names another file system layer (tests)."""
    assert_sqlite()
    connection = apsw.Connection(str(path), vfs=vfs)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()
        if mode != ("wal",):
            raise LibraryError("library.io", folder=str(path.parent), reason=f"journal_mode={mode}")
        connection.execute(
            _SAFE + "PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON; PRAGMA secure_delete=FAST;"
            f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}; PRAGMA journal_size_limit=4194304;"
        )
    except BaseException:
        connection.close()
        raise
    return connection


def open_unchanging(path: Path) -> apsw.Connection:
    """A connection that writes nothing, neither to `path` nor beside it, whatever state they are in.

    With a -wal its frames are seen, and no lock is taken (SQLite cannot lock a file it may not write; the library's own
    lock keeps others out). Without one the file is opened as immutable."""
    assert_sqlite()
    wal = path.with_name(path.name + "-wal")
    has_wal = wal.exists() and wal.stat().st_size > 0
    if has_wal and not _is_wal_database(path):
        raise apsw.CorruptError("a -wal file beside a database that is not in WAL mode")
    lockless = "win32-none" if sys.platform == "win32" else "unix-none"
    query = f"mode=ro&vfs={lockless}" if has_wal else "immutable=1"
    connection = apsw.Connection(f"{path.resolve().as_uri()}?{query}", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE;" + _SAFE)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_wal_database(path: Path) -> bool:
    """Bytes 18 and 19 of the header; all is still in the -wal when the file is empty."""
    with path.open("rb") as file:
        header = file.read(100)
    return not header or header[18:20] == b"\x02\x02"


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All or nothing; returns only when the commit is on the disk."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException:
        if not connection.getautocommit():
            with suppress(apsw.Error):  # a failing disk also fails the rollback; SQLite then rolls back by itself
                connection.execute("ROLLBACK")
        raise
