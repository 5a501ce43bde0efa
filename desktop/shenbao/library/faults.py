"""Turns what SQLite and the operating system report into the library's own errors."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from shenbao.errors import LibraryError

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def translated(place: Path) -> Iterator[None]:
    """Whatever goes wrong inside is raised as a LibraryError that names `place`."""
    try:
        yield
    except apsw.FullError as error:
        raise LibraryError("library.disk_full", folder=str(place)) from error
    except apsw.ReadOnlyError as error:
        raise LibraryError("library.not_writable", folder=str(place)) from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise LibraryError("library.damaged", folder=str(place), records="?") from error
    except apsw.Error as error:
        raise LibraryError("library.io", folder=str(place), reason=str(error)) from error
    except UnicodeEncodeError as error:
        raise LibraryError("library.text", character=f"U+{ord(error.object[error.start]):04X}") from error
    except OSError as error:
        raise os_error(error, place) from error


def os_error(error: OSError, place: Path) -> LibraryError:
    if error.errno in _FULL:
        return LibraryError("library.disk_full", folder=str(place))
    if error.errno in _FORBIDDEN:
        return LibraryError("library.not_writable", folder=str(place))
    return LibraryError("library.io", folder=str(place), reason=error.strerror or type(error).__name__)
