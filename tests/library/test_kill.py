"""The process is killed at random moments: every acknowledged edit and attachment is there afterwards, and nothing is half done."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from library.samples import edit
from shenbao.library import Library
from shenbao.records import RecordId, Summary

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

Acknowledge = Callable[[str], None]


def work(folder: Path, seed: int, acknowledge: Acknowledge) -> None:
    """What the killed process does until it dies: all that writes, in random order."""
    random = Random(seed)
    library = Library.open(folder, reserve_bytes=1 << 12)
    number = 0
    while True:
        number += 1
        records = [info.id for info in library.list("application")]
        choice = random.random()
        if choice < 0.05 or not records:
            acknowledge(f"create {library.create('application', 'scheme', '1')}")
        elif choice < 0.75:
            record, text = random.choice(records), f"{seed}.{number}." + "字" * random.randrange(2000)
            library.append(record, edit(text), Summary(title=text[:20]))
            acknowledge(f"append {record} {text}")
        elif choice < 0.9:
            acknowledge(f"blob {library.add_blob(random.randbytes(random.randrange(100_000)), '附件.pdf')}")
        elif choice < 0.95:
            library.backup()
            acknowledge("backup")
        else:
            library.backup()
            library.restore_backup(library.backups()[0])
            acknowledge("restore")


def killed_after(acknowledgements: int, folder: Path, seed: int) -> list[str]:
    """Let `work` run until it has acknowledged so much, kill it, and return everything it acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            os.write(writer, b"start\n")
            work(folder, seed, lambda line: os.write(writer, f"{line}\n".encode()) and None)
        except BaseException as error:
            os.write(writer, f"failed {error!r}\n".encode())
        os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        heard = [pipe.readline()]
        while len(heard) <= acknowledgements:
            heard.append(pipe.readline())
        os.kill(child, signal.SIGKILL)
        heard += pipe.readlines()
    os.waitpid(child, 0)
    return [line.decode().rstrip("\n") for line in heard[1:] if line.endswith(b"\n")]


def survives(folder: Path, kills: int, seed: int) -> None:
    random = Random(seed)
    known: dict[RecordId, list[str]] = {}
    objects: set[str] = set()
    for number in range(kills):
        for line in killed_after(random.randrange(25), folder, seed * 1000 + number):
            kind, *rest = line.split(" ")
            assert kind != "failed", line
            if kind == "create":
                known[RecordId(rest[0])] = []
            elif kind == "append":
                known[RecordId(rest[0])].append(rest[1])
            elif kind == "blob":
                objects.add(rest[0])
        with Library.open(folder, reserve_bytes=1 << 12) as library:
            assert library.health.ok
            found = {info.id: [one.ops[0].new for one in library.edits(info.id)] for info in library.list("application")}
            for record, texts in known.items():
                assert found[record][: len(texts)] == texts
            surplus = sum(map(len, found.values())) - sum(map(len, known.values()))
            assert 0 <= surplus <= 1, "only the edit under way may be there without an acknowledgement"
            for sha256 in objects:
                assert hashlib.sha256(library.blob(sha256).read_bytes()).hexdigest() == sha256
            assert library.check().ok
            known = found
        assert not [path for path in folder.rglob("*") if ".tmp" in path.name or path.name.startswith(("library.draft", "library.next"))]


def test_forty_kills_lose_nothing(quick_path: Path) -> None:
    survives(quick_path / "library", 40, seed=1)


@pytest.mark.slow
def test_three_hundred_kills_lose_nothing(quick_path: Path) -> None:
    for part in range(10):
        survives(quick_path / f"library{part}", 30, seed=10 + part)
