"""Puts own pages and attachments together: one PDF with outline, page labels, links, and what it says of itself (`describing`).

Attachment pages come from the worker's normalised files, never from what a person handed in. Each is scaled into the page
upright, with its number and page code below.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf

from shenbao.packs import seal
from shenbao.packs.conformance import PROVED
from shenbao.packs.describing import About, describe
from shenbao.packs.navigation import Label, put_labels, put_outline
from shenbao.packs.pages import Page as PlacedPage
from shenbao.packs.pages import Typeset
from shenbao.packs.sheet import MM
from shenbao.packs.stamps import Stamp, stamp

A4 = (210 * MM, 297 * MM)
MARGINS = (12 * MM, 20 * MM, 8 * MM, 8 * MM)
"""Room kept free around an attachment's page: left (binding), bottom (number and code), right, top."""


def assemble(typeset: Typeset, files: Mapping[str, Path], codes: Sequence[str], about: About) -> Iterator[int | bytes]:
    """Yields the number of pages put together so far, and at last the finished file. `files`: normalised PDF by insert id;
    `codes`: page code by page index."""
    with ExitStack() as open_files:
        pdf = open_files.enter_context(Pdf.open(io.BytesIO(typeset.pdf)))
        own = list(pdf.pages)
        foreign = {name: open_files.enter_context(Pdf.open(path)) for name, path in files.items()}
        stamped = open_files.enter_context(Pdf.open(io.BytesIO(_stamps(typeset.pages, foreign, codes, draft=about.draft))))
        overlays = iter(stamped.pages)
        target = open_files.enter_context(Pdf.new())
        for count, page in enumerate(typeset.pages, 1):
            if page.own is not None:
                target.pages.append(own[page.own])
            else:
                target.pages.append(_placed(target, foreign[page.insert].pages[page.of_insert], next(overlays)))
            if count % 25 == 0:
                yield count
        _link(target, typeset)
        put_outline(target, typeset.outline)
        put_labels(target, _labels(typeset.pages))
        describe(target, about, archival=all(PROVED in pdf.Root for pdf in foreign.values()))
        yield saved(target)


def _stamps(pages: Sequence[PlacedPage], foreign: Mapping[str, Pdf], codes: Sequence[str], *, draft: bool) -> bytes:
    made = []
    for index, page in enumerate(pages):
        if page.own is None:
            width, height = _paper(foreign[page.insert].pages[page.of_insert])
            made.append(Stamp(width=width, height=height, foot=page.foot, code=codes[index], draft=draft))
    return stamp(made) if made else stamp([Stamp(width=A4[0], height=A4[1])])


def _shown(page: Page) -> tuple[float, float, int]:
    """Width and height of a page as it is shown, and its turn in degrees clockwise."""
    box = [float(each) for each in page.cropbox]
    turn = int(page.obj.get(Name.Rotate, 0)) % 360
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    return (height, width, turn) if turn in (90, 270) else (width, height, turn)


def _paper(page: Page) -> tuple[float, float]:
    """A4, lying when the page lies."""
    width, height, _ = _shown(page)
    return (A4[1], A4[0]) if width > height else A4


def _placed(target: Pdf, page: Page, overlay: Page) -> Page:
    """A page with the foreign one scaled into its free room, and the overlay on top: multiplied, so that a watermark darkens the
    paper and hides no letter."""
    paper = _paper(page)
    width, height, turn = _shown(page)
    left, bottom, right, top = MARGINS
    room = (paper[0] - left - right, paper[1] - bottom - top)
    scale = min(room[0] / width, room[1] / height, 1)
    x = left + (room[0] - width * scale) / 2
    y = bottom + (room[1] - height * scale) / 2
    box = [float(each) for each in page.cropbox]
    x0, y0 = min(box[0], box[2]), min(box[1], box[3])
    form = target.copy_foreign(page.as_form_xobject(handle_transformations=False))
    mark = target.copy_foreign(overlay.as_form_xobject(handle_transformations=False))
    cells = {
        0: (1, 0, 0, 1, -x0, -y0),
        90: (0, -1, 1, 0, -y0, x0 + height),
        180: (-1, 0, 0, -1, x0 + width, y0 + height),
        270: (0, 1, -1, 0, y0 + width, -x0),
    }
    a, b, c, d, e, f = (scale * each for each in cells[turn])
    content = f"q {a:.6f} {b:.6f} {c:.6f} {d:.6f} {e + x:.4f} {f + y:.4f} cm /Paper Do Q\nq /Over gs /Mark Do Q\n".encode()
    return Page(
        target.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, round(paper[0], 2), round(paper[1], 2)]),
                Resources=Dictionary(
                    XObject=Dictionary(Paper=form, Mark=mark), ExtGState=Dictionary(Over=Dictionary(Type=Name.ExtGState, BM=Name.Multiply))
                ),
                Contents=target.make_stream(content),
            )
        )
    )


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


def saved(pdf: Pdf) -> bytes:
    """The finished file, sealed; the same document gives the same bytes."""
    pdf.remove_unreferenced_resources()
    out = io.BytesIO()
    pdf.save(
        out, deterministic_id=True, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True, recompress_flate=False,
    )  # fmt: skip
    return seal.seal(out.getvalue())
