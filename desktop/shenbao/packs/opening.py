"""Opens a pack again, or the set of volumes it was split into: the answers it carries, whether it is unchanged, and the pages of its
attachments.

A pack that comes back is a foreign file: only a worker process looks inside (`opening_jobs`).
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from pathlib import Path

import msgspec

from shenbao.errors import PackError, WorkerError
from shenbao.packs import carried as records
from shenbao.packs import piece as pieces
from shenbao.packs import seal
from shenbao.packs.carried import Carried, original
from shenbao.packs.piece import Piece
from shenbao.records import Record
from shenbao.worker import run

MOST_BESIDE = 200
"""So many files of a folder are looked at for the other volumes of a set."""


class Verified(Record, frozen=True):
    """What a pack says of itself, and whether it still says what it said when it was built."""

    intact: bool
    """Byte for byte what was built."""
    carried: Carried | None
    """None when the answers cannot be read any more, or in a file that carries none."""
    piece: Piece | None = None
    """Given for a volume, or another file made of a pack's pages."""
    printed: Printed | None = None
    """Given when nothing but the codes on the pages tells where the file comes from."""


class Printed(Record, frozen=True):
    """What a page code says: scheme, version of the form, and short fingerprint of the answers."""

    scheme: str
    version: str
    fingerprint: str


def verify(file: Path) -> Verified:
    """Looks at a pack or a piece of one. PackError packs.not_ours when it is none, packs.unreadable when the file cannot be read."""
    try:
        intact = seal.is_intact(file)
    except OSError as error:
        raise PackError("packs.unreadable", str(file), reason=error.strerror or str(error)) from error
    record = piece = None
    try:
        record, piece = _records(file)
        if record is None and piece is None:
            if printed := _printed(file):
                return Verified(intact=False, carried=None, printed=printed)
            raise PackError("packs.not_ours", str(file))
    except PackError as error:
        if intact is None:
            raise
        if error.code not in ("packs.not_ours", "packs.damaged"):
            raise
    return Verified(intact=intact is True and (record or piece) is not None, carried=record, piece=piece)


def _printed(file: Path) -> Printed | None:
    """What the page codes say; a program that prints to PDF keeps nothing else."""
    found = _asked("packs.codes", {}, file, None).get("found")
    return Printed(*found) if isinstance(found, list) else None


def carried(file: Path) -> Carried:
    """The embedded record; of a volume, that of the first one beside it. PackError packs.not_ours when there is none, packs.damaged
    when the file cannot be read through, volumes.not_beside when the volume that carries it is not there."""
    record, piece = _records(file)
    if record is None and piece is not None:
        record, _ = _records(_beside(file, piece, 1))
    if record is None:
        raise PackError("packs.not_ours", str(file))
    return record


def _records(file: Path) -> tuple[Carried | None, Piece | None]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        answer = _asked("packs.record", {"names": [records.NAME, pieces.NAME]}, file, out)
        if answer.get("damaged"):
            raise PackError("packs.damaged", str(file))
        data, of = (out / name for name in (records.NAME, pieces.NAME))
        try:
            return (
                records.decoded(data.read_bytes()) if data.is_file() else None,
                pieces.decoded(of.read_bytes()) if of.is_file() else None,
            )
        except (OSError, msgspec.MsgspecError, RecursionError) as error:
            raise PackError("packs.damaged", str(file)) from error


def _beside(file: Path, piece: Piece, number: int) -> Path:
    """Volume `number` of the set that `file` belongs to: by its name, else whichever file of the folder says it is."""
    if piece.kind != "volume":
        raise PackError("volumes.no_answers", str(file))
    if piece.number == number:
        return file
    named = file.parent / Path(piece.names[number - 1]).name if number <= len(piece.names) else file
    for other in (named, *filter(_is_sealed, sorted(file.parent.glob("*.pdf"))[:MOST_BESIDE])):
        if other.is_file() and other != file:
            try:
                _, found = _records(other)
            except PackError:
                continue
            if found is not None and (found.pack, found.kind, found.number) == (piece.pack, "volume", number):
                return other
    raise PackError("volumes.not_beside", str(file), number=number, count=piece.of, own=piece.number, name=named.name)


