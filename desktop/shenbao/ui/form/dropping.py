"""What is dropped on or pasted into the attachments page: files from outside, or a row taken by its handle."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from shenbao.ui.words import say

MOVED_ROW = "application/x-shenbao-attachment"
ENDINGS = ("pdf", "jpg", "jpeg", "png", "tif", "tiff", "bmp", "webp")


def files_of(data: QMimeData) -> list[Path]:
    """Files of this machine among what is held. Whether their content can be used is the examination's to say."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and Path(url.toLocalFile()).is_file()]


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
