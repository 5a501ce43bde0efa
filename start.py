#!/usr/bin/env python3
"""Sets Shenbao up in a private environment and starts it; standard library only.

    python3 start.py              opens the program on a sample portfolio (without a display: runs the tour)
    python3 start.py test         sets up and runs the whole test suite
    python3 start.py ARGUMENT …   any command of the program, such as `python3 start.py schemes`

Everything is put into `.venv` beside this file, from the lock file with its hashes. What the operating system lacks is
named in one line, and installed where that is allowed (Debian and its relatives, as root or with passwordless sudo).
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
WINDOWS = sys.platform == "win32"
RUN_LOCK = HERE / "packaging" / "lock.txt"
DEV_LOCK = HERE / "packaging" / "lock-dev.txt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
"""What Qt's libraries and window-system plugins need from the operating system, and Debian's package for each."""


def lacking() -> list[str]:
    """Debian packages the operating system lacks, in alphabetical order; empty on other systems."""
    if not sys.platform.startswith("linux"):
        return []
    packages = {package for library, package in QT_LIBRARIES.items() if not loads(library)}
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        packages.add("python3-venv")
    return sorted(packages)


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def complete_system() -> None:
    """Installs what the operating system lacks, or says the one line to run and stops."""
    packages = lacking()
    if not packages:
        return
    line = "apt-get install -y " + " ".join(packages)
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") is None:
        raise SystemExit(f"The operating system lacks the libraries of these Debian packages, please install them: {' '.join(packages)}")
    if prefix and (shutil.which("sudo") is None or subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode != 0):
        raise SystemExit(f"The operating system lacks some libraries. Please run:  sudo {line}")
    print(f"Installing what the operating system lacks: {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run([*prefix, *command], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{done.stderr.strip()}\nThat did not work. Please run:  sudo {line}")


def complete_environment(lock: Path) -> None:
    """Makes `.venv` and installs the lock file into it; does nothing when the same lock was installed before."""
    if is_installed(lock):
        return
    complete_system()
    print("Setting up (only this once; about a minute) …", flush=True)
    if not PYTHON.exists() or subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True, check=False).returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(VENV)])
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"]
    run([*pip, "-r", str(lock)])
    site = subprocess.run(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True
    ).stdout.strip()
    Path(site, "shenbao-checkout.pth").write_text(str(HERE / "desktop") + "\n", encoding="utf-8")
    write_command()
    for file in {lock, RUN_LOCK}:  # the development lock holds everything the other one does
        stamp(file).write_text(fingerprint(file))


def stamp(lock: Path) -> Path:
    return VENV / f"{lock.stem}.installed"


def fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes() + sys.version.encode() + str(HERE).encode()).hexdigest()


def is_installed(lock: Path) -> bool:
    return PYTHON.exists() and stamp(lock).exists() and stamp(lock).read_text() == fingerprint(lock)


def write_command() -> None:
    """Puts a `shenbao` command into the environment that runs this checkout."""
    if WINDOWS:
        (VENV / "Scripts" / "shenbao.cmd").write_text('@"%~dp0python.exe" -m shenbao %*\n')
        return
    command = VENV / "bin" / "shenbao"
    command.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m shenbao "$@"\n')
    command.chmod(0o755)


def run(command: list[str]) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise SystemExit(f"This step did not work (exit {done.returncode}): {' '.join(command[:6])} …\nMend the cause, then run it again.")


def has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python gets a sentence, not a traceback)
        raise SystemExit(f"Shenbao needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if arguments[:1] == ["test"]:
        complete_environment(DEV_LOCK)
        options = arguments[1:] or ["-n", "auto", "--dist", "worksteal"]
        environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        return subprocess.run([str(PYTHON), "-m", "pytest", *options], cwd=HERE, env=environment, check=False).returncode
    complete_environment(RUN_LOCK)
    if not arguments:
        if has_display():
            arguments = ["gui", "--sample"]
        else:
            print("There is no display here, so the program is driven without one: the tour.", flush=True)
            arguments = ["tour", "-o", str(HERE / "build" / "tour")]
    return subprocess.run([str(PYTHON), "-m", "shenbao", *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
