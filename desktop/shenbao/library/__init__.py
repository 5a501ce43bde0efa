"""Durable storage: a journal of every edit, attachments by content, verified backups, and a way back from damage."""

from shenbao.library.backups import Backup
from shenbao.library.health import Damaged, Health
from shenbao.library.listing import Order
from shenbao.library.recovery import Recovery
from shenbao.library.reserve import Space
from shenbao.library.rows import Kind, RecordInfo
from shenbao.library.store import Library

__all__ = ["Backup", "Damaged", "Health", "Kind", "Library", "Order", "RecordInfo", "Recovery", "Space"]
