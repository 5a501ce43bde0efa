"""The one verdict each file gets, and the sentences that tell it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from shenbao.messages import say
from shenbao.records import Record


class Verdict(StrEnum):
    MERGED = "merged"
    MERGED_AS_IMAGES = "merged-as-images"
    REFUSED = "refused"


Slots = dict[str, str | int]
Note = tuple[str, Slots]
"""Code below `attachments.note` or `attachments.warning`, and what to put into its sentence."""


class Examined(Record, frozen=True):
    """What came of one file. Sizes are those of the pages as shown, in points; fingerprints are SHA-256 in hexadecimal."""

    name: str
    """File name as it may be shown: control and direction characters made visible."""
    verdict: Verdict
    code: str = ""
    """Why it was refused: `needs-password`, `not-a-document`, `damaged`, `too-many-pages`, `too-large`, `too-heavy`, `took-too-long`,
    `points-outside`, `empty`, `unreadable`, `no-room`."""
    kind: str = ""
    """What the content is, whatever the name says: `pdf`, `jpeg`, `docx`, `zip` …"""
    slots: Slots = msgspec.field(default_factory=dict)
    """Figures of the refusal's sentence."""
    pages: int = 0
    page_sizes: tuple[tuple[float, float], ...] = ()
    notes: tuple[Note, ...] = ()
    """What was repaired, redrawn or taken out."""
    warnings: tuple[Note, ...] = ()
    """What a person should look at before handing the file in."""
    normalised: Path | None = None
    """The PDF that goes into the pack; None when refused."""
    bytes: int = 0
    sha256: str = ""


def shown_name(path: Path) -> str:
    """The file's name without anything that could disguise it: bidirectional controls and the like are written out."""
    text = path.name.encode("utf-8", "replace").decode("utf-8")
    return "".join(f"⟨U+{ord(c):04X}⟩" if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Co", "Cn"} else c for c in text)


def sentences(examined: Examined, lang: str) -> tuple[str, ...]:
    """What to tell the person, the verdict first, then what was changed, then what to look at."""
    code, slots = _outcome(examined)
    told = [say(f"attachments.{code}", lang, **slots)]
    told += [say(f"attachments.note.{note}", lang, **note_slots) for note, note_slots in examined.notes]
    told += [say(f"attachments.warning.{warning}", lang, **warning_slots) for warning, warning_slots in examined.warnings]
    return tuple(told)


def cells(examined: Examined, merged_sha256: str) -> dict[str, str]:
    """The part of `records.ATTACHMENT_CELLS` that the examination settles. `note` is read back by `noted`."""
    refused = examined.verdict is Verdict.REFUSED
    notes = [*_tagged("note", examined.notes), *_tagged("warning", examined.warnings)]
    return {
        "name": examined.name,
        "sha256": examined.sha256,
        "bytes": str(examined.bytes),
        "pages": str(examined.pages),
        "verdict": f"{examined.verdict}:{examined.code}" if refused else str(examined.verdict),
        "merged": merged_sha256,
        "note": written([_outcome(examined), *notes] if refused else notes),
    }


def noted(note: str, lang: str) -> tuple[str, ...]:
    """The sentences of a stored `note` cell: why the file was refused, what was changed, what to look at."""
    return tuple(say(f"attachments.{code}", lang, **slots) for code, slots in read(note))


def with_note(note: str, code: str, slots: Slots) -> str:
    """A stored `note` cell with one more sentence before the others."""
    return written([(code, slots), *read(note)])


def read(note: str) -> list[Note]:
    """What a stored `note` cell holds."""
    return msgspec.json.decode(note or "[]", type=list[Note])


def written(notes: Sequence[Note]) -> str:
    """A `note` cell."""
    return msgspec.json.encode(notes, order="sorted").decode()


def _outcome(examined: Examined) -> Note:
    """The sentence that tells the verdict: its code below `attachments`, and what to put into it."""
    slots: Slots = {"name": examined.name, "pages": examined.pages, **examined.slots}
    if examined.verdict is not Verdict.REFUSED:
        return f"verdict.{examined.verdict}", slots
    kind = f".{examined.kind}" if examined.code == "not-a-document" else ""
    return f"refused.{examined.code}{kind}", slots


def _tagged(area: str, notes: tuple[Note, ...]) -> list[tuple[str, Slots]]:
    return [(f"{area}.{code}", slots) for code, slots in notes]
