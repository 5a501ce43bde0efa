"""Content is read strictly, and every mistake has its file and line."""

from __future__ import annotations

import pytest

from shenbao.errors import ContentError
from shenbao.forms.files import Group, ListsFile
from shenbao.forms.reader import Source, convert, read_text
from shenbao.messages import describe

GROUP = """\
id: org
title: {zh: 单位, en: Organisation}
fields:
  - id: name
    kind: text
    label: {zh: 名称, en: Name}
    max: 100
    private: yes
    required: no
    default: 2026-03-05
"""


def told(source: Source) -> list[str]:
    return [describe(error, "en") for error in source.errors]


def read(text: str, kind: type = Group) -> tuple[object, list[str]]:
    source = read_text(text.encode(), "forms/x.yaml")
    return convert(source, kind), told(source)


def test_texts_stay_texts_until_a_struct_types_them() -> None:
    group, errors = read(GROUP)
    assert errors == []
    assert isinstance(group, Group)
    field = group.fields[0]
    assert (field.required, field.default, field.private, field.max) == ("no", "2026-03-05", True, 100)


@pytest.mark.parametrize(
    ("change", "with_", "error"),
    [
        ("label:", "lable:", "forms/x.yaml:6: There is no key lable. Did you mean label?"),
        ("kind: text", "kind: txt", "forms/x.yaml:5: “txt” is not an option. Did you mean text?"),
        ("max: 100", "max: viel", "forms/x.yaml:7: A number is expected here, not “viel”."),
        ("private: yes", "private: maybe", "forms/x.yaml:8: yes or no is expected here, not “maybe”."),
        ("    kind: text\n", "    kind: text\n    kind: money\n", "forms/x.yaml:6: The key kind appears twice."),
        ("zh: 名称, en: Name", "zh: 名称", "forms/x.yaml:6: The key en is missing."),
        ("id: org", "id: &a org", "forms/x.yaml:1: The anchor or alias a is not allowed; write the content out."),
        ("id: org", "id: !!str org", "forms/x.yaml:1: The tag tag:yaml.org,2002:str is not allowed; everything is read as text."),
        ("id: org", "id: [org", "forms/x.yaml:2: A bracket is not closed, or a comma is missing between the entries."),
        (
            "    kind: text\n",
            "\tkind: text\n",
            "forms/x.yaml:5: YAML does not take how this line begins: indent with spaces, not tabs; quote what begins with @, % or `.",
        ),
        ("zh: 单位, en: Organisation", "zh: '单位", "forms/x.yaml:11: A quotation mark is never closed: the file ends first."),
        (
            "fields:\n",
            "---\nfields:\n",
            "forms/x.yaml:3: The file holds more than one document: remove “---” and what follows.",
        ),
        ("fields:\n", "fields: none\nmore:\n", "forms/x.yaml:3: A list is expected here."),
    ],
)
def test_a_mistake_is_said_where_it_is(change: str, with_: str, error: str) -> None:
    made, errors = read(GROUP.replace(change, with_))
    assert made is None
    assert error in errors


def test_all_mistakes_are_found_at_once() -> None:
    _, errors = read(GROUP.replace("label:", "lable:").replace("max: 100", "max: viel").replace("kind: text", "kind: txt"))
    assert sorted(error.split(":")[1] for error in errors) == ["4", "5", "6", "7"]


def test_an_alias_is_refused_and_cannot_run_in_a_circle() -> None:
    _, errors = read("id: &a [*a]\n", ListsFile)
    assert errors


def test_what_is_not_utf8_has_its_line() -> None:
    source = read_text(b"id: x\ntitle: " + b"\xff\xfe", "forms/x.yaml")
    assert [error.where for error in source.errors] == ["forms/x.yaml:2"]


@pytest.mark.parametrize("text", ["", "\x00", "- a\n b", "{" * 50, "? {a: b} : c", "--- 1\n--- 2"])
def test_no_text_breaks_the_reader(text: str) -> None:
    source = read_text(text.encode(), "x.yaml")
    made = convert(source, Group)
    assert made is None
    assert all(isinstance(error, ContentError) for error in source.errors)
    assert source.errors
