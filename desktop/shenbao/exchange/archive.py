"""The `.shenbao` file: one application with its answers, its journal and its original attachments, to hand to someone else.

A zip with `manifest.json` (format, content version, size and SHA-256 of every member), `application.json`, `answers.json`,
`journal.json` and `attachments/<sha256>`. Everything is stored without compression and without dates, so equal content is
equal bytes with every version of zlib; PDF and JPEG files would not shrink anyway.

A file from outside is not trusted: it is never extracted. Only the members the manifest names are read, each counted,
hashed and bounded.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from shenbao import durable
from shenbao.errors import ExchangeError
from shenbao.exchange.container import Container, opened
from shenbao.records import Answers, Edit, Record, RecordId, Summary

FORMAT = 1
SUFFIX = ".shenbao"

_MANIFEST = "manifest.json"
_APPLICATION, _ANSWERS, _JOURNAL = "application.json", "answers.json", "journal.json"
_ATTACHMENT = re.compile(r"attachments/([0-9a-f]{64})")
_JSON_BYTES = 64 << 20
"""More than any application holds: 200,000 edits of a long paragraph each come to less."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_T = TypeVar("_T")


class Application(Record, frozen=True):
    """What the archive says about itself before one looks at the answers."""

    id: RecordId
    """Id in the library it came from; an import gives it a new one when that id is taken."""
    kind: Literal["application", "enterprise"]
    scheme: str
    content_version: str
    created: datetime
    updated: datetime
    """As in the library, so that the same state gives the same bytes."""
    summary: Summary


class Archive(Record, frozen=True):
    """Everything in a `.shenbao` file but the bytes of the attachments."""

    application: Application
    answers: Answers
    journal: tuple[Edit, ...]
    attachments: frozenset[str] = frozenset()
    """SHA-256 of the attachments that are in the file."""


class _Member(Record, frozen=True, forbid_unknown_fields=True):
    name: str
    bytes: int
    sha256: str


class _Manifest(Record, frozen=True):
    format: int
    content_version: str
    members: tuple[_Member, ...]


class _AnyManifest(Record, frozen=True):
    format: int


def write(archive: Archive, blobs: Mapping[str, Path], out: Path) -> None:
    """Write `archive` with the files `blobs` (by SHA-256) to `out`, read it back, and only then give it its name.

    Raises ExchangeError archive.attachment_changed, archive.attachment_missing, or archive.not_written."""
    needed = _mentioned(archive.answers) - blobs.keys()
    if needed:
        raise ExchangeError("archive.attachment_missing", name=out.name, count=len(needed))
    unfinished = out.with_name(out.name + durable.TEMPORARY)
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED, allowZip64=False) as zipped:
            _fill(zipped, archive, blobs)
        durable.sync_file(unfinished)
        read(unfinished)
        durable.publish(unfinished, out)
    except BaseException as error:
        durable.discard(unfinished)
        if isinstance(error, (OSError, zipfile.LargeZipFile)):
            raise ExchangeError("archive.not_written", name=out.name, reason=getattr(error, "strerror", None) or str(error)) from error
        raise


def read(path: Path, *, attachments_to: Path | None = None) -> Archive:
    """Check every byte of `path` and return what it holds; the attachments are copied to `attachments_to/<sha256>` when asked for.

    Raises ExchangeError: archive.unreadable, archive.not_archive, archive.unsafe, archive.newer, archive.changed,
    archive.malformed, archive.attachment_missing."""
    with opened(path) as container:
        manifest = _manifest(container, path)
        members = {member.name: member for member in manifest.members}
        if len(members) != len(manifest.members) or container.names() != members.keys() | {_MANIFEST}:
            raise ExchangeError("archive.unsafe", name=path.name, reason="members")
        texts = {name: _text(container, members, name, path) for name in (_APPLICATION, _ANSWERS, _JOURNAL)}
        shas = frozenset(match[1] for name in members if (match := _ATTACHMENT.fullmatch(name)))
        if len(members) != len(texts) + len(shas):
            raise ExchangeError("archive.unsafe", name=path.name, reason="members")
        for sha256 in sorted(shas):
            _attachment(container, members[f"attachments/{sha256}"], sha256, attachments_to, path)
    archive = Archive(
        application=_decoded(texts[_APPLICATION], Application, path),
        answers=_decoded(texts[_ANSWERS], Answers, path),
        journal=_decoded(texts[_JOURNAL], tuple[Edit, ...], path),
        attachments=shas,
    )
    if missing := _mentioned(archive.answers) - shas:
        raise ExchangeError("archive.attachment_missing", name=path.name, count=len(missing))
    return archive


