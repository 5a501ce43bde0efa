"""What a pack carries of itself for a program: the answers it was made from, as an embedded file (`shenbao.json`)."""

from __future__ import annotations

import base64
import hashlib
from datetime import date

import msgspec

from shenbao.draft.states import Snapshot
from shenbao.records import Answers, Letterhead, PackOptions, Record

NAME = "shenbao.json"
CODE = 10
"""Characters of the short fingerprint in a page code: 50 bits."""


class Carried(Record, frozen=True, kw_only=True):
    """The embedded record. `pages` maps the fingerprint of each file to where its pages are: first index and count."""

    format: int = 1
    scheme: str
    content_version: str
    today: date
    lang: str
    final: bool
    answers: Answers
    originals: bool = False
    """Whether the files as they were handed in ride along, each embedded under `original(sha256)`."""
    pages: dict[str, tuple[int, int]] = msgspec.field(default_factory=dict)
    archive: bool = False
    redacted: bool = False
    letter_face: str = ""
    """The face of somebody's own that letters are set in."""
    letterhead: Letterhead | None = None
    masked: tuple[str, ...] = ()
    """Paths of the answers that a redacted copy masks; a column once, as `table/*/column`."""

    def fingerprint(self) -> str:
        """Short fingerprint of scheme, content version, day and answers; the same for every pack made of them."""
        same = (self.scheme, self.content_version, self.today, self.answers)
        return base64.b32encode(hashlib.sha256(msgspec.json.encode(same, order="deterministic")).digest()).decode()[:CODE]


def original(sha256: str) -> str:
    """Name of an embedded original."""
    return f"original-{sha256}"


def carried(snapshot: Snapshot, options: PackOptions, masked: tuple[str, ...] = ()) -> Carried:
    """What a pack of this snapshot carries; `masked` are the paths that a redacted copy does not tell."""
    scheme = snapshot.scheme
    return Carried(
        scheme=scheme.id,
        content_version=scheme.content_version,
        today=snapshot.today,
        lang=options.lang,
        final=options.final,
        originals=options.originals and not options.redacted,
        archive=options.archive,
        redacted=options.redacted,
        letterhead=options.letterhead,
        masked=masked,
        answers=snapshot.answers,
    )


def encoded(record: Carried) -> bytes:
    """Canonical JSON: the same record, the same bytes."""
    return msgspec.json.format(msgspec.json.encode(record, order="deterministic"), indent=1)


def decoded(data: bytes) -> Carried:
    """Reads the embedded record. msgspec.MsgspecError when it is not one."""
    return msgspec.json.decode(data, type=Carried)
