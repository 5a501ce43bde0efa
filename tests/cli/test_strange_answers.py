"""Answers that do not fit the form: each is told with file and line, what can be kept is kept as it was written, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import Run

WRONG = """\
scheme: m08-first
answers:
  product:
    name: [a, b]
    insured: maybe
    rd_start: 2026-13
  request: {amount: 两千万}
  cover: {date: 2026-02-30}
  org: 上海示例
  contract:
    list: {number: HT-1}
    invoices: [{contract: HT-9, gross: 1}, 7]
  leader: {civil_servant: {a: b}}
attachments:
  A99: [x.pdf]
notice: {nonsense: 3}
"""
SAID = {
    4: "A text is expected here.",
    9: "Keys with values are expected here.",
    11: "A list is expected here.",
    12: "contract.invoices.gross is computed and not filled in.",
    13: "A text is expected here.",
    15: "The form has no A99.",
    16: "The form has no notice.nonsense.",
}


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.yaml"
    file.write_text(WRONG, "utf-8")
    return file


@pytest.mark.parametrize("line", SAID)
def test_a_wrong_shape_is_told_with_its_line(run: Run, answers: Path, line: int) -> None:
    told = run("check", answers, lang="en")
    assert told.code == 2
    assert any(each.startswith(f"{answers}:{line}: {SAID[line]}") for each in told.err.splitlines()), told.err
    assert answers.read_text("utf-8") == WRONG


def test_a_wrong_value_is_kept_as_written_and_marked(run: Run, answers: Path) -> None:
    sound = "scheme: m08-first\nanswers:\n  product: {subtype: robot, insured: maybe, rd_start: 2026-13}\n  cover: {date: 2026-02-30}\n"
    answers.write_text(sound, "utf-8")
    told = run("check", answers, "--json", lang="en")
    assert told.code == 1
    marked = {finding["path"] for finding in told.json["findings"] if finding["code"] == "R04" and finding["outcome"] == "violated"}
    assert marked >= {"product.subtype", "product.rd_start", "cover.date"}


def test_answers_of_another_scheme_are_told_one_by_one(run: Run, example: Path) -> None:
    answers = example / "answers.yaml"
    text = answers.read_text("utf-8")
    answers.write_text(text.replace("scheme: m08-first", "scheme: m05-scaleup"), "utf-8")
    told = run("check", example, lang="en")
    assert told.code == 2
    for group in ("product", "contract", "adoption"):
        line = next(number for number, each in enumerate(text.splitlines(), 1) if each == f"  {group}:")
        assert any(f"answers.yaml:{line}: The form has no {group}." in each for each in told.err.splitlines()), told.err


def test_a_name_that_no_file_can_have_is_told_as_missing(run: Run, answers: Path) -> None:
    answers.write_text(f"scheme: m08-first\nattachments: {{A01: [{'x' * 5000}.pdf]}}\n", "utf-8")
    told = run("check", answers, lang="en")
    assert told.code == 2
    assert told.err.startswith(f"{answers}:2: The attachment “xxx")
