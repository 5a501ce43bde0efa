"""Puts own pages and attachments together: one PDF with outline, page labels, links, and what it says of itself (`describing`).

Attachment pages come from the worker's normalised files, never from what a person handed in.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from shenbao import durable
from shenbao.packs import seal
from shenbao.packs.archiving import is_proved
from shenbao.packs.describing import About, describe
from shenbao.packs.gathering import gathered
from shenbao.packs.navigation import Label, put_labels, put_outline
from shenbao.packs.pages import Page as PlacedPage
from shenbao.packs.pages import Typeset
from shenbao.packs.placing import Placing, sight
from shenbao.packs.sheet import MM
from shenbao.packs.stamps import Stamp, stamps

BESIDE = ".files" + durable.TEMPORARY
"""Suffix of the file that holds the enclosures while a pack is written."""


def assemble(typeset: Typeset, files: Mapping[str, Path], codes: Sequence[str], about: About, out: Path) -> Iterator[int]:
    """Writes the finished file at `out`, yielding the number of pages put together so far. `files`: normalised PDF by insert id;
    `codes`: page code by page index."""
    beside = out.with_name(out.name + BESIDE)
    try:
        inserts = dict.fromkeys(page.insert for page in typeset.pages if page.own is None)
        target, originals = gathered([files[name] for name in inserts], list(about.originals.values()), beside)
        with target, Pdf.open(io.BytesIO(typeset.pdf)) as own:
            yield from _fill(target, own, typeset, codes, draft=about.draft)
            _link(target, typeset)
            put_outline(target, typeset.outline)
            put_labels(target, _labels(typeset.pages))
            describe(target, about, originals, archival=all(map(is_proved, files.values())))
            write(target, out, about.identity)
            seal.seal(out)
    finally:
        durable.discard(beside)


def _fill(target: Pdf, own: Pdf, typeset: Typeset, codes: Sequence[str], *, draft: bool) -> Iterator[int]:
    """Puts the own pages between those that are there: the pages of all files, in the order of their inserts."""
    own.remove_unreferenced_resources()
    printed = list(own.pages)
    sights = [sight(page) for page in target.pages]
    places = [(page, code) for page, code in zip(typeset.pages, codes, strict=True) if page.own is None]
    edge = typeset.binding * MM
    bindings = [-edge if page.verso else edge for page, _ in places]
    marks = stamps(
        Stamp(
            width=seen.sheet[0], height=seen.sheet[1], foot=page.foot, code=code, draft=draft, binding=0 if seen.lies else binding,
        )
        for seen, (page, code), binding in zip(sights, places, bindings, strict=True)
    )  # fmt: skip
    with Pdf.open(io.BytesIO(marks.fonts)) as fonts:
        placing = Placing(target, fonts)
        waiting = zip(sights, marks.contents, bindings, strict=True)
        for index, page in enumerate(typeset.pages):
            if page.own is None:
                placing.place(*next(waiting))
            else:
                target.pages.insert(index, printed[page.own])
            if index % 25 == 24:
                yield index + 1


def _link(pdf: Pdf, typeset: Typeset) -> None:
    """Jumps from the contents and references; inside this document only."""
    of_own = {page.own: index for index, page in enumerate(typeset.pages) if page.own is not None}
    for area in typeset.links:
        goal = typeset.anchors.get(area.to)
        if goal is None:
            continue
        page = pdf.pages[of_own[area.own]]
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([round(each, 2) for each in area.rect]), Border=Array([0, 0, 0]), F=4,
            Dest=Array([pdf.pages[goal].obj, Name.Fit]),
        )  # fmt: skip
        if Name.Annots not in page.obj:
            page.obj[Name.Annots] = Array()
        page.obj[Name.Annots].append(pdf.make_indirect(link))


def _labels(pages: Sequence[PlacedPage]) -> list[Label]:
    """Page labels as printed: nothing, roman or arabic numbers."""
    found: list[Label] = []
    for page in pages:
        if page.label.isdigit():
            found.append(Label("D", int(page.label)))
        else:
            found.append(Label("r", found[-1].value + 1 if found and found[-1].style == "r" else 1) if page.label else Label("", 0))
    return found


def write(pdf: Pdf, out: Path | BinaryIO, identity: bytes) -> None:
    """Saves a document that is still to be sealed; the same document gives the same bytes. `identity` becomes the file identifier: having
    qpdf work one out (`deterministic_id`) takes as long again as writing."""
    pdf.trailer.ID = Array([String(identity), String(identity)])
    pdf.save(
        out, static_id=True, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True, recompress_flate=False,
    )  # fmt: skip
