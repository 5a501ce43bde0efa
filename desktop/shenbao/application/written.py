"""Answers written as a file: `answers.yaml` read into edits with the line of every mistake, and written back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec.structs import replace

from shenbao.application.journal import Application, row_cells
from shenbao.application.named import NamedFile
from shenbao.errors import ExchangeError
from shenbao.forms import kinds
from shenbao.forms.reader import Place, Source, did_you_mean
from shenbao.forms.schema import Field, Kind, Unit
from shenbao.forms.scheme import Scheme
from shenbao.records import Edit, Op, Record

KEYS = ("scheme", "notice", "answers", "reasons", "attachments")
_FILE_CELLS = ("title", "valid_to", "copy", "model", "signed", "pages")
"""What may be written about a file; the rest is found out by examining it."""


class Written(Record, frozen=True, kw_only=True):
    """What a file of answers says. With problems, what could be read is there all the same."""

    edits: tuple[Edit, ...]
    files: tuple[NamedFile, ...]
    emptied: tuple[str, ...]
    """Slots that are named, whether or not they have files: they take the place of what was there."""
    problems: tuple[ExchangeError, ...]


def scheme_named(source: Source) -> str:
    """The scheme that a file of answers is for; "" when it names none."""
    name = source.data.get("scheme", "") if isinstance(source.data, dict) else ""
    return name if isinstance(name, str) else ""


def read_answers(
    source: Source, scheme: Scheme, base: Application | None = None, *, also: tuple[str, ...] = (), origin: str = "import"
) -> Written:
    """Reads answers as edits on top of `base`. `also`: further keys that the file may have and that are read elsewhere."""
    reading = _Reading(source, scheme, base or Application())
    if source.errors:
        problems = tuple(ExchangeError(error.code, error.where, **error.slots) for error in source.errors)
        return Written(edits=(), files=(), emptied=(), problems=problems)
    ops = tuple(reading.ops((*KEYS, *also)))
    edits = (Edit(ops=ops, label="exchange.answers", origin=origin),) if ops else ()
    return Written(edits=edits, files=tuple(reading.files), emptied=tuple(reading.emptied), problems=tuple(reading.problems))


def write_answers(scheme: Scheme, application: Application, files: dict[str, list[dict[str, str]]] | None = None) -> str:
    """The answers as YAML text. `files`: by slot, for each file `file` and what else is written about it."""
    written: dict[str, Any] = {"scheme": scheme.id}
    notice = {field.id: stored for field in scheme.notice if (stored := application.stored(f"notice.{field.id}"))}
    groups: dict[str, dict[str, Any]] = {}
    for path, place in scheme.places.items():
        group, _, name = path.rpartition(".")
        if place.field.kind is Kind.TABLE:
            if rows := [row.cells for row in application.rows(path)]:
                groups.setdefault(group, {})[name] = [{c.id: row[c.id] for c in place.field.columns if row.get(c.id)} for row in rows]
        elif not place.field.compute and (stored := application.stored(path)):
            groups.setdefault(group, {})[name] = stored
    reasons = {path.partition(".")[2]: text for path, text in application.answers.items() if path.startswith("reasons.")}
    parts: tuple[tuple[str, Any], ...] = (("notice", notice), ("answers", groups), ("reasons", reasons), ("attachments", files or {}))
    written |= {key: part for key, part in parts if part}
    return yaml.safe_dump(written, allow_unicode=True, sort_keys=False, width=140)


class _Reading:
    """One pass over a file, collecting what is wrong."""

    def __init__(self, source: Source, scheme: Scheme, base: Application) -> None:
        self.source = source
        self.scheme = scheme
        self.base = base
        self.files: list[NamedFile] = []
        self.emptied: list[str] = []
        self.problems: list[ExchangeError] = []
        self._new_rows = 0

    def ops(self, known: tuple[str, ...]) -> Iterator[Op]:
        data = self.source.data
        if not isinstance(data, dict):
            self.refuse("forms.not_a_mapping", ())
            return
        for key in data:
            if key not in known:
                self.unknown(key, list(known), (key,))
        for name, value in self.mapping(data, "notice", ()):
            yield from self.scalar(f"notice.{name}", value, ("notice", name))
        for group, fields in self.mapping(data, "answers", ()):
            yield from self.group(group, fields, ("answers", group))
        for code, reason in self.mapping(data, "reasons", ()):
            yield from self.scalar(f"reasons.{code}", reason, ("reasons", code))
        for code, files in self.mapping(data, "attachments", ()):
            self.slot(code, files, ("attachments", code))

    def group(self, group: str, fields: Any, place: Place) -> Iterator[Op]:
        groups = dict.fromkeys(path.rpartition(".")[0] for path in self.scheme.places)
        if group not in groups:
            self.unknown(group, list(groups), place)
            return
        if not isinstance(fields, dict):
            self.refuse("forms.not_a_mapping", place)
            return
        for name, value in fields.items():
            path = f"{group}.{name.partition('/')[0]}"
            if path not in self.scheme.places:
                self.unknown(path, [each for each in self.scheme.places if each.startswith(f"{group}.")], (*place, name))
            elif "/" in name:
                yield from self.one_cell(path, name.partition("/")[2], value, (*place, name))
            elif self.scheme.fields[path].kind is Kind.TABLE:
                yield from self.table(path, value, (*place, name))
            else:
                yield from self.scalar(path, value, (*place, name))

    def scalar(self, path: str, value: Any, place: Place) -> Iterator[Op]:
        field = self.scheme.field_at(path)
        if field is None or field.kind is Kind.TABLE:
            self.unknown(path, [each for each in self.scheme.fields if each.startswith("notice.")], place)
        elif field.compute:
            self.refuse("forms.computed", place, word=path)
        elif (typed := self.text(field, value, place)) is not None:
            old, new = self.base.stored(path), stored_text(field, typed)
            if old != new:
                yield Op(path=path, old=old, new=new)

    def table(self, table: str, rows: Any, place: Place) -> Iterator[Op]:
        """Rows take the place of the rows that were there."""
        if not isinstance(rows, list):
            self.refuse("forms.not_a_list", place)
            return
        before = self.base.rows(table)
        for at in range(len(before) - 1, -1, -1):
            yield Op(path=f"{table}/{before[at].id}", at_old=at, cells=before[at].cells)
        for at, row in enumerate(rows):
            if not isinstance(row, dict):
                self.refuse("forms.not_a_mapping", (*place, at))
                continue
            cells = {name: text for name, value in row.items() if (text := self.cell(table, name, value, (*place, at, name))) is not None}
            (new,) = self.base.new_rows(1, self._new_rows)
            self._new_rows += 1
            yield Op(path=f"{table}/{new}", at_new=at, cells=row_cells(cells))

    def one_cell(self, table: str, rest: str, value: Any, place: Place) -> Iterator[Op]:
        """`2/amount`: the cell of the second row."""
        number, _, column = rest.partition("/")
        rows = self.base.rows(table)
        if not number.isdigit() or not 0 < int(number) <= len(rows):
            self.refuse("forms.no_row", place, word=f"{table}/{number}")
            return
        new = self.cell(table, column, value, place)
        row = rows[int(number) - 1]
        if new is not None and new != row.cells.get(column, ""):
            yield Op(path=f"{table}/{row.id}/{column}", old=row.cells.get(column, ""), new=new)

    def cell(self, table: str, column: str, value: Any, place: Place) -> str | None:
        field = self.scheme.columns[table].get(column)
        if field is None:
            self.unknown(column, list(self.scheme.columns[table]), place)
            return None
        if field.compute:
            self.refuse("forms.computed", place, word=f"{table}.{column}")
            return None
        typed = self.text(field, value, place)
        return None if typed is None else stored_text(field, typed)

    def slot(self, code: str, files: Any, place: Place) -> None:
        if code not in self.scheme.slot:
            self.unknown(code, list(self.scheme.slot), place)
            return
        self.emptied.append(code)
        for at, named in enumerate(files if isinstance(files, list) else [files]):
            where = (*place, at) if isinstance(files, list) else place
            cells = {"file": named} if isinstance(named, str) else named
            if not isinstance(cells, dict) or not all(isinstance(text, str) for text in cells.values()):
                self.refuse("forms.not_a_mapping", where)
                continue
            for name in cells:
                if name not in ("file", *_FILE_CELLS):
                    self.unknown(name, ["file", *_FILE_CELLS], (*where, name))
            kept = {name: text for name, text in cells.items() if name in _FILE_CELLS and text}
            self.files.append(NamedFile(slot=code, file=cells.get("file", ""), cells=kept, where=self.source.where(where)))

    def mapping(self, data: dict[str, Any], key: str, place: Place) -> Iterator[tuple[str, Any]]:
        value = data.get(key, {}) or {}
        if not isinstance(value, dict):
            self.refuse("forms.not_a_mapping", (*place, key))
            return iter(())
        return iter(value.items())

    def text(self, field: Field, value: Any, place: Place) -> str | None:
        if field.kind is Kind.SOME_OF and isinstance(value, list) and all(isinstance(each, str) for each in value):
            return " ".join(value)
        if isinstance(value, str):
            return value
        self.refuse("forms.not_a_text", place)
        return None

    def unknown(self, word: str, known: list[str], place: Place) -> None:
        code, slots = did_you_mean("forms.not_in_form", word, known)
        self.refuse(code, place, **slots)

    def refuse(self, code: str, place: Place, **slots: object) -> None:
        self.problems.append(ExchangeError(code, self.source.where(place), **slots))


def stored_text(field: Field, typed: str) -> str:
    """What to store for a value of a file: a bare figure of money is yuan, whatever unit the form types it in."""
    return kinds.kept(replace(field, unit=Unit.YUAN) if field.kind is Kind.MONEY else field, typed)
