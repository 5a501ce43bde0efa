"""Which parts a pack of a snapshot has, in their order, each to be rendered when it is needed: packs and previews begin here."""

from __future__ import annotations

from shenbao.draft.states import Snapshot
from shenbao.packs import papers
from shenbao.packs.data import data
from shenbao.packs.render import render
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import single, words
from shenbao.records import Record

FOLDER = "templates/"
SECTIONED = ("common/sections.xml.j2", "common/narrative.xml.j2")
"""Templates that print sections: their parts are left out when no section belongs to them."""
FIRST_SECTIONED = "form"
"""The part that starts on a right-hand page; the others follow each other on pages of their own."""


class Planned(Record, frozen=True):
    """A part that goes into the pack; `template` is the file that errors in it are told of."""

    id: str
    template: str
    sheet: Plain

    @property
    def text(self) -> str:
        """The part as markup, rendered now. Raises PackError naming file and line of a template that is wrong."""
        return render(self.template.removeprefix(FOLDER), self.sheet)


def parts(snapshot: Snapshot, lang: str) -> list[Planned]:
    """The parts of this pack, in order."""
    sheet = data(snapshot, lang)
    by_id = {part.id: part for part in snapshot.scheme.parts}
    filled = {section["part"] for section in sheet["sections"] if section["blocks"]}
    made = []
    for name in snapshot.parts:
        part = by_id[name]
        if (part.template in SECTIONED and part.id not in filled) or (part.id == "attachments" and not papers.papers(snapshot)):
            continue
        landscape = any(section["landscape"] for section in sheet["sections"] if section["part"] == part.id)
        start = "right" if part.id == FIRST_SECTIONED else "any"
        named = {"id": part.id, "title": words(part.title, lang), "landscape": landscape, "start": start}
        made.append(Planned(id=part.id, template=FOLDER + part.template, sheet={**sheet, "part": named}))
    return made


def title_of(snapshot: Snapshot, lang: str) -> str:
    """What a pack is called in its head lines and properties."""
    return snapshot.summary.title or words(snapshot.scheme.title, single(lang))
