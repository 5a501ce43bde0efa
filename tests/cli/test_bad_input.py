"""Whatever is handed to the program, it answers with one clear sentence that says where, and exit code 2."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from cli.running import Run
from corpus import pdfs


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    told = run("check", tmp_path / "nowhere")
    assert (told.code, told.out) == (2, "")
    assert "nowhere" in told.err


def test_a_folder_without_answers(run: Run, tmp_path: Path) -> None:
    told = run("check", tmp_path)
    assert told.code == 2
    assert "answers.yaml" in told.err


def test_a_scheme_where_an_application_is_wanted(run: Run, scheme: str) -> None:
    told = run("check", scheme)
    assert told.code == 2
    assert f"shenbao example {scheme}" in told.err


@pytest.mark.parametrize("command", ["show", "example"])
def test_an_unknown_scheme_is_guessed(run: Run, tmp_path: Path, scheme: str, command: str) -> None:
    words = ["-o", tmp_path / "out"] if command == "example" else []
    told = run(command, scheme[:-1], *words, lang="en")
    assert told.code == 2
    assert f"Did you mean {scheme}?" in told.err


def test_answers_that_name_an_unknown_scheme(run: Run, tmp_path: Path, scheme: str) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(f"# mine\nscheme: {scheme}x\n")
    told = run("check", answers)
    assert told.code == 2
    assert "answers.yaml:2" in told.err
    assert scheme in told.err


def test_answers_that_name_no_scheme(run: Run, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("answers: {}\n")
    assert run("check", answers).code == 2


def test_every_unknown_field_is_told_with_its_line_and_a_guess(run: Run, light: Path) -> None:
    answers = light / "answers.yaml"
    lines = (
        answers.read_text("utf-8")
        .replace("    amount: 789万元", "    amuont: 789万元")
        .replace("    keywords:", "    keyword:")
        .splitlines()
    )
    answers.write_text("\n".join(lines), "utf-8")
    told = run("check", light, lang="en")
    assert told.code == 2
    for wrong, right in (("amuont", "amount"), ("keyword:", "keywords")):
        line = next(number for number, text in enumerate(lines, 1) if text.strip().startswith(wrong))
        assert any(f"answers.yaml:{line}: " in each and right in each for each in told.err.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "scheme: [\n",
        "scheme: a\nscheme: b\n",
        "\x00\x01\x02",
        "- 1\n",
        "",
        "a: &x 1\nb: *x\n",
        "[" * 5000,
        "scheme:\n  is: a mapping\n",
    ],
    ids=["open bracket", "twice", "control characters", "a list", "empty", "anchors", "deep", "a mapping"],
)
def test_what_is_no_file_of_answers(run: Run, tmp_path: Path, text: str) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(text)
    told = run("check", answers)
    assert (told.code, told.out) == (2, "")
    assert "answers.yaml" in told.err


def test_a_named_attachment_that_is_missing(run: Run, light: Path) -> None:
    next((light / "attachments").iterdir()).unlink()
    told = run("check", light)
    assert told.code == 2
    assert "answers.yaml:" in told.err


def test_an_attachment_with_a_password_is_a_finding_and_no_failure(run: Run, light: Path) -> None:
    file = next((light / "attachments").iterdir())
    answers = light / "answers.yaml"
    answers.write_text(answers.read_text("utf-8").replace(file.name, "locked.pdf"), "utf-8")
    (light / "attachments" / "locked.pdf").write_bytes(pdfs.with_open_password(Random(1)))
    told = run("check", light, "--json")
    assert told.code == 1
    assert any(finding["path"].startswith("attachments.A01") and finding["outcome"] == "violated" for finding in told.json["findings"])


def test_an_archive_that_is_none(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.shenbao"
    file.write_bytes(b"PK\x03\x04 and nothing else")
    assert run("check", file).code == 2
    assert run("open", file, "-o", tmp_path / "out").code == 2
    assert not (tmp_path / "out").exists()


def test_a_pdf_of_somebody_else(run: Run, tmp_path: Path, example: Path) -> None:
    foreign = next(file for file in (example / "attachments").iterdir() if file.suffix == ".pdf")
    for command in (("verify", foreign), ("check", foreign), ("open", foreign, "-o", tmp_path / "out")):
        told = run(*command)
        assert told.code == 2
        assert foreign.name in told.err


def test_output_that_cannot_be_written(run: Run, tmp_path: Path, light: Path, scheme: str) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    for command in (("pack", light, "-o", blocked / "pack.pdf"), ("example", scheme, "-o", blocked / "example")):
        told = run(*command)
        assert told.code == 2
        assert str(blocked) in told.err
    assert blocked.read_text() == "in the way"


@pytest.mark.parametrize(
    "words",
    [
        ["chek", "x"],
        ["check"],
        ["check", "x", "--jsn"],
        ["pack", "x"],
        ["pack", "x", "-o"],
        ["pack", "x", "-o", "y", "--in", "fr"],
        ["lint", "/nowhere"],
    ],
)
def test_a_command_that_makes_no_sense(run: Run, words: list[str]) -> None:
    for lang in ("zh", "en"):
        told = run(*words, lang=lang)
        assert (told.code, told.out) == (2, "")
        assert len(told.err.strip().splitlines()) == 1


@pytest.mark.parametrize("day", ["2026-02-30", "20260320", "today"])
def test_a_day_that_is_none(run: Run, light: Path, day: str) -> None:
    told = run("check", light, today=day)
    assert told.code == 2
    assert day in told.err


def test_a_mistake_of_the_program_leaves_a_report_and_no_traceback(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shenbao.cli.schemes.cap_text", lambda *_: 1 / 0)
    told = run("schemes")
    assert told.code == 70
    assert "Traceback" not in told.err
    report = next((home / "logs").glob("crash-*.txt"))
    assert str(report) in told.err
    assert "ZeroDivisionError" in report.read_text()


def test_ctrl_c_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("shenbao.cli.schemes.cap_text", stop)
    assert run("schemes") == (130, "", "")


def test_damaged_verdicts_are_found_out_and_made_anew(run: Run, light: Path, home: Path) -> None:
    (home / "cache").unlink()
    expected = run("check", light, "--json")
    for file in (home / "cache" / "verdicts").rglob("*.*"):
        if file.is_file():
            file.write_bytes(file.read_bytes().replace(b"merged", b"marged", 1))
    assert run("check", light, "--json") == expected


def test_a_damaged_normalised_file_never_gets_into_a_pack(run: Run, light: Path, home: Path, tmp_path: Path) -> None:
    (home / "cache").unlink()
    assert run("check", light).code in (0, 1)
    for file in (home / "cache" / "objects").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes().replace(b"/Type", b"/Tipe"))
    pack = tmp_path / "pack.pdf"
    assert run("pack", light, "-o", pack).code == 2
    assert not pack.exists()
    assert run("pack", light, "-o", pack).code == 0
