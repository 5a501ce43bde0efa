"""Loads an application from wherever it is named: a folder of answers, a file of answers, a `.shenbao` file, a pack, the library.

Whatever it is, what comes out is a scheme, edits to fold, and the files of its attachments, examined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import shenbao
from shenbao import paths, sealed
from shenbao.application import OPENING, Application, row_cells
from shenbao.application.named import NamedFile
from shenbao.errors import ExchangeError, ShenbaoError
from shenbao.records import Answers, Edit, Op, Progress, Record, RecordId, Summary

if TYPE_CHECKING:
    from shenbao.draft import Draft
    from shenbao.forms.scheme import Scheme
    from shenbao.library import Kind
    from shenbao.packs.carried import Carried

ANSWERS = "answers.yaml"
MOST_BYTES = 32_000_000
"""More than any file of answers has; a larger file is no such file."""
_RECORD = r"[a-z0-9]{12}"

Progressing = Generator[Progress, None, "Loaded"]


class Loaded(Record, frozen=True):
    """An application, ready to be opened as a draft."""

    source: str
    """`answers`, `archive`, `pack` or `library`."""
    scheme: Scheme
    edits: tuple[Edit, ...]
    blob: Callable[[str], Path]
    """The file of a fingerprint. ShenbaoError when there is none."""
    kind: Kind = "application"
    carried: Carried | None = None
    """What a pack says of itself."""

    def draft(self, today: date) -> Draft:
        """Opened to be looked at; edits go nowhere."""
        from shenbao.draft import Draft

        return Draft(self.scheme, self.edits, today, append=_nowhere)


def load(named: str) -> Progressing:
    """Loads what `named` names. Raises ShenbaoError saying what is wrong and where; several mistakes of a file as AnswersError."""
    path = Path(named)
    try:
        if path.is_dir():
            return from_answers(path / ANSWERS)
        if path.is_file():
            return {"pack": _pack, "archive": from_archive, "answers": from_answers}[kind_of(path)](path)
    except OSError as error:
        raise unreadable(path, error) from error
    if re.fullmatch(_RECORD, named):
        return _record(RecordId(named))
    raise _not_there(named)


def kind_of(file: Path) -> str:
    """`pack`, `archive` or `answers`, by content. Raises OSError."""
    with file.open("rb") as opened:
        head = opened.read(1024)
    if b"%PDF-" in head:
        return "pack"
    return "archive" if head.startswith(b"PK\x03\x04") else "answers"


def unreadable(path: Path, error: OSError) -> ExchangeError:
    """The error for a file the system refuses."""
    return ExchangeError("cli.unreadable", str(path), reason=error.strerror or str(error))


class _Read(Record, frozen=True, kw_only=True):
    """What a file of answers without mistakes says."""

    scheme: str
    content_version: str
    edits: tuple[Edit, ...]
    files: tuple[NamedFile, ...]


class AnswersError(ExchangeError):
    """Everything that is wrong with one file, told together."""

    def __init__(self, errors: tuple[ShenbaoError, ...]) -> None:
        super().__init__(errors[0].code, errors[0].where, **errors[0].slots)
        self.errors = errors


# -- answers ----------------------------------------------------------------------------------------------------------


def from_answers(file: Path) -> Progressing:
    """A file of answers with the attachments it names; every mistake in it with its line."""
    from shenbao.draft import opening

    try:
        if file.stat().st_size > MOST_BYTES:
            raise ExchangeError("cli.not_answers", str(file))
        text = file.read_bytes()
    except FileNotFoundError as error:
        raise ExchangeError("cli.no_answers", str(file.parent), name=file.name) from error
    except OSError as error:
        raise unreadable(file, error) from error
    scheme, written = _read_before(file, text) or _read(file, text)
    edits = opening(scheme)
    missing = [_no_file(named) for named in written.files if not _is_file(file.parent / named.file)]
    if missing:
        raise AnswersError(tuple(missing))
    files = [file.parent / named.file for named in written.files]
    cells = yield from _examined(files)
    attached = _attached(Application([*edits, *written.edits]), written, cells)
    originals = {found["sha256"]: original for found, original in zip(cells, files, strict=True)}
    return Loaded("answers", scheme, (*edits, *written.edits, *attached), lambda sha256: originals.get(sha256) or _cached(sha256))


def _read(file: Path, text: bytes) -> tuple[Scheme, _Read]:
    """What the file says, remembered for the next time. AnswersError with everything that is wrong."""
    from shenbao.application.written import read_answers, scheme_named
    from shenbao.draft import opening
    from shenbao.forms.catalogue import catalogue
    from shenbao.forms.reader import read_text

    try:
        source = read_text(text, str(file))
    except RecursionError as error:
        raise ExchangeError("cli.not_answers", str(file)) from error
    if source.errors:
        raise AnswersError(tuple(source.errors))
    if not isinstance(source.data, dict):
        raise ExchangeError("cli.not_answers", str(file))
    if not scheme_named(source):
        raise ExchangeError("cli.names_no_scheme", source.where())
    scheme = _placed(source.where(("scheme",)), lambda: catalogue().scheme(scheme_named(source)))
    written = read_answers(source, scheme, Application(opening(scheme)))
    if written.problems:
        missing = (_no_file(named) for named in written.files if not _is_file(file.parent / named.file))
        raise AnswersError((*written.problems, *missing))
    read = _Read(scheme=scheme.id, content_version=scheme.content_version, edits=written.edits, files=written.files)
    sealed.keep(_remembered(file), _mark(text), read)
    return scheme, read


def _read_before(file: Path, text: bytes) -> tuple[Scheme, _Read] | None:
    """What the same text said for the same form: reading YAML costs more than all that follows."""
    from shenbao.forms.catalogue import catalogue

    read = sealed.recall(_remembered(file), _mark(text), _Read)
    if read is None or not catalogue().has_form(read.scheme):
        return None
    scheme = catalogue().scheme(read.scheme)
    return (scheme, read) if scheme.content_version == read.content_version else None


def _remembered(file: Path) -> str:
    # Places in it are told by the path as it was named.
    return f"answers/{sha256(str(file).encode(errors='surrogatepass')).hexdigest()[:24]}.answers"


def _mark(text: bytes) -> str:
    return f"{shenbao.__version__} {sealed.shape(_Read, NamedFile)} {sha256(text).hexdigest()}"


def _is_file(path: Path) -> bool:
    """Whether there is such a file; what the system takes for no name at all is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _no_file(named: NamedFile) -> ExchangeError:
    return ExchangeError("cli.no_file", named.where, name=named.file)


