"""Jobs that do what a job must not, run by the tests in real workers; they never join the program's own list."""

from __future__ import annotations

import ctypes
import os
import time
from pathlib import Path
from typing import Any


def misbehave(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    return globals()[f"_{request['how'].replace('-', '_')}"](request, file, folder)  # type: ignore[no-any-return]


def _behave(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    (folder / "result.txt").write_bytes(file.read_bytes().upper())
    return {"size": file.stat().st_size, "mode": folder.parent.stat().st_mode & 0o777, "home": os.environ["HOME"] == str(folder.parent)}


def _hang(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    time.sleep(600)
    return {}


def _spin(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    while True:
        pass


def _eat_memory(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    return {"size": len(bytes(8 << 30))}


def _abort(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    os.abort()


def _babble(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    return {"text": "x" * 100_000}


def _print_much(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    os.write(1, b"not the answer\n" * 100_000)
    return {"printed": True}


def _answer_nonsense(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    return {"number": float("nan")}


def _panic(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    raise BaseException("a panic of a Rust library is no Exception")


def _leave_a_link(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    return {"made": ctypes.CDLL(None).symlink(b"/etc/passwd", os.fsencode(folder / "result.txt"))}


def _fill_the_disk(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    with (folder / "big").open("wb") as big:
        while True:
            big.write(b"\0" * (1 << 20))


def _write_outside(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    Path(request["target"]).write_text("evil")
    return {}


def _write_outside_from_c(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    opened = ctypes.CDLL(None).open(request["target"].encode(), os.O_CREAT | os.O_WRONLY, 0o600)
    return {"opened": opened}


def _fork(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    return {"pid": os.fork()}


def _start_a_program(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    import subprocess

    return {"said": subprocess.run(["/bin/echo", "hello"], capture_output=True, check=False).returncode}


def _call(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    import socket

    socket.create_connection(("127.0.0.1", 9), timeout=1)
    return {}
