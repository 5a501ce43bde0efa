"""Reads applications from outside, beside the window: a `.shenbao` file, a pack, or a folder with `answers.yaml` and its files.

What comes out is ready to be put into the library in one go; nothing here touches the library's database.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shenbao import paths
from shenbao.application import OPENING, row_cells
from shenbao.errors import ExchangeError
from shenbao.library import Kind, blobs
from shenbao.records import Answer, Answers, Edit, Op, Progress, Record, Summary

if TYPE_CHECKING:
    from shenbao.packs.attachments import Examined

ANSWERS = "answers.yaml"


class Incoming(Record, frozen=True):
    """An application that was read. Its files are on the library's disk already and only have to be registered."""

    kind: Kind
    scheme: str
    edits: tuple[Edit, ...]
    files: dict[str, str] = msgspec.field(default_factory=dict)
    """Name by SHA-256."""


def private_folder() -> Path:
    """A folder for unfinished work, on the library's disk."""
    paths.temp().mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=paths.temp()))


def examined_into(library: Path, file: Path) -> tuple[Examined, dict[str, str], dict[str, str]]:
    """Examines a person's file in a worker process and copies what will be kept to the library's disk. Returns the verdict, the
    cells of its row, and the files to register; a refused file is named, not kept."""
    from shenbao.packs import attachments

    folder = private_folder()
    try:
        examined = attachments.examine(file, folder)
        files, merged = {}, ""
        if examined.normalised is not None:
            # Large files are written here; registering them in the window's thread is quick.
            original, _ = blobs.store(library, file)
            merged, _ = blobs.store(library, examined.normalised)
            files = {original: examined.name, merged: examined.name}
        return examined, attachments.cells(examined, merged), files
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_archive(file: Path, library: Path) -> Generator[Progress, None, Incoming]:
    """An application somebody handed over as one file. ExchangeError when the file is not one, or not whole."""
    from shenbao.exchange import archive

    yield Progress(done=0, total=0, code="building.reading", slots={"name": file.name})
    folder = private_folder()
    try:
        found = archive.read(file, attachments_to=folder)
        for sha256 in sorted(found.attachments):
            blobs.store(library, folder / sha256)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    edit = Edit(ops=tuple(_ops(found.answers)), label=OPENING, origin="import")
    return Incoming(
        kind=found.application.kind, scheme=found.application.scheme, edits=(edit,) if edit.ops else (),
        files=dict.fromkeys(sorted(found.attachments), file.name),
    )  # fmt: skip


def read_pack(file: Path, library: Path) -> Generator[Progress, None, Incoming]:
    """A pack that comes back: the answers it carries and its attachments. PackError when it is no pack of ours.

    An original that rides along is examined again, as when it was first attached. Where the pack holds only the pages of an
    attachment, those pages are the file from now on.
    """
    from shenbao.packs import attachments, opening

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
                examined = attachments.examine(each.file, folder)
                if examined.normalised is None:
                    continue
                merged = examined.normalised
            stored[sha256] = (blobs.store(library, each.file)[0], blobs.store(library, merged)[0])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    answers = {path: _with_files(answer, stored) for path, answer in record.answers.items()}
    edit = Edit(ops=tuple(_ops(answers)), label=OPENING, origin="import")
    kept = sorted({digest for pair in stored.values() for digest in pair})
    return Incoming(kind="application", scheme=record.scheme, edits=(edit,) if edit.ops else (), files=dict.fromkeys(kept, file.name))


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


def read_answers(folder: Path, library: Path, today: date) -> Generator[Progress, None, Incoming]:
    """A folder of answers with the files they name, such as a worked example. ExchangeError with the line of the first mistake."""
    from shenbao.application.written import read_answers as read
    from shenbao.application.written import scheme_named
    from shenbao.draft import Draft, opening
    from shenbao.forms.catalogue import catalogue
    from shenbao.forms.reader import read_text

    yield Progress(done=0, total=0, code="building.reading", slots={"name": folder.name})
    try:
        source = read_text((folder / ANSWERS).read_bytes(), ANSWERS)
    except OSError as error:
        raise ExchangeError("building.unreadable", name=ANSWERS, reason=error.strerror or "") from error
    scheme = catalogue().scheme(scheme_named(source))
    written = read(source, scheme)
    if written.problems:
        raise written.problems[0]
    edits = [*opening(scheme), *written.edits]
    draft = Draft(scheme, edits, today, append=_into(edits))
    files: dict[str, str] = {}
    for done, named in enumerate(written.files):
        yield Progress(done=done, total=len(written.files), code="building.examining", slots={"name": Path(named.file).name})
        _, cells, kept = examined_into(library, folder / named.file)
        draft.attach(named.slot, cells | {name: text for name, text in named.cells.items() if name != "pages"})
        files |= kept
    # What was handed over is where the work begins: undo does not go behind it.
    opened = tuple(msgspec.structs.replace(edit, label=OPENING) for edit in edits)
    return Incoming(kind="application", scheme=scheme.id, edits=opened, files=files)


def _into(edits: list[Edit]) -> Callable[[Edit, Summary], None]:
    def append(edit: Edit, summary: Summary) -> None:
        edits.append(edit)

    return append


def _ops(answers: Answers) -> Iterator[Op]:
    """The changes that make these answers out of none."""
    for path, answer in answers.items():
        if isinstance(answer, str):
            yield Op(path=path, new=answer)
        else:
            yield from (Op(path=f"{path}/{row.id}", at_new=at, cells=row_cells(row.cells)) for at, row in enumerate(answer))
