"""Makes what is uploaded of a built pack: volumes, one ZIP of separate files, the copy sheet; within the receiver's limits and named by
its rule.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Generator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from shenbao import durable, naming
from shenbao.errors import ExchangeError, PackError
from shenbao.packs.piece import Limits, Names
from shenbao.placing import staged, staging_of, unfinished
from shenbao.records import Letterhead, PieceFile, Progress, Record, Summary
from shenbao.text import MB

if TYPE_CHECKING:
    from shenbao.draft.states import Snapshot
    from shenbao.forms.scheme import Scheme

MANIFEST = "manifest.json"
ENDINGS = (".xlsx", ".pdf")
"""Of a copy sheet."""


class Wanted(Record, frozen=True):
    """What to make; empty: not wanted. `volumes` is a folder, `bundle` a ZIP, `copy_sheet` ends in `.xlsx` or `.pdf`."""

    volumes: str = ""
    bundle: str = ""
    copy_sheet: str = ""
    letterhead: Letterhead | None = None
    """For the copy sheet as PDF."""


class Made(Record, frozen=True, tag="made"):
    """What was made. `total_over`: bytes by which the files that are uploaded together are over the receiver's limit for all."""

    volumes: tuple[PieceFile, ...] = ()
    files: tuple[PieceFile, ...] = ()
    bundle_bytes: int = 0
    bundle_sha256: str = ""
    total_over: int = 0


class Rule(Record, frozen=True):
    """How the notice wants files named, and what it may put into a name."""

    pattern: str
    applicant: str
    project: str
    scheme: str
    day: date


def rule(scheme: Scheme, summary: Summary, day: date, pattern: str, lang: str) -> Rule:
    """The rule for one application; an empty pattern is the usual one."""
    return Rule(
        pattern=pattern or naming.USUAL, applicant=summary.enterprise, project=summary.title,
        scheme=(scheme.short or scheme.title)[lang], day=day,
    )  # fmt: skip