def _is_sealed(file: Path) -> bool:
    """Whether a file bears the fingerprint of ours; looking into one takes a process, and a folder may be full of others."""
    try:
        return seal.is_intact(file) is not None
    except OSError:
        return False


class Taken(Record, frozen=True):
    """An attachment out of a pack: the file as it was handed in, or the pages of the pack that show it."""

    file: Path
    original: bool


def attachments(file: Path, record: Carried, out: Path) -> dict[str, Taken]:
    """Takes each attachment out of the pack into `out`, by SHA-256 of the original file: the original where the pack carries it
    unharmed, otherwise its pages without page numbers and codes. Of a volume, also out of the other volumes beside it.
    PackError packs.damaged when that fails, volumes.not_beside when a volume is missing."""
    digests = [sha256 for sha256 in record.pages if set(sha256) <= _HEX]
    _, piece = _records(file)
    taken = _originals(file, digests, out) if record.originals and piece is None else {}
    wanted = {sha256: record.pages[sha256] for sha256 in digests if sha256 not in taken}
    if piece is not None:
        _out_of_set(file, piece, wanted, out)
    elif wanted and _asked("packs.pages", {"wanted": wanted}, file, out).get("damaged"):
        raise PackError("packs.damaged", str(file))
    return taken | {sha256: Taken(out / f"{sha256}.pdf", original=False) for sha256 in wanted}


def _out_of_set(file: Path, piece: Piece, wanted: dict[str, tuple[int, int]], out: Path) -> None:
    """Takes files out of all volumes; what goes over several is put together again."""
    parts: dict[str, list[Path]] = {sha256: [] for sha256 in wanted}
    for number in range(1, piece.of + 1):
        volume = _beside(file, piece, number)
        _, own = _records(volume)
        here = {sha256: found for sha256, pages in wanted.items() if own and (found := _within(own, *pages)) is not None}
        folder = out / f"volume-{number}"
        folder.mkdir()
        if here and _asked("packs.pages", {"wanted": here}, volume, folder).get("damaged"):
            raise PackError("packs.damaged", str(volume))
        for sha256 in here:
            parts[sha256].append(folder / f"{sha256}.pdf")
    for sha256, pieces_of in parts.items():
        if len(pieces_of) == 1:
            pieces_of[0].rename(out / f"{sha256}.pdf")
        elif not pieces_of or _joined(pieces_of, f"{sha256}.pdf", out).get("damaged"):
            raise PackError("packs.damaged", str(file))


def _within(piece: Piece, first: int, count: int) -> tuple[int, int] | None:
    """Where those of the pack's pages that are in the piece stand in it: index and count."""
    at = piece.front
    for start, length in piece.runs:
        low, high = max(first, start), min(first + count, start + length)
        if low < high:
            return at + low - start, high - low
        at += length
    return None


def _joined(parts: list[Path], name: str, out: Path) -> dict[str, object]:
    """Puts documents one after the other: a worker is given one file, so they travel as members of an archive."""
    together = out / f"{name}.parts"
    with zipfile.ZipFile(together, "w") as archive:
        for number, part in enumerate(parts):
            archive.write(part, f"{number:04}")
    return _asked("packs.joined", {"name": name, "count": len(parts)}, together, out)


def _originals(file: Path, digests: list[str], out: Path) -> dict[str, Taken]:
    found: dict[str, Taken] = {}
    _asked("packs.originals", {"wanted": [original(sha256) for sha256 in digests]}, file, out)
    for sha256 in digests:
        path = out / original(sha256)
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            found[sha256] = Taken(path, original=True)
    return found


_HEX = frozenset("0123456789abcdef")


def _asked(job: str, request: dict[str, object], file: Path, out: Path | None) -> dict[str, object]:
    try:
        return run(job, request, file, out=out)
    except WorkerError as error:
        if error.code == "worker.unreadable":
            raise PackError("packs.unreadable", str(file), reason=str(error.slots.get("reason", ""))) from error
        raise PackError("packs.damaged", str(file)) from error
