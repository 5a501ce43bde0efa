"""What the tests of the command line rely on: commands run in this process, and the worked example with its verdicts remembered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.running import DAY, Outcome, Run
from shenbao.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, in Chinese and for `DAY` unless it says otherwise."""

    def command(*words: object, lang: str = "zh", today: str = DAY) -> Outcome:
        capsys.readouterr()
        code = main([*map(str, words), "--lang", lang, "--today", today])
        return Outcome(code, *capsys.readouterr())

    return command


@pytest.fixture
def scheme() -> str:
    """The scheme whose worked example the tests look at."""
    return "m08-first"


@pytest.fixture(scope="session")
def _remembered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that grows over the tests: examining a file takes a process."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def home(home: Path, _remembered: Path) -> Path:
    (home / "cache").symlink_to(_remembered)
    return home


@pytest.fixture
def example(tmp_path: Path, run: Run, scheme: str) -> Path:
    """The worked example, written by the program itself."""
    folder = tmp_path / "示例 申报"
    assert run("example", scheme, "-o", folder).code == 0
    return folder


@pytest.fixture
def light(tmp_path: Path, scheme: str, example: Path) -> Path:
    """The example's answers with a single attachment, as one folder."""
    folder = tmp_path / "light"
    (folder / "attachments").mkdir(parents=True)
    text = (example / "answers.yaml").read_text("utf-8")
    head = text.partition("\nattachments:\n")[0]
    name = next(file.name for file in sorted((example / "attachments").iterdir()) if file.name.startswith("A01"))
    shutil.copy(example / "attachments" / name, folder / "attachments")
    (folder / "answers.yaml").write_text(f"{head}\nattachments:\n  A01: [attachments/{name}]\n", "utf-8")
    return folder
