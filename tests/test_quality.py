"""The habits of the project, kept by a machine: lint, types, layers, and the promises of the design."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "desktop" / "shenbao"
MODULES = sorted(PACKAGE.rglob("*.py"))


def run(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_finds_nothing() -> None:
    run("ruff", "check", ".")


def test_code_is_formatted() -> None:
    run("ruff", "format", "--check", ".")


def test_types_hold() -> None:
    run("mypy")


def test_layers_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "desktop"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_scheme_is_named_in_python() -> None:
    """A new scheme is a form file, an example and, where it differs, a template."""
    schemes = re.compile(r"\bm(0[1-9]|1[0-5])-[a-z]")
    named = [f"{file.relative_to(ROOT)}" for file in MODULES if schemes.search(file.read_text(encoding="utf-8"))]
    assert not named


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_for_and_runs_no_text_as_code(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "a module's first line says the one thing it does"
    forbidden = {"eval", "exec", "__import__"}
    calls = [node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    assert not forbidden.intersection(calls)
    imported = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not imported & {"pickle", "marshal", "shelve"}


def test_command_line_imports_no_engine() -> None:
    code = "import sys, shenbao.cli; print([m for m in ('reportlab','pikepdf','jinja2','PySide6','PIL','pypdfium2') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / "desktop")}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
