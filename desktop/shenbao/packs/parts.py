"""Which parts a pack of a snapshot has, in their order, each to be rendered when it is needed: packs and previews begin here."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any, cast

from shenbao.draft.states import Snapshot
from shenbao.packs import papers
from shenbao.packs.blocks import Layout
from shenbao.packs.data import Data, is_masked
from shenbao.packs.markup import Element
from shenbao.packs.origins import element
from shenbao.packs.render import render
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import single, words
from shenbao.records import Record

SECTIONED = ("common/sections.xml.j2", "common/narrative.xml.j2")
"""Templates that print sections: their parts are left out when no section belongs to them."""
FIRST_SECTIONED = "form"
"""The part that starts on a right-hand page; the others follow each other on pages of their own."""


class Planned(Record, frozen=True):
    """A part that goes into the pack."""

    id: str
    template: str
    title: str
    layout: Layout
    sheet: Data

    @property
    def text(self) -> str:
        """The part as markup, laid out and rendered now. Raises PackError naming file and line of a template that is wrong."""
        return render(self.template, self._data())

    def element(self, text: str | None = None) -> Element:
        """Its tree; `text` is its markup where that is known. Raises PackError as `text`."""
        return element(self.template, self._data(), text)

    def _data(self) -> Mapping[str, Any]:
        sections = self.layout.sections(self.id)
        landscape = any(section["landscape"] for section in sections)
        start = "right" if self.id == FIRST_SECTIONED else "any"
        part = {"id": self.id, "title": self.title, "landscape": landscape, "start": start}
        sheet = cast("Plain", self.sheet)  # read only: a ChainMap writes into its first mapping
        return ChainMap({"sections": sections, "part": part}, sheet)


def parts(snapshot: Snapshot, lang: str) -> list[Planned]:
    """The parts of this pack, in order."""
    sheet = Data(snapshot, lang)
    layout = Layout(snapshot, lang, masked=is_masked(snapshot))
    by_id = {part.id: part for part in snapshot.scheme.parts}
    filled = {section.part for section in snapshot.sections}
    made = []
    for name in snapshot.parts:
        part = by_id[name]
        if (part.template in SECTIONED and part.id not in filled) or (part.id == "attachments" and not papers.papers(snapshot)):
            continue
        made.append(Planned(id=part.id, template=part.template, title=words(part.title, lang), layout=layout, sheet=sheet))
    return made


def title_of(snapshot: Snapshot, lang: str) -> str:
    """What a pack is called in its head lines and properties."""
    return snapshot.summary.title or words(snapshot.scheme.title, single(lang))
