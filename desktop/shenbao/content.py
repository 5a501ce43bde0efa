"""The one finder of content: user content first, then what is shipped with the program."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shenbao import paths


@cache
def shipped() -> Path:
    """Folder holding `forms`, `templates` and `resources`: the wheel's or frozen program's `_content`, else the checkout."""
    here = Path(__file__).resolve().parent
    packed = here / "_content"
    return packed if packed.is_dir() else here.parents[1]


def roots() -> tuple[Path, ...]:
    """Folders searched for content, the first that has a file wins: the user's own, then what is shipped."""
    return (paths.content(), shipped())


def find(name: str, among: tuple[Path, ...] | None = None) -> Path | None:
    """The file called `name`, such as `forms/notice.yaml`, or None."""
    return next((file for root in among or roots() if (file := root / name).is_file()), None)


def names(folder: str, ending: str, among: tuple[Path, ...] | None = None) -> Iterator[str]:
    """Names, sorted and each once, of the content files directly in `folder`, such as `forms/notice.yaml`."""
    found = {f"{folder}/{file.name}" for root in among or roots() for file in (root / folder).glob(f"*{ending}") if file.is_file()}
    return iter(sorted(found))
