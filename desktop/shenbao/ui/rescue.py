"""What can be done about a library that does not open: which ways out fit which failure, and the work behind them."""

from __future__ import annotations

from collections.abc import Generator
from enum import StrEnum
from pathlib import Path

from shenbao import paths
from shenbao.errors import ShenbaoError
from shenbao.library import Library, Recovery, backups
from shenbao.library.swap import DATABASE
from shenbao.records import Progress
from shenbao.ui.words import say


class Way(StrEnum):
    """A way out, as a button names it."""

    AGAIN = "again"
    """Try again: the other program was closed, room was made."""
    READ_ONLY = "read_only"
    RECOVER = "recover"
    """Make it whole with what it still proves and the newest good backup."""
    SALVAGE = "salvage"
    """Write everything readable into a folder of plain files."""
    ELSEWHERE = "elsewhere"
    """Use, or begin, a library in another folder."""
    DEFAULT = "default"
    """Back to the folder the program uses by itself."""


_WAYS = {
    "library.locked": (Way.AGAIN, Way.ELSEWHERE),
    "library.newer": (Way.READ_ONLY, Way.ELSEWHERE),
    "library.damaged": (Way.RECOVER, Way.READ_ONLY, Way.SALVAGE, Way.ELSEWHERE),
    "library.nothing_left": (Way.ELSEWHERE,),
    "library.recovery_failed": (Way.READ_ONLY, Way.SALVAGE, Way.ELSEWHERE),
    "library.migration_failed": (Way.READ_ONLY, Way.ELSEWHERE),
    "library.not_writable": (Way.READ_ONLY, Way.AGAIN, Way.ELSEWHERE),
    "library.disk_full": (Way.AGAIN, Way.READ_ONLY, Way.ELSEWHERE),
    "library.io": (Way.AGAIN, Way.READ_ONLY, Way.ELSEWHERE),
    "library.network_folder": (Way.ELSEWHERE,),
    "library.sync_folder": (Way.ELSEWHERE,),
    "ui.failure.gone": (Way.AGAIN, Way.ELSEWHERE),
}


def ways(error: ShenbaoError, folder: Path) -> tuple[Way, ...]:
    """What fits `error`, the best first. Looking read-only needs a library to look at."""
    fitting = _WAYS.get(error.code, ())
    if not (folder / DATABASE).is_file():
        fitting = tuple(way for way in fitting if way not in (Way.READ_ONLY, Way.SALVAGE))
    return (*fitting, Way.DEFAULT) if fitting and folder != paths.data() else fitting


def newest_backup(folder: Path) -> str:
    """A sentence about the newest backup; empty when there is none."""
    if not (listed := backups.listed(folder / "backups")):
        return ""
    newest = listed[0]
    return say("ui.failure.backup", made=f"{newest.made.astimezone():%Y-%m-%d %H:%M}", records=newest.records, count=len(listed))


def recover(folder: Path) -> Generator[Progress, None, Recovery]:
    """Makes the library whole; the damaged file is kept. LibraryError when neither it nor a backup can be read."""
    yield Progress(done=0, total=0, code="ui.failure.recovering")
    return Library.recover(folder)


def salvage(folder: Path, to: Path) -> Generator[Progress, None, int]:
    """Writes what can be read into `to`; how many records. LibraryError when nothing can be read."""
    yield Progress(done=0, total=0, code="ui.failure.salvaging")
    with Library.open(folder, read_only=True) as library:
        return library.salvage(to)


def recovered_text(recovery: Recovery) -> str:
    """What a recovery did and what it could not bring back."""
    parts = [say("ui.failure.recovered", aside=recovery.aside)]
    if recovery.backup:
        parts.append(say("ui.failure.from_backup", made=f"{recovery.backup.made.astimezone():%Y-%m-%d %H:%M}"))
    if recovery.shortened:
        names = "、".join(record.title or record.enterprise or record.id for record in recovery.shortened)
        parts.append(say("ui.failure.shortened", names=names))
    return say("ui.failure.joint").join(parts)


def place_in(chosen: Path) -> Path:
    """The library's folder when a person chose `chosen`: itself when it holds a library or nothing, else a new folder inside."""
    if (chosen / DATABASE).is_file() or not chosen.is_dir() or not any(chosen.iterdir()):
        return chosen
    return chosen / "Shenbao"
