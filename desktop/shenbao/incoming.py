"""Reads applications from outside, beside the window: a `.shenbao` file, a pack, or a folder with `answers.yaml` and its files.

What comes out is ready to be put into the library in one go; nothing here touches the library's database.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shenbao import loading, paths
from shenbao.application import OPENING, Application
from shenbao.library import Kind, blobs
from shenbao.loading import Loaded
from shenbao.records import Answer, Edit, Progress, Record

if TYPE_CHECKING:
    from shenbao.packs.attachments import Examined
    from shenbao.worker import Worker


class Incoming(Record, frozen=True):
    """An application that was read. Its files are on the library's disk already and only have to be registered."""

    kind: Kind
    scheme: str
    edits: tuple[Edit, ...]
    files: dict[str, str] = msgspec.field(default_factory=dict)
    """Name by SHA-256."""
    masked: tuple[str, ...] = ()
    """Paths of the answers that a redacted copy does not tell."""


def private_folder() -> Path:
    """A folder for unfinished work, on the library's disk."""
    paths.temp().mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=paths.temp()))


def examined_into(library: Path, file: Path, worker: Worker | None = None) -> tuple[Examined, dict[str, str], dict[str, str]]:
    """Examines a person's file in a worker process and copies what will be kept to the library's disk. Returns the verdict, the
    cells of its row, and the files to register; a refused file is named, not kept."""
    from shenbao.packs import attachments

    folder = private_folder()
    try:
        examined = attachments.examine(file, folder, worker=worker)
        files, merged = {}, ""
        if examined.normalised is not None:
            # Large files are written here; registering them in the window's thread is quick.
            original, _ = blobs.store(library, file)
            merged, _ = blobs.store(library, examined.normalised)
            files = {original: examined.name, merged: examined.name}
        return examined, attachments.cells(examined, merged), files
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def converted_into(library: Path, file: Path, worker: Worker) -> tuple[dict[str, str], dict[str, str]]:
    """Turns an office document into a PDF (`attachments.office.convert`), examines that and copies it to the library's disk. Returns the
    cells of its row and the files to register."""
    from shenbao.packs.attachments import office, verdicts

    folder = private_folder()
    try:
        _, cells, files = examined_into(library, office.convert(file, folder, worker=worker), worker)
        return cells | {"note": verdicts.with_note(cells["note"], "note.converted", {"name": file.name})}, files
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def reduced_into(
    library: Path, cells: Mapping[str, str], manner: str, most_bytes: int, worker: Worker
) -> tuple[dict[str, str], dict[str, str]]:
    """Makes an attached file smaller (`attachments.reducing.reduce`) and copies the outcome to the library's disk, where the original
    stays. Returns the cells of its row and the files to register."""
    from shenbao.packs.attachments import reducing

    folder = private_folder()
    try:
        name = cells["name"]
        made = reducing.reduce(name, blobs.place(library, cells["merged"]), folder, manner, most_bytes=most_bytes, worker=worker)
        assert made.examined.normalised is not None
        merged, _ = blobs.store(library, made.examined.normalised)
        found = reducing.smaller_cells(cells, made, merged)
        file, _ = blobs.store(library, made.file)
        return found, {file: found["name"], merged: found["name"]}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_archive(file: Path, library: Path) -> Generator[Progress, None, Incoming]:
    """An application somebody handed over as one file. ExchangeError when the file is not one, or not whole."""
    return _kept((yield from loading.from_archive(file)), library)


def read_answers(folder: Path, library: Path) -> Generator[Progress, None, Incoming]:
    """A folder of answers with the files they name, such as a worked example. ExchangeError with the line of the first mistake."""
    yield Progress(done=0, total=0, code="building.reading", slots={"name": folder.name})
    return _kept((yield from loading.from_answers(folder / loading.ANSWERS)), library)


def _kept(loaded: Loaded, library: Path) -> Incoming:
    """Copies the files of what was loaded to the library's disk; a refused file is named, not kept."""
    files: dict[str, str] = {}
    for path, rows in Application(loaded.edits).answers.items():
        for row in rows if path.startswith("attachments.") and not isinstance(rows, str) else ():
            if row.cells.get("merged"):
                for sha256 in (row.cells["sha256"], row.cells["merged"]):
                    blobs.store(library, loaded.blob(sha256))
                    files[sha256] = row.cells.get("name", "")
    # What was handed over is where the work begins: undo does not go behind it.
    edits = tuple(msgspec.structs.replace(edit, label=OPENING) for edit in loaded.edits if edit.ops)
    return Incoming(kind=loaded.kind, scheme=loaded.scheme.id, edits=edits, files=files)


def read_pack(file: Path, library: Path) -> Generator[Progress, None, Incoming]:
    """A pack that comes back: the answers it carries and its attachments. PackError when it is no pack of ours.

    An original that rides along is examined again, as when it was first attached. Where the pack holds only the pages of an
    attachment, those pages are the file from now on.
    """
    from shenbao import examined
    from shenbao.packs import opening

    yield Progress(done=0, total=0, code="building.reading", slots={"name": file.name})
    folder = private_folder()
    try:
        record = opening.carried(file)
        taken = opening.attachments(file, record, folder)
        stored: dict[str, tuple[str, str]] = {}
        for sha256, each in taken.items():
            yield Progress(done=len(stored), total=len(taken), code="building.reading", slots={"name": file.name})
            merged = each.file
            if each.original:
                normalised = examined.seen(paths.cache(), each.file)["merged"]
                if not normalised:
                    continue
                merged = blobs.place(paths.cache(), normalised)
            stored[sha256] = (blobs.store(library, each.file)[0], blobs.store(library, merged)[0])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    answers = {path: _with_files(answer, stored) for path, answer in record.answers.items()}
    edit = Edit(ops=tuple(loading.opening_ops(answers)), label=OPENING, origin="import")
    kept = sorted({digest for pair in stored.values() for digest in pair})
    edits = (edit,) if edit.ops else ()
    return Incoming(
        kind="application", scheme=record.scheme, edits=edits, files=dict.fromkeys(kept, file.name), masked=record.masked,
    )  # fmt: skip


def _with_files(answer: Answer, stored: dict[str, tuple[str, str]]) -> Answer:
    """Rows of files that name what is stored now."""
    if isinstance(answer, str):
        return answer
    rows = []
    for row in answer:
        found = stored.get(row.cells.get("sha256", ""))
        cells = {**row.cells, "sha256": found[0], "merged": found[1]} if found else row.cells
        rows.append(msgspec.structs.replace(row, cells=cells))
    return tuple(rows)
