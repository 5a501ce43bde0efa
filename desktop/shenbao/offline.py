"""Nothing goes over a network: an audit hook that refuses sockets, mail, browsers and foreign programs in this process.

Python code alone is seen by audit hooks; Qt and D-Bus speak to the desktop from C and are not. AF_UNIX sockets stay
allowed because asyncio's self-pipe and a local "come forward" socket are made of them; no packet of theirs leaves the machine.
A refusal is a PermissionError, which libraries that merely probe (`platform`, `ctypes.util`) already know how to bear.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

_AF_UNIX = 1  # the same number on every system; importing `socket` for it is what this module forbids

_REFUSED = frozenset(
    {
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.getnameinfo",
        "socket.sendto",
        "urllib.Request",
        "http.client.connect",
        "http.client.send",
        "ftplib.connect",
        "smtplib.connect",
        "imaplib.open",
        "poplib.connect",
        "nntplib.connect",
        "telnetlib.Telnet.open",
        "webbrowser.open",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "pty.spawn",
    }
)
_NO_PROCESSES = frozenset({"subprocess.Popen", "os.fork", "os.forkpty", "_winapi.CreateProcess"})
_CHANGES = frozenset(
    {"os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "os.utime"}
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

Arguments = tuple[object, ...]


def install() -> None:
    """Refuse the network and every program but this one's own worker, until the process ends."""
    sys.addaudithook(_guard(_only_own_program))


def install_in_worker(folder: str, program: str = "") -> None:
    """Refuse also every other process but `program`, and every write outside `folder`."""
    inside = (os.path.join(os.path.realpath(folder), ""), os.devnull)  # noqa: PTH118 - pathlib is too slow for a hook

    def stay_inside(event: str, arguments: Arguments) -> None:
        if event in _NO_PROCESSES and (not program or event.startswith("os.") or _started(arguments) != program):
            raise _refusal(event)
        if event == "open":
            path, _, flags = (*arguments, 0, 0, 0)[:3]
            if isinstance(flags, int) and flags & _WRITING and not _within(path, inside):
                raise _refusal("open for writing")
        elif event in _CHANGES and not all(_within(path, inside) for path in arguments if isinstance(path, str | bytes | os.PathLike)):
            raise _refusal(event)

    sys.addaudithook(_guard(stay_inside))


def _guard(rest: Callable[[str, Arguments], None]) -> Callable[[str, Arguments], None]:
    def refuse(event: str, arguments: Arguments) -> None:
        if event in _REFUSED:
            raise _refusal(event)
        if event == "socket.__new__" and arguments[1] != _AF_UNIX:
            raise _refusal(event)
        rest(event, arguments)

    return refuse


def _only_own_program(event: str, arguments: Arguments) -> None:
    if event != "subprocess.Popen":
        return
    if not _started(arguments).startswith(sys.executable):
        raise _refusal(event)


def _started(arguments: Arguments) -> str:
    """The program that is to be started."""
    program, command = arguments[0], arguments[1]
    # On Windows the command is one line of text; the program's own path is then quoted at its start.
    first = command.lstrip('"') if isinstance(command, str) else command[0] if isinstance(command, list | tuple) and command else program
    return str(first)


def _within(path: object, inside: tuple[str, ...]) -> bool:
    if isinstance(path, int):
        return True
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    return os.path.realpath(os.fsdecode(path)).startswith(inside)


def _refusal(event: str) -> PermissionError:
    return PermissionError(f"Shenbao works offline and alone: {event} is refused")
