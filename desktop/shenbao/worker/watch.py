"""How much memory a process holds, for systems where an address-space limit does nothing (macOS)."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

SYSTEM_LIMITS_MEMORY = sys.platform != "darwin"
"""Linux has RLIMIT_AS, Windows the job object."""

_PROC_PIDTASKINFO = 4
_TASKINFO_BYTES = 96
_RESIDENT_OFFSET = 8


def resident_bytes(pid: int) -> int:
    """Resident memory of process `pid` in bytes; 0 when it is gone or cannot be asked."""
    if sys.platform == "darwin":
        # struct proc_taskinfo of <sys/proc_info.h> begins with pti_virtual_size and pti_resident_size, both uint64_t.
        info = ctypes.create_string_buffer(_TASKINFO_BYTES)
        got = ctypes.CDLL("/usr/lib/libproc.dylib").proc_pidinfo(pid, _PROC_PIDTASKINFO, ctypes.c_uint64(0), info, _TASKINFO_BYTES)
        return int.from_bytes(info.raw[_RESIDENT_OFFSET : _RESIDENT_OFFSET + 8], sys.byteorder) if got == _TASKINFO_BYTES else 0
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
