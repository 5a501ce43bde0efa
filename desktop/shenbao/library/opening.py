"""Opens a library folder: fit place, lock, unfinished replacements, proof of every row, migration, and only then for writing."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import apsw
import msgspec

from shenbao.errors import LibraryError
from shenbao.library import backups, blobs, lock, schema, swap
from shenbao.library.connection import open_unchanging, open_writable
from shenbao.library.health import Examination, Health, blob_rows, examine, glance, project, proof
from shenbao.library.journal import UNREADABLE, entries_of
from shenbao.library.place import unfit
from shenbao.library.reserve import Reserve
from shenbao.library.rows import Entry, RecordInfo, Seal
from shenbao.records import Record, RecordId


class Places(Record, frozen=True):
    """Where a library and its backups are."""

    folder: Path
    backups: Path

    @property
    def database(self) -> Path:
        return self.folder / swap.DATABASE


class Opened:
    """An open library file with everything that was read from it."""

    def __init__(
        self, places: Places, connection: apsw.Connection, found: Examination, held: lock.Lock | None, reserve: Reserve, vfs: str | None
    ) -> None:
        self.places = places
        self.connection = connection
        self.health = found.health
        self.records: dict[RecordId, RecordInfo] = found.records
        self.seal = found.seal or Seal(library="", version=0, schema=b"")
        self._intact = found.entries
        self.reserve = reserve
        self.read_only = connection.readonly("main")
        self._lock = held
        self._vfs = vfs
        self._owed: Generator[None, None, bool] | None = None
        self._damage: LibraryError | None = None

    def owe_proof(self, found: Examination) -> None:
        """Only a glance was taken: `prove` has still to be called to its end."""
        self._owed = proof(self.connection, found)

    def prove(self) -> Iterator[None]:
        """Does what is still owed of the proof of every row, a slice each step. library.damaged, again each time."""
        while self._owed is not None:
            try:
                next(self._owed)
            except StopIteration as end:
                self._owed = None
                if not end.value:
                    self._damage = _found_damaged(self.places, self.connection)
            yield
        if self._damage:
            raise self._damage

    def entries(self, record: RecordId) -> list[Entry]:
        """A record's journal rows. Of a damaged file those that were found intact: its index may lead astray."""
        if self.health.ok:
            return entries_of(self.connection, record)
        return [row for row in self._intact if row.record == record]

    def replace_database(self, source: Path, now: datetime) -> Path:
        """Put the checked library file `source` in the place of the present one, which is kept; returns where."""
        from shenbao.library import recovery

        folder = self.places.folder
        self.connection.close()
        try:
            aside = swap.set_aside(folder, now)
            swap.draft_from(folder, source)
            recovery.restore_objects(folder, self.places.backups)
            swap.decide(folder)
        finally:
            self.connection = open_writable(self.places.database, self._vfs)
            found = examine(self.connection)
            assert found.seal
            self.health, self.records, self.seal = found.health, found.records, found.seal
        return aside

    def close(self) -> None:
        try:
            self.connection.close()
        finally:
            if self._lock:
                self._lock.release()


@contextmanager
def locked(folder: Path, now: datetime) -> Iterator[lock.Lock]:
    """Hold the lock of `folder` for one piece of work."""
    held = lock.acquire(folder, now)
    try:
        yield held
    finally:
        held.release()


def writable(places: Places, now: datetime, reserve_bytes: int, vfs: str | None, *, prove_later: bool = False) -> Opened:
    """Open for writing; with `prove_later` the proof of every row is still owed. Raises LibraryError, OSError, apsw.Error."""
    reason = unfit(places.folder)
    if reason:
        raise LibraryError(f"library.{reason}_folder", folder=str(places.folder))
    places.folder.mkdir(parents=True, exist_ok=True)
    held = lock.acquire(places.folder, now)
    try:
        reserve = Reserve(places.folder, reserve_bytes)
        swap.complete(places.folder)
        _make_if_new(places)
        blobs.sweep_unfinished(places.folder)
        backups.sweep_unfinished(places.backups)
        seen = _seen(places) if prove_later else None
        found = seen or _proven(places)
        if found.seal and found.seal.version < schema.VERSION:
            found = _migrated(places, now)
        if not reserve.ensure():
            raise LibraryError("library.disk_full", folder=str(places.folder))
        opened = Opened(places, open_writable(places.database, vfs), found, held, reserve, vfs)
        if seen:
            opened.owe_proof(seen)
        return opened
    except BaseException:
        held.release()
        raise


