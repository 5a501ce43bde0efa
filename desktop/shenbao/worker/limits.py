"""How much one foreign file may cost."""

from __future__ import annotations

import msgspec

MEBIBYTE = 1 << 20


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of one worker, such that nobody waits for more than ten seconds: `seconds` of wall clock and of processor, bytes of
    address space (resident memory where the system cannot limit that), bytes of the file read, bytes of any file written, open handles."""

    seconds: float = 9.0
    memory: int = 1024 * MEBIBYTE
    input: int = 300_000_000
    output: int = 300_000_000
    handles: int = 64
    programs: bool = False
    """Whether the job may start the one program its request names; that program is under the same limits."""
