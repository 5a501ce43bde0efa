"""Fills a scheme file with its groups, lists, shared checks, notice parameters and parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from msgspec.structs import replace

from shenbao.expressions import evaluate_value, parse
from shenbao.forms.files import ChecksFile, Group, SchemeFile, Section, Use
from shenbao.forms.reader import Place, Source, did_you_mean
from shenbao.forms.schema import Choice, Field, Part
from shenbao.forms.scheme import PlacedGroup, PlacedSection, Scheme
from shenbao.records import Missing, Text, Value


@dataclass
class Parts:
    """The files a scheme is made of, read."""

    name: str
    file: SchemeFile | None
    names: list[str]
    groups: dict[str, Group] = field(default_factory=dict)
    checks: dict[str, ChecksFile] = field(default_factory=dict)
    notice: Group | None = None
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


def compose(parts: Parts, version: str, source_of: Callable[[str], Source]) -> Scheme | None:
    """The scheme, or None with the reasons in the sources' errors."""
    assert parts.file is not None
    file = parts.file
    own = source_of(parts.name)
    parts.lists = {**parts.lists, "parts": _parts_as_choices(parts)}
    sections = tuple(_section(parts, own, index, section) for index, section in enumerate(file.sections))
    _refuse_twice(own, file, sections)
    scheme = Scheme(
        id=file.id,
        content_version=version,
        measure=file.measure,
        scheme_class=file.scheme_class,
        version=file.version,
        title=file.title,
        short=file.short,
        clause=file.clause,
        summary=file.summary,
        applicants=file.applicants,
        one_time=file.one_time,
        subtypes=file.subtypes,
        constants=file.constants,
        sections=sections,
        notice=_notice(parts, own),
        amounts=file.amounts,
        headline=file.headline,
        request=file.request,
        title_path=file.title_path,
        applicant_path=file.applicant_path,
        checks=file.checks,
        slots=file.slots,
        parts=file.parts,
        renamed=file.renamed,
    )
    return _with_shared(scheme, parts)


def _section(parts: Parts, own: Source, index: int, section: Section) -> PlacedSection:
    groups = []
    for at, use in enumerate(section.uses):
        group = parts.groups.get(use.group)
        if group is not None:
            place: Place = ("sections", index, "uses", at)
            groups.append(
                PlacedGroup(
                    id=group.id,
                    title=group.title,
                    shown=use.shown,
                    fields=tuple(_filled(_used(group, use, own, place), parts, own, place)),
                )
            )
    if section.fields:
        fields = tuple(_filled(section.fields, parts, own, ("sections", index, "fields")))
        groups.append(PlacedGroup(id=section.id, title=None, shown="", fields=fields))
    return PlacedSection(
        id=section.id, title=section.title, intro=_intro(section, parts), shown=section.shown, part=section.part, groups=tuple(groups)
    )


def _intro(section: Section, parts: Parts) -> Text | None:
    """The section's own words, else those of its groups one after the other."""
    if section.intro is not None:
        return section.intro
    words = [group.intro for use in section.uses if (group := parts.groups.get(use.group)) and group.intro]
    return Text(zh="".join(each.zh for each in words), en=" ".join(each.en for each in words)) if words else None


def _used(group: Group, use: Use, own: Source, place: Place) -> Iterator[Field]:
    """The group's fields as the scheme takes them."""
    known = {each.id for each in group.fields}
    columns = {f"{each.id}.{column.id}" for each in group.fields for column in each.columns}
    for number, name in enumerate(use.omit):
        _known(name, columns if "." in name else known, own, (*place, "omit", number))
    for number, name in enumerate(use.only):
        _known(name, known, own, (*place, "only", number))
    for name in use.required:
        _known(name, known, own, (*place, "required", name))
    for name in use.lists:
        _known(name, columns if "." in name else known, own, (*place, "lists", name))
    for number, stand_in in enumerate(use.replace):
        _known(stand_in.id, known, own, (*place, "replace", number, "id"))
    stand_ins = {each.id: each for each in use.replace}
    for each in group.fields:
        if each.id in use.omit or (use.only and each.id not in use.only):
            continue
        taken = _listed(_without(stand_ins.get(each.id, each), use.omit), use.lists)
        yield replace(taken, required=use.required[each.id]) if each.id in use.required else taken
    yield from use.add


def _without(table: Field, omit: Iterable[str]) -> Field:
    """The field without the columns that `omit` names as `table.column`."""
    gone = {name.partition(".")[2] for name in omit if name.startswith(f"{table.id}.")}
    if not gone:
        return table
    columns = tuple(each for each in table.columns if each.id not in gone)
    return replace(table, columns=columns, totals=tuple(name for name in table.totals if name not in gone))


