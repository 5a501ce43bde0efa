"""What a worker gives up before it touches a foreign file: memory, time, output, handles, children, network, other folders."""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_SIGKILL = 9
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000

# Landlock (linux/landlock.h): the three system calls have the same numbers on every architecture.
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_ADD_RULE = 445
_LANDLOCK_RESTRICT_SELF = 446
_RULE_PATH_BENEATH = 1
_WRITE_RIGHTS_ABI_1 = 0b1_1111_1111_0010  # write files, remove and make files, folders and special files; not execute, not read
_EXECUTE = 0b1
_WRITE_FILE = 0b10
_SOCKETS = "/tmp"  # the one place where LibreOffice makes, and takes away, the socket by which a second start would find it
_SOCKET_RIGHTS = 0b10_0010_0000  # make sockets, remove files
_O_PATH = 0o10000000


def confine(folder: str, *, seconds: float, memory: int, output: int, handles: int, parent: int, programs: bool) -> None:
    """Take on every limit this system offers. `folder` stays writable; `parent` is the process to die with; with `programs`
    this process may start others, which inherit all of it."""
    if sys.platform == "win32":
        return  # the parent holds this process in a job object
    if sys.platform == "linux":
        _give_up_privileges(parent)
        _write_only_into(folder, programs=programs)
    _limit_resources(seconds, memory, output, handles, programs=programs)


def _limit_resources(seconds: float, memory: int, output: int, handles: int, *, programs: bool) -> None:
    import resource

    wanted = {
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_FSIZE: output,
        resource.RLIMIT_NOFILE: handles,
        resource.RLIMIT_CORE: 0,
    }
    if not programs:
        wanted[resource.RLIMIT_NPROC] = 0
    if sys.platform == "linux":
        wanted[resource.RLIMIT_AS] = memory
    for kind, limit in wanted.items():
        with contextlib.suppress(OSError, ValueError):  # already lower by order of the system's owner
            resource.setrlimit(kind, (limit, limit))


def _give_up_privileges(parent: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)  # the program died before it could take us along
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Refused on hardened systems and in containers; the audit hook and Landlock stand behind it.
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWNET)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _write_only_into(folder: str, *, programs: bool) -> None:
    """Landlock: no writing outside `folder`, no starting of programs, for C code too. Systems without Landlock go without."""
    libc = ctypes.CDLL(None, use_errno=True)
    handled = _WRITE_RIGHTS_ABI_1 | (0 if programs else _EXECUTE)
    rules = ctypes.create_string_buffer(struct.pack("=Q", handled), 8)
    ruleset = libc.syscall(_LANDLOCK_CREATE_RULESET, rules, ctypes.c_size_t(8), ctypes.c_uint32(0))
    if ruleset < 0:
        return
    try:
        wanted = {folder: _WRITE_RIGHTS_ABI_1, os.devnull: _WRITE_FILE} | ({_SOCKETS: _SOCKET_RIGHTS} if programs else {})
        if all(_allow(libc, ruleset, path, rights) for path, rights in wanted.items()):
            libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, ctypes.c_uint32(0))
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> bool:
    place = os.open(path, _O_PATH | os.O_CLOEXEC)
    try:
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, place), 12)
        return bool(libc.syscall(_LANDLOCK_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(place)
