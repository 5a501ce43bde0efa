"""Lint finds what no struct can refuse, on the line where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.small import FORM, NOTICE, write
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.lint import lint
from shenbao.messages import describe

CLAUSES = {"8.4": "financial support of up to 30% of the contract value"}
PARTS = """
parts:
  - {id: form, template: form.xml.j2, title: {zh: 表, en: Form}}
"""


def told(root: Path, form: str = FORM, lacks: str = "") -> list[str]:
    write(root, forms__small=form, forms__notice=NOTICE, forms__parts=PARTS)
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / "form.xml.j2").write_text("", encoding="utf-8")
    errors = lint(Catalogue((root,)), "small", clauses=CLAUSES, lacks=lambda text: "".join(each for each in lacks if each in text))
    return [describe(error, "en") for error in errors]


SOUND = FORM.replace("length(org.ministry) > 2", "length(org.ministry) > 1").replace("headline:", "title_path: org.name\nheadline:")


def test_a_sound_form_has_no_mistakes(tmp_path: Path) -> None:
    assert told(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("change", "with_", "error"),
    [
        ("limit: row.amount", "limit: row.amuont", "reads row.amuont, which does not exist. Did you mean row.amount?"),
        ("compute: sum(deal.list.amount)", "compute: sum(deal.lists.amount)", "Did you mean deal.list.amount?"),
        ("quote: up to 30%, unit: percent", "quote: up to 40%, unit: percent", "Clause 8.4 does not say “up to 40%”."),
        ('clause: "8.4", quote: up to 30%, unit: percent', 'clause: "8.9", quote: up to 30%, unit: percent', "There is no clause 8.9."),
        ("limit: notice.most", 'limit: "3"', "R25 uses 3: name its clause or its basis."),
        ("en: Name}", 'en: ""}', "name has no English."),
        ("id: org\n    title", "id: org\n    part: annex\n    title", "Section org belongs to the part annex, which the pack lacks"),
        ("compute: row.amount - row.paid", "compute: row.open - row.paid", "The computation runs in a circle"),
        ("value: request.total,", "value: amounts.ceiling.shared,", "The computation runs in a circle"),
        ("default: 中文", "default: 中文, min: 5", "“Language” does not accept “中文”."),
        ("length(org.ministry) > 1", "org.ministry + 1 > 1", "forms/small.yaml:"),
        ("floor_fen(", "floor_fenn(", "forms/small.yaml:"),
    ],
)
def test_a_mistake_is_found(tmp_path: Path, change: str, with_: str, error: str) -> None:
    assert change in SOUND
    assert any(error in each for each in told(tmp_path, SOUND.replace(change, with_)))


def test_a_mistake_has_its_line(tmp_path: Path) -> None:
    form = SOUND.replace("limit: row.amount", "limit: row.amuont")
    line = next(number for number, text in enumerate(form.splitlines(), 1) if "amuont" in text)
    assert told(tmp_path, form)[0].startswith(f"forms/small.yaml:{line}: ")


def test_a_character_that_no_font_has_is_found(tmp_path: Path) -> None:
    assert any("No bundled font has: 语" in each for each in told(tmp_path, SOUND, lacks="语"))


def test_a_part_without_a_template_is_found(tmp_path: Path) -> None:
    told(tmp_path, SOUND)
    (tmp_path / "templates" / "form.xml.j2").unlink()
    errors = lint(Catalogue((tmp_path,)), "small", clauses=CLAUSES)
    assert [describe(error, "en") for error in errors] == ["forms/parts.yaml:3: There is no template form.xml.j2."]
