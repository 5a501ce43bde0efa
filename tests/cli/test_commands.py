"""Every command does what its help says, in both languages, and its JSON keeps the documented shape."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.running import DAY, Run
from finishing import finished
from shenbao.cli.parser import COMMANDS
from shenbao.exchange import archive
from shenbao.forms.catalogue import catalogue
from shenbao.loading import load
from shenbao.records import RecordId

FINDING = ["code", "level", "outcome", "path", "message", "clause", "actual", "limit", "over", "missing", "steps", "here", "there"]
STEP = ["text", "label", "value", "unit", "clause", "note", "parts"]


def said(report: Any) -> list[tuple[str, str]]:
    """What a report says of each rule."""
    return [(finding["code"], finding["outcome"]) for finding in report["findings"]]


def hand_over(folder: Path, file: Path) -> None:
    """The application in a folder as a `.shenbao` file."""
    loaded = finished(load(str(folder)))
    draft = loaded.draft(date.fromisoformat(DAY))
    moment = datetime(2026, 3, 20, tzinfo=UTC)
    about = archive.Application(
        id=RecordId("a" * 12), kind="application", scheme=draft.scheme.id, content_version=draft.scheme.content_version,
        created=moment, updated=moment, summary=draft.summary(),
    )  # fmt: skip
    originals = {hashlib.sha256(each.read_bytes()).hexdigest(): each for each in (folder / "attachments").iterdir()}
    answers = draft.snapshot().answers
    archive.write(archive.Archive(application=about, answers=answers, journal=loaded.edits), originals, file)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_its_use_with_examples(run: Run, command: str, lang: str) -> None:
    told = run(command, "--help", lang=lang)
    assert told.code == 0
    assert f"  shenbao {command}" in told.out
    assert "--today" in told.out


def test_help_names_every_command(run: Run) -> None:
    told = run("--help")
    assert told.code == 0
    assert all(f"\n  {command} " in told.out for command in COMMANDS)


class TestSchemes:
    def test_lists_all_that_the_policy_offers(self, run: Run) -> None:
        told = run("schemes")
        assert told.code == 0
        assert all(row.id in told.out for row in catalogue().rows())

    def test_columns_stand_below_each_other_whatever_the_width_of_their_letters(self, run: Run) -> None:
        from shenbao.cli.console import width

        lines = run("schemes").out.splitlines()
        start = width(lines[0][: lines[0].index("事项")])
        for row in catalogue().rows():
            line = next(line for line in lines if line.startswith(f"{row.id} "))
            assert width(line[: line.index(row.title.zh[:4])]) == start

    def test_json(self, run: Run) -> None:
        first = run("schemes", "--json").json["schemes"][0]
        expected = ["scheme", "measure", "class", "clause", "title", "title_official", "applicants", "cap", "one_time", "has_form"]
        assert list(first) == expected


class TestShow:
    def test_gives_clause_ceiling_fields_and_attachments(self, run: Run, scheme: str) -> None:
        told = run("show", scheme)
        form = catalogue().scheme(scheme)
        assert told.code == 0
        for expected in (form.title.zh, form.clause, next(iter(form.places)), form.slots[0].code, f"notice.{form.notice[0].id}"):
            assert expected in told.out

    def test_json_names_every_field(self, run: Run, scheme: str) -> None:
        shown = run("show", scheme, "--json").json
        paths = {field["path"] for section in shown["sections"] for field in section["fields"]}
        assert paths == set(catalogue().scheme(scheme).places)

    def test_where_nothing_can_be_applied_for_the_measure_is_shown_and_what_to_apply_for_instead(self, run: Run) -> None:
        told = run("show", "m07-pilotzone", lang="en")
        assert told.code == 0
        for expected in ("7.1", "7.4", "nothing to apply for", "Responsible: Municipal and district", "m06-cluster"):
            assert expected in told.out
        assert run("show", "m07-pilotzone", "--json").json["see"][0] == "m06-cluster"

    def test_a_letter_at_will_is_no_application(self, run: Run) -> None:
        told = run("show", "m15-coord")
        assert "没有可以申报的内容" in told.out
        assert "trial.relief" in told.out


class TestExample:
    def test_the_same_folder_can_be_written_again(self, run: Run, scheme: str, example: Path) -> None:
        assert run("example", scheme, "-o", example).code == 0

    def test_a_folder_with_anything_else_is_left_alone(self, run: Run, scheme: str, example: Path) -> None:
        (example / "mine.txt").write_text("mine")
        told = run("example", scheme, "-o", example)
        assert told.code == 2
        assert str(example) in told.err


class TestCheck:
    def test_the_worked_example_is_free_of_problems(self, run: Run, example: Path) -> None:
        told = run("check", example)
        assert (told.code, told.err) == (0, "")
        assert "7,890,000.00 元" in told.out

    def test_a_request_above_the_ceiling_blocks(self, run: Run, example: Path) -> None:
        answers = example / "answers.yaml"
        answers.write_text(answers.read_text("utf-8").replace("amount: 789万元", "amount: 7890000.01"), "utf-8")
        told = run("check", answers, "--json")
        assert told.code == 1
        finding = next(each for each in told.json["findings"] if each["code"] == "R18")
        expected = {"level": "block", "outcome": "violated", "path": "request.amount", "clause": "8.4", "missing": []}
        assert expected.items() <= finding.items()
        assert (finding["actual"], finding["limit"], finding["over"]) == ("7890000.01", "7890000.00", "0.01")
        assert "阻止提交" in run("check", answers).out

    def test_json_keeps_its_shape(self, run: Run, light: Path) -> None:
        report = run("check", light, "--json").json
        assert report["today"] == DAY
        assert all(list(finding) == FINDING for finding in report["findings"])
        assert all(list(step) == STEP for amount in report["amounts"] for step in amount["steps"])
        assert report["requested"] == "7890000.00"

    def test_a_form_just_begun_has_undecided_rules_and_no_made_up_figures(self, run: Run, tmp_path: Path, scheme: str) -> None:
        answers = tmp_path / "answers.yaml"
        answers.write_text(f"scheme: {scheme}\n")
        report = run("check", answers, "--json").json
        assert "undecided" in {finding["outcome"] for finding in report["findings"]}
        assert report["requested"] is None
        assert report["amounts"][0]["value"] is None

    def test_the_second_look_at_a_file_starts_no_process(self, run: Run, light: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        first = run("check", light, "--json")
        monkeypatch.setattr("shenbao.packs.attachments.asking.examine", lambda *_: pytest.fail("examined again"))
        assert run("check", light, "--json") == first


class TestExplain:
    def test_tells_the_ceiling_step_by_step_with_the_clause_quoted(self, run: Run, light: Path) -> None:
        told = run("explain", light)
        assert told.code == 0
        assert "条款 8.4" in told.out
        assert "不超过2000万元" in told.out

    def test_one_value(self, run: Run, light: Path) -> None:
        told = run("explain", light, "amounts.ceiling", "--json").json
        assert told["explanation"]["value"] == "7890000.00"
        assert [step["label"] for step in told["explanation"]["parts"]][-1] == "可申请上限"

    def test_a_cell_by_the_number_of_its_row(self, run: Run, light: Path) -> None:
        told = run("explain", light, "contract.list/1/eligible_net")
        assert told.code == 0

    def test_a_path_nearly_right(self, run: Run, light: Path) -> None:
        told = run("explain", light, "request.amuont")
        assert told.code == 2
        assert "request.amount" in told.err


class TestPackAndBack:
    def test_a_final_pack_is_built_and_verified(self, run: Run, example: Path, tmp_path: Path) -> None:
        pack = tmp_path / "材料.pdf"
        built = run("pack", example, "-o", pack, "--final", "--json")
        assert (built.code, built.json["built"], built.json["final"]) == (0, True, True)
        verified = run("verify", pack, "--json")
        assert verified.code == 0
        shown = {key: built.json[key] for key in ("fingerprint", "scheme", "content_version", "today")}
        plain = {"archive": False, "redacted": False, "masked": [], "letter_face": "", "letterhead": ""}
        assert {"verdict": "unchanged", "readable": True, "final": True, "lang": "zh", **plain, **shown} == verified.json

    def test_a_pack_is_opened_again_as_an_application_that_says_the_same(self, run: Run, light: Path, tmp_path: Path) -> None:
        pack, again = tmp_path / "draft.pdf", tmp_path / "again"
        assert run("pack", light, "-o", pack, "--without-originals").code == 0
        opened = run("open", pack, "-o", again)
        assert opened.code == 0
        assert "不是原始文件" in opened.out
        assert len(list((again / "attachments").iterdir())) == 1
        first, *others = (run("check", source, "--json").json for source in (light, pack, again))
        for other in others:
            assert said(other) == said(first)
            assert other["amounts"] == first["amounts"]

    def test_an_archive_gives_the_original_files_back_and_can_be_packed(self, run: Run, light: Path, tmp_path: Path) -> None:
        file, again = tmp_path / "handed-over.shenbao", tmp_path / "again"
        hand_over(light, file)
        assert run("open", file, "-o", again).code == 0
        original, taken = (next((folder / "attachments").iterdir()) for folder in (light, again))
        assert (taken.name, taken.read_bytes()) == (original.name, original.read_bytes())
        assert said(run("check", file, "--json").json) == said(run("check", light, "--json").json)
        assert run("pack", file, "-o", tmp_path / "pack.pdf").code == 0

    def test_a_blocked_final_pack_leaves_no_file(self, run: Run, light: Path, tmp_path: Path) -> None:
        out = tmp_path / "final.pdf"
        told = run("pack", light, "-o", out, "--final")
        assert told.code == 1
        assert told.err
        assert "阻止提交" in told.out
        assert list(tmp_path.glob("final.pdf*")) == []
        assert run("pack", light, "-o", out, "--final", "--json").json["built"] is False

    def test_any_changed_byte_is_told(self, run: Run, light: Path, tmp_path: Path) -> None:
        pack = tmp_path / "draft.pdf"
        assert run("pack", light, "-o", pack).code == 0
        pack.write_bytes(pack.read_bytes() + b"\n")
        told = run("verify", pack, "--json")
        assert (told.code, told.json["verdict"], told.json["readable"]) == (1, "changed", True)
        pack.write_bytes(pack.read_bytes()[: pack.stat().st_size // 2])
        assert run("verify", pack).code == 1
        cut = run("open", pack, "-o", tmp_path / "cut")
        assert cut.code == 2
        assert str(pack) in cut.err
        assert run("pack", pack, "-o", tmp_path / "x.pdf").code == 2


class TestLint:
    def test_a_mistake_is_told_with_file_and_line(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "content" / "forms"
        folder.mkdir(parents=True)
        (folder / "odd.yaml").write_text("id: odd\nversion: '1'\ntitel: x\n", "utf-8")
        told = run("lint", folder / "odd.yaml")
        assert told.code == 1
        assert "forms/odd.yaml:3" in told.out

    def test_a_template_that_calculates(self, run: Run, tmp_path: Path, scheme: str) -> None:
        form = tmp_path / "content" / "forms"
        form.mkdir(parents=True)
        (form / "odd.yaml").write_text("id: odd\nversion: '1'\n", "utf-8")
        template = tmp_path / "content" / "templates" / "odd.xml.j2"
        template.parent.mkdir()
        template.write_text("<p>\n{{ 1 + total }}</p>\n", "utf-8")
        told = run("lint", form / "odd.yaml", "--json")
        assert "templates/odd.xml.j2:2" in {mistake["where"] for mistake in told.json["mistakes"]}


def test_an_application_of_the_library(run: Run, example: Path, home: Path) -> None:
    from shenbao.workspace import Workspace

    workspace = Workspace.open(home / "library", date.fromisoformat(DAY))
    record = workspace.create_application(catalogue().ids()[0], None)
    workspace.close()
    told = run("check", record, "--json")
    assert told.json["scheme"] == catalogue().ids()[0]
    assert run("check", "a" * 12).code == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_window_speaks_the_language_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    from shenbao.ui import app

    opened: list[dict[str, Any]] = []

    def main(argv: list[str], **options: Any) -> int:
        opened.append(options)
        return 0

    monkeypatch.setattr(app, "main", main)
    assert run("gui", lang=lang).code == 0
    assert [options["lang"] for options in opened] == [lang]
