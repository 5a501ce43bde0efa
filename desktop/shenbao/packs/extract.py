"""Makes a document of some pages of a pack: own outline, the pack's page labels and metadata, sealed like the pack itself.

The pack's file is taken and what does not belong is left out, so that what holds for the pack (archive profile, language, faces)
holds for the piece.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pikepdf import Array, Name, Pdf, String

from shenbao.packs import piece as pieces
from shenbao.packs import seal
from shenbao.packs.assemble import write
from shenbao.packs.describing import Enclosure, enclose
from shenbao.packs.navigation import Entry, labels, outline, put_labels, put_outline
from shenbao.packs.piece import Piece
from shenbao.packs.wording import phrase
from shenbao.records import Record


class Front(Record, frozen=True):
    """Own pages before those of the pack. `label` comes before their numbers in the page labels; `title` leads to them in the outline."""

    pdf: bytes
    label: str
    title: str


def extract(pack: Path, piece: Piece, title: str, front: Front | None = None, data: Mapping[str, bytes] | None = None) -> bytes:
    """The finished file. `piece.runs` says which pages, in rising order; `data` is embedded besides the piece's own record."""
    with Pdf.open(pack) as pdf:
        numbered, entries = labels(pdf), outline(pdf)
        kept = [index for first, count in piece.runs for index in range(first, first + count)]
        _leave(pdf, kept)
        fronts = _put_front(pdf, front) if front else 0
        lines = [(1, front.title, 0)] if front else []
        lines += [(level, text, fronts + kept.index(index)) for level, text, index in _below(entries, piece.runs, piece.lang)]
        put_outline(pdf, lines)
        put_labels(pdf, [numbered[index] for index in kept], fronts, front.label if front else "")
        _describe(pdf, title)
        files = {**(data or {}), pieces.NAME: pieces.encoded(piece)}
        enclose(pdf, piece.today, ((name, Enclosure(each, len(each))) for name, each in sorted(files.items())))
        pdf.remove_unreferenced_resources()
        out = io.BytesIO()
        write(pdf, out, hashlib.sha256(files[pieces.NAME]).digest()[:16])
    return seal.sealed(out.getvalue())


def _leave(pdf: Pdf, kept: Sequence[int]) -> None:
    """Takes every other page out, and the links that led there."""
    wanted = set(kept)
    for index in range(len(pdf.pages) - 1, -1, -1):
        if index not in wanted:
            del pdf.pages[index]
    here = {page.obj.objgen for page in pdf.pages}
    for page in pdf.pages:
        links = [link for link in page.obj.get(Name.Annots, Array()) if link.Dest[0].objgen in here]
        if links:
            page.obj.Annots = Array(links)
        elif Name.Annots in page.obj:
            del page.obj.Annots


def _put_front(pdf: Pdf, front: Front) -> int:
    with Pdf.open(io.BytesIO(front.pdf)) as own:
        for at, page in enumerate(own.pages):
            pdf.pages.insert(at, page)
        return len(own.pages)


def _below(entries: Sequence[Entry], runs: Iterable[tuple[int, int]], lang: str) -> list[Entry]:
    """Lines of the outline for these pages. What began before a run is named again, as continued."""
    found: list[Entry] = []
    named: set[int] = set()
    for first, count in runs:
        for at in _under_way(entries, first):
            if at not in named:
                found.append((entries[at][0], phrase("packs.continued", lang, title=entries[at][1]), first))
        here = [at for at, (_, _, index) in enumerate(entries) if first <= index < first + count]
        found += [entries[at] for at in here]
        named.update(here, _under_way(entries, first))
    return found


def _under_way(entries: Sequence[Entry], page: int) -> list[int]:
    """Which lines, from the highest level down, began before `page` and go on there."""
    chain: dict[int, int] = {}
    for at, (level, _, index) in enumerate(entries):
        if index <= page:
            chain = {above: line for above, line in chain.items() if above < level} | ({level: at} if index < page else {})
    return list(chain.values())


def _describe(pdf: Pdf, title: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:identifier"] = seal.identifier()
    pdf.docinfo[Name.Title] = String(title)
