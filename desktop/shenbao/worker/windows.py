"""Windows: a job object that limits memory and processor time, forbids further processes and dies with this program."""

from __future__ import annotations

import ctypes
import subprocess
import sys

from shenbao.worker.limits import Limits

if sys.platform == "win32":
    from ctypes import wintypes

    # Values and layouts: winnt.h, JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
    _EXTENDED_LIMITS = 9
    _UI_RESTRICTIONS = 4
    _PROCESS_TIME = 0x2
    _ACTIVE_PROCESS = 0x8
    _PROCESS_MEMORY = 0x100
    _DIE_ON_UNHANDLED_EXCEPTION = 0x400
    _KILL_ON_JOB_CLOSE = 0x2000
    _ALL_UI = 0xFF
    _TICKS_PER_SECOND = 10_000_000
    _PROGRAMS = 4  # soffice.exe starts soffice.bin; this process and a helper besides

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("Basic", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def confine(process: subprocess.Popen[bytes], limits: Limits) -> None:
        """Put a process that has not yet read its order under the limits. It is killed, and OSError raised, when that fails."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        job = kernel.CreateJobObjectW(None, None)
        wanted = _ExtendedLimits()
        wanted.Basic.LimitFlags = _PROCESS_TIME | _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION | _KILL_ON_JOB_CLOSE
        wanted.Basic.PerProcessUserTimeLimit = int((limits.seconds + 1) * _TICKS_PER_SECOND)
        wanted.Basic.ActiveProcessLimit = _PROGRAMS if limits.programs else 1
        wanted.ProcessMemoryLimit = limits.memory
        no_windows = wintypes.DWORD(_ALL_UI)
        held = (
            job
            and kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted))
            and kernel.SetInformationJobObject(job, _UI_RESTRICTIONS, ctypes.byref(no_windows), ctypes.sizeof(no_windows))
            and kernel.AssignProcessToJobObject(job, int(process._handle))  # type: ignore[attr-defined]
        )
        if not held:
            error = ctypes.get_last_error()
            process.kill()
            raise ctypes.WinError(error)
        # Closing the last handle of the job kills the process, so the handle lives exactly as long as the Popen object.
        process.shenbao_job = _Handle(kernel, job)  # type: ignore[attr-defined]

    class _Handle:
        def __init__(self, kernel: ctypes.WinDLL, handle: int) -> None:
            self._close = kernel.CloseHandle
            self._close.argtypes = (wintypes.HANDLE,)
            self._handle = handle

        def __del__(self) -> None:
            self._close(self._handle)
