"""What authors and their editors read about forms is what the program accepts."""

from __future__ import annotations

from shenbao.content import shipped
from shenbao.forms.describe import json_schema, readme, tables


def test_the_schema_for_editors_is_current() -> None:
    assert (shipped() / "forms" / "schema.json").read_text(encoding="utf-8") == json_schema()


def test_the_tables_for_authors_are_current() -> None:
    text = (shipped() / "forms" / "README.md").read_text(encoding="utf-8")
    assert text == readme(text)
    assert "| `at_most` | value <= limit |" in tables()
