"""The command line as the process it is: streams, exit codes, languages, and what it must not load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.running import DAY

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def scheme() -> str:
    """Whose example is checked: a process must examine every paper first, here ten instead of the twenty-two of first products."""
    return "m05-keystage"


def start(*words: object, **variables: str) -> subprocess.CompletedProcess[bytes]:
    named = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "SHENBAO_HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "shenbao", *map(str, words)],
        env={**named, "PYTHONPATH": str(ROOT / "desktop"), **variables},
        capture_output=True,
        check=False,
    )


def test_output_is_utf8_whatever_the_locale_is() -> None:
    done = start("schemes", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "统筹协调与沙盒监管" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("variables", "word"), [({"LANG": "en_GB.UTF-8"}, "Usage"), ({"LANG": "zh_CN.UTF-8"}, "用法"), ({"LANG": "de_DE"}, "用法")]
)
def test_it_speaks_the_language_of_the_system(variables: dict[str, str], word: str) -> None:
    assert word in start("--help", **variables).stdout.decode("utf-8")


def test_the_example_checked_by_two_processes_in_a_row(example: Path) -> None:
    for _ in range(2):
        done = start("check", example, "--today", DAY, "--json")
        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout)["blocking"] == 0


def test_mistakes_go_to_standard_error_and_end_with_2(tmp_path: Path) -> None:
    done = start("check", tmp_path, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_borne() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "shenbao", "schemes"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 130


def test_checking_loads_no_engine(example: Path) -> None:
    start("check", example, "--today", DAY)
    engines = ("reportlab", "pikepdf", "pypdfium2", "PIL", "jinja2", "PySide6", "apsw", "subprocess")
    code = (
        "import sys; from shenbao.cli import main; "
        f"main(['check', {str(example)!r}, '--today', {DAY!r}, '--json']); "
        f"print([name for name in {engines} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT / "desktop")}, capture_output=True, check=True
    )
    assert done.stderr.decode().strip() == "[]"
