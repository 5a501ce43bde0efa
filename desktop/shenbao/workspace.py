"""The facade both front ends use: one open library, the catalogue of schemes, and what can be done with them."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakValueDictionary

from shenbao import house, paths
from shenbao.errors import ContentError, LibraryError
from shenbao.library import Backup, Kind, Library, Order, RecordInfo, blobs
from shenbao.packing import free_name, into_folder, pack_folder, pack_name, upload_place, uploaded_into_folder
from shenbao.records import Edit, PackOptions, Progress, RecordId, Summary, Text

if TYPE_CHECKING:
    from shenbao.building import Built, Drawn
    from shenbao.claims import Claims
    from shenbao.draft import Draft
    from shenbao.forms.offers import CatalogueRow
    from shenbao.forms.scheme import Scheme
    from shenbao.incoming import Incoming
    from shenbao.previewing.wire import Begin
    from shenbao.uploading import Made

# Reading forms and working out checks takes longer to load than the first window may take; see `tests/benchmarks`.

ENTERPRISE = "enterprise"
"""The form of an enterprise's own record: `forms/enterprise.yaml`."""


class Offer(NamedTuple):
    """One thing the policy offers. `ready`: this version has its form."""

    row: CatalogueRow
    ready: bool


class Kept(NamedTuple):
    """An examined file whose content is on the library's disk: the cells of its row, and names by SHA-256 to register."""

    cells: dict[str, str]
    files: dict[str, str]


