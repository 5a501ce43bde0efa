"""The pages of a form: the sections of its scheme and, last, the parameters of the notice."""

from __future__ import annotations

from shenbao.forms.scheme import PlacedGroup, PlacedSection, Scheme
from shenbao.messages import LANGUAGES, say
from shenbao.records import Text
from shenbao.ui.document import Document

NOTICE = "notice"


def answers_notice(scheme: Scheme) -> bool:
    """A notice's parameters belong on the form: an enterprise's profile is handed in with none."""
    return bool(scheme.measure and scheme.notice)


def sections_of(scheme: Scheme) -> list[PlacedSection]:
    """Every page of the form, hidden ones included. The notice's parameters are a section like any other."""
    sections = list(scheme.sections)
    if answers_notice(scheme) and all(section.id != NOTICE for section in sections):
        group = PlacedGroup(id=NOTICE, title=None, shown="", fields=scheme.notice)
        sections.append(
            PlacedSection(id=NOTICE, title=_said("form.notice.title"), intro=_said("form.notice.intro"), shown="", part="", groups=(group,))
        )
    return sections


def is_asked(document: Document, section: PlacedSection) -> bool:
    """Something in the section is asked for now. Far cheaper than the outline with its counts, which a keystroke need not wait for."""
    return any(document.state(f"{group.id}.{field.id}").visible for group in section.groups for field in group.fields)


def section_of(scheme: Scheme, path: str) -> str:
    """The page on which `path` (a field, table, row or cell) is asked; empty when on none."""
    return next((section.id for section in sections_of(scheme) if holds(section, path)), "")


def holds(section: PlacedSection, path: str) -> bool:
    """`path` (`group.field`, `table.column`, `table/row/column`) is asked in this section."""
    table = path.partition("/")[0]
    names = {f"{group.id}.{field.id}" for group in section.groups for field in group.fields}
    return table in names or table.rpartition(".")[0] in names


def _said(code: str) -> Text:
    chinese, english = (say(code, lang) for lang in LANGUAGES)
    return Text(zh=chinese, en=english)
