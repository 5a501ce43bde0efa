"""Options of the tests of documents."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the positions of the demonstration document anew")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden", default=False))


@pytest.fixture(scope="session")
def prose() -> list[str]:
    """Three pages of Chinese prose as applicants write it, paragraph by paragraph."""
    return (HERE / "prose.txt").read_text(encoding="utf-8").splitlines()
