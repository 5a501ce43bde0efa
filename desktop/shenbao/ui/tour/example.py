"""The worked example as a person would enter it: which texts to type, which tables to paste, which files to add."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from shenbao import content
from shenbao.application import Application
from shenbao.application.named import NamedFile
from shenbao.application.written import read_answers
from shenbao.errors import ExchangeError
from shenbao.forms import kinds
from shenbao.forms.catalogue import catalogue
from shenbao.forms.reader import read_text
from shenbao.forms.schema import Field, Kind
from shenbao.forms.scheme import Scheme


class Example:
    """The answers of one worked example. ExchangeError when it cannot be read."""

    def __init__(self, scheme: Scheme, file: Path) -> None:
        self.scheme = scheme
        self.folder = file.parent
        written = read_answers(read_text(file.read_bytes(), file.name), scheme)
        if written.problems:
            raise written.problems[0]
        self.files: tuple[NamedFile, ...] = written.files
        self._application = Application(written.edits)

    @property
    def today(self) -> date:
        """The day on which the example is complete: that of its first case."""
        case = min((self.folder / "cases").glob("*.yaml"))
        return date.fromisoformat(read_text(case.read_bytes(), case.name).data["today"])

    def stored(self, path: str) -> str:
        """The answer as the journal holds it."""
        return self._application.stored(path)

    def typed(self, path: str) -> str:
        """The answer as it is typed into its field; "" when the example has none."""
        field = self.scheme.field_at(path)
        return _typed(field, self.stored(path)) if field is not None else ""

    def answered(self) -> tuple[str, ...]:
        """Every path but tables that the example answers, in the order of the form; parameters of the notice last."""
        asked = (path for path, place in self.scheme.places.items() if place.field.kind is not Kind.TABLE and not place.field.compute)
        notice = (f"notice.{field.id}" for field in self.scheme.notice)
        return tuple(path for path in (*asked, *notice) if self.stored(path))

    def tables(self) -> tuple[str, ...]:
        """Tables of which the example has rows."""
        return tuple(path for path, place in self.scheme.places.items() if place.field.kind is Kind.TABLE and self._application.rows(path))

    def rows(self, table: str) -> list[dict[str, str]]:
        """The rows of a table, typed."""
        columns = self.scheme.columns[table]
        return [{name: _typed(columns[name], text) for name, text in row.cells.items()} for row in self._application.rows(table)]

    def block(self, table: str) -> list[list[str]]:
        """The rows of a table as cells of a spreadsheet, computed columns empty."""
        return [[row.get(column, "") for column in self.scheme.columns[table]] for row in self.rows(table)]

    def reasons(self) -> dict[str, str]:
        """Why warnings are accepted, by the code of the finding."""
        return {path.partition(".")[2]: str(text) for path, text in self._application.answers.items() if path.startswith("reasons.")}

    def widest_table(self) -> str:
        """The table with most columns among those that hold dates and money, as contracts and accounts do."""
        return max(
            self.tables(), key=lambda table: (_kinds(self.scheme.fields[table]) >= {Kind.DATE, Kind.MONEY}, len(self.block(table)[0]))
        )


def chosen() -> Example:
    """The first worked example in the order of the policy, of a scheme whose ceiling is a share and a sum if there is one: it has most
    to explain. ExchangeError when there is no example at all."""
    forms = catalogue()
    named = ((row, content.find(f"forms/examples/{row.id}/answers.yaml")) for row in forms.rows() if forms.has_form(row.id))
    found = [(row, file) for row, file in named if file is not None]
    found.sort(key=lambda pair: not (pair[0].cap.share is not None and pair[0].cap.max is not None))
    if not found:
        raise ExchangeError("tour.no_example")
    row, file = found[0]
    return Example(forms.scheme(row.id), file)


def _typed(field: Field, stored: str) -> str:
    figure = field.kind in (Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.MONEY)
    text = kinds.typed(field, stored)
    return text.replace(",", "") if figure else text


def _kinds(table: Field) -> set[Kind]:
    return {column.kind for column in table.columns}
