"""The letterhead of who prepares packs for others: its picture taken from a file, and proved when a pack brings one along."""

from __future__ import annotations

import tempfile
import zlib
from pathlib import Path

from msgspec.structs import replace

from shenbao.errors import PackError, WorkerError
from shenbao.records import Letterhead, Logo
from shenbao.worker import run

MOST_SIDE = 1_000
"""Pixels; `logo.LARGEST` is smaller."""


def logo(file: Path) -> Logo:
    """The picture of a file, made by a worker. PackError saying why it cannot be used."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            answer = run("packs.logo", {}, file, out=Path(folder))
            if "refused" in answer:
                raise PackError(f"letterhead.{answer['refused']}", str(file), name=file.name)
            made = Logo(width=answer["width"], height=answer["height"], rgb=(Path(folder) / "logo").read_bytes())
        except (WorkerError, OSError) as error:
            raise PackError("letterhead.no_picture", str(file), name=file.name) from error
    if not is_whole(made):
        raise PackError("letterhead.no_picture", str(file), name=file.name)
    return made


def is_whole(picture: Logo) -> bool:
    """Whether there is a pixel for each place and nothing else: a picture may come out of somebody else's pack."""
    if not (0 < picture.width <= MOST_SIDE and 0 < picture.height <= MOST_SIDE):
        return False
    wanted = picture.width * picture.height * 3
    reader = zlib.decompressobj()
    try:
        return len(reader.decompress(picture.rgb, wanted + 1)) == wanted and reader.eof and not reader.unused_data
    except zlib.error:
        return False


def proved(letterhead: Letterhead | None) -> Letterhead | None:
    """The letterhead, without a picture that is none."""
    if letterhead is None or letterhead.logo is None or is_whole(letterhead.logo):
        return letterhead
    return replace(letterhead, logo=None)
