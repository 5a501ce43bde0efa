"""Keeps composed schemes, and other forms files as they were read, on disk: no start need read YAML again.

A stored scheme counts only when every file it was made of still has the same digest; anything wrong with it, and it is made anew.
"""

from __future__ import annotations

from typing import TypeVar

from shenbao import sealed
from shenbao.forms.schema import (
    AdviceFile,
    AdviceRule,
    AmountRule,
    AmountStep,
    Cap,
    CatalogueRow,
    Check,
    Choice,
    Constant,
    Field,
    Need,
    Part,
    SchemesFile,
    Slot,
)
from shenbao.forms.scheme import PlacedGroup, PlacedSection, Scheme
from shenbao.records import Record

T = TypeVar("T")

_SHAPE = sealed.shape(Scheme, PlacedSection, PlacedGroup, Field, Choice, Check, Slot, Part, Constant, AmountRule, AmountStep)
"""What an older or newer program has stored is not read."""

_FILES = sealed.shape(SchemesFile, CatalogueRow, Cap, AdviceFile, AdviceRule, Need)


class _Stored(Record, frozen=True, kw_only=True):
    files: dict[str, str]
    """Digest of every file by name; empty for one that was not there."""
    scheme: Scheme


def recall(key: str) -> tuple[dict[str, str], Scheme] | None:
    """Files and scheme stored under `key`, or None. The caller compares the files."""
    found = sealed.recall(f"{key}.scheme", _SHAPE, _Stored)
    return (found.files, found.scheme) if found else None


def store(key: str, files: dict[str, str], scheme: Scheme) -> None:
    """Keeps a scheme."""
    sealed.keep(f"{key}.scheme", _SHAPE, _Stored(files=files, scheme=scheme))


def recall_file(key: str, digest: str, kind: type[T]) -> T | None:
    """The file stored under `key` when its text had the same digest, or None."""
    return sealed.recall(f"{key}.file", f"{_FILES} {digest}", kind)


def store_file(key: str, digest: str, read: object) -> None:
    """Keeps a file as it was read."""
    sealed.keep(f"{key}.file", f"{_FILES} {digest}", read)
