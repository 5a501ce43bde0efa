"""Builds a pack: data → templates → pages → one file, read back and compared before anyone may call it final."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from pikepdf import Pdf

from shenbao import durable
from shenbao.checks import blocks
from shenbao.draft.states import Snapshot
from shenbao.errors import PackError
from shenbao.packs import carried, lettering, papers, readback
from shenbao.packs.appearance import styles_for
from shenbao.packs.archiving import pictured
from shenbao.packs.assemble import assemble
from shenbao.packs.carried import Carried
from shenbao.packs.concealment import SHORTEST, revealed
from shenbao.packs.conformance import breaches
from shenbao.packs.data import is_masked
from shenbao.packs.describing import About
from shenbao.packs.markup import Element
from shenbao.packs.pages import Meta, Typeset, typeset
from shenbao.packs.papers import Paper
from shenbao.packs.parts import parts, title_of
from shenbao.packs.redaction import redacted
from shenbao.packs.wording import LANGUAGES, phrase, words
from shenbao.records import PackOptions, Progress, Record

MOST_NAMED = 5
"""How many paths or characters a message names."""


class PackResult(Record, frozen=True):
    """A built pack."""

    path: Path
    pages: int
    own_pages: int
    fingerprint: str
    options: PackOptions
    """As they were asked for, but for a face letters are not set in."""
    part_pages: dict[str, tuple[int, int]]
    """First and last page index of each part, from 0."""
    pictured: tuple[str, ...] = ()
    """Titles of the attachments that a pack for keeping holds as pictures."""


def build(snapshot: Snapshot, blob: Callable[[str], Path], out: Path, options: PackOptions) -> Generator[Progress, None, PackResult]:
    """Builds the pack of a snapshot at `out`. `blob` gives the file of a fingerprint. With originals opening the pack again gives the
    files back as they were handed in; without, it gives their pages.

    Raises PackError when a final pack is blocked, a template is wrong, a character has no glyph, an answer is not found again in the
    pack, a pack for keeping breaks a rule of PDF/A, or a redacted copy still tells what it should not; nothing is left at `out` then.
    """
    _require_buildable(snapshot, options)
    yield Progress(done=0, total=5, code="packs.step.templates")
    shown = redacted(snapshot, papers=options.keep_papers) if options.redacted else None
    if shown:
        snapshot = shown.snapshot
    elements = [part.element() for part in parts(snapshot, options.lang)]
    yield Progress(done=1, total=5, code="packs.step.pages")
    record = carried.carried(snapshot, options, shown.paths if shown else ())
    code = _page_code(snapshot, record, options)
    made, options = _set(elements, snapshot, options, code)
    yield Progress(done=2, total=5, code="packs.step.attachments")
    placed = [paper for paper in papers.papers(snapshot) if paper.id in made.anchors]
    record = msgspec.structs.replace(record, pages=_carried_pages(placed, made), letter_face=options.letter_face)
    about = About(
        title=title_of(snapshot, options.lang), author=snapshot.summary.enterprise, subject=words(snapshot.scheme.title, options.lang),
        lang="en" if options.lang == "en" else "zh-CN", identity=hashlib.sha256(f"{code} {options}".encode()).digest()[:16],
        day=snapshot.today, draft=not options.final, data_name=carried.NAME, data=carried.encoded(record),
        originals=_originals(placed, blob) if record.originals else {},
    )  # fmt: skip
    files = {paper.id: blob(paper.merged) for paper in placed}
    unfinished = out.with_name(out.name + durable.TEMPORARY)
    try:
        with TemporaryDirectory() as folder:
            drawn = (yield from pictured(placed, files, Path(folder))) if options.archive else {}
            for _ in assemble(made, files | drawn, [f"{code} · {index + 1}" for index in range(len(made.pages))], about, unfinished):
                yield Progress(done=2, total=5, code="packs.step.attachments")
        durable.sync_file(unfinished)
        yield Progress(done=3, total=5, code="packs.step.reading_back")
        _read_back(snapshot, unfinished, made, options.lang)
        if options.archive:
            _prove_archival(unfinished)
        if shown:
            _prove_concealed(shown.secrets, [made.pdf if options.keep_papers else unfinished.read_bytes()], about.data)
        yield Progress(done=4, total=5, code="packs.step.writing")
        durable.publish(unfinished, out)
    except OSError as error:
        raise PackError("packs.cannot_write", str(out), reason=os.strerror(error.errno) if error.errno else str(error)) from error
    finally:
        durable.discard(unfinished)
    return PackResult(
        path=out, pages=len(made.pages), own_pages=sum(page.own is not None for page in made.pages), fingerprint=record.fingerprint(),
        options=options, part_pages=made.part_pages, pictured=tuple(papers.title(paper) for paper in placed if paper.id in drawn),
    )  # fmt: skip


def _require_buildable(snapshot: Snapshot, options: PackOptions) -> None:
    if options.lang not in LANGUAGES:
        raise PackError("packs.no_language", language=options.lang)
    blocking = [finding for finding in snapshot.findings if blocks(finding, final=True)]
    if options.final and blocking:
        raise PackError("packs.blocked", count=len(blocking), codes=_named(sorted({finding.code for finding in blocking})))


def _page_code(snapshot: Snapshot, record: Carried, options: PackOptions) -> str:
    """What each page tells of its pack, before its own number: scheme, content version, fingerprint of the answers."""
    code = f"{snapshot.scheme.id} {snapshot.scheme.version} · {record.fingerprint()}"
    return f"{phrase('packs.redacted.mark', options.lang)} · {code}" if options.redacted else code


def _set(elements: Sequence[Element], snapshot: Snapshot, options: PackOptions, code: str) -> tuple[Typeset, PackOptions]:
    """The pack's own pages, and the options with the face its letters were really set in. PackError for characters without a glyph."""
    letter_face = options.letter_face if lettering.installed(options.letter_face) else ""
    title = title_of(snapshot, options.lang)
    made = typeset(
        elements,
        Meta(
            title=title, short_title=title, lang=options.lang, author=snapshot.summary.enterprise,
            subject=words(snapshot.scheme.title, options.lang), draft=not options.final, code=lambda page: f"{code} · {page}",
            letterhead=options.letterhead,
        ),
        styles_for(snapshot.notice, letter_face),
    )  # fmt: skip
    if made.missing:
        raise PackError("packs.no_glyph", characters=_named([f"{key}（{text[:20]}）" for key, text in made.missing.items()]))
    return made, msgspec.structs.replace(options, letter_face=letter_face if letter_face in made.faces else "")