class Workspace:
    """Belongs to the thread that opened it, except for the generators, which never touch the library's database."""

    def __init__(self, library: Library, today: date) -> None:
        self.library = library
        self.today = today
        self._claims: Claims | None = None
        self._drafts: WeakValueDictionary[RecordId, Draft] = WeakValueDictionary()
        self._edited: set[RecordId] = set()

    @classmethod
    def open(cls, folder: Path, today: date, *, read_only: bool = False, prove_later: bool = False) -> Workspace:
        """The library in `folder`, made when there is none. LibraryError when it cannot be opened. With `prove_later`,
        `library.prove` is to be called."""
        return cls(Library.open(folder, read_only=read_only, prove_later=prove_later), today)

    def close(self) -> None:
        """Lets go of the library. Nothing is lost by not calling it."""
        if self._claims is not None:
            self._settle_edited()
            self._claims.save()
        self.library.close()

    @property
    def folder(self) -> Path:
        return self.library.folder

    def warm_up(self) -> Generator[Progress, None, None]:
        """Reads the forms in use beside the window, so that the first application opens at once."""
        from shenbao import draft  # noqa: F401
        from shenbao.forms.catalogue import catalogue

        schemes = {info.scheme for info in self.library.list("application")[:200]}
        for done, scheme in enumerate(sorted(schemes)):
            yield Progress(done=done, total=len(schemes), code="building.starting")
            if catalogue().has_form(scheme):
                catalogue().scheme(scheme)

    # -- what there is ------------------------------------------------------------------------------------------------

    def records(self, kind: Kind, search: str = "", order: Order = "updated", descending: bool = True) -> list[RecordInfo]:
        """Applications or enterprises, found and sorted by the library."""
        return list(self.library.list(kind, search=search, order=order, descending=descending))

    def info(self, record: RecordId) -> RecordInfo:
        return self.library.info(record)

    def wastebasket(self) -> list[RecordInfo]:
        """What was thrown away and can be taken back, the latest first."""
        thrown = [*self.library.list("application", deleted=True), *self.library.list("enterprise", deleted=True)]
        return sorted(thrown, key=lambda info: info.updated, reverse=True)

    def offers(self) -> tuple[Offer, ...]:
        """Everything the policy offers, in its order. ContentErrors when the content is wrong."""
        from shenbao.forms.catalogue import catalogue

        forms = catalogue()
        return tuple(Offer(row, forms.has_form(row.id)) for row in forms.rows())

    def scheme_title(self, scheme: str) -> Text | None:
        """How the catalogue calls a scheme; None when it does not know it (any more)."""
        from shenbao.forms.catalogue import catalogue

        try:
            return next((row.title for row in catalogue().rows() if row.id == scheme), None)
        except ContentError:
            return None

    # -- records ------------------------------------------------------------------------------------------------------

    def create_application(self, scheme: str, enterprise: RecordId | None) -> RecordId:
        """A new application that starts with the form's defaults and all that the enterprise's profile knows."""
        from shenbao.application import Application
        from shenbao.draft import opening
        from shenbao.forms.catalogue import catalogue

        form = catalogue().scheme(scheme)
        profile = Application(self.library.edits(enterprise)) if enterprise else None
        return self._create("application", form, opening(form, profile), enterprise)

    def create_enterprise(self, name: str) -> RecordId:
        """A new enterprise's profile, called `name` unless that is empty."""
        from shenbao.draft import opening
        from shenbao.forms.catalogue import catalogue

        form = catalogue().scheme(ENTERPRISE)
        record = self._create("enterprise", form, opening(form), None)
        if name:
            self.draft(record).set(form.applicant_path, name)
        return record

    def draft(self, record: RecordId) -> Draft:
        """The record opened for editing: every edit is in the library before its effect is seen."""
        from shenbao.draft import Draft
        from shenbao.forms.catalogue import catalogue

        info = self.library.info(record)
        self._settle_edited()
        form, edits = catalogue().scheme(info.scheme), self.library.edits(record)
        opened = Draft(form, edits, self.today, append=partial(self._append, record), others=self.claims.besides(record))
        self._drafts[record] = opened
        return opened

    @property
    def claims(self) -> Claims:
        """What every application claims; `settle` keeps it up to date."""
        if self._claims is None:
            from shenbao.claims import Claims

            self._claims = Claims(paths.cache() / f"claims-{blake2s(str(self.folder).encode()).hexdigest()[:16]}")
        return self._claims

    def settle(self) -> Iterator[None]:
        """Works out the claims of applications that were never opened by this version, one each step; belongs to the library's thread.
        An application that can no longer be read claims nothing."""
        for info in self.claims.stale(list(self.library.list("application")), self._form_version):
            self._settle(info.id)
            yield
        self.claims.save()

    def _settle_edited(self) -> None:
        for record in self._edited:
            self._settle(record)
        self._edited.clear()

    def _settle(self, record: RecordId) -> None:
        from shenbao.draft import Draft
        from shenbao.forms.catalogue import catalogue

        info = self.library.info(record)
        try:
            form = catalogue().scheme(info.scheme)
            opened = self._drafts.get(record) or Draft(form, self.library.edits(record), self.today, append=_nowhere)
        except (ContentError, LibraryError):
            self.claims.put(record, info.events, (), self._form_version(info.scheme))
            return
        self.claims.put(record, info.events, opened.claims(info.summary.title or info.summary.enterprise), form.content_version)

    def _form_version(self, scheme: str) -> str:
        """The version by which claims are worked out now; "" for a form that is not there or cannot be read."""
        from shenbao.forms.catalogue import catalogue

        try:
            return catalogue().scheme(scheme).content_version
        except ContentError:
            return ""

    def duplicate(self, record: RecordId) -> RecordId:
        """A new application for the same scheme and enterprise with the answers and attachments of `record`, as one step of undo.
        What was signed, dated or looked at for the earlier application is not copied, nor is why its warnings were accepted."""
        from shenbao.application import Application

        info = self.library.info(record)
        made = self.create_application(info.scheme, info.enterprise)
        draft = self.draft(made)
        draft.take_over(Application(self.library.edits(record), draft.scheme.renamed).answers)
        return made

    def discard(self, record: RecordId) -> None:
        """Moves a record to the wastebasket, where it claims nothing."""
        self.library.delete(record)
        self.claims.forget(record)
        self._edited.discard(record)

    def restore(self, record: RecordId) -> None:
        """Takes a record out of the wastebasket."""
        self.library.restore(record)
        self._note(record)

    def _create(self, kind: Kind, form: Scheme, edits: tuple[Edit, ...], enterprise: RecordId | None) -> RecordId:
        from shenbao.draft import Draft

        record = self.library.create(kind, form.id, form.content_version, enterprise)
        summary = Draft(form, edits, self.today, append=_nowhere).summary()
        for edit in edits:
            self.library.append(record, edit, summary)
        self._note(record)
        return record

    def _append(self, record: RecordId, edit: Edit, summary: Summary) -> None:
        self.library.append(record, edit, summary)
        self._note(record)

    def _note(self, record: RecordId) -> None:
        if self.library.info(record).kind == "application":
            self._edited.add(record)

    # -- files --------------------------------------------------------------------------------------------------------

    def examine(self, file: Path) -> Generator[Progress, None, Kept]:
        """Looks at a person's file in a worker process and copies it to the library's disk."""
        from shenbao.incoming import examined_into
        from shenbao.worker import beside

        self._require_writable()
        progress = Progress(done=0, total=0, code="building.examining", slots={"name": file.name})
        _, cells, files = yield from beside(partial(examined_into, self.folder, file), progress)
        return Kept(cells, files)

    def reduce(self, cells: Mapping[str, str], manner: str, most_bytes: int = 0) -> Generator[Progress, None, Kept]:
        """Makes an attached file smaller; `cells` are those of its row, `manner` one of `attachments.reducing.MANNERS` or "fit" for the
        finest that keeps to `most_bytes`. The original stays in the library. AttachmentError when nothing is gained."""
        from shenbao.incoming import reduced_into
        from shenbao.worker import beside

        self._require_writable()
        progress = Progress(done=0, total=0, code="attachments.reducing", slots={"name": cells["name"]})
        return Kept(*(yield from beside(partial(reduced_into, self.folder, dict(cells), manner, most_bytes), progress)))

    def convert(self, file: Path) -> Generator[Progress, None, Kept]:
        """Turns an office document into a PDF with the LibreOffice of this machine, and examines that. AttachmentError when it cannot."""
        from shenbao.incoming import converted_into
        from shenbao.worker import beside

        self._require_writable()
        progress = Progress(done=0, total=0, code="attachments.office.converting", slots={"name": file.name})
        return Kept(*(yield from beside(partial(converted_into, self.folder, file), progress)))

    def keep(self, kept: Kept) -> dict[str, str]:
        """Registers an examined file and returns the cells of its row (`Draft.attach`)."""
        self._register(kept.files)
        return kept.cells

    def file(self, sha256: str) -> Path:
        """The kept file with this fingerprint. LibraryError when it is missing or damaged."""
        return self.library.blob(sha256)

    def read_again(self, file: Path) -> Generator[Progress, None, Incoming]:
        """Reads a `.shenbao` file, a pack, or a folder with answers. ExchangeError or PackError when it is none of them, or not whole."""
        from shenbao.incoming import read_answers, read_archive, read_pack

        self._require_writable()
        if file.is_dir():
            return read_answers(file, self.folder)
        return read_pack(file, self.folder) if file.suffix.lower() == ".pdf" else read_archive(file, self.folder)

    def take_in(self, incoming: Incoming) -> RecordId:
        """Puts what was read into the library as a record of its own."""
        from shenbao.forms.catalogue import catalogue

        self._register(incoming.files)
        return self._create(incoming.kind, catalogue().scheme(incoming.scheme), incoming.edits, None)

    def _require_writable(self) -> None:
        if self.library.read_only:
            raise LibraryError("library.read_only")

    def _register(self, files: dict[str, str]) -> None:
        for sha256, name in files.items():
            self.library.add_blob(blobs.place(self.folder, sha256), name)

    # -- packs --------------------------------------------------------------------------------------------------------

    def build(self, record: RecordId, options: PackOptions) -> Generator[Progress, None, Built]:
        """Builds the pack of a record in a process of its own, into the folder of packs. Call it in the library's thread; the
        generator itself may run in any."""
        from shenbao.building import Job

        info = self.library.info(record)
        out = free_name(pack_folder() / pack_name(info, self.today, options))
        self._settle_edited()
        job = Job(
            scheme=info.scheme, edits=self.library.edits(record), others=self.claims.about(record), today=self.today,
            library=str(self.folder), out=str(out), options=options,
        )  # fmt: skip
        return into_folder(job)

    def upload(self, record: RecordId, kind: str, built: Built | None, lang: str) -> Generator[Progress, None, tuple[Path, Made]]:
        """Makes what is uploaded of a pack in a process of its own, beside the pack: `volumes`, `bundle` (a ZIP of separate files), or the
        copy sheet as `xlsx` or `pdf`, which needs no pack. Call it in the library's thread; the generator itself may run in any."""
        from shenbao.building import Uploading
        from shenbao.uploading import Wanted

        info, edits = self.library.info(record), self.library.edits(record)
        pack = built.path if built else pack_folder() / pack_name(info, self.today, PackOptions(final=True))
        out = upload_place(pack, kind)
        wanted = Wanted(**{kind if kind in ("volumes", "bundle") else "copy_sheet": str(out)}, letterhead=house.kept().letterhead)
        job = Uploading(
            scheme=info.scheme, edits=edits[: built.edits] if built and kind in ("volumes", "bundle") else edits, today=self.today,
            pack=str(built.path) if built else "", wanted=wanted, lang=lang,
        )  # fmt: skip

        def make() -> Generator[Progress, None, tuple[Path, Made]]:
            return out, (yield from uploaded_into_folder(job))

        return make()

    def preview(self, record: RecordId, lang: str) -> Begin:
        """What a process that draws previews of a record begins with."""
        from shenbao.previewing.wire import Begin

        info = self.library.info(record)
        self._settle_edited()
        return Begin(
            scheme=info.scheme, edits=self.library.edits(record), others=self.claims.about(record), today=self.today, lang=lang,
            letterhead=house.kept().letterhead, letter_face=house.kept().letter_face,
        )  # fmt: skip

    def compare(self, record: RecordId, lang: str) -> Generator[Progress, None, Drawn]:
        """Draws the comparison of what an enterprise may claim in a process of its own, into the folder of packs. Call it in the
        library's thread; the generator itself may run in any."""
        from shenbao.building import Comparing
        from shenbao.packing import compared_into_folder, sheet_name

        info = self.library.info(record)
        out = free_name(pack_folder() / sheet_name(info.summary.title or info.summary.enterprise, self.today, lang))
        job = Comparing(
            edits=self.library.edits(record), form=info.scheme, today=self.today, out=str(out), lang=lang,
            letterhead=house.kept().letterhead,
        )  # fmt: skip
        return compared_into_folder(job)

    def note_final(self, record: RecordId, built: Built) -> None:
        """Remembers in the journal that a final pack was built, and whether it holds the answers as they now are."""
        from shenbao.library.rows import Packed

        current = len(self.library.edits(record)) == built.edits
        pack = Packed(
            file=built.path.name, sha256=built.sha256, pages=built.pages, day=self.today.isoformat(), current=current,
        )  # fmt: skip
        self.library.note_pack(record, pack)

    # -- handing over -------------------------------------------------------------------------------------------------

    def hand_over(self, record: RecordId, out: Path, *, as_folder: bool = False) -> Generator[Progress, None, Path]:
        """Writes an application with its attachments to the file `out`, or into the folder `out`. Call it in the library's thread;
        the generator itself may run in any."""
        from shenbao.outgoing import write_archive, write_folder

        info, edits = self.library.info(record), self.library.edits(record)

        def write() -> Generator[Progress, None, Path]:
            yield Progress(done=0, total=0, code="building.writing", slots={"name": out.name})
            (write_folder if as_folder else write_archive)(info, edits, partial(blobs.place, self.folder), out)
            return out

        return write()

    # -- care ---------------------------------------------------------------------------------------------------------

    def tend(self) -> None:
        """What the library needs now and then: a backup when one is due, room kept free. LibraryError when that fails."""
        if not self.library.read_only:
            self.library.tend()

    def back_up(self) -> Backup | None:
        """A verified copy of the library; None when the newest one already holds everything."""
        return self.library.backup()

    def backups(self) -> tuple[Backup, ...]:
        """Copies one can go back to, newest first."""
        return self.library.backups()

    def go_back(self, backup: Backup) -> Path:
        """Puts a backup in the place of the library; returns where the present one was put aside. Drafts opened before are stale."""
        aside = self.library.restore_backup(backup)
        self._edited.clear()
        self._drafts.clear()
        # Claims are known by the number of events, which may now stand for other answers.
        for info in self.library.list("application"):
            self.claims.forget(info.id)
        return aside


def _nowhere(edit: Edit, summary: Summary) -> None:
    """Drafts that only work out a summary are never edited."""
    raise AssertionError
