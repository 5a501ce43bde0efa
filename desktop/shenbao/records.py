"""Records that travel between the layers: texts, answers, edits, findings, amounts. No behaviour beyond choosing a language."""

# Annotations are not postponed where msgspec reads them: it would compile the text of each one, at every start.

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

import msgspec

RecordId = NewType("RecordId", str)
"""Id of an application or enterprise in the library: 12 lower-case letters and digits."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every record: immutable, named fields only."""


class Text(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One text in both languages. `official=False`: the Chinese is our own rendering and is shown as such."""

    zh: str
    en: str
    official: bool = True

    def __getitem__(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


class Missing(Record, frozen=True, kw_only=True):
    """An unanswered value: flows through arithmetic and three-valued logic; `paths` are the answers that would settle it."""

    paths: frozenset[str] = frozenset()


Scalar = str | bool | Decimal | date | tuple[str, ...]
"""A typed answer: text, yes/no, number or yuan, date (a month is its first day), several choices."""
Value = Scalar | Missing
"""What an expression sees at a path. A table column is a tuple[Value, ...]; see `expressions`."""


# -- answers as stored ------------------------------------------------------------------------------------------------


class Row(Record, frozen=True, kw_only=True):
    """A table row. `id` never changes and is never reused; `cells` hold stored text by column id."""

    id: str
    cells: dict[str, str]


Answer = str | tuple[Row, ...]
"""Stored answer: the canonical text of a valid value, or the text as typed when it is invalid; a table's rows.
Several choices are stored as their codes joined with a space, yes/no as `yes`/`no`, money always in yuan."""

Answers = dict[str, Answer]
"""By field path `group.field`. Reserved groups: `notice.*` (overridden parameters), `attachments.<slot>` (tables whose
rows are attached files, columns in `ATTACHMENT_CELLS`), `reasons.<finding code>` (why a warning is accepted)."""

ATTACHMENT_CELLS = ("name", "sha256", "bytes", "pages", "verdict", "merged", "note", "title", "valid_to", "copy", "model", "signed")
"""Cells of a row of `attachments.<slot>`: original file name, SHA-256 of the original, its size, page count after merging,
verdict (`merged` | `merged-as-images` | `refused:<code>`), SHA-256 of the normalised PDF, what was repaired, the title to
print, valid until (ISO date), `original` or `copy`, model or version the paper names, `yes` when it bears signature or seal."""


class Op(Record, frozen=True, kw_only=True):
    """One primitive change. Exactly one of three shapes:

    * scalar: `path` = `group.field` or `table/row/column`; `old`/`new` are texts ("" = unanswered);
    * row:    `path` = `table/row`; inserted when `at_old` is None, deleted when `at_new` is None, moved when neither is;
              `cells` are the row's cells (for insert and delete).
    """

    path: str
    old: str = ""
    new: str = ""
    at_old: int | None = None
    at_new: int | None = None
    cells: dict[str, str] | None = None


class EditKind(StrEnum):
    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class Edit(Record, frozen=True, kw_only=True):
    """One step of the journal: what a person did in one go. Undo appends the inverse operations as an edit of kind `undo`."""

    ops: tuple[Op, ...]
    kind: EditKind = EditKind.DO
    label: str = ""
    """What was done, as a path or a message code; shown in the history and in the Undo menu."""
    origin: str = "typed"
    """`typed`, `default`, `profile`, `import`, `example`, `migration`."""


# -- results ----------------------------------------------------------------------------------------------------------


class Step(Record, frozen=True, kw_only=True):
    """One line of an explanation. `parts` are the steps that decided this one, in reading order."""

    text: str
    """The source expression of this step, or the path that was read."""
    value: Value | tuple[Value, ...]
    label: Text | None = None
    unit: str = ""
    """`yuan`, `wan`, `percent` or empty: how `value` is to be printed."""
    parts: "tuple[Step, ...]" = ()
    clause: str = ""
    """Clause id such as `8.4`; empty when the step rests on no clause."""
    note: Text | None = None


class Amount(Record, frozen=True, kw_only=True):
    """An amount the program works out, step by step: base → share → cap → rounding → already received → ceiling."""

    id: str
    label: Text
    value: Decimal | Missing
    steps: tuple[Step, ...]


class Level(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


class Outcome(StrEnum):
    MET = "met"
    VIOLATED = "violated"
    UNDECIDED = "undecided"


class Place(Record, frozen=True, kw_only=True):
    """Where something is claimed: in this application, in another one of the library, or in a record of earlier funding."""

    scheme: str = ""
    """Id of the form; with `path` it names section and field."""
    path: str = ""
    row: int = 0
    """Number of the row in its table, from 1; 0 outside of tables."""
    title: str = ""
    """The application or the earlier project."""
    enterprise: str = ""
    year: str = ""
    programme: str = ""
    """Under which money was given before; empty for an application."""
    amount: Decimal | None = None
    """What the row is about, in yuan."""


class Finding(Record, frozen=True, kw_only=True):
    """Outcome of one check at one place. Texts come from the check's kind, once, in both languages."""

    code: str
    """Stable id of the check, as in the form file: `R18`, `R18.request`, `D05`."""
    level: Level
    outcome: Outcome
    path: str
    """Where to go to mend it: a field path, `table/row/column`, or `attachments.<slot>`."""
    title: Text
    """What is required, in the words of the formal examination."""
    message: Text
    """What was found, with this applicant's figures."""
    clause: str = ""
    basis: Text | None = None
    """Where a rule that is not in the policy comes from."""
    actual: Value | None = None
    limit: Value | None = None
    over: Decimal | None = None
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    final_only: bool = False
    """Stops a final pack but is no problem while filling in (signatures, seals, recommendation)."""
    reason: str = ""
    """Why a warning was accepted, as typed; a warning with a reason no longer counts as open."""
    here: Place | None = None
    """Of something claimed twice: its place in this application."""
    there: tuple[Place, ...] = ()
    """… and every other place."""


class Changes(Record, frozen=True, kw_only=True):
    """What one edit changed: the screen redraws this and nothing else."""

    fields: frozenset[str] = frozenset()
    """Paths whose state differs (`group.field`, `table/row/column`), computed ones included."""
    tables: frozenset[str] = frozenset()
    """Tables whose rows were added, removed or moved."""
    findings: bool = False
    amounts: bool = False
    edit: Edit | None = None
    """The step of the journal that made them: another process that holds the same answers follows by it. None when nothing changed."""


class Summary(Record, frozen=True, kw_only=True):
    """The columns of the library's list; written with every edit, so that the list never opens an application."""

    title: str = ""
    enterprise: str = ""
    scheme: str = ""
    state: str = "draft"
    """`draft`, `ready` (nothing blocks), `final` (a final pack was built of these very answers)."""
    packed: str = ""
    """ISO date of the last final pack, or empty. In another state than `final`, the answers were changed since."""
    blocking: int = 0
    mistakes: int = 0
    """Of those that block, the ones that are more than an answer not given yet."""
    warnings: int = 0
    amount: str = ""
    """Yuan with two decimals, or empty while unknown."""
    deadline: str = ""
    """ISO date, or empty."""
    answered: int = 0
    asked: int = 0


class Logo(Record, frozen=True, kw_only=True):
    """A picture of `width` × `height` pixels: rows of red, green and blue, deflated; never anything a picture reader has to open."""

    width: int
    height: int
    rgb: bytes


class Letterhead(Record, frozen=True, kw_only=True):
    """Who prepared a pack for the applicant: printed on working sheets, never on what is signed or handed in as a form."""

    name: str
    address: str = ""
    logo: Logo | None = None


class PackOptions(Record, frozen=True, kw_only=True):
    """What kind of pack is asked for; the same answers and options give the same bytes."""

    final: bool = False
    """Without the draft's watermark; refused while something blocks."""
    lang: str = "zh"
    """`zh`, `en` or `both`."""
    originals: bool = True
    """The files as they were handed in ride along, except in a redacted copy."""
    archive: bool = False
    """For keeping: attachments that do not conform to PDF/A become pictures, so that the whole does."""
    redacted: bool = False
    """A copy to be shown around: identity numbers, accounts, phones and e-mail addresses masked, attachments left out."""
    keep_papers: bool = False
    """A redacted copy keeps the pages of the attachments, in which nothing can be masked."""
    letterhead: Letterhead | None = None
    letter_face: str = ""
    """A face of the person's own for letters, by the name `packs.lettering` keeps it under; Song without one, or where it is not."""


class PieceFile(Record, frozen=True, kw_only=True):
    """A file that was made of a pack's pages, for uploading."""

    name: str
    slot: str
    """Code of its attachments' slot; empty for a volume and for the form."""
    contents: tuple[str, ...]
    pages: int
    """Its own sheet included."""
    first: str
    last: str
    """Page numbers of the whole pack; empty where its pages have none."""
    bytes: int
    sha256: str


class Progress(Record, frozen=True, kw_only=True):
    """How far long work is: what generators yield. The step is a catalogue code, so that every front end says it in its language."""

    done: int
    total: int
    """0 while it is not known."""
    code: str
    slots: dict[str, str] = {}
