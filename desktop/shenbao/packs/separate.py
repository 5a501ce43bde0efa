"""Takes a built pack apart for platforms that want separate files: the form, and one document for each slot of attachments.

The pages are the pack's own, with their numbers and codes, so that the electronic files agree with the bound copy.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec
from pikepdf import Pdf

from shenbao import durable
from shenbao.errors import PackError
from shenbao.packs.division import divide
from shenbao.packs.extract import extract
from shenbao.packs.navigation import Label, labels
from shenbao.packs.piece import Limits, Names, Piece
from shenbao.packs.stretches import Stretch, stretches
from shenbao.packs.volume_sheet import marked
from shenbao.packs.volumes import Source, piece_file, telling_page
from shenbao.packs.weights import Weights
from shenbao.packs.wording import phrase, single, words
from shenbao.records import PieceFile, Progress

_EXTRA_BYTES = 8_000
"""What a file has besides the pack's pages before anything was measured: outline, labels, record."""
_TRIES = 12


class _Chunk(NamedTuple):
    slot: str
    title: str
    pages: tuple[int, ...]


def write_files(source: Source, names: Names, limits: Limits, folder: Path) -> Generator[Progress, None, list[PieceFile]]:
    """Writes the files into `folder`, which is there. PackError volumes.page_too_large when a page alone is over the limits."""
    lang = source.record.lang
    with Pdf.open(source.pack) as pdf:
        numbered, parts, weights = labels(pdf), stretches(pdf, source.snapshot, lang), Weights(pdf)
    extra = _EXTRA_BYTES
    for _ in range(_TRIES):
        chunks = _chunks(source, parts, weights, numbered, msgspec.structs.replace(limits, bytes=limits.bytes - extra))
        named = names([(chunk.slot, chunk.title) for chunk in chunks])
        made: list[PieceFile] = []
        for number, (chunk, name) in enumerate(zip(chunks, named, strict=True), 1):
            yield Progress(done=number - 1, total=len(chunks), code="volumes.step.file", slots={"name": name})
            file = _file(source, chunk, number, named)
            if len(file) > limits.bytes:
                extra += len(file) - limits.bytes
                break
            durable.write_new(folder / name, [file])
            made.append(piece_file(name, chunk.slot, (chunk.title,), numbered, chunk.pages, file))
        else:
            return made
    raise PackError("volumes.limits")


def _chunks(source: Source, parts: Sequence[Stretch], weights: Weights, numbered: Sequence[Label], limits: Limits) -> list[_Chunk]:
    """What goes into each file, the form first."""
    lang = source.record.lang
    slots = {state.slot.code: words(state.slot.label, single(lang)) for state in source.snapshot.slots}
    own = [part for part in parts if part.kind == "part"]
    files = [part for part in parts if part.kind == "file"]
    sets = [("", phrase("volumes.form", lang), own)]
    sets += [(code, slots[code], list(group)) for code, group in groupby(files, key=lambda part: part.slot)]
    found = []
    for slot, title, members in sets:
        with telling_page(members, numbered, weights, limits):
            cut = divide(members, lambda _, pages: _fits(pages, weights, limits))
        for number, cuts in enumerate(cut, 1):
            pages = tuple(index for each in cuts for index in each.pages)
            found.append(_Chunk(slot, marked(title, number, len(cut), lang), pages))
    return found


def _fits(pages: Sequence[int], weights: Weights, limits: Limits) -> bool:
    return (not limits.pages or len(pages) <= limits.pages) and weights.of(pages) <= limits.bytes


def _file(source: Source, chunk: _Chunk, number: int, names: Sequence[str]) -> bytes:
    record = source.record
    piece = Piece(
        kind="slot" if chunk.slot else "form", number=number, of=len(names), names=tuple(names), pack=source.sha256, scheme=record.scheme,
        content_version=record.content_version, fingerprint=record.fingerprint(), today=record.today, final=record.final,
        lang=record.lang, runs=_runs(chunk.pages), slot=chunk.slot,
    )  # fmt: skip
    # No answers inside: a single paper may be shown to somebody else.
    return extract(source.pack, piece, chunk.title)


def _runs(pages: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Pages as stretches without a gap: first index and count."""
    runs: list[tuple[int, int]] = []
    for index in pages:
        if runs and index == sum(runs[-1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((index, 1))
    return tuple(runs)
