"""Content that somebody wrote wrong: `shenbao lint` names file, line and mistake, and the program goes on with what is shipped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.running import Run
from shenbao import content
from shenbao.forms.catalogue import catalogue

FORM = """\
id: own
measure: 8
version: "1"
title: {zh: 自备表, en: Own form}
headline: amounts.ceiling
title_path: work.title
applicant_path: work.title
constants:
  - {id: cap, value: "20000000", label: {zh: 最高金额, en: Cap}, clause: "8.4", quote: a maximum of 20 million yuan, unit: wan}
sections:
  - id: about
    title: {zh: 概况, en: About}
    uses:
      - {group: work}
amounts:
  - id: ceiling
    label: {zh: 上限, en: Ceiling}
    steps:
      - {id: limit, label: {zh: 最高, en: Cap}, value: "min(work.cost, constants.cap)", clause: "8.4"}
checks:
  - id: X01
    kind: at_most
    level: block
    title: {zh: 费用不得超过上限, en: Costs stay below the cap}
    value: work.cost
    limit: constants.cap
    clause: "8.4"
parts:
  - {id: form, template: own.xml.j2, title: {zh: 表, en: Form}}
"""
GROUP = """\
id: work
title: {zh: 工作, en: Work}
fields:
  - {id: title, kind: text, label: {zh: 名称, en: Title}, max: 60}
  - {id: kind, kind: one_of, label: {zh: 类别, en: Kind}, choices_from: districts}
  - {id: day, kind: date, label: {zh: 日期, en: Day}, example: "2026-03-05"}
  - id: list
    kind: table
    label: {zh: 明细, en: Lines}
    columns:
      - {id: what, kind: text, label: {zh: 内容, en: What}}
      - {id: amount, kind: money, label: {zh: 金额, en: Amount}, min: 0}
  - {id: cost, kind: money, label: {zh: 费用, en: Costs}, compute: sum(work.list.amount)}
  - {id: double, kind: money, label: {zh: 两倍, en: Double}, compute: work.cost * 2}
"""
TEMPLATE = """\
<part id="form" title="{{ title }}">
  <h1>{{ title }}</h1>
  <p>{{ title }}</p>
</part>
"""
FILES = {"forms/own.yaml": FORM, "forms/groups/work.yaml": GROUP, "templates/own.xml.j2": TEMPLATE}


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Each test sees the content of its own folders."""
    for kept in (catalogue, content.put_aside):
        kept.cache_clear()
    yield
    for kept in (catalogue, content.put_aside):
        kept.cache_clear()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A sound content folder with a form of its own."""
    for name, text in FILES.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "content"


def linted(run: Run, own: Path) -> list[str]:
    told = run("lint", own / "forms" / "own.yaml", lang="en")
    assert told.code == 1, told.out
    return told.out.splitlines()[:-1]


def test_the_form_is_sound_before_it_is_broken(run: Run, own: Path) -> None:
    assert run("lint", own / "forms" / "own.yaml").code == 0


FORM_FILE, GROUP_FILE, TEMPLATE_FILE = FILES

BREAKAGES = {
    "bad YAML": (FORM_FILE, "measure: 8", "measure: [8", "A bracket is not closed"),
    "tab indentation": (FORM_FILE, "    title: {zh: 概况", "\ttitle: {zh: 概况", "not tabs"),
    "duplicate key": (FORM_FILE, 'version: "1"', 'version: "1"\nversion: "2"', "The key version appears twice."),
    "unknown key": (GROUP_FILE, "label: {zh: 类别", "lable: {zh: 类别", "There is no key lable. Did you mean label?"),
    "missing key": (GROUP_FILE, "kind: date, ", "", "The key kind is missing."),
    "unknown kind": (GROUP_FILE, "kind: date", "kind: dat", "“dat” is not an option. Did you mean date?"),
    "unknown group": (FORM_FILE, "group: work", "group: wrok", "There is no wrok.yaml in forms/groups. Did you mean work?"),
    "unknown field left out": (FORM_FILE, "{group: work}", "{group: work, omit: [dya]}", "There is no field dya. Did you mean day?"),
    "unknown list": (GROUP_FILE, "choices_from: districts", "choices_from: district", "has no list district. Did you mean districts?"),
    "unknown field in an expression": (
        GROUP_FILE, "sum(work.list.amount)", "sum(work.list.amuont)", "reads work.list.amuont, which does not exist. Did you mean",
    ),
    "unknown function": (GROUP_FILE, "compute: sum(", "compute: summ(", "summ"),
    "broken expression": (GROUP_FILE, "compute: work.cost * 2", "compute: work.cost *", "incomplete or wrong near “work.cost *”"),
    "wrong type in an expression": (GROUP_FILE, "compute: work.cost * 2", "compute: work.day * 2", "day"),
    "computed in a circle": (GROUP_FILE, "sum(work.list.amount)", "work.double / 2", "The computation runs in a circle"),
    "misquoted clause": (FORM_FILE, "a maximum of 20 million yuan", "a maximum of 30 million yuan", "Clause 8.4 does not say"),
    "unknown clause": (FORM_FILE, 'limit: constants.cap\n    clause: "8.4"', 'limit: constants.cap\n    clause: "8.14"', "no clause 8.14"),
    "missing translation": (GROUP_FILE, "en: Title}", 'en: ""}', "title has no English."),
    "negative ceiling": (FORM_FILE, 'value: "20000000"', 'value: "-20000000"', "cap is negative"),
    "number that is none": (FORM_FILE, 'value: "20000000"', 'value: "20 million"', "A number is expected here, not “20 million”."),
    "number without a basis": (FORM_FILE, 'limit: constants.cap\n    clause: "8.4"', 'limit: "3"', "X01 uses 3: name its clause"),
    "bad date": (GROUP_FILE, 'example: "2026-03-05"', 'example: "2026-02-30"', "does not accept “2026-02-30”"),
    "table in a table": (
        GROUP_FILE, "{id: what, kind: text", "{id: what, kind: table", "what is a table within a table",
    ),
    "column named twice": (GROUP_FILE, "{id: amount, kind: money", "{id: what, kind: money", "what appears twice"),
    "field named twice": (GROUP_FILE, "{id: kind, kind: one_of", "{id: title, kind: one_of", "work.title appears twice"),
    "check named twice": (FORM_FILE, "parts:", """\
  - {id: X01, kind: present, level: warn, title: {zh: 有日期, en: Dated}, value: work.day}
