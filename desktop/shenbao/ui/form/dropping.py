"""What is dropped on or pasted into the attachments page: files from outside, or a row taken by its handle."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QMimeData

from shenbao.ui.words import say

MOVED_ROW = "application/x-shenbao-attachment"
MOST_FILES = 500
"""Of one folder: more were hardly meant to be attached."""
_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
ENDINGS = ("pdf", "jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp")


def files_of(data: QMimeData) -> list[Path]:
    """Files of this machine among what is held, those of folders too. Whether their content can be used is the examination's to say."""
    given = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [file for each in given for file in ([each] if each.is_file() else islice(_within(each), MOST_FILES))]


def _within(folder: Path) -> Iterator[Path]:
    """Files of a folder and of those in it, as a file manager lists them, without what the system put there."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith((".", "~$")) and name.lower() not in _SYSTEM)


def moved_row(data: QMimeData) -> tuple[str, str]:
    """Table and id of the row being moved; empty when it is none of ours."""
    table, _, row = bytes(data.data(MOVED_ROW).data()).decode().partition("/")
    return table, row


def row_data(table: str, row: str) -> QMimeData:
    """A row on its way to another line of its slot."""
    data = QMimeData()
    data.setData(MOVED_ROW, f"{table}/{row}".encode())
    return data


def file_filter() -> str:
    """For the system's dialog."""
    kinds = " ".join(f"*.{ending}" for ending in ENDINGS)
    return f"{say('form.slot.filter')} ({kinds});;{say('form.slot.filter.all')} (*)"