def _listed(taken: Field, lists: Mapping[str, str]) -> Field:
    """The field with the named lists that stand in for its own or its columns'."""
    if taken.id in lists:
        return replace(taken, choices_from=lists[taken.id])
    columns = tuple(
        replace(each, choices_from=lists[name]) if (name := f"{taken.id}.{each.id}") in lists else each for each in taken.columns
    )
    return replace(taken, columns=columns)


def _filled(fields: Iterable[Field], parts: Parts, own: Source, place: Place) -> Iterator[Field]:
    """Fields, and the columns of tables, with the options of named lists."""
    for each in fields:
        if each.columns:
            each = replace(each, columns=tuple(_filled(each.columns, parts, own, place)))
        if each.choices_from and "." not in each.choices_from:
            if each.choices_from in parts.lists:
                each = replace(each, choices=parts.lists[each.choices_from])
            else:
                code, slots = did_you_mean("forms.no_list", each.choices_from, list(parts.lists))
                own.refuse(code, place, **slots)
        yield each


def _notice(parts: Parts, own: Source) -> tuple[Field, ...]:
    assert parts.file is not None
    fields = parts.notice.fields if parts.notice else ()
    known = {each.id for each in fields}
    for name in parts.file.notice:
        _known(name, known, own, ("notice", name))
    changed = parts.file.notice
    asked = tuple(each for each in fields if each.id in changed or _concerns(each, parts.file))
    filled = _filled(asked, parts, own, ("notice",))
    return tuple(replace(each, default=changed[each.id]) if each.id in changed else each for each in filled)


def _parts_as_choices(parts: Parts) -> tuple[Choice, ...]:
    assert parts.file is not None
    return tuple(Choice(code=part.id, label=part.title) for part in parts.file.parts or parts.parts)


def _concerns(parameter: Field, scheme: SchemeFile) -> bool:
    """Whether a parameter says something about a scheme: its `shown` reads the scheme alone."""
    about: dict[str, Value] = {"scheme.id": scheme.id, "scheme.measure": Decimal(scheme.measure), "scheme.class": str(scheme.scheme_class)}
    return not parameter.shown or evaluate_value(parse(parameter.shown), lambda path: about.get(path, Missing())) is not False


def _known(name: str, known: set[str], own: Source, place: Place) -> None:
    if name not in known:
        code, slots = did_you_mean("forms.no_field", name, sorted(known))
        own.refuse(code, place, **slots)


def _refuse_twice(own: Source, file: SchemeFile, sections: tuple[PlacedSection, ...]) -> None:
    """An id names one thing of its sort, and a path stands for one field, wherever it is asked."""
    named: dict[str, Iterable[str]] = {
        "sections": [each.id for each in file.sections],
        "constants": [each.id for each in file.constants],
        "amounts": [each.id for each in file.amounts],
        "checks": [each.id for each in file.checks],
        "slots": [each.code for each in file.slots],
        "parts": [each.id for each in file.parts],
    }
    for key, names in named.items():
        known: set[str] = set()
        for index, name in enumerate(names):
            if name in known:
                own.refuse("forms.id_twice", (key, index), word=name)
            known.add(name)
    seen: set[str] = set()
    for index, section in enumerate(sections):
        for group in section.groups:
            for each in group.fields:
                path = f"{group.id}.{each.id}"
                if path in seen:
                    own.refuse("forms.path_twice", ("sections", index), word=path)
                seen.add(path)


def _with_shared(scheme: Scheme, parts: Parts) -> Scheme:
    """Adds the shared slots, checks and parts that this scheme has every path for. Its own stand in for shared ones."""
    from shenbao.forms.references import readable

    slots = {slot.code: slot for slot in scheme.slots}
    for slot in (slot for group in parts.groups.values() for slot in group.slots):
        if readable(scheme, slot):
            slots.setdefault(slot.code, slot)
    scheme = replace(scheme, slots=tuple(slots.values()))
    checks = {check.id: check for check in scheme.checks}
    shared = [check for group in parts.groups.values() for check in group.checks]
    for check in shared + [check for file in parts.checks.values() for check in file.checks]:
        if readable(scheme, check):
            checks.setdefault(check.id, check)
    standard = tuple(part for part in parts.parts if readable(scheme, part))
    return replace(scheme, checks=tuple(checks.values()), parts=scheme.parts or standard)
