"""Replaces the library file by a finished one in a way that a power cut cannot stop halfway.

A finished successor is renamed to `library.next.db`: from then on the replacement is decided, and every opening completes it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from shenbao import durable

DATABASE = "library.db"
SUCCESSOR = "library.next.db"
DRAFT = "library.draft.db"
"""A successor that is still being made."""
ASIDE = "aside"


def decide(folder: Path) -> None:
    """Make the closed, checked draft the library file."""
    durable.sync_file(folder / DRAFT)
    durable.publish(folder / DRAFT, folder / SUCCESSOR)
    complete(folder)


def complete(folder: Path) -> None:
    """Finish a replacement that was decided. The old -wal goes first: it belongs to the old file."""
    if (folder / SUCCESSOR).exists():
        for name in (DATABASE + "-wal", DATABASE + "-shm"):
            (folder / name).unlink(missing_ok=True)
        durable.sync_folder(folder)
        durable.publish(folder / SUCCESSOR, folder / DATABASE)


def discard_draft(folder: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        durable.discard(folder / (DRAFT + suffix))


def copy_database(source: Path, target: Path) -> None:
    """Copy a library file and its -wal, synced."""
    for suffix in ("", "-wal"):
        part = source.with_name(source.name + suffix)
        if part.exists():
            durable.write_file(target.with_name(target.name + suffix), durable.read_chunks(part))


def set_aside(folder: Path, now: datetime) -> Path:
    """Keep the present library file and its -wal, untouched, in a folder of their own; returns that folder."""
    stamp = now.strftime("%Y%m%dT%H%M%S%fZ")
    aside = folder / ASIDE / stamp
    aside.mkdir(parents=True)
    copy_database(folder / DATABASE, aside / DATABASE)
    durable.sync_folder(aside.parent)
    durable.sync_folder(folder)
    return aside


def draft_from(folder: Path, source: Path) -> Path:
    """Copy a closed library file (no -wal) to be made into a successor."""
    discard_draft(folder)
    draft = folder / DRAFT
    import shutil

    shutil.copyfile(source, draft)
    draft.chmod(0o600)
    return draft
