"""A stored scheme is the same scheme, and is not believed once anything has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.small import FORM, NOTICE, write
from shenbao import paths
from shenbao.forms.catalogue import Catalogue


def load(root: Path, form: str = FORM) -> Catalogue:
    return Catalogue((write(root, forms__small=form, forms__notice=NOTICE),))


def test_what_is_recalled_equals_what_was_composed_and_reads_no_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(tmp_path).scheme("small")
    monkeypatch.setattr(Catalogue, "source", None)
    assert load(tmp_path).scheme("small") == first


def test_a_changed_or_new_file_is_seen(tmp_path: Path) -> None:
    first = load(tmp_path).scheme("small")
    write(tmp_path, forms__notice=NOTICE.replace("最多份数", "份数上限"))
    assert Catalogue((tmp_path,)).scheme("small").notice[0].label.zh == "份数上限"
    write(tmp_path, forms__parts="parts:\n  - {id: form, template: a.j2, title: {zh: 表, en: Form}}\n")
    assert Catalogue((tmp_path,)).scheme("small").parts != first.parts


@pytest.mark.parametrize("damage", [b"", b"x" * 100, None])
def test_a_damaged_store_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    first = load(tmp_path).scheme("small")
    (file,) = paths.cache().iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage if damage is not None else whole[:-1] + bytes([whole[-1] ^ 1]))
    assert load(tmp_path).scheme("small") == first
    assert file.read_bytes() == whole


def test_a_form_is_read_where_nothing_can_be_stored(tmp_path: Path) -> None:
    paths.cache().parent.mkdir(parents=True, exist_ok=True)
    paths.cache().write_text("in the way")
    assert load(tmp_path).scheme("small").id == "small"


OFFERS = (
    "schemes:\n  - {id: one, measure: 1, class: A, clause: '1.1', cap: {kind: none}, title: {zh: 甲, en: A}, applicants: {zh: 乙, en: B}}\n"
)


def test_the_list_of_schemes_is_recalled_until_its_file_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, forms__schemes=OFFERS)
    first = Catalogue((root,)).rows()
    write(tmp_path, forms__schemes=OFFERS.replace("甲", "丙"))
    assert Catalogue((root,)).rows()[0].title.zh == "丙"
    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "source", None)
        assert Catalogue((root,)).rows()[0].title.zh == "丙"
    write(tmp_path, forms__schemes=OFFERS)
    assert Catalogue((root,)).rows() == first
