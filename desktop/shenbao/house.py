"""What a person set once for all packs: the letterhead of their office and the face their letters are set in. Read without Qt."""

from __future__ import annotations

import msgspec

from shenbao import durable, paths
from shenbao.records import Letterhead, Record


class House(Record, frozen=True):
    """`letter_face` as in `PackOptions`."""

    letterhead: Letterhead | None = None
    letter_face: str = ""


def kept() -> House:
    """As it was last kept; empty when nothing was, or what there is cannot be read."""
    try:
        return msgspec.json.decode(paths.house().read_bytes(), type=House)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return House()


def keep(house: House) -> None:
    """Raises OSError."""
    paths.home().mkdir(parents=True, exist_ok=True)
    durable.write_file(paths.house(), [msgspec.json.encode(house)])
