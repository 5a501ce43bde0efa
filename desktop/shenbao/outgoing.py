"""Hands an application over: as one `.shenbao` file, or as a folder with `answers.yaml` and its files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path, PurePosixPath

from shenbao import naming
from shenbao.application import Application
from shenbao.application.written import write_answers
from shenbao.exchange import archive
from shenbao.forms.catalogue import catalogue
from shenbao.library import RecordInfo
from shenbao.loading import ANSWERS
from shenbao.placing import Content, place
from shenbao.records import Answers, Edit

_WRITTEN = ("title", "valid_to", "copy", "model", "signed")


def write_archive(info: RecordInfo, edits: tuple[Edit, ...], blob: Callable[[str], Path], out: Path) -> None:
    """Writes the application `info` with its journal and attachments to `out`; `blob` gives the file of a fingerprint.

    ExchangeError when that cannot be done, LibraryError when an attachment is missing."""
    answers = _answers(info, edits)
    about = archive.Application(
        id=info.id, kind=info.kind, scheme=info.scheme, content_version=info.content_version,
        created=info.created, updated=info.updated, summary=info.summary,
    )  # fmt: skip
    blobs = {sha256: blob(sha256) for sha256 in _files(answers)}
    archive.write(archive.Archive(application=about, answers=answers, journal=edits, attachments=frozenset(blobs)), blobs, out)


def write_folder(info: RecordInfo, edits: tuple[Edit, ...], blob: Callable[[str], Path], folder: Path) -> None:
    """Writes the answers as text and the attachments beside it into `folder`, which must be empty or not be there yet.

    ExchangeError when that cannot be done, LibraryError when an attachment is missing."""
    answers = _answers(info, edits)
    files, _ = answers_folder(info.scheme, answers, {sha256: blob(sha256) for sha256 in _files(answers)})
    place(folder, files)


def _answers(info: RecordInfo, edits: tuple[Edit, ...]) -> Answers:
    return Application(edits, catalogue().scheme(info.scheme).renamed).answers


def _files(answers: Answers) -> set[str]:
    """SHA-256 of every attached file, in its original form and as it goes into a pack. A refused file is named and not kept."""
    return {
        sha256
        for path, rows in answers.items()
        if path.startswith("attachments.") and not isinstance(rows, str)
        for row in rows
        if not row.cells.get("verdict", "").startswith("refused")
        for cell in ("sha256", "merged")
        if (sha256 := row.cells.get(cell, ""))
    }


def answers_folder(
    scheme_id: str, answers: Answers, taken: Mapping[str, Path], pages_only: Collection[str] = ()
) -> tuple[dict[str, Content], list[str]]:
    """Relative name → content of a folder with `answers.yaml` and the attachments it names (`taken` by SHA-256), and the names of
    attachments that were not there. `pages_only`: those of which only the pages are there, as PDF, whatever the file was called."""
    named: dict[str, list[dict[str, str]]] = {}
    files: dict[str, Content] = {}
    lost = []
    for path, rows in sorted(answers.items()):
        slot = path.partition(".")[2]
        for row in rows if path.startswith("attachments.") and not isinstance(rows, str) else ():
            sha256 = row.cells.get("sha256", "")
            source = taken.get(sha256)
            if source is None:
                lost.append(row.cells.get("name", "?"))
                continue
            name = _name(slot, row.cells.get("name", ""), files, as_pdf=sha256 in pages_only)
            files[name] = source
            named.setdefault(slot, []).append({"file": name} | {cell: text for cell in _WRITTEN if (text := row.cells.get(cell, ""))})
    scheme = catalogue().scheme(scheme_id)
    text = write_answers(scheme, Application.of(answers), named)
    return {ANSWERS: text.encode(), **files}, lost


def _name(slot: str, original: str, used: Mapping[str, Content], *, as_pdf: bool) -> str:
    """`attachments/A11-合同.pdf`: fit for every system, beginning with its slot, not taken yet."""
    fit = PurePosixPath(naming.fit(original) or "file")
    stem, ending = fit.stem[:80], ".pdf" if as_pdf else fit.suffix[:10]
    stem = stem if stem.startswith(slot) else f"{slot}-{stem}"
    name, number = f"attachments/{stem}{ending}", 1
    while name in used:
        number += 1
        name = f"attachments/{stem}-{number}{ending}"
    return name