def _fill(zipped: zipfile.ZipFile, archive: Archive, blobs: Mapping[str, Path]) -> None:
    texts = {
        _APPLICATION: _encoded(archive.application),
        _ANSWERS: _encoded(archive.answers),
        _JOURNAL: _encoded(archive.journal),
    }
    members = [_Member(name=name, bytes=len(text), sha256=hashlib.sha256(text).hexdigest()) for name, text in texts.items()]
    members += [_Member(name=f"attachments/{sha256}", bytes=blobs[sha256].stat().st_size, sha256=sha256) for sha256 in sorted(blobs)]
    manifest = _Manifest(format=FORMAT, content_version=archive.application.content_version, members=tuple(members))
    for name, text in {_MANIFEST: _encoded(manifest), **texts}.items():
        with zipped.open(zipfile.ZipInfo(name, _EPOCH), "w") as member:
            member.write(text)
    for sha256 in sorted(blobs):
        hasher = hashlib.sha256()
        with zipped.open(zipfile.ZipInfo(f"attachments/{sha256}", _EPOCH), "w") as member:
            for chunk in durable.read_chunks(blobs[sha256]):
                hasher.update(chunk)
                member.write(chunk)
        if hasher.hexdigest() != sha256:
            raise ExchangeError("archive.attachment_changed", name=blobs[sha256].name)


def _manifest(container: Container, path: Path) -> _Manifest:
    if _MANIFEST not in container.names():
        raise ExchangeError("archive.not_archive", name=path.name)
    text = b"".join(container.chunks(_MANIFEST, 4 << 20))
    if _decoded(text, _AnyManifest, path).format > FORMAT:
        raise ExchangeError("archive.newer", name=path.name)
    return _decoded(text, _Manifest, path)


def _text(container: Container, members: Mapping[str, _Member], name: str, path: Path) -> bytes:
    if name not in members:
        raise ExchangeError("archive.malformed", name=path.name, detail=name)
    return b"".join(_proven(container, members[name], _JSON_BYTES, path))


def _attachment(container: Container, member: _Member, sha256: str, to: Path | None, path: Path) -> None:
    if member.sha256 != sha256:
        raise ExchangeError("archive.changed", name=path.name, member=member.name)
    chunks = _proven(container, member, member.bytes, path)
    if to is None:
        for _ in chunks:
            pass
        return
    try:
        durable.write_file(to / sha256, chunks)
    except OSError as error:
        raise ExchangeError("archive.not_written", name=to.name, reason=error.strerror or str(error)) from error


def _proven(container: Container, member: _Member, most: int, path: Path) -> Iterator[bytes]:
    """The member's bytes; ExchangeError at their end when size or SHA-256 are not those of the manifest."""
    hasher, size = hashlib.sha256(), 0
    for chunk in container.chunks(member.name, most):
        hasher.update(chunk)
        size += len(chunk)
        yield chunk
    if size != member.bytes or hasher.hexdigest() != member.sha256:
        raise ExchangeError("archive.changed", name=path.name, member=member.name)


def _mentioned(answers: Answers) -> set[str]:
    """SHA-256 of the files the attachment slots hold. A refused file is named and not kept."""
    return {
        row.cells["sha256"]
        for path, rows in answers.items()
        if path.startswith("attachments.") and not isinstance(rows, str)
        for row in rows
        if row.cells.get("sha256") and not row.cells.get("verdict", "").startswith("refused")
    }


def _encoded(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1)


def _decoded(text: bytes, kind: type[_T], path: Path) -> _T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (ValueError, RecursionError) as error:
        raise ExchangeError("archive.malformed", name=path.name, detail=str(error)[:200]) from error
