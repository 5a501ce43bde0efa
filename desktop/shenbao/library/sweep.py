"""Forgets attachments that nothing has mentioned for a month: no answer, no step of undo, no backup."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import apsw

from shenbao import durable
from shenbao.library import blobs
from shenbao.library.health import blob_rows
from shenbao.library.journal import forget_blob
from shenbao.library.rows import Seal

GRACE = timedelta(days=30)


def forgotten(connection: apsw.Connection, now: datetime) -> list[str]:
    """Registered objects that no journal row mentions (undo could bring those back) and that are older than `GRACE`."""
    old = {sha256 for sha256, _, _, added in blob_rows(connection) if now - datetime.fromisoformat(added) > GRACE}
    if old:
        for (body,) in connection.execute("SELECT body FROM journal"):
            old.difference_update(blobs.SHA256.findall(body))
    return sorted(old)


def forget(connection: apsw.Connection, seal: Seal, shas: list[str]) -> Seal:
    """Take objects out of the register. Inside the caller's transaction; the files go with `delete_files`."""
    for sha256 in shas:
        seal = forget_blob(connection, seal, sha256)
    return seal


def delete_files(connection: apsw.Connection, library: Path, backup_folder: Path, needed_by_backups: set[str], now: datetime) -> int:
    """Delete object files that are neither registered nor in a backup; returns how many. Young ones may belong to a copy under way."""
    registered = {row[0] for row in blob_rows(connection)} | needed_by_backups
    deleted = 0
    for folder in (library, backup_folder):
        for path in blobs.objects(folder):
            if path.name not in registered and now.timestamp() - path.stat().st_mtime > GRACE.total_seconds():
                durable.discard(path)
                deleted += 1
    return deleted
