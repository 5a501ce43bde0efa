"""Puts files into a folder of the person's: a folder that holds anything else is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from shenbao import durable
from shenbao.errors import ExchangeError

Content = bytes | Path


def place(folder: Path, files: Mapping[str, Content]) -> None:
    """Writes `files` by their relative names. A folder that holds exactly them already is fine.

    ExchangeError cli.folder_not_empty when it holds anything else, cli.not_written when it cannot be written."""
    try:
        there = (
            {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()} if folder.is_dir() else {}
        )
        if there:
            if there.keys() == files.keys() and all(there[name].read_bytes() == _bytes(content) for name, content in files.items()):
                return
            raise ExchangeError("cli.folder_not_empty", str(folder))
        for name, content in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            durable.write_file(target, [content] if isinstance(content, bytes) else durable.read_chunks(content))
    except OSError as error:
        raise ExchangeError("cli.not_written", str(folder), reason=error.strerror or str(error)) from error


def _bytes(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()
