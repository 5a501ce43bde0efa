"""Everything worked out from one application's answers: what is asked, values, amounts and findings, kept up to date edit by edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from shenbao.application import Application
from shenbao.checks import amounts, automatic, duplicates, files, relations, slots, tried
from shenbao.checks.graph import Graph
from shenbao.checks.ledger import EMPTY, Ledger
from shenbao.checks.reading import Problem, read_stored
from shenbao.errors import ContentError
from shenbao.expressions import evaluate, evaluate_value, parse
from shenbao.forms.references import LITERALS, TEXTS
from shenbao.forms.schema import Choice, Field, Kind
from shenbao.forms.scheme import REASON, Scheme
from shenbao.records import Missing, Op, Step, Text, Value

Operand = Value | tuple[Value, ...]


class Sheet:
    """One application under one scheme, on one day."""

    def __init__(self, scheme: Scheme, application: Application, today: date, ledger: Ledger = EMPTY) -> None:
        self.scheme = scheme
        self.application = application
        self.today = today
        self.ledger = ledger
        self.graph = Graph(self._work_out, _needs_attention)
        self._scalars: dict[str, tuple[Value, Problem | None]] = {}
        self._cells: dict[tuple[str, str], dict[str, Value]] = {}
        self._problems: dict[str, Problem] = {}
        self._ways: dict[tuple[str, str], Callable[[str], Operand]] = {}
        self._constants = {f"constants.{each.id}": each.value for each in scheme.constants}
        self._plain: dict[str, Value] = {
            "today": today,
            "scheme.id": scheme.id,
            "scheme.title": scheme.title.zh,
            "scheme.version": scheme.version,
            "scheme.measure": Decimal(scheme.measure),
        }
        self._makers: dict[str, Callable[..., Any]] = {
            "shown": self._shown,
            "value": self._value,
            "required": self._required,
            "cell": self._cell,
            "cell shown": self._cell_shown,
            "cell required": self._cell_required,
            "column": self._column,
            "choices": self._choices,
            "texts": self._texts,
            "step": lambda amount, step: amounts.work_out_step(self, amount, step),
            "amount": lambda amount: amounts.work_out(self, amount),
            "tried": lambda index, row: tried.in_row(self, index, row),
            "check": lambda index: tried.findings(self, index),
            "field findings": lambda path: automatic.of_field(self, path),
            "row findings": lambda table, row: automatic.of_row(self, table, row),
            "table findings": lambda table: automatic.of_table(self, table),
            "ledger findings": lambda table, column: duplicates.of_column(self, table, column),
            "claimed": lambda table, row, column: duplicates.of_cell(self, table, row, column),
            "repetition": lambda code: duplicates.summary(self, code),
            "same base": lambda: relations.same_base(self),
            "related": lambda: relations.related(self),
            "files together": lambda: files.total(self),
            "one-time findings": lambda: relations.one_time(self),
            "slot": lambda code: slots.state_of(self, code),
            "slot findings": lambda code: slots.findings(self, code),
        }

    # -- what is asked ------------------------------------------------------------------------------------------------

    def shown(self, path: str) -> bool:
        """Whether a field of the form is asked for now. Parameters, attachments and reasons always are."""
        place = self.scheme.places.get(path)
        return place is None or not place.shown or bool(self.graph.get(("shown", path)))

    def required(self, path: str) -> bool:
        """Whether a field must be answered now."""
        field = self.scheme.fields.get(path)
        if field is None or field.compute or field.required == "no":
            return False
        return self.shown(path) and (field.required == "yes" or self.graph.get(("required", path)) is True)

    def open_paths(self, path: str) -> frozenset[str]:
        """Answers that would settle whether a field must be answered; none when that is settled."""
        field = self.scheme.fields[path]
        asked = self.graph.get(("required", path)) if not field.compute and field.required not in LITERALS else None
        return asked.paths if isinstance(asked, Missing) else frozenset()

    def cell_shown(self, table: str, row: str, column: Field) -> bool:
        """Whether a cell is asked for in its row."""
        return not column.shown or bool(self.graph.get(("cell shown", table, row, column.id)))

    def cell_required(self, table: str, row: str, column: Field) -> bool:
        """Whether a cell must be answered in its row."""
        if column.compute or column.required == "no":
            return False
        asked = column.required == "yes" or self.graph.get(("cell required", table, row, column.id)) is True
        return asked and self.cell_shown(table, row, column)

    def open_paths_of_cell(self, table: str, row: str, column: Field) -> frozenset[str]:
        """Answers that would settle whether a cell must be answered; none when that is settled."""
        asked = self.graph.get(("cell required", table, row, column.id)) if column.required not in LITERALS else None
        return asked.paths if isinstance(asked, Missing) else frozenset()

    def choices(self, field: Field, table: str = "", row: str = "") -> tuple[Choice, ...]:
        """Options offered now."""
        if not field.choices_from and not any(choice.shown for choice in field.choices):
            return field.choices
        found: tuple[Choice, ...] = self.graph.get(("choices", field.id, field.choices_from, table, row, field.choices))
        return found

    # -- values -------------------------------------------------------------------------------------------------------

    def value(self, path: str) -> Value:
        """Typed value of a scalar field as expressions see it: Missing while hidden, unanswered or invalid."""
        field = self.scheme.fields[path]
        place = self.scheme.places.get(path)
        if field.compute or (place is not None and place.shown):
            found: Value = self.graph.get(("value", path))
            return found
        self.graph.read(path)
        return self.typed(path, field)[0]

    def cell(self, table: str, row: str, column: Field) -> Value:
        """Typed value of a cell as expressions see it."""
        if column.compute or column.shown:
            found: Value = self.graph.get(("cell", table, row, column.id))
            return found
        self.graph.read(f"{table}/{row}/{column.id}")
        return self._typed_column(table, column)[row]

    def typed_cell(self, table: str, row: str, column: Field) -> Value:
        """Typed value of a cell's stored answer, whether or not it is shown."""
        return self._typed_column(table, column)[row]

    def rows(self, table: str) -> tuple[str, ...]:
        """Ids of a table's rows."""
        self.graph.read(("rows", table))
        return self.application.row_ids(table)

    def table(self, table: str) -> tuple[str, ...] | Missing:
        """A table as expressions see it: its row ids; Missing while nothing is said about it. Of a slot, the files that can be used."""
        if table.startswith("attachments."):
            return slots.usable(self, table)
        if not self.shown(table):
            return Missing()
        rows = self.rows(table)
        return rows if rows else self._empty(table)

    def typed(self, path: str, field: Field) -> tuple[Value, Problem | None]:
        """Value and problem of the stored answer of a scalar field, whether or not it is shown. A parameter has its default."""
        found = self._scalars.get(path)
        if found is None:
            stored = self.application.stored(path)
            if not stored and path.startswith("notice."):
                stored = field.default
            found = self._scalars[path] = read_stored(field, stored, path)
        return found

    def problem(self, path: str) -> Problem | None:
        """Why the stored answer of a cell cannot be used, once its column has been read."""
        return self._problems.get(path)

    def step(self, source: str, table: str = "", row: str = "") -> Step:
        """Evaluates an expression with its explanation."""
        try:
            return evaluate(parse(source), lambda path: self.lookup(path, table, row))
        except ContentError:  # figures beyond all measure; a wrong type is found by lint
            return Step(text=source, value=Missing())

    def calculate(self, source: str, table: str = "", row: str = "") -> Operand:
        """Evaluates an expression to its value."""
        try:
            return evaluate_value(parse(source), lambda path: self.lookup(path, table, row))
        except ContentError:
            return Missing()

    def holds(self, source: str, table: str = "", row: str = "") -> bool:
        """Whether a condition is certainly true."""
        return self.calculate(source, table, row) is True

    def lookup(self, path: str, table: str = "", row: str = "") -> Operand:
        """What an expression sees at a path."""
        way = self._ways.get((path, table))
        if way is None:
            way = self._ways[path, table] = self._way(path, table)
        return way(row)

    # -- edits --------------------------------------------------------------------------------------------------------

    def changed(self, ops: Iterable[Op]) -> set[Any]:
        """Takes over operations that the application has applied, and returns every leaf and node that differs now."""
        touched: set[Any] = set()
        for op in ops:
            table, slash, rest = op.path.partition("/")
            row, cell, column = rest.partition("/")
            if not slash:
                self._scalars.pop(op.path, None)
                touched.add(op.path)
            elif cell:
                touched.update((op.path, ("row", table, row), ("cells", table, column)))
                self._read_again(table, row, column)
            else:
                touched.update((("rows", table), ("row", table, row)))
                touched.update(("cells", table, each) for each in self.scheme.columns.get(table, ()))
                self._place(table, row, gone=op.at_new is None)
        self.graph.touch(touched)
        return self.graph.settle()

    def _read_again(self, table: str, row: str, column: str) -> None:
        values = self._cells.get((table, column))
        field = self.scheme.columns.get(table, {}).get(column)
        if values is not None and field is not None and row in values:
            path = f"{table}/{row}/{column}"
            values[row] = self._kept(path, *read_stored(field, self.application.stored(path), path))

    def _place(self, table: str, row: str, *, gone: bool) -> None:
        for column, field in self.scheme.columns.get(table, {}).items():
            values = self._cells.get((table, column))
            if values is None:
                continue
            path = f"{table}/{row}/{column}"
            if gone:
                values.pop(row, None)
                self._problems.pop(path, None)
            else:
                values[row] = self._kept(path, *read_stored(field, self.application.stored(path), path))
        if gone:
            self.graph.forget(row)

    def _kept(self, path: str, value: Value, problem: Problem | None) -> Value:
        if problem is None:
            self._problems.pop(path, None)
        else:
            self._problems[path] = problem
        return value

    def _typed_column(self, table: str, column: Field) -> dict[str, Value]:
        values = self._cells.get((table, column.id))
        if values is None:
            values = self._cells[table, column.id] = {}
            for row in self.application.rows(table):
                path = f"{table}/{row.id}/{column.id}"
                values[row.id] = self._kept(path, *read_stored(column, row.cells.get(column.id, ""), path))
        return values

    # -- nodes --------------------------------------------------------------------------------------------------------

    def _work_out(self, key: tuple[Any, ...]) -> Any:
        return self._makers[key[0]](*key[1:])

    def _shown(self, path: str) -> bool:
        return all(self.holds(rule) for rule in self.scheme.places[path].shown)

    def _value(self, path: str) -> Operand:
        field = self.scheme.fields[path]
        if not self.shown(path):
            return Missing(paths=frozenset({path}))
        if field.compute:
            return self.calculate(field.compute)
        self.graph.read(path)
        return self.typed(path, field)[0]

    def _required(self, path: str) -> Operand:
        return self.calculate(self.scheme.fields[path].required)

    def _cell(self, table: str, row: str, column: str) -> Operand:
        field = self.scheme.columns[table][column]
        if not self.cell_shown(table, row, field):
            return Missing(paths=frozenset({f"{table}/{row}/{column}"}))
        if field.compute:
            return self.calculate(field.compute, table, row)
        self.graph.read(f"{table}/{row}/{column}")
        return self._typed_column(table, field)[row]

    def _cell_shown(self, table: str, row: str, column: str) -> bool:
        return self.holds(self.scheme.columns[table][column].shown, table, row)

    def _cell_required(self, table: str, row: str, column: str) -> Operand:
        return self.calculate(self.scheme.columns[table][column].required, table, row)

    def _column(self, table: str, column: str) -> Operand:
        rows = self.table(table)
        if isinstance(rows, Missing) or not rows:
            return rows
        field = self.scheme.columns[table][column]
        if field.compute or field.shown:
            cells = self.graph.family(("cell of all", table, column), rows, lambda row: ("cell", table, row, column))
            return tuple(cells.values.values())
        self.graph.read(("cells", table, column))
        values = self._typed_column(table, field)
        return tuple([values[row] for row in rows])

    def text_paths(self) -> tuple[str, ...]:
        """Long texts that are asked for and answered by the applicant, in the order of the form."""
        paths = (path for path, place in self.scheme.places.items() if place.field.kind is Kind.LONG_TEXT)
        return tuple(path for path in paths if self.shown(path) and self._stored(path) not in ("", self.scheme.fields[path].default))

    def _stored(self, path: str) -> str:
        self.graph.read(path)
        return self.application.stored(path)

    def _texts(self) -> Operand:
        return tuple(self._stored(path) for path in self.text_paths()) or Missing()

    def _choices(self, _: str, source: str, table: str, row: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        if "." in source:
            values = self.lookup(source, table, row)
            known = dict.fromkeys(str(value) for value in values if not isinstance(value, Missing)) if isinstance(values, tuple) else {}
            return tuple(Choice(code=value, label=Text(zh=value, en=value)) for value in known)
        return tuple(choice for choice in choices if not choice.shown or self.holds(choice.shown, table, row))

    def _empty(self, table: str) -> tuple[str, ...] | Missing:
        """A table without rows: nothing to list when its field says so (无), or when it need not be filled in at all."""
        field = self.scheme.fields[table]
        if field.none_path:
            return () if self.lookup(field.none_path) is True else Missing(paths=frozenset({table}))
        needless = field.required == "no" or (field.required != "yes" and self.graph.get(("required", table)) is False)
        return () if needless else Missing(paths=frozenset({table}))

    def _way(self, path: str, table: str) -> Callable[[str], Operand]:
        """How a path is read, decided once. ContentError when the scheme has no such path."""
        if path in self._plain:
            value = self._plain[path]
            return lambda _: value
        if path in self._constants:
            constant = self._constants[path]
            return lambda _: constant
        head, _, rest = path.partition(".")
        if path in ("policy.valid_from", "policy.valid_until"):
            from shenbao.policy import policy  # reads a file of its own, which few rules need

            day: date = getattr(policy(), rest)
            return lambda _: day
        if path == TEXTS:
            return lambda _: self.graph.get(("texts",))
        if head == "row" and table:
            return self._way_in_row(table, rest)
        if head == "amounts":
            amount, _, step = rest.partition(".")
            return lambda _: amounts.value_of(self, amount, step)
        field = self.scheme.fields.get(path)
        if field is not None:
            return (lambda _: self.table(path)) if field.kind is Kind.TABLE else (lambda _: self.value(path))
        owner, _, column = path.rpartition(".")
        if column in self.scheme.columns.get(owner, ()):
            return lambda _: self.graph.get(("column", owner, column))
        if head == "reasons":
            return lambda _: self._reason(path)
        raise ContentError("forms.no_path", self.scheme.id, word=path)

    def _way_in_row(self, table: str, column: str) -> Callable[[str], Operand]:
        field = self.scheme.columns.get(table, {}).get(column)
        if field is None:
            raise ContentError("forms.no_path", self.scheme.id, word=f"row.{column}")
        return lambda row: self.cell(table, row, field)

    def _reason(self, path: str) -> Value:
        self.graph.read(path)
        return self.typed(path, REASON)[0]


def _needs_attention(key: tuple[Any, ...], value: object) -> bool:
    """Of the nodes of rows: findings, and checks that are not simply met. Values of cells are only read."""
    return key[0] != "cell" and value != () and value is not tried.MET