def read_only(places: Places, now: datetime) -> Opened:
    """Open for looking, whatever state the file is in; the caller's `health` says what is wrong."""
    try:
        held = lock.acquire(places.folder, now)
    except OSError:  # a read-only disk: nobody can be writing
        held = None
    try:
        connection = open_unchanging(places.database)
        try:
            found = examine(connection)
        except UNREADABLE as error:
            connection.close()
            if isinstance(error, apsw.SQLError):  # columns this version does not know
                raise LibraryError("library.newer", folder=str(places.folder)) from error
            raise
        return Opened(places, connection, found, held, Reserve(places.folder, 0), None)
    except BaseException:
        if held:
            held.release()
        raise


def with_objects(health: Health, opened: Opened) -> Health:
    """`health` after every registered attachment was read and hashed."""
    bad = [sha256 for sha256, *_ in blob_rows(opened.connection) if not blobs.is_whole(blobs.place(opened.places.folder, sha256))]
    return msgspec.structs.replace(health, objects=tuple(bad))


def _make_if_new(places: Places) -> None:
    """A library that is gone while its backups are there is damaged, not new."""
    swap.discard_draft(places.folder)
    if places.database.exists():
        return
    if backups.listed(places.backups):
        raise LibraryError("library.damaged", folder=str(places.folder), records=swap.DATABASE)
    schema.create(places.folder / swap.DRAFT)
    swap.decide(places.folder)


def _seen(places: Places) -> Examination | None:
    """What a glance shows of a library of the present version; None when only the whole proof can tell. A -wal left by a crash would
    be written into the file when it is closed, so everything is proved before."""
    wal = places.database.with_name(swap.DATABASE + "-wal")
    if wal.exists() and wal.stat().st_size:
        return None
    try:
        connection = open_unchanging(places.database)
        try:
            return glance(connection) if schema.stored_version(connection) == schema.VERSION else None
        finally:
            connection.close()
    except UNREADABLE:
        return None


def _found_damaged(places: Places, connection: apsw.Connection) -> LibraryError:
    try:
        return _damaged(places, examine(connection).health)
    except UNREADABLE:
        return _damaged(places, None)


def _proven(places: Places) -> Examination:
    """Every row checked, before anything may be written. library.newer, library.damaged."""
    try:
        connection = open_unchanging(places.database)
    except apsw.Error as error:
        raise _damaged(places, None) from error
    try:
        version = schema.stored_version(connection)
        found = None if version > schema.VERSION else examine(connection)
    except UNREADABLE as error:
        raise _damaged(places, None) from error
    finally:
        connection.close()
    if found is None:
        raise LibraryError("library.newer", folder=str(places.folder))
    if not found.health.ok:
        raise _damaged(places, found.health)
    return found


def _damaged(places: Places, health: Health | None) -> LibraryError:
    names = [record.title or record.id for record in health.damaged] if health else []
    shown = "、".join(names[:5]) + ("…" if len(names) > 5 else "")
    return LibraryError("library.damaged", folder=str(places.folder), records=shown or "-")


def _migrated(places: Places, now: datetime) -> Examination:
    """The library in the present version, made on a copy; the old file is kept aside. library.migration_failed."""
    folder = places.folder
    connection = open_writable(places.database)
    connection.close()  # brings the -wal into the file
    draft = swap.draft_from(folder, places.database)
    schema.migrate(draft, steps=schema.STEPS, target=schema.VERSION)
    found = backups.read(draft, keep_entries=True)
    if found is None or not found.health.ok or found.records != project(found.entries):
        swap.discard_draft(folder)
        raise LibraryError("library.migration_failed", folder=str(folder))
    swap.set_aside(folder, now)
    swap.decide(folder)
    return found
