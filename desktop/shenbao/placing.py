"""Puts files into a folder of the person's: a folder that holds anything else is left alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A folder to write files into, which becomes `folder` when all went well and vanishes otherwise: a set of files is wholly there
    or not at all. A folder that holds exactly these files already is fine.

    ExchangeError as `place`."""
    try:
        with unfinished(folder) as staging:
            yield staging
            if folder.is_dir() and any(folder.iterdir()):
                place(folder, {file.name: file for file in sorted(staging.iterdir())})
            else:
                if folder.is_dir():
                    folder.rmdir()
                durable.sync_folder(staging)
                durable.publish(staging, folder)
    except OSError as error:
        raise ExchangeError("cli.not_written", str(folder), reason=error.strerror or str(error)) from error


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """An empty folder beside `folder`, gone at the end. Raises OSError."""
    staging = staging_of(folder)
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def staging_of(folder: Path) -> Path:
    """Where files of a set wait until all of them are there; to be swept when whoever wrote them was stopped."""
    return folder.with_name(f"{folder.name}{durable.TEMPORARY}")


def _bytes(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()
