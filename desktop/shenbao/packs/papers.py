"""The attachments as a pack lists them: slots in order, files numbered through, each with the place of its pages."""

from __future__ import annotations

from pathlib import PurePath

from shenbao.draft.states import Snapshot
from shenbao.forms.schema import Field, Kind
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import phrase, shown, words
from shenbao.records import Record, Row, Text

FINGERPRINT = 16
"""Hexadecimal digits of a fingerprint in the register."""
VALID_TO = Field(id="valid_to", kind=Kind.DATE, label=Text(zh="有效期至", en="Valid until"))


class Paper(Record, frozen=True):
    """One file in the pack. `id` names its pages; `merged` is the fingerprint of the PDF that is put in."""

    id: str
    number: int
    slot: str
    row: Row
    pages: int
    merged: str


def papers(snapshot: Snapshot) -> list[Paper]:
    """Files that go into the pack, numbered from 1 through all slots."""
    found: list[Paper] = []
    for state in snapshot.slots:
        for row in state.rows:
            if row.cells.get("merged"):
                number = len(found) + 1
                pages = int(row.cells.get("pages") or 0)
                found.append(
                    Paper(id=f"paper-{number}", number=number, slot=state.slot.code, row=row, pages=pages, merged=row.cells["merged"])
                )
    return found


def title(paper: Paper) -> str:
    """The title given to the file, else its name without the ending."""
    return paper.row.cells.get("title") or PurePath(paper.row.cells.get("name", "")).stem


def slots(snapshot: Snapshot, lang: str) -> list[Plain]:
    """Slots that hold files, and required ones that hold none."""
    by_slot: dict[str, list[Paper]] = {}
    for paper in papers(snapshot):
        by_slot.setdefault(paper.slot, []).append(paper)
    made: list[Plain] = []
    for state in snapshot.slots:
        files = by_slot.get(state.slot.code, [])
        if files or state.required:
            tab = sum(1 for slot in made if slot["files"]) + 1
            made.append(
                {
                    "code": state.slot.code,
                    "label": words(state.slot.label, lang),
                    "number": phrase("packs.attachment_number", lang, code=state.slot.code),
                    "tab": tab,
                    "absent": not files,
                    "files": [_file(paper, lang) for paper in files],
                }
            )
    return made


def _file(paper: Paper, lang: str) -> Plain:
    cells = paper.row.cells
    copy = cells.get("copy", "copy")
    return {
        "number": paper.number,
        "place": paper.number + 1,
        "title": title(paper),
        "pages": paper.pages,
        "many": paper.pages > 1,
        "is_copy": copy != "original",
        "first": paper.id,
        "last": f"{paper.id}-last",
        "form": phrase(f"packs.{'original' if copy == 'original' else 'copy'}", lang),
        "valid_to": shown(VALID_TO, cells.get("valid_to", ""), lang),
        "fingerprint": cells.get("sha256", "")[:FINGERPRINT],
    }
