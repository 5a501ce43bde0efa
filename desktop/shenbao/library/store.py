"""The library: every application and enterprise of one person, with all their edits and attachments, in one folder."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

import apsw

from shenbao.errors import LibraryError
from shenbao.library import backups, blobs, listing, opening, swap, sweep
from shenbao.library.backups import Backup
from shenbao.library.connection import transaction
from shenbao.library.faults import translated
from shenbao.library.health import Health, examine
from shenbao.library.journal import write_blob, write_event
from shenbao.library.listing import Order
from shenbao.library.reserve import BYTES, KEPT_FOR_EDITS, Space
from shenbao.library.rows import Created, Deleted, Edited, Event, Kind, Packed, RecordInfo, Restored, Seal, event_of, is_intact
from shenbao.records import Edit, RecordId, Summary

if TYPE_CHECKING:
    from shenbao.library.recovery import Recovery

# What only a damaged library needs, and Python's larger modules, are loaded by the functions that use them: every start opens a library.

BACKUP_EVERY = timedelta(minutes=30)
_ID_LETTERS = string.ascii_lowercase + string.digits
_T = TypeVar("_T")
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class Library:
    """An open library. Every method is synchronous and for the thread that opened it; all raise LibraryError.

    Nothing is acknowledged (returned) before it is on the disk. After an error the library is as it was before the call and
    can be used on. The list is kept in memory: it was read and checked when the library was opened, and nobody else writes."""

    def __init__(self, opened: opening.Opened, clock: Clock) -> None:
        self._opened = opened
        self._clock = clock
        self._whole_objects: set[str] = set()
        self._swept: datetime | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        read_only: bool = False,
        prove_later: bool = False,
        backup_folder: Path | None = None,
        clock: Clock = utc_now,
        reserve_bytes: int = BYTES,
        vfs: str | None = None,
    ) -> Library:
        """Open the library in `folder`, making it when there is none; backups go to `backup_folder` (`folder/backups`).

        Errors: library.locked, newer, damaged, not_writable, disk_full, network_folder, sync_folder, sqlite_old, io. With
        `read_only` the library may be damaged, newer or on a read-only disk: nothing at all is written, `health` says what
        is wrong, and intact records can be read. With `prove_later` only the list and both ends of the journal are checked
        now: call `prove`; whatever would write does so first."""
        places = opening.Places(folder=folder.resolve(), backups=(backup_folder or folder / "backups").resolve())
        with translated(places.folder):
            if read_only:
                opened = opening.read_only(places, clock())
            else:
                opened = opening.writable(places, clock(), reserve_bytes, vfs, prove_later=prove_later)
        return cls(opened, clock)

    @classmethod
    def recover(cls, folder: Path, *, backup_folder: Path | None = None, clock: Clock = utc_now) -> Recovery:
        """Make a damaged library whole again as far as its rows and the newest good backup allow; the damaged file is kept."""
        places = opening.Places(folder=folder.resolve(), backups=(backup_folder or folder / "backups").resolve())
        with translated(places.folder), opening.locked(places.folder, clock()):
            swap.complete(places.folder)
            from shenbao.library import recovery

            return recovery.recover(places.folder, places.backups, clock())

    def __enter__(self) -> Library:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        return self._opened.places.folder

    @property
    def health(self) -> Health:
        """What opening found."""
        return self._opened.health

    @property
    def read_only(self) -> bool:
        return self._opened.read_only

    def prove(self) -> Iterator[None]:
        """Proves, in slices of some milliseconds, every row that opening with `prove_later` left unproven; nothing is written before
        the end. library.damaged: nothing was harmed, and opening the library again says the same."""
        with translated(self.folder):
            yield from self._opened.prove()

    # -- records ------------------------------------------------------------------------------------------------------

    def create(self, kind: Kind, scheme: str, content_version: str, enterprise: RecordId | None = None) -> RecordId:
        """A new, empty record; `enterprise` is the record of the enterprise it belongs to."""
        if enterprise is not None:
            self.info(enterprise)
        record = self._new_id()
        self._add(record, Created(kind=kind, scheme=scheme, content_version=content_version, enterprise=enterprise))
        return record

    def append(self, record: RecordId, edit: Edit, summary: Summary) -> int:
        """Write one edit and what the list now shows, in one commit; returns its sequence number."""
        return self._add(record, Edited(edit=edit, summary=summary))

    def note_pack(self, record: RecordId, pack: Packed) -> None:
        """Remember that a final pack was built; from the next edit on the list says that answers were changed since."""
        self._add(record, pack)

    def delete(self, record: RecordId) -> None:
        """Put a record into the wastebasket. Nothing is erased."""
        if not self.info(record).deleted:
            self._add(record, Deleted())

    def restore(self, record: RecordId) -> None:
        """Take a record out of the wastebasket."""
        if self.info(record).deleted:
            self._add(record, Restored())

    def edits(self, record: RecordId) -> tuple[Edit, ...]:
        """Every edit in the order it was made. library.record_damaged when one of them is not as it was written."""
        info = self.info(record)
        with translated(self.folder):
            rows = self._opened.entries(record)
        if len(rows) != info.events or not all(map(is_intact, rows)):
            raise LibraryError("library.record_damaged", record=record, title=info.summary.title or record)
        return tuple(event.edit for event in map(event_of, rows) if isinstance(event, Edited))

    def info(self, record: RecordId) -> RecordInfo:
        """library.no_record when there is none."""
        try:
            return self._opened.records[record]
        except KeyError:
            raise LibraryError("library.no_record", record=record) from None

    def list(
        self, kind: Kind, *, search: str = "", order: Order = "updated", descending: bool = True, deleted: bool = False
    ) -> Sequence[RecordInfo]:
        """Records of one kind, in use or in the wastebasket, with every word of `search` in title, enterprise, scheme or id."""
        records = (info for info in self._opened.records.values() if info.kind == kind and info.deleted == deleted)
        return listing.ordered(listing.found(records, search), order, descending=descending)

    # -- attachments --------------------------------------------------------------------------------------------------

    def add_blob(self, source: Path | bytes, name: str = "") -> str:
        """Copy a file (or bytes) in under its SHA-256, which is returned; `name` is the name it had. The same content is kept once."""
        self._require_writable()
        with translated(self.folder):
            size = len(source) if isinstance(source, bytes) else source.stat().st_size
            if self.space().free < size + KEPT_FOR_EDITS:
                raise LibraryError("library.disk_full", folder=str(self.folder))
            sha256, size = blobs.store(self.folder, source)
            if not self._is_registered(sha256):
                at = self._clock()
                self._commit(lambda seal: (write_blob(self._opened.connection, seal, sha256, size, name, at), None))
        self._whole_objects.add(sha256)
        return sha256

    def blob(self, sha256: str) -> Path:
        """The file of an attachment, re-hashed at its first use. library.no_blob, library.blob_damaged."""
        with translated(self.folder):
            path = blobs.place(self.folder, sha256)
            if sha256 not in self._whole_objects:
                if not path.exists():
                    raise LibraryError("library.no_blob", sha256=sha256[:12])
                if not blobs.is_whole(path):
                    raise LibraryError("library.blob_damaged", sha256=sha256[:12])
                self._whole_objects.add(sha256)
        return path

    # -- care ---------------------------------------------------------------------------------------------------------

    def tend(self) -> Backup | None:
        """What has to be done now and then; call it after the start and every few minutes. Makes a backup when there are changes
        and the newest one is 30 minutes old, thins backups, renews the reserve, and once a day forgets attachments nobody needs."""
        self._require_writable()
        now, made = self._clock(), None
        with translated(self.folder):
            self._opened.reserve.ensure()
            if self._swept is None or now - self._swept > timedelta(days=1):
                self._sweep(now)
                self._swept = now
            newest = next(iter(self.backups()), None)
            if newest is None or not timedelta() <= now - newest.made < BACKUP_EVERY:
                made = self.backup()
        return made

    def backup(self) -> Backup | None:
        """Make and verify a copy now; None when the newest one already holds everything."""
        self._require_writable()
        seal, places = self._opened.seal, self._opened.places
        with translated(places.backups):
            newest = next(iter(backups.listed(places.backups)), None)
            if newest and (newest.seq, newest.head) == (seal.seq, seal.head.hex()[:12]):
                return None
            now = self._clock()
            made = backups.make(self._opened.connection, seal, places.folder, places.backups, now)
            backups.thin(places.backups, now)
        return made

    def backups(self) -> tuple[Backup, ...]:
        """Newest first."""
        with translated(self._opened.places.backups):
            return tuple(backups.listed(self._opened.places.backups))

    def restore_backup(self, backup: Backup) -> Path:
        """Go back to `backup`; returns the folder in which the present library file was put aside. Open drafts are stale afterwards."""
        self._require_writable()
        with translated(self.folder):
            found = backups.read(backup.path)
            if found is None or not found.health.ok:
                raise LibraryError("library.backup_damaged", made=f"{backup.made:%Y-%m-%d %H:%M}")
            self.backup()
            aside = self._opened.replace_database(backup.path, self._clock())
        self._whole_objects.clear()
        return aside

    def check(self, *, objects: bool = True) -> Health:
        """Check every row again, and every attachment with `objects`."""
        with translated(self.folder):
            health = examine(self._opened.connection).health
            return opening.with_objects(health, self._opened) if objects else health

    def salvage(self, to: Path) -> int:
        """Write every readable record and attachment into `to` as plain JSON and files; returns how many records."""
        with translated(to):
            from shenbao.library import salvage

            return salvage.export(self._opened, to)

    def space(self) -> Space:
        """Room on the disk, for a warning."""
        with translated(self.folder):
            return self._opened.reserve.space()

    def close(self) -> None:
        """Let go of the library. Never raises: everything was written before."""
        with suppress(apsw.Error, OSError):
            self._opened.close()

    # -- inside -------------------------------------------------------------------------------------------------------

    def _add(self, record: RecordId, event: Event) -> int:
        self._require_writable()
        before = None if isinstance(event, Created) else self.info(record)
        at = self._clock()
        with translated(self.folder):
            after = self._commit(lambda seal: write_event(self._opened.connection, seal, before, record, at, event))
        self._opened.records[record] = after
        return self._opened.seal.seq

    def _commit(self, change: Callable[[Seal], tuple[Seal, _T]]) -> _T:
        """Run `change` in a transaction of its own; when the disk is full, once more with the room of the reserve file."""
        for last_try in (False, True):
            try:
                with transaction(self._opened.connection):
                    seal, result = change(self._opened.seal)
            except apsw.FullError:
                if last_try or not self._opened.reserve.release():
                    raise
            else:
                self._opened.seal = seal
                return result
        raise AssertionError  # the loop returns or raises

    def _sweep(self, now: datetime) -> None:
        opened = self._opened
        needed = backups.objects(opened.places.backups)
        if old := sweep.forgotten(opened.connection, now):
            self._commit(lambda seal: (sweep.forget(opened.connection, seal, old), None))
        sweep.delete_files(opened.connection, opened.places.folder, opened.places.backups, needed, now)

    def _is_registered(self, sha256: str) -> bool:
        return self._opened.connection.execute("SELECT 1 FROM blobs WHERE sha256 = ?", (sha256,)).fetchone() is not None

    def _require_writable(self) -> None:
        if self._opened.read_only:
            raise LibraryError("library.read_only")
        for _ in self.prove():
            pass

    def _new_id(self) -> RecordId:
        import secrets

        while (record := RecordId("".join(secrets.choice(_ID_LETTERS) for _ in range(12)))) in self._opened.records:
            pass
        return record
