"""A scheme with its groups filled in: what the rest of the program works with. Plain records, so that it can travel to a worker."""

# Annotations are not postponed where msgspec reads them: it would compile the text of each one, at every start.

from collections.abc import Iterator
from functools import cached_property

import msgspec

from shenbao.forms.schema import AmountRule, Check, Choice, Constant, Field, Kind, Part, SchemeClass, Slot
from shenbao.records import ATTACHMENT_CELLS, Record, Text


class PlacedGroup(Record, frozen=True, kw_only=True):
    """A group as one section shows it."""

    id: str
    title: Text | None
    shown: str
    fields: tuple[Field, ...]


class PlacedSection(Record, frozen=True, kw_only=True):
    """One page of the screen and one heading of the printed form."""

    id: str
    title: Text
    intro: Text | None
    shown: str
    part: str
    groups: tuple[PlacedGroup, ...]


class Placed(Record, frozen=True, kw_only=True):
    """One field where it stands. `shown`: the expressions that must all hold for it to be asked."""

    path: str
    field: Field
    section: str
    shown: tuple[str, ...]


class Scheme(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One form, whole. Identity is `id` and `content_version`."""

    id: str
    content_version: str
    """Digest of the files this scheme is made of."""
    measure: int
    scheme_class: SchemeClass
    version: str
    title: Text
    short: Text | None
    clause: str
    summary: Text | None
    applicants: Text | None
    one_time: bool
    subtypes: tuple[Choice, ...]
    constants: tuple[Constant, ...]
    sections: tuple[PlacedSection, ...]
    notice: tuple[Field, ...]
    """Parameters of the notice, each with its default."""
    amounts: tuple[AmountRule, ...]
    headline: str
    request: str
    title_path: str
    applicant_path: str
    checks: tuple[Check, ...]
    slots: tuple[Slot, ...]
    parts: tuple[Part, ...]
    renamed: dict[str, str]

    @cached_property
    def places(self) -> dict[str, Placed]:
        """Every field of the sections by `group.field`, in the order of the form."""
        return {place.path: place for place in self._places()}

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every scalar field and table by path, the notice's parameters and the attachments' tables included."""
        found = {path: place.field for path, place in self.places.items()}
        found.update({f"notice.{field.id}": field for field in self.notice})
        found.update({f"attachments.{slot.code}": attachment_table(slot) for slot in self.slots})
        return found

    @cached_property
    def columns(self) -> dict[str, dict[str, Field]]:
        """Columns of every table by the table's path."""
        return {path: {column.id: column for column in field.columns} for path, field in self.fields.items() if field.kind is Kind.TABLE}

    @cached_property
    def slot(self) -> dict[str, Slot]:
        """Slots by code."""
        return {slot.code: slot for slot in self.slots}

    def field_at(self, path: str) -> Field | None:
        """The field of `group.field`, `table/row/column`, `table.column` or `reasons.<code>`; None when there is none."""
        if (field := self.fields.get(path)) is not None:
            return field
        if "/" in path:
            table, _, rest = path.partition("/")
            return self.columns.get(table, {}).get(rest.partition("/")[2])
        if path.startswith("reasons."):
            return REASON
        group, _, name = path.rpartition(".")
        return self.columns.get(group, {}).get(name)

    def _places(self) -> Iterator[Placed]:
        for section in self.sections:
            for group in section.groups:
                for field in group.fields:
                    shown = tuple(rule for rule in (section.shown, group.shown, field.shown) if rule)
                    yield Placed(path=f"{group.id}.{field.id}", field=field, section=section.id, shown=shown)


REASON = Field(id="reason", kind=Kind.LONG_TEXT, label=Text(zh="说明", en="Reason"), required="no", from_profile=False)
"""The field behind every `reasons.<code>`."""

_CELL_KINDS = {"bytes": Kind.INTEGER, "pages": Kind.INTEGER, "valid_to": Kind.DATE, "signed": Kind.YES_NO}


def attachment_table(slot: Slot) -> Field:
    """The table behind a slot: one row for each file."""
    cells = tuple(Field(id=each, kind=_CELL_KINDS.get(each, Kind.TEXT), label=slot.label, required="no") for each in ATTACHMENT_CELLS)
    return Field(id=slot.code, kind=Kind.TABLE, label=slot.label, required="no", from_profile=False, columns=cells)
