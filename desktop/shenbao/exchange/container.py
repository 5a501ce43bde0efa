"""Reads members of a zip from outside by their exact names and within fixed bounds; nothing is ever extracted.

Python's zipfile renames `../x`, cuts names at NUL, lets members share one body and accepts 200,000 entries; all of that is
refused here before a member is opened.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from shenbao.errors import ExchangeError

MOST_ENTRIES = 5_000
MOST_BYTES = 2 << 30
"""Of all members together, unpacked."""
MOST_RATIO = 200
"""Unpacked : packed; what deflate can do at most is 1,032."""
CHUNK = 1 << 20

_NAME = re.compile(r"[a-z0-9][a-z0-9._/-]{0,119}")
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_MOST_ENTRY_BYTES = 46 + 120 + 64
"""Fixed part, longest name, and room for an extra field."""
_HEADER_BYTES = 30
_ENCRYPTED = 0x1 | 0x40 | 0x2000


class Container:
    """An open zip whose directory has passed every check."""

    def __init__(self, zipped: zipfile.ZipFile, file: str) -> None:
        self._zipped = zipped
        self._file = file
        self._entries = {entry.filename: entry for entry in zipped.infolist()}

    def names(self) -> set[str]:
        return set(self._entries)

    def chunks(self, name: str, most: int) -> Iterator[bytes]:
        """The bytes of one member, counted while they come; ExchangeError when there are more than `most` or they are broken."""
        size = 0
        try:
            with self._zipped.open(self._entries[name]) as member:
                while chunk := member.read(CHUNK):
                    size += len(chunk)
                    if size > most:
                        raise ExchangeError("archive.unsafe", name=self._file, reason="size")
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
            raise ExchangeError("archive.changed", name=self._file, member=name) from error


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """Open `path`. Raises ExchangeError archive.unreadable, archive.not_archive or archive.unsafe."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise ExchangeError("archive.unreadable", name=path.name, reason=error.strerror or str(error)) from error
    with file:
        try:
            count = _check_end(file, path.name)
            zipped = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, struct.error, UnicodeDecodeError) as error:
            raise ExchangeError("archive.not_archive", name=path.name) from error
        with zipped:
            _check_entries(zipped, count, path.name)
            yield Container(zipped, path.name)


def _check_end(file: IO[bytes], name: str) -> int:
    """How many entries there are. Directory, end record and end of file must meet: nothing before, between or behind, no zip64."""
    size = file.seek(0, 2)
    if size < _END.size:
        raise ExchangeError("archive.not_archive", name=name)
    file.seek(size - _END.size)
    signature, disk, directory_disk, here, entries, directory_bytes, directory_at, comment = _END.unpack(file.read(_END.size))
    if signature != _END_SIGNATURE:
        raise ExchangeError("archive.not_archive", name=name)
    if disk or directory_disk or here != entries or comment or directory_at + directory_bytes + _END.size != size:
        raise ExchangeError("archive.unsafe", name=name, reason="structure")
    if entries > MOST_ENTRIES or directory_bytes > MOST_ENTRIES * _MOST_ENTRY_BYTES:
        raise ExchangeError("archive.unsafe", name=name, reason="entries")
    file.seek(0)
    return int(entries)


def _check_entries(zipped: zipfile.ZipFile, count: int, file: str) -> None:
    """Every rule that can be checked without unpacking anything."""
    entries = sorted(zipped.infolist(), key=lambda entry: entry.header_offset)
    names = {entry.orig_filename for entry in entries}
    ends = [entry.header_offset for entry in entries[1:]] + [zipped.start_dir]
    reason = ""
    if len(entries) != count:
        reason = "entries"
    elif len(names) != len(entries) or any(not _is_plain(entry.orig_filename) or entry.is_dir() for entry in entries):
        reason = "names"
    elif any(entry.flag_bits & _ENCRYPTED for entry in entries):
        reason = "encrypted"
    elif any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        reason = "method"
    elif sum(entry.file_size for entry in entries) > MOST_BYTES or any(
        entry.file_size > MOST_RATIO * max(entry.compress_size, 1) for entry in entries
    ):
        reason = "size"
    elif (entries and entries[0].header_offset != 0) or any(
        entry.header_offset + _HEADER_BYTES + len(entry.orig_filename) + entry.compress_size > end
        for entry, end in zip(entries, ends, strict=False)
    ):
        reason = "structure"
    if reason:
        raise ExchangeError("archive.unsafe", name=file, reason=reason)


def _is_plain(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and all(part not in ("", ".", "..") for part in name.split("/"))
