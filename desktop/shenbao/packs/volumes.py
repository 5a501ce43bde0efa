"""Splits a built pack into volumes a receiver accepts: each a document of its own, the index over all of them in the first."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pikepdf import Pdf

from shenbao import durable
from shenbao.draft.states import Snapshot
from shenbao.errors import PackError
from shenbao.packs import carried, volume_sheet
from shenbao.packs.division import Cut, divide
from shenbao.packs.extract import extract
from shenbao.packs.navigation import Label, labels
from shenbao.packs.piece import Limits, Names, Piece
from shenbao.packs.stretches import Stretch, stretches
from shenbao.packs.weights import Weights
from shenbao.packs.wording import phrase
from shenbao.records import PieceFile, Progress
from shenbao.text import file_size

_SHEET_BYTES = 70_000
"""What a volume has besides the pack's pages before anything was measured: its sheet with its faces, outline and record."""
_TRIES = 12


class Source(NamedTuple):
    """A built pack and the application it was built of."""

    pack: Path
    sha256: str
    snapshot: Snapshot
    record: carried.Carried


class _Room:
    """What is kept free in each volume for what is not the pack's; grows when a volume turned out larger than thought."""

    def __init__(self) -> None:
        self.pages: dict[int, int] = {1: 2}
        self.bytes: dict[int, int] = {}


def source(pack: Path, snapshot: Snapshot) -> Source:
    """What volumes and separate files are made of. OSError when the pack cannot be read."""
    hasher = hashlib.sha256()
    for chunk in durable.read_chunks(pack):
        hasher.update(chunk)
    with Pdf.open(pack) as pdf:
        record = carried.decoded(pdf.attachments[carried.NAME].get_file().read_bytes())
    return Source(pack, hasher.hexdigest(), snapshot, record)


def write_volumes(source: Source, names: Names, limits: Limits, folder: Path) -> Generator[Progress, None, list[PieceFile]]:
    """Writes the volumes into `folder`, which is there.

    PackError volumes.page_too_large when a page alone is over the limits, volumes.limits when the sheet alone is."""
    with Pdf.open(source.pack) as pdf:
        numbered, parts, weights = labels(pdf), stretches(pdf, source.snapshot, source.record.lang), Weights(pdf)
    room = _Room()
    for _ in range(_TRIES):
        divided = _divided(parts, numbered, weights, limits, room)
        made = yield from _attempt(source, names, limits, folder, divided, numbered, weights, room)
        if made is not None:
            return made
    raise PackError("volumes.limits")


def _divided(parts: Sequence[Stretch], numbered: Sequence[Label], weights: Weights, limits: Limits, room: _Room) -> list[list[Cut]]:
    def fits(number: int, pages: Sequence[int]) -> bool:
        if limits.pages and len(pages) + room.pages.get(number, 1) > limits.pages:
            return False
        return weights.of(pages) + room.bytes.get(number, _SHEET_BYTES) <= limits.bytes

    with telling_page(parts, numbered, weights, limits):
        return divide(parts, fits)


def piece_file(
    name: str, slot: str, contents: tuple[str, ...], numbered: Sequence[Label], pages: Sequence[int], file: bytes, front: int = 0
) -> PieceFile:
    """What to tell of a file with `pages` of the pack after `front` pages of its own."""
    first, last = volume_sheet.span(numbered, pages)
    return PieceFile(
        name=name, slot=slot, contents=contents, pages=front + len(pages), first=first, last=last, bytes=len(file),
        sha256=hashlib.sha256(file).hexdigest(),
    )  # fmt: skip


@contextmanager
def telling_page(parts: Sequence[Stretch], numbered: Sequence[Label], weights: Weights, limits: Limits) -> Iterator[None]:
    """Says of a page that fits nowhere which it is and how large."""
    try:
        yield
    except PackError as error:
        index = int(error.where)
        title = next(part.title for part in parts if index in part.pages)
        size, most = file_size(weights.of([index])), file_size(limits.bytes)
        raise PackError(error.code, page=numbered[index].text or str(index + 1), title=title, size=size, most=most) from error


def _attempt(
    source: Source, names: Names, limits: Limits, folder: Path, divided: list[list[Cut]], numbered: Sequence[Label],
    weights: Weights, room: _Room,
) -> Generator[Progress, None, list[PieceFile] | None]:  # fmt: skip
    """Writes the volumes as divided; None when one turned out too large, with more room kept free for the next try."""
    count, lang = len(divided), source.record.lang
    named = names([("", phrase("volumes.paper", lang, number=number)) for number in range(1, count + 1)])
    made: dict[int, PieceFile] = {}
    # The index in the first volume tells size and fingerprint of the others.
    for number in (*range(2, count + 1), 1):
        yield Progress(done=len(made), total=count, code="volumes.step.volume", slots={"number": str(number), "count": str(count)})
        cuts = divided[number - 1]
        front = volume_sheet.front(source.snapshot, source.record, numbered, divided, number, named, made)
        piece = Piece(
            kind="volume", number=number, of=count, names=named, pack=source.sha256, scheme=source.record.scheme,
            content_version=source.record.content_version, fingerprint=source.record.fingerprint(), today=source.record.today,
            final=source.record.final, lang=lang, front=front.pages, runs=((cuts[0].first, sum(cut.count for cut in cuts)),),
        )  # fmt: skip
        data = {carried.NAME: carried.encoded(source.record)} if number == 1 else {}
        title = phrase("volumes.title", lang, title=source.snapshot.summary.title, number=number, count=count)
        file = extract(source.pack, piece, title, front.front, data)
        pages = [index for cut in cuts for index in cut.pages]
        if len(file) > limits.bytes or (limits.pages and front.pages + len(pages) > limits.pages):
            room.pages[number] = max(front.pages, room.pages.get(number, 1))
            room.bytes[number] = max(room.bytes.get(number, _SHEET_BYTES) + 4_000, len(file) - weights.of(pages) + 4_000)
            return None
        durable.write_new(folder / named[number - 1], [file])
        made[number] = piece_file(named[number - 1], "", volume_sheet.contents(cuts, lang), numbered, pages, file, front.pages)
    return [made[number] for number in sorted(made)]
