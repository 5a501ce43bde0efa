"""The front door: what it does on a machine that lacks things, that has everything, and that may not install."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def start() -> ModuleType:
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_needs_the_standard_library_only() -> None:
    code = "import sys; sys.path.insert(0, '.'); import start; print('ok')"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "ok", done.stderr


def test_a_library_nobody_has_is_lacking(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.sys, "platform", "linux")
    monkeypatch.setattr(start, "QT_LIBRARIES", {"libnobodyhasthis.so.9": "libnobody9", "libc.so.6": "libc6"})
    assert start.lacking() == ["libnobody9"]


def test_other_systems_lack_nothing(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.sys, "platform", "darwin")
    assert start.lacking() == []


def test_where_it_may_not_install_it_says_the_one_line(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "lacking", lambda: ["libegl1", "python3-venv"])
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(start.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(SystemExit, match="sudo apt-get install -y libegl1 python3-venv"):
        start.complete_system()


def test_the_same_lock_is_installed_once(start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("one==1\n")
    monkeypatch.setattr(start, "VENV", tmp_path)
    monkeypatch.setattr(start, "PYTHON", lock)
    assert not start.is_installed(lock)
    start.stamp(lock).write_text(start.fingerprint(lock))
    assert start.is_installed(lock)
    lock.write_text("one==2\n")
    assert not start.is_installed(lock)


def test_lock_files_name_no_address_and_hash_everything() -> None:
    for name in ("lock.txt", "lock-dev.txt"):
        text = (ROOT / "packaging" / name).read_text()
        assert "://" not in text
        entries = [block for block in text.split("\n\n") if block.strip()]
        assert all("--hash=sha256:" in block for block in entries)


def test_every_dependency_is_locked() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = {line.split("==")[0] for line in (ROOT / "packaging" / "lock.txt").read_text().splitlines() if "==" in line}
    wanted = {requirement.split(">=")[0].lower() for requirement in project["dependencies"]}
    assert wanted <= locked
