"""Sound files damaged at random: bits, bytes, blocks, cuts, swaps, repeats and numbers replaced."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_NUMBERS = (b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e9", b"null", b"[", b"<<")


def mutated(data: bytes, random: Random) -> bytes:
    """`data` with one to twelve damages; the same seed gives the same file."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 12)):
        if changed:
            random.choice(_DAMAGES)(changed, random)
    return bytes(changed)


def _flip_bit(data: bytearray, random: Random) -> None:
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _set_byte(data: bytearray, random: Random) -> None:
    data[random.randrange(len(data))] = random.choice((0, 0xFF, 0x20, random.randrange(256)))


def _cut(data: bytearray, random: Random) -> None:
    start = random.randrange(len(data))
    del data[start : start + random.randint(1, max(1, len(data) // 8))]


def _truncate(data: bytearray, random: Random) -> None:
    del data[random.randint(len(data) // 2, len(data)) :]


def _repeat(data: bytearray, random: Random) -> None:
    start = random.randrange(len(data))
    data[start:start] = data[start : start + random.randint(1, 400)]


def _noise(data: bytearray, random: Random) -> None:
    start = random.randrange(len(data))
    data[start : start + 64] = random.randbytes(64)


def _number(data: bytearray, random: Random) -> None:
    found = list(re.finditer(rb"\d+", bytes(data[:20_000])))
    if found:
        chosen = random.choice(found)
        data[chosen.start() : chosen.end()] = random.choice(_NUMBERS)


def _swap_reference(data: bytearray, random: Random) -> None:
    found = list(re.finditer(rb"\d+ 0 R", bytes(data)))
    if found:
        chosen = random.choice(found)
        data[chosen.start() : chosen.end()] = b"%d 0 R" % random.randint(0, 30)


_DAMAGES: tuple[Callable[[bytearray, Random], None], ...] = (
    _flip_bit,
    _set_byte,
    _cut,
    _truncate,
    _repeat,
    _noise,
    _number,
    _swap_reference,
)
