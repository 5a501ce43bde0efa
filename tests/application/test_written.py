"""Answers go to a file and come back the same; what the form lacks is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.small import small_scheme
from shenbao.application import Application
from shenbao.application.written import read_answers, write_answers
from shenbao.forms.reader import read_text
from shenbao.forms.scheme import Scheme
from shenbao.messages import describe

TEXT = """\
scheme: small
notice: {most: 3}
answers:
  org:
    name: 甲公司
    state: 是
    intro: |
      第一段
      第二段
  deal:
    list:
      - {number: HT-1, amount: 2万元, day: 2026-3-1}
      - {number: HT-2, amount: 很多}
reasons: {P1: 另附}
attachments:
  A01: [a.jpg, {file: b.jpg, title: 正面}]
"""


@pytest.fixture
def scheme(tmp_path: Path) -> Scheme:
    return small_scheme(tmp_path)


def test_a_file_is_read_as_people_write_it(scheme: Scheme) -> None:
    written = read_answers(read_text(TEXT.encode(), "answers.yaml"), scheme)
    assert written.problems == ()
    found = Application(written.edits)
    assert found.stored("org.state") == "yes"
    assert found.stored("org.intro") == "第一段\n第二段"
    assert [row.cells for row in found.rows("deal.list")] == [
        {"number": "HT-1", "amount": "20000.00", "day": "2026-03-01"},
        {"number": "HT-2", "amount": "很多"},
    ]
    assert [(file.slot, file.file, file.cells, file.where) for file in written.files] == [
        ("A01", "a.jpg", {}, "answers.yaml:16"),
        ("A01", "b.jpg", {"title": "正面"}, "answers.yaml:16"),
    ]


def test_written_answers_read_back_the_same(scheme: Scheme) -> None:
    found = Application(read_answers(read_text(TEXT.encode(), "answers.yaml"), scheme).edits)
    again = read_answers(read_text(write_answers(scheme, found).encode(), "again.yaml"), scheme)
    assert again.problems == ()
    assert Application(again.edits).answers == found.answers


@pytest.mark.parametrize(
    ("change", "with_", "problem"),
    [
        ("answers:", "anwsers:", "answers.yaml:3: The form has no anwsers. Did you mean answers?"),
        ("name:", "nmae:", "answers.yaml:5: The form has no org.nmae. Did you mean org.name?"),
        ("amount: 2", "amout: 2", "answers.yaml:12: The form has no amout. Did you mean amount?"),
        ("most:", "mots:", "answers.yaml:2: The form has no notice.mots. Did you mean notice.most?"),
        ("A01:", "A11:", "answers.yaml:16: The form has no A11. Did you mean A01?"),
        ("name: 甲公司", "name: {a: b}", "answers.yaml:5: A text is expected here."),
        ("number: HT-2", "open: 1", "answers.yaml:13: deal.list.open is computed and not filled in."),
    ],
)
def test_what_the_form_lacks_is_said_and_the_rest_is_read(scheme: Scheme, change: str, with_: str, problem: str) -> None:
    written = read_answers(read_text(TEXT.replace(change, with_, 1).encode(), "answers.yaml"), scheme)
    assert [describe(each, "en") for each in written.problems] == [problem]
    if change != "answers:":
        assert Application(written.edits).stored("org.state") == "yes"