def _originals(placed: Sequence[Paper], blob: Callable[[str], Path]) -> dict[str, Path]:
    """The files as they were handed in, by the names they are embedded under."""
    digests = (paper.row.cells.get("sha256", "") for paper in placed)
    return {carried.original(digest): blob(digest) for digest in digests if digest}


def _carried_pages(placed: Sequence[Paper], made: Typeset) -> dict[str, tuple[int, int]]:
    return {paper.row.cells.get("sha256", ""): (made.anchors[paper.id], paper.pages) for paper in placed}


def _read_back(snapshot: Snapshot, file: Path, made: Typeset, lang: str) -> None:
    """Raises PackError naming the answers that are not in the text of the pack's own pages."""
    own = [index for index, page in enumerate(made.pages) if page.own is not None]
    text = readback.text_of(file, own)
    lost = readback.absent(text, readback.expected(snapshot, lang, masked=is_masked(snapshot)))
    if lost:
        raise PackError("packs.lost", paths=_named(lost), count=len(lost))


def _prove_archival(file: Path) -> None:
    """Raises PackError naming the rules of PDF/A that a pack for keeping breaks."""
    with Pdf.open(file) as pdf:
        broken = [str(breach) for breach in breaches(pdf)]
    if broken:
        raise PackError("packs.not_archival", rules=_named(broken))


def _prove_concealed(secrets: frozenset[str], shown: Sequence[bytes], data: bytes) -> None:
    """Raises PackError when a masked answer can still be read. The message must not tell which."""
    carried_along = [secret for secret in secrets if len(secret) >= SHORTEST and secret.encode() in data]
    left = [secret for each in shown for secret in revealed(each, secrets)]
    if left or carried_along:
        raise PackError("packs.not_concealed", count=len({*left, *carried_along}))


def _named(names: list[str]) -> str:
    rest = len(names) - MOST_NAMED
    return "、".join(names[:MOST_NAMED]) + (f" … (+{rest})" if rest > 0 else "")
