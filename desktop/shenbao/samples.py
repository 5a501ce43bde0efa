"""A portfolio to try the program with: every worked example in a library of its own, put there one after another."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from pathlib import Path

import msgspec

from shenbao import content, paths
from shenbao.forms.catalogue import catalogue
from shenbao.incoming import Incoming, read_answers
from shenbao.records import Progress

_PROFILE = "enterprise.yaml"
"""Beside the answers of an example: what the profile of its enterprise says beyond them."""


def library() -> Path:
    """Where the portfolio is kept, apart from the person's own library."""
    return paths.home() / "sample"


def missing(there: Collection[str]) -> Iterator[Path]:
    """Folders of the examples of all schemes that are not among `there`, the richest kind of scheme first."""
    rows = sorted(catalogue().rows(), key=lambda row: row.scheme_class)
    for row in rows:
        file = content.find(f"forms/examples/{row.id}/answers.yaml")
        if row.id not in there and file is not None:
            yield file.parent


def read(example: Path, library: Path) -> Generator[Progress, None, tuple[Incoming, ...]]:
    """The application of an example, after the profile of its enterprise where it has one; may be driven in any thread."""
    application = yield from read_answers(example, library)
    if not (example / _PROFILE).is_file():
        return (application,)
    return (yield from _profile(example / _PROFILE, application)), application


def _profile(file: Path, application: Incoming) -> Generator[Progress, None, Incoming]:
    """What the application says under the paths of the profile, and what the file adds."""
    from shenbao import loading
    from shenbao.application import OPENING, Application
    from shenbao.draft import opening

    added = yield from loading.from_answers(file)
    said = opening(added.scheme, Application(application.edits))
    edits = (*said, *(edit for edit in added.edits if edit.origin != "default"))
    as_read = tuple(msgspec.structs.replace(edit, label=OPENING, origin="import") for edit in edits)
    return Incoming(kind="enterprise", scheme=added.scheme.id, edits=as_read)
