"""What runs inside the worker: the jobs on one foreign file, and on one normalised file for the screen."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import Any

from shenbao.packs.attachments.refusal import Refusal, TryPictures
from shenbao.packs.attachments.sniff import PICTURES, kind_of

_COMPARED = 3
_REPAIRED = frozenset({"repaired", "pages-lost"})
_PROOF_SHARE = 0.45
"""Of the time left after rebuilding; the rest covers reading back and a slower machine."""


def normalise(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """A PDF rebuilt, or a picture laid on pages. `request`: `seconds` this job may take."""
    until = time.monotonic() + float(request["seconds"])
    kind = kind_of(file)
    known = _known(file, kind)
    target = folder / f"{known['sha256']}.pdf"
    try:
        if kind in PICTURES:
            return known | _from_picture(file, kind, target, until)
        if kind == "pdf":
            return known | _from_pdf(file, target, until)
        raise Refusal({"empty": "empty", "office-locked": "needs-password"}.get(kind, "not-a-document"))
    except Refusal as refusal:
        target.unlink(missing_ok=True)
        return known | {"refused": refusal.code, "kind": refusal.kind or kind, "slots": refusal.slots}
    except TryPictures as failure:
        target.unlink(missing_ok=True)
        if kind in PICTURES:
            return known | {"refused": "damaged"}
        return known | {"again": failure.otherwise, "pages": failure.pages, "notes": [(failure.note, {})] if failure.note else []}


def _from_picture(file: Path, kind: str, target: Path, until: float) -> dict[str, Any]:
    from shenbao.packs.attachments import images, proof, rebuild

    pages, notes = images.convert(file, kind, target)
    rebuild.check(target, pages)
    proved = proof.prove(target, pages, _PROOF_SHARE * (until - time.monotonic()))
    return {"pages": pages, "sizes": proved.sizes, "notes": notes + proved.notes, "warnings": proved.warnings}


def _from_pdf(file: Path, target: Path, until: float) -> dict[str, Any]:
    from shenbao.packs.attachments import proof, rebuild

    rebuilt = rebuild.rebuild(file, target)
    pages, notes = rebuilt.pages, rebuilt.notes
    compared = frozenset(range(pages if rebuilt.compare_all else _COMPARED)) - rebuilt.touched
    try:
        proved = proof.prove(target, pages, _PROOF_SHARE * (until - time.monotonic()), original=file, compared=compared)
    except TryPictures as failure:
        failure.pages = max(failure.pages, pages)
        raise
    if proved.changed and rebuilt.compare_all:
        raise TryPictures("layers", pages=pages)
    if proved.changed:
        notes.append(("changed", {"pages": proof.listed(proved.changed)}))
    told = {code for code, _ in notes}
    notes += [(code, slots) for code, slots in proved.notes if code not in told]
    warnings = proved.warnings
    if _REPAIRED.intersection(code for code, _ in notes):
        # An empty page of a damaged file is most likely one whose content was lost.
        warnings = [("emptied" if code == "blank" else code, slots) for code, slots in warnings]
    return {"pages": pages, "sizes": proved.sizes, "notes": notes, "warnings": warnings}


def picture(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """A PDF drawn page by page. `request`: `seconds` this job may take."""
    from shenbao.packs.attachments import pictures, proof, rebuild

    until = time.monotonic() + float(request["seconds"])
    known = _known(file, kind_of(file))
    target = folder / f"{known['sha256']}.pdf"
    try:
        pages = pictures.draw_pages(file, target)
        rebuild.check(target, pages)
        proved = proof.prove(target, pages, _PROOF_SHARE * (until - time.monotonic()))
    except (Refusal, TryPictures) as failure:
        target.unlink(missing_ok=True)
        refusal = failure if isinstance(failure, Refusal) else Refusal("damaged")
        return known | {"refused": refusal.code, "slots": refusal.slots}
    return known | {"pages": pages, "sizes": proved.sizes, "notes": proved.notes, "warnings": proved.warnings}


def reduce(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """A normalised PDF made smaller, as `smaller.pdf`. `request`: `dpi`, `quality`, and the `seconds` the proof may take."""
    from shenbao.packs.attachments import smaller

    target = folder / "smaller.pdf"
    try:
        smaller.write(file, target, int(request["dpi"]), int(request["quality"]))
        if target.stat().st_size >= file.stat().st_size:
            raise Refusal("nothing-gained")
        smaller.prove(file, target, float(request["seconds"]))
    except (Refusal, TryPictures) as failure:
        target.unlink(missing_ok=True)
        refusal = failure if isinstance(failure, Refusal) else Refusal("nothing-gained")
        return {"refused": refusal.code, "slots": refusal.slots}
    return {"refused": "", "slots": {}}


def render(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """`<page>.png` for each of `pages` (from 0), `width` pixels wide."""
    from shenbao.packs.attachments.proof import opened

    with opened(file) as document:
        for number in request["pages"]:
            page = document[number]
            image = page.render(scale=request["width"] / page.get_width()).to_pil()
            image.save(folder / f"{number}.png", "PNG", compress_level=1)
            page.close()
    return {}


def _known(file: Path, kind: str) -> dict[str, Any]:
    with file.open("rb") as reader:
        return {"kind": kind, "bytes": file.stat().st_size, "sha256": hashlib.file_digest(reader, "sha256").hexdigest()}
