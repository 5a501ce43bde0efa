"""Attachments as files named by their content: `objects/ab/abcd…`, each written once and never changed."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from shenbao import durable

FOLDER = "objects"
SHA256 = re.compile(r"[0-9a-f]{64}")


def place(folder: Path, sha256: str) -> Path:
    """Where the object `sha256` is, or would be, under a library or backup folder. Raises ValueError for anything but a SHA-256."""
    if not SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return folder / FOLDER / sha256[:2] / sha256


def store(folder: Path, source: Path | bytes) -> tuple[str, int]:
    """Copy `source` in, synced; returns its SHA-256 and size in bytes. An object that is already there and whole is left alone.

    Raises OSError."""
    sha, size = fingerprint(source)
    target = place(folder, sha)
    if target.exists() and fingerprint(target) == (sha, size):
        return sha, size
    _make_folder(target.parent)
    durable.write_file(target, _checked(_chunks(source), sha))
    return sha, size


def fingerprint(source: Path | bytes) -> tuple[str, int]:
    """SHA-256 and number of bytes."""
    hasher, size = hashlib.sha256(), 0
    for chunk in _chunks(source):
        hasher.update(chunk)
        size += len(chunk)
    return hasher.hexdigest(), size


def is_whole(path: Path) -> bool:
    """The file is there and is what its name says. Raises OSError when it cannot be read."""
    return path.exists() and fingerprint(path)[0] == path.name


def objects(folder: Path) -> Iterator[Path]:
    """Every object file under a library or backup folder."""
    for group in sorted((folder / FOLDER).glob("[0-9a-f][0-9a-f]")):
        yield from (path for path in sorted(group.iterdir()) if SHA256.fullmatch(path.name))


def link(source: Path, target: Path) -> bool:
    """Let `target` be a second name of `source`, so that deleting one leaves the other; False where the disk has no such links."""
    if target.exists():
        return True
    _make_folder(target.parent)
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def sweep_unfinished(folder: Path) -> None:
    """Delete what an interrupted copy left behind."""
    for path in (folder / FOLDER).glob("*/*" + durable.TEMPORARY):
        durable.discard(path)


def _make_folder(folder: Path) -> None:
    """Like mkdir -p, each new folder's entry synced in its parent."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        durable.sync_folder(folder.parent)


def _chunks(source: Path | bytes) -> Iterable[bytes]:
    return (source,) if isinstance(source, bytes) else durable.read_chunks(source)


def _checked(chunks: Iterable[bytes], sha256: str) -> Iterator[bytes]:
    """The chunks; OSError at the end when a file changed while it was being copied."""
    hasher = hashlib.sha256()
    for chunk in chunks:
        hasher.update(chunk)
        yield chunk
    if hasher.hexdigest() != sha256:
        raise OSError("the file changed while it was being copied")