parts:""", "X01 appears twice"),
    "id that is a word of the language": (GROUP_FILE, "{id: day,", "{id: class,", "class cannot be an id"),
    "limits the wrong way round": (GROUP_FILE, "max: 60", "min: 80, max: 60", "min is above max"),
    "id differing from the file's name": (FORM_FILE, "id: own\n", "id: owner\n", "differs from the file's name"),
    "no template": (FORM_FILE, "template: own.xml.j2", "template: owm.xml.j2", "There is no template owm.xml.j2."),
    "template with an unknown element": (TEMPLATE_FILE, "<p>{{ title }}</p>", "<para>{{ title }}</para>", "no element “para”"),
    "template that calculates": (TEMPLATE_FILE, "<p>{{ title }}</p>", "<p>{{ 7 * 7 }}</p>", "calculat"),
    "template with a syntax error": (TEMPLATE_FILE, "<p>{{ title }}</p>", "<p>{% if title %}</p>", "if"),
    "template that takes another file in": (TEMPLATE_FILE, "<p>{{ title }}</p>", '<p>{% include "x" %}</p>', "Include"),
    "anchor": (FORM_FILE, "id: own\n", "id: &own own\n", "The anchor or alias own is not allowed"),
}  # fmt: skip
"""What was changed into what, and what is said about it."""


@pytest.mark.parametrize("name", BREAKAGES)
def test_a_mistake_is_told_with_file_and_line(run: Run, own: Path, name: str) -> None:
    file, right, wrong, said = BREAKAGES[name]
    text = FILES[file]
    assert right in text
    (own / file).write_text(text.replace(right, wrong, 1), "utf-8")
    lines = linted(run, own)
    told = next((line for line in lines if said in line), "")
    assert told, lines
    place, number = told.split(": ")[0].rpartition(":")[::2]
    assert place in FILES
    assert number.isdigit()


def _gb18030(file: Path) -> None:
    file.write_bytes(GROUP.encode("gb18030"))


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _huge(file: Path) -> None:
    file.write_bytes(GROUP.encode() + b"# \n" * 2_000_000)


def _binary(file: Path) -> None:
    file.write_bytes(bytes(range(256)) * 20)


def _loop(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.name)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _ending(file: Path) -> None:
    file.rename(file.with_suffix(".yml"))


def _nested(file: Path) -> None:
    file.write_bytes(b"id: work\ntitle: " + b"[" * 20_000)


DAMAGES: dict[Callable[[Path], None], str] = {
    _gb18030: "work.yaml:2: The file is not UTF-8.",
    _empty: "work.yaml:1: ",
    _huge: "work.yaml: The file has more than 4 MB",
    _binary: "work.yaml:2: The file is not UTF-8.",
    _loop: "work.yaml: A file belongs here",
    _folder: "work.yaml: A file belongs here",
    _ending: "work.yml: The name does not end in .yaml",
    _nested: "Not valid YAML",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_what_is_no_content_file_is_told(run: Run, own: Path, damage: Callable[[Path], None]) -> None:
    damage(own / GROUP_FILE)
    lines = linted(run, own)
    assert any(DAMAGES[damage] in line for line in lines), lines


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever may read everything reads it")
def test_a_file_that_may_not_be_read_is_told(run: Run, own: Path) -> None:
    (own / GROUP_FILE).chmod(0)
    assert any("work.yaml: The file cannot be read" in line for line in linted(run, own))


# -- the program itself ------------------------------------------------------------------------------------------------


def put(home: Path, name: str, text: str | bytes) -> None:
    """A file of the person's own content."""
    file = home / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("forms/groups/org.yaml", "id: org\ntitle: [\n"),
        ("forms/m08-first.yaml", b"\xff\xfe\x00binary"),
        ("forms/notice.yaml", ""),
        ("forms/lists.yaml", "districts:\n  - {cod: x}\n"),
        ("forms/schemes.yaml", "schemes: none\n"),
        ("resources/policy/measures.yaml", "title: 1\n"),
    ],
)
def test_the_program_goes_on_with_what_is_shipped_and_says_so(run: Run, home: Path, light: Path, name: str, text: str | bytes) -> None:
    from shenbao.policy import policy

    policy.cache_clear()
    catalogue.cache_clear()
    put(home, name, text)
    told = run("check", light, lang="en")
    listed = run("schemes", lang="en")
    policy.cache_clear()
    assert listed.code == 0
    assert told.code in (0, 1), told.err
    assert "the shipped content is used instead" in told.err + listed.err
    assert f"{name}:" in told.err + listed.err


def test_a_form_that_only_the_person_has_is_told_and_the_others_stay(run: Run, home: Path) -> None:
    put(home, "forms/own.yaml", "id: own\nversion: [\n")
    assert "forms/own.yaml:" in run("show", "own", lang="en").err
    assert run("show", "m08-first", lang="en").code == 0
