"""What the files of forms hold as they are written; `compose` makes schemes of them.

A scheme file composes groups into sections (one section = one page of the screen) and adds what is its own.
"""

# Annotations are not postponed where msgspec reads them: it would compile the text of each one, at every start.

import msgspec

from shenbao.forms.schema import AmountRule, Authored, Check, Choice, Constant, Field, Part, SchemeClass, Slot
from shenbao.records import Text


class Use(Authored, frozen=True, kw_only=True):
    """Takes a shared group into a section, adapted: `omit` fields and columns (`table.column`), change what is `required`,
    restrict to `only`."""

    group: str
    omit: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    required: dict[str, str] = msgspec.field(default_factory=dict)
    shown: str = ""
    replace: tuple[Field, ...] = ()
    """Fields that stand in for the group's field of the same id (other bounds, choices, help)."""
    add: tuple[Field, ...] = ()
    lists: dict[str, str] = msgspec.field(default_factory=dict)
    """Named lists that stand in for those of the group, by `field` or `table.column`: `lines.item: research_items`."""


class Section(Authored, frozen=True, kw_only=True):
    """One page of the screen and one heading of the printed form. Fields of a section's own live in the group `id`."""

    id: str
    title: Text
    intro: Text | None = None
    shown: str = ""
    uses: tuple[Use, ...] = ()
    fields: tuple[Field, ...] = ()
    part: str = "form"
    """Pack part that prints this section: `form`, `narrative`, `budget`, `targets`, `contracts` …"""


class Group(Authored, frozen=True, kw_only=True):
    """A file of `forms/groups/`: fields and checks shared by schemes. Its id is the first half of its fields' paths."""

    id: str
    title: Text
    intro: Text | None = None
    fields: tuple[Field, ...]
    checks: tuple[Check, ...] = ()
    slots: tuple[Slot, ...] = ()


class ChecksFile(Authored, frozen=True, kw_only=True):
    """A file of `forms/checks/`: rules that several schemes share. A check that reads a path a scheme lacks is left out of it."""

    checks: tuple[Check, ...]


class PartsFile(Authored, frozen=True, kw_only=True):
    """`forms/parts.yaml`: the parts of a pack in their usual order."""

    parts: tuple[Part, ...]


ListsFile = dict[str, tuple[Choice, ...]]
"""`forms/lists.yaml`: named lists of options."""


class SchemeFile(Authored, frozen=True, kw_only=True):
    """A file `forms/<scheme>.yaml` as written. `catalogue.Scheme` is the same with its groups filled in."""

    id: str
    measure: int = 0
    """Number of the measure; 0 for a form that is not a scheme (the enterprise's profile)."""
    scheme_class: SchemeClass = msgspec.field(name="class", default=SchemeClass.A)
    version: str
    title: Text
    short: Text | None = None
    clause: str = ""
    """The clause that grants the support, such as `8.4`."""
    summary: Text | None = None
    applicants: Text | None = None
    one_time: bool = False
    subtypes: tuple[Choice, ...] = ()
    constants: tuple[Constant, ...] = ()
    """Numbers of the policy; expressions read `constants.<id>`."""
    sections: tuple[Section, ...] = ()
    amounts: tuple[AmountRule, ...] = ()
    headline: str = ""
    """Amount shown as the ceiling, such as `amounts.ceiling`."""
    request: str = ""
    """Path of the amount asked for, such as `request.amount`."""
    title_path: str = "project.title"
    """What an application is called in lists; empty text when the form has no such field."""
    applicant_path: str = "org.name"
    """The applicant's name in lists."""
    checks: tuple[Check, ...] = ()
    use_checks: tuple[str, ...] = ()
    """Files of `forms/checks/` whose checks apply."""
    slots: tuple[Slot, ...] = ()
    parts: tuple[Part, ...] = ()
    """Empty: the standard parts of `forms/parts.yaml`."""
    notice: dict[str, str] = msgspec.field(default_factory=dict)
    """Defaults of this scheme that differ from those of `forms/notice.yaml`, by parameter id."""
    renamed: dict[str, str] = msgspec.field(default_factory=dict)
    """Old path → new path: answers of an older version still open."""
