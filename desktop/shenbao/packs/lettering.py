"""The face letters are set in (GB/T 9704: 仿宋), which a person brings along: found on the machine, checked, kept by its content."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shenbao import durable, paths
from shenbao.errors import PackError, WorkerError
from shenbao.packs.facefile import DIGEST
from shenbao.worker import Limits, run

_NAME = re.compile(rf"([A-Za-z0-9_]{{1,40}})-([0-9a-f]{{{DIGEST}}})")
_LIKELY = ("fangsong", "simfang", "stfangso", "fzfs", "仿宋")
"""What the files of such faces are called, in part: FangSong_GB2312.ttf, simfang.ttf, FZFangSong-Z02.ttf, 方正仿宋_GBK.TTF."""
_ENDINGS = (".ttf", ".ttc")
_LIMITS = Limits(input=64_000_000, output=64_000_000)
_MOST_LOOKED_AT = 20_000


def choose(file: Path) -> str:
    """Checks a font file in a worker and keeps what packs need of it; the name of the face. PackError saying why it cannot be used, or
    that it could not be kept."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            answer = run("packs.face", {}, file, out=Path(folder), limits=_LIMITS)
        except WorkerError as error:
            raise PackError("faces.unreadable", str(file), name=file.name) from error
        if "refused" in answer:
            raise PackError(f"faces.{answer['refused']}", str(file), name=file.name)
        face = str(answer["face"])
        if not _NAME.fullmatch(face):
            raise PackError("faces.damaged", str(file), name=file.name)
        try:
            paths.faces().mkdir(parents=True, exist_ok=True)
            durable.write_file(paths.faces() / f"{face}.ttf", durable.read_chunks(Path(folder) / f"{face}.ttf"))
        except OSError as error:
            raise PackError("packs.cannot_write", str(paths.faces()), reason=error.strerror or str(error)) from error
    forget()
    return face


def installed(face: str) -> bool:
    """Whether this machine holds the face, unharmed."""
    named = _NAME.fullmatch(face)
    return named is not None and _is_whole(paths.faces() / f"{face}.ttf", named[2])


def forget() -> None:
    """Looks again which faces there are, when they are next asked for."""
    _is_whole.cache_clear()


def shown(face: str) -> str:
    """The face's name for a person to read."""
    return face.rpartition("-")[0]


@cache
def _is_whole(file: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()[:DIGEST] == digest
    except OSError:
        return False


def found() -> list[Path]:
    """Files among the fonts of the system that are likely to hold such a face, by name; which of them can be used `choose` tells."""
    likely = {file for folder in _folders() for file in _files(folder) if _is_likely(file)}
    return sorted(likely, key=lambda file: (file.suffix.lower() == ".ttc", file.name.lower(), str(file)))


def _is_likely(file: Path) -> bool:
    name = re.sub(r"[\s_-]", "", file.name.lower())
    return file.suffix.lower() in _ENDINGS and any(part in name for part in _LIKELY)


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        own = [Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []
        return [Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts", *own]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local" / "share" / "fonts", home / ".fonts"]


def _files(folder: Path) -> Iterator[Path]:
    looked_at = 0
    for where, _, names in os.walk(folder):
        for name in names:
            yield Path(where) / name
        looked_at += len(names)
        if looked_at > _MOST_LOOKED_AT:
            return
