"""The one finder of content: user content first, then what is shipped with the program."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shenbao import paths
from shenbao.errors import ContentError

LARGEST = 4 * 1024 * 1024
"""Bytes a content file may have; the largest that is shipped has a sixtieth of it."""


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


def read(file: Path, name: str) -> bytes:
    """What is in the content file called `name`. ContentError when it cannot be read, or is too large to be one."""
    try:
        with file.open("rb") as stream:
            text = stream.read(LARGEST + 1)
    except OSError as error:
        raise ContentError("content.unreadable", name, reason=error.strerror or str(error)) from error
    if len(text) > LARGEST:
        raise ContentError("content.too_large", name, most=LARGEST // 1024 // 1024)
    return text


def strays(among: tuple[Path, ...]) -> Iterator[ContentError]:
    """What stands where content is looked for and is none: links into nowhere or in a circle, folders called like files, other endings."""
    for folder, ending in _HOMES:
        for root in among:
            for entry in sorted((root / folder).iterdir()) if (root / folder).is_dir() else ():
                name = f"{folder}/{entry.name}"
                if entry.name.endswith(ending) and not entry.is_file():
                    yield ContentError("content.no_file", name)
                elif entry.suffix in (".yml", ".txt") and entry.is_file():
                    yield ContentError("content.other_ending", name, ending=ending)


_HOMES = (("forms", ".yaml"), ("forms/groups", ".yaml"), ("forms/checks", ".yaml"))


@cache
def put_aside() -> dict[str, ContentError]:
    """Mistakes in the user's own content because of which this process works with what is shipped, by what they say."""
    return {}
