"""Folders of the user on this machine. Nothing is created by asking; `SHENBAO_HOME` puts everything in one place."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """The one folder of the program: `SHENBAO_HOME` when it is set, otherwise the system's folder for application data."""
    chosen = os.environ.get("SHENBAO_HOME", "")
    if chosen:
        return Path(chosen).expanduser().absolute()
    # Costs as much as Python's own start, and only real installations need it.
    from platformdirs import user_data_path

    return user_data_path("Shenbao", appauthor=False)


def data() -> Path:
    """The library: answers and attachments."""
    return home() / "library"


def library() -> Path:
    """The library in use, by the window and the command line alike: the one a person chose, else the program's own."""
    return chosen_library() or data()


def chosen_library() -> Path | None:
    """The folder of another library than the program's own, as `library_note` holds it; None when nobody chose one."""
    try:
        named = library_note().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(named) if named else None


def library_note() -> Path:
    """The file that names the chosen library: text, so that Qt is not needed to read it."""
    return home() / "library.txt"


def backups() -> Path:
    """Copies of the library, made and verified by the program."""
    return home() / "backups"


def logs() -> Path:
    """What the program noted about itself; no answers."""
    return home() / "logs"


def temp() -> Path:
    """Unfinished work, on the same disk as the library so that finished files can be renamed into place."""
    return home() / "temp"


def cache() -> Path:
    """What was found out once and can be found out again: verdicts on attachments. May be deleted at any time."""
    return home() / "cache"


def faces() -> Path:
    """Faces the person chose for letters, each checked and named by its content."""
    return home() / "faces"


def house() -> Path:
    """What the person set once for all packs."""
    return home() / "house.json"


def content() -> Path:
    """The user's own forms, templates and resources, read before the shipped ones."""
    return home() / "content"
