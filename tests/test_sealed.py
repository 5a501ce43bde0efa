"""What is kept in the cache comes back as it was, and is not believed once anything has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from finishing import finished
from shenbao import loading, paths, policy, sealed
from shenbao.content import shipped
from shenbao.loading import Loaded
from shenbao.records import Text

NAME, MARK = "some.text", "made of this"
TEXT = Text(zh="甲", en="A")


def answers(folder: Path, name: str = "") -> Path:
    """The answers of an example without attachments; with another text, another file."""
    shutil.copytree(shipped() / "forms" / "examples" / "m12-center", folder, dirs_exist_ok=True)
    file = folder / loading.ANSWERS
    if name:
        file.write_text(f"{file.read_text('utf-8')}\nreasons: {{R07: {name}}}\n", "utf-8")
    return file


def loaded(file: Path) -> Loaded:
    return finished(loading.from_answers(file))


def test_what_was_kept_comes_back_under_the_same_mark_alone() -> None:
    sealed.keep(NAME, MARK, TEXT)
    assert sealed.recall(NAME, MARK, Text) == TEXT
    assert sealed.recall(NAME, "made of that", Text) is None
    assert sealed.recall("other.text", MARK, Text) is None


def test_what_another_program_or_another_python_kept_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed.keep(NAME, MARK, TEXT)
    monkeypatch.setattr(sealed, "_PROGRAM", "0.0.1 3.10")
    assert sealed.recall(NAME, MARK, Text) is None


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_one_changed_byte_is_enough_not_to_be_believed(at: int) -> None:
    sealed.keep(NAME, MARK, TEXT)
    file = paths.cache() / NAME
    text = bytearray(file.read_bytes())
    text[at] ^= 1
    file.write_bytes(text)
    assert sealed.recall(NAME, MARK, Text) is None


def test_where_nothing_can_be_kept_nothing_is_lost() -> None:
    paths.cache().parent.mkdir(parents=True, exist_ok=True)
    paths.cache().write_text("in the way")
    sealed.keep(NAME, MARK, TEXT)
    assert sealed.recall(NAME, MARK, Text) is None


def test_the_same_answers_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = answers(tmp_path)
    first = loaded(file)
    monkeypatch.setattr(loading, "_read", None)
    assert loaded(file).edits == first.edits


def test_changed_answers_are_read_again(tmp_path: Path) -> None:
    first = loaded(answers(tmp_path))
    again = loaded(answers(tmp_path, "另有说明"))
    assert again.edits != first.edits
    assert any(op.new == "另有说明" for edit in again.edits for op in edit.ops)


def test_the_recalled_policy_is_the_policy() -> None:
    policy.policy.cache_clear()
    read = policy.policy()
    policy.policy.cache_clear()
    assert policy.policy() == read
    policy.policy.cache_clear()
