"""A portfolio to try the program with: every worked example in a library of its own, put there one after another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from shenbao import content, paths
from shenbao.forms.catalogue import catalogue


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
