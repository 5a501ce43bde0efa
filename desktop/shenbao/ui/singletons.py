"""Keeps PySide 6.12 from using up None, True and False on Python 3.11.

The wheels of PySide 6.12 hand out these three objects without counting the reference. From Python 3.12 on that is right, since they
are immortal there (PEP 683); on 3.11 each call that returns None takes one reference away, and after some thousand calls Python ends
the process with "deallocating None". PySide 6.11 counts, but its QtPdf comes only in a package of 170 MB.
"""

from __future__ import annotations

import ctypes
import sys

IMMORTAL_SINCE = (3, 12)


def make_immortal() -> None:
    """Gives the three objects more references than any run can use up. Does nothing where Python does so itself."""
    if sys.implementation.name != "cpython" or sys.version_info >= IMMORTAL_SINCE:
        return
    for single in (None, True, False):
        # The count is the first field of every object of CPython 3.11.
        ctypes.c_ssize_t.from_address(id(single)).value += sys.maxsize // 4
