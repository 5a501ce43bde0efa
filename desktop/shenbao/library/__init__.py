"""Durable storage: a journal of every edit, attachments by content, verified backups, and a way back from damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shenbao.library.backups import Backup
    from shenbao.library.health import Damaged, Health
    from shenbao.library.listing import Order
    from shenbao.library.recovery import Recovery
    from shenbao.library.reserve import Space
    from shenbao.library.rows import Kind, Packed, RecordInfo
    from shenbao.library.store import Library

__all__ = ["Backup", "Damaged", "Health", "Kind", "Library", "Order", "Packed", "RecordInfo", "Recovery", "Space"]

_HOMES = {
    "Backup": "backups", "Damaged": "health", "Health": "health", "Kind": "rows", "Library": "store", "Order": "listing",
    "Packed": "rows", "RecordInfo": "rows", "Recovery": "recovery", "Space": "reserve",
}  # fmt: skip


def __getattr__(name: str) -> object:
    """SQLite is loaded with the first library that is opened: content-addressed files (`blobs`) need none of it."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
