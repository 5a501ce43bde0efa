"""Keeps in the cache what was worked out from files, so that the next start need not: each with a seal that proves it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from typing import TypeVar

import msgspec

import shenbao
from shenbao import paths

T = TypeVar("T")

_SEAL = 32
"""Bytes of the digest in front of what is kept."""

_PROGRAM = f"{shenbao.__version__} {sys.version_info.major}.{sys.version_info.minor}"
"""Another program, or another Python, may read the same files differently: it works everything out for itself."""


def shape(*kinds: type[msgspec.Struct]) -> str:
    """Changes with the fields of `kinds` and their defaults, which are not kept: part of the mark of what holds them."""
    return sha256(repr([(kind.__struct_fields__, kind.__struct_defaults__) for kind in kinds]).encode()).hexdigest()


def recall(name: str, mark: str, kind: type[T]) -> T | None:
    """What was kept as `name` under the same `mark`; None when there is none, or anything is wrong with it."""
    try:
        found = memoryview((paths.cache() / name).read_bytes())
        packed = found[_SEAL:]
        return msgspec.msgpack.decode(packed, type=kind) if _seal(mark, packed) == found[:_SEAL] else None
    except (OSError, msgspec.MsgspecError):
        return None


def keep(name: str, mark: str, value: object) -> None:
    """Keeps `value` as `name` in the place of what was there. `mark` is everything it depends on. That it cannot be kept, on a full
    or read-only disk, only costs time."""
    packed = msgspec.msgpack.encode(value)
    target = paths.cache() / name
    part = target.with_suffix(f".{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(_seal(mark, packed) + packed)
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _seal(mark: str, packed: bytes | memoryview) -> bytes:
    seal = sha256(f"{_PROGRAM} {mark}\n".encode())
    seal.update(packed)
    return seal.digest()