def _attached(application: Application, written: _Read, cells: list[dict[str, str]]) -> Iterator[Edit]:
    """The files that answers name, in their slots. How many pages a file has is found out, whatever the answers say."""
    ops: list[Op] = []
    counts: dict[str, int] = {}
    for row, named, found in zip(application.new_rows(len(cells)), written.files, cells, strict=True):
        at = counts[named.slot] = counts.get(named.slot, -1) + 1
        ops.append(Op(path=f"attachments.{named.slot}/{row}", at_new=at, cells=row_cells(found | _said(named))))
    if ops:
        yield Edit(ops=tuple(ops), label=OPENING, origin="import")


def _said(named: NamedFile) -> dict[str, str]:
    return {name: text for name, text in named.cells.items() if name != "pages"}


# -- what somebody handed over ----------------------------------------------------------------------------------------


def from_archive(file: Path) -> Progressing:
    """A `.shenbao` file. Its attachments are examined here, whatever it says about them. ExchangeError when it is none, or not whole."""
    import tempfile

    from shenbao.exchange import archive
    from shenbao.forms.catalogue import catalogue
    from shenbao.library import blobs

    yield Progress(done=0, total=0, code="building.reading", slots={"name": file.name})
    with tempfile.TemporaryDirectory() as folder:
        found = archive.read(file, attachments_to=Path(folder))
        scheme = _placed(str(file), lambda: catalogue().scheme(found.application.scheme))
        application = Application([Edit(ops=tuple(opening_ops(found.answers)), label=OPENING, origin="import")])
        rows = [(path, row) for path in found.answers if path.startswith("attachments.") for row in application.rows(path)]
        named = [(path, row) for path, row in rows if row.cells.get("sha256") in found.attachments]
        files = []
        for _, row in named:
            # The original keeps its ending, because a name that does not fit its content is worth a remark.
            copy = Path(folder) / f"{row.cells['sha256']}{Path(row.cells.get('name', '')).suffix[:8]}"
            copy.write_bytes((Path(folder) / row.cells["sha256"]).read_bytes())
            blobs.store(paths.cache(), copy)
            files.append(copy)
        examined = yield from _examined(files)
    ops = [
        Op(path=f"{path}/{row.id}/{name}", old=row.cells.get(name, ""), new=new)
        for (path, row), cells in zip(named, examined, strict=True)
        for name, new in cells.items()
        if name != "name" and new != row.cells.get(name, "")
    ]
    again = (Edit(ops=tuple(ops), label=OPENING, origin="import"),) if ops else ()
    return Loaded("archive", scheme, (*_opened(found.answers), *again), _cached, found.application.kind)