def names(rule: Rule, files: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """File names by the rule, from slot and title of each file. InputError naming.placeholder or naming.brace."""
    about = {
        "applicant": rule.applicant, "project": rule.project, "scheme": rule.scheme, "year": f"{rule.day:%Y}",
        "date": f"{rule.day:%Y%m%d}",
    }  # fmt: skip
    width = max(2, len(str(len(files))))
    found: list[str] = []
    for number, (slot, title) in enumerate(files, 1):
        values = {**about, "number": f"{number:0{width}}", "slot": slot, "paper": title}
        found.append(naming.name(rule.pattern, values, ".pdf", found))
    return tuple(found)


def limits(snapshot: Snapshot) -> Limits:
    """What the notice says one uploaded file may have."""
    return Limits(bytes=_number(snapshot, "attachment_max_mb") * MB, pages=_number(snapshot, "file_max_pages"))


def total_limit(snapshot: Snapshot) -> int:
    """Bytes that all uploaded files may have together."""
    return _number(snapshot, "total_max_mb") * MB


def _names(snapshot: Snapshot, lang: str) -> Names:
    pattern = snapshot.notice["file_name_pattern"].stored
    return partial(names, rule(snapshot.scheme, snapshot.summary, snapshot.today, pattern, lang))


def require(wanted: Wanted, snapshot: Snapshot) -> None:
    """Raises what can be known to be wrong before a pack is built: the rule of names, a limit, the ending of the copy sheet."""
    if wanted.volumes or wanted.bundle:
        _names(snapshot, "zh")([("", "")])
        limits(snapshot)
    if wanted.copy_sheet and Path(wanted.copy_sheet).suffix.lower() not in ENDINGS:
        raise ExchangeError("uploading.ending", wanted.copy_sheet)


def make(wanted: Wanted, pack: Path | None, snapshot: Snapshot, lang: str) -> Generator[Progress, None, Made]:
    """Makes what is wanted of `pack`, built of `snapshot`; the copy sheet needs no pack. `lang`: of names and of the copy sheet. Each is
    wholly there or not at all.

    PackError when a page alone is over the limits, InputError for a wrong rule of names, ExchangeError when something cannot be
    written."""
    made = Made()
    name = _names(snapshot, lang)
    if wanted.copy_sheet:
        yield Progress(done=0, total=0, code="uploading.step.copy_sheet")
        write_copy_sheet(snapshot, Path(wanted.copy_sheet), lang, wanted.letterhead)
    if wanted.volumes and pack:
        volumes = yield from _volumes(Path(wanted.volumes), pack, snapshot, name)
        made = msgspec.structs.replace(made, volumes=tuple(volumes), total_over=_over(snapshot, volumes))
    if wanted.bundle and pack:
        files, size, sha256 = yield from _bundle(Path(wanted.bundle), pack, snapshot, name, lang)
        over = max(made.total_over, _over(snapshot, files))
        made = msgspec.structs.replace(made, files=tuple(files), bundle_bytes=size, bundle_sha256=sha256, total_over=over)
    return made


def sweep(wanted: Wanted) -> None:
    """Removes what is left of making `wanted` in a process that was ended."""
    if wanted.volumes:
        shutil.rmtree(staging_of(Path(wanted.volumes)), ignore_errors=True)
    if wanted.bundle:
        shutil.rmtree(staging_of(_parts_of(Path(wanted.bundle))), ignore_errors=True)
    for file in filter(None, (wanted.bundle, wanted.copy_sheet)):
        durable.discard(Path(file + durable.TEMPORARY))


def _parts_of(bundle: Path) -> Path:
    """Where the files wait that go into a ZIP."""
    return bundle.with_name(f"{bundle.stem}.parts")


def write_copy_sheet(snapshot: Snapshot, out: Path, lang: str, letterhead: Letterhead | None = None) -> None:
    """The copy sheet as XLSX or PDF, by the ending of `out`. ExchangeError uploading.ending for another one."""
    from shenbao.draft.listed import listed

    sections = listed(snapshot, lang)
    if out.suffix.lower() == ".xlsx":
        from shenbao.exchange.copysheet import copy_sheet as workbook

        data = workbook(sections, snapshot.summary.title or snapshot.scheme.title[lang], lang)
    elif out.suffix.lower() == ".pdf":
        from shenbao.packs.copysheet import copy_sheet as document

        data = document(snapshot, sections, lang, letterhead)
    else:
        raise ExchangeError("uploading.ending", str(out))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        durable.write_file(out, [data])
    except OSError as error:
        raise ExchangeError("cli.not_written", str(out), reason=error.strerror or str(error)) from error


def _volumes(folder: Path, pack: Path, snapshot: Snapshot, name: Names) -> Generator[Progress, None, list[PieceFile]]:
    from shenbao.packs.volumes import source, write_volumes

    with staged(folder) as staging:
        return (yield from write_volumes(source(pack, snapshot), name, limits(snapshot), staging))


def _bundle(
    out: Path, pack: Path, snapshot: Snapshot, name: Names, lang: str
) -> Generator[Progress, None, tuple[list[PieceFile], int, str]]:
    from shenbao.exchange.bundle import write_bundle
    from shenbao.exchange.manifest import listing, manifest
    from shenbao.packs.separate import write_files
    from shenbao.packs.volumes import source

    try:
        # Beside the ZIP and not in the system's temporary folder, which may be small or in memory.
        with unfinished(_parts_of(out)) as folder:
            origin = source(pack, snapshot)
            files = yield from write_files(origin, name, limits(snapshot), folder)
            about = {
                "applicant": snapshot.summary.enterprise, "project": snapshot.summary.title, "scheme": snapshot.scheme.id,
                "content_version": origin.record.content_version, "fingerprint": origin.record.fingerprint(),
                "today": origin.record.today.isoformat(), "final": origin.record.final, "pack_sha256": origin.sha256,
            }  # fmt: skip
            members: dict[str, bytes | Path] = {MANIFEST: manifest(about, files), **listing(files, lang)}
            write_bundle(members | {file.name: folder / file.name for file in files}, out)
        return files, out.stat().st_size, _sha256(out)
    except OSError as error:
        raise ExchangeError("cli.not_written", str(out), reason=error.strerror or str(error)) from error


def _over(snapshot: Snapshot, files: Sequence[PieceFile]) -> int:
    return max(sum(file.bytes for file in files) - total_limit(snapshot), 0)


def _number(snapshot: Snapshot, parameter: str) -> int:
    """A parameter of the notice. PackError uploading.parameter when what was typed is no figure."""
    state = snapshot.notice[parameter]
    if not isinstance(state.value, Decimal):
        label = state.field.label
        raise PackError("uploading.parameter", label=label.zh, label_en=label.en)
    return int(state.value)


def _sha256(file: Path) -> str:
    hasher = hashlib.sha256()
    for chunk in durable.read_chunks(file):
        hasher.update(chunk)
    return hasher.hexdigest()
