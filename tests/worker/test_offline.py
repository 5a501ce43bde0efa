"""With the hook in place nothing reaches a network or another program, and what the program itself needs still works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_PACKAGE_ROOT = str(Path(__file__).resolve().parents[2] / "desktop")


def outcome(code: str) -> str:
    """What `code` does in a process of its own with the hook installed."""
    program = f"import sys; sys.path.insert(0, {_PACKAGE_ROOT!r})\nfrom shenbao import offline\noffline.install()\n{code}"
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False, timeout=60)
    return done.stdout.strip() if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_INET6)",
        "import socket; socket.create_connection(('127.0.0.1', 80))",
        "import socket; socket.getaddrinfo('example.com', 80)",
        "import urllib.request; urllib.request.urlopen('file:///etc/hostname')",
        "import http.client; http.client.HTTPConnection('127.0.0.1').connect()",
        "import smtplib; smtplib.SMTP('127.0.0.1')",
        "import webbrowser; webbrowser.GenericBrowser('true').open('http://example.com')",
        "import os; os.system('true')",
        "import os; os.execv('/bin/true', ['true'])",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import subprocess; subprocess.run('true', shell=True)",
    ],
)
def test_refused(code: str) -> None:
    assert "Shenbao works offline and alone" in outcome(code)


@pytest.mark.parametrize(
    "code",
    [
        "import asyncio; asyncio.run(asyncio.sleep(0))",
        "import subprocess; subprocess.run([sys.executable, '-c', 'pass'], check=True)",
        "import platform; platform.platform(); platform.processor()",
        "import ctypes.util; ctypes.util.find_library('c')",
        "import multiprocessing as m; a, b = m.Pipe(); a.send(1); assert b.recv() == 1",
        "from concurrent.futures import ProcessPoolExecutor as P\nfrom multiprocessing import get_context\n"
        "with P(1, mp_context=get_context('spawn')) as pool: assert pool.submit(abs, -1).result() == 1",
    ],
)
def test_still_possible(code: str) -> None:
    assert outcome(f"{code}\nprint('done')") == "done"