def _pack(file: Path) -> Progressing:
    from shenbao.forms.catalogue import catalogue
    from shenbao.packs import opening

    yield Progress(done=0, total=0, code="building.reading", slots={"name": file.name})
    record = opening.carried(file)
    scheme = _placed(str(file), lambda: catalogue().scheme(record.scheme))
    files: dict[str, Path] = {}

    def taken(sha256: str) -> Path:
        """A file of the pack: taken out, and examined again, the first time one is asked for."""
        if not files:
            files.update(_taken_out(file, record))
        if sha256 not in files:
            raise ExchangeError("cli.pack_of_pack", str(file))
        return files[sha256]

    return Loaded("pack", scheme, _opened(record.answers), taken, carried=record)


def _taken_out(file: Path, record: Carried) -> dict[str, Path]:
    """Originals a pack carries and the PDFs made of them, in the cache, by SHA-256."""
    import tempfile

    from shenbao import examined
    from shenbao.library import blobs
    from shenbao.packs import opening

    found: dict[str, Path] = {}
    paths.cache().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for sha256, each in opening.attachments(file, record, Path(folder)).items():
            if each.original:
                cells = examined.seen(paths.cache(), each.file)
                found[sha256] = blobs.place(paths.cache(), blobs.store(paths.cache(), each.file)[0])
                if cells["merged"]:
                    found[cells["merged"]] = blobs.place(paths.cache(), cells["merged"])
    return found


def _opened(answers: Answers) -> tuple[Edit, ...]:
    ops = tuple(opening_ops(answers))
    return (Edit(ops=ops, label=OPENING, origin="import"),) if ops else ()


def opening_ops(answers: Answers) -> Iterator[Op]:
    """The changes that make these answers out of none."""
    for path, answer in answers.items():
        if isinstance(answer, str):
            yield Op(path=path, new=answer)
        else:
            yield from (Op(path=f"{path}/{row.id}", at_new=at, cells=row_cells(row.cells)) for at, row in enumerate(answer))


# -- the library ------------------------------------------------------------------------------------------------------


def _record(record: RecordId) -> Progressing:
    from shenbao.forms.catalogue import catalogue
    from shenbao.library import Library

    yield from ()
    if not paths.library().is_dir():
        raise _not_there(record)
    library = Library.open(paths.library(), read_only=True)
    try:
        info, edits = library.info(record), library.edits(record)
    finally:
        library.close()
    if info.kind != "application":
        raise _not_there(record)
    return Loaded("library", catalogue().scheme(info.scheme), edits, _kept)


# -- files ------------------------------------------------------------------------------------------------------------


def _examined(files: list[Path]) -> Generator[Progress, None, list[dict[str, str]]]:
    """The cells of each file; what has been seen before is not examined again."""
    from shenbao import examined

    found: list[dict[str, str]] = []
    for file in files:
        try:
            cells = examined.known(paths.cache(), file)
            if cells is None:
                yield Progress(done=len(found), total=len(files), code="building.examining", slots={"name": file.name})
                cells = examined.examine(paths.cache(), file)
        except OSError as error:
            raise unreadable(file, error) from error
        found.append(cells)
    return found


def _cached(sha256: str) -> Path:
    from shenbao import examined

    return examined.normalised(paths.cache(), sha256)


def _kept(sha256: str) -> Path:
    from shenbao.library import blobs

    return blobs.place(paths.library(), sha256)


# -- errors -----------------------------------------------------------------------------------------------------------


def _placed(where: str, find: Callable[[], Scheme]) -> Scheme:
    """The scheme, or the error about it with the place that names it."""
    try:
        return find()
    except ShenbaoError as error:
        if not error.where and not hasattr(error, "errors"):
            raise ExchangeError(error.code, where, **error.slots) from error
        raise


def _not_there(named: str) -> ExchangeError:
    from shenbao.forms.catalogue import catalogue

    if named and catalogue().has_form(named):
        return ExchangeError("cli.is_scheme", word=named)
    return ExchangeError("cli.no_application", word=named)


def _nowhere(edit: Edit, summary: Summary) -> None:
    """What is loaded is looked at, never edited."""
    raise AssertionError
