"""Loads schemes: a scheme file with its groups, lists, shared checks, notice parameters and parts filled in.

Every mistake of every file involved is collected and raised together as `ContentErrors`.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from shenbao import content
from shenbao.errors import ContentError, ContentErrors
from shenbao.forms import compose
from shenbao.forms.reader import Source, convert, did_you_mean, read_text
from shenbao.forms.schema import CatalogueRow, ChecksFile, Group, ListsFile, PartsFile, SchemeFile, SchemesFile
from shenbao.forms.scheme import Scheme

T = TypeVar("T")


class Catalogue:
    """The forms of a set of content folders. Files are read once; a new object sees changed files."""

    def __init__(self, roots: tuple[Path, ...] | None = None) -> None:
        self.roots = roots or content.roots()
        self._sources: dict[str, tuple[Source, str]] = {}
        self._schemes: dict[str, Scheme] = {}

    def rows(self) -> tuple[CatalogueRow, ...]:
        """All that the policy offers, in its order, without loading any form."""
        written = self._checked("forms/schemes.yaml", SchemesFile)
        return written.schemes

    def has_form(self, scheme: str) -> bool:
        """Whether this version can be filled in for `scheme`."""
        return scheme.isprintable() and "/" not in scheme and content.find(f"forms/{scheme}.yaml", self.roots) is not None

    def ids(self) -> tuple[str, ...]:
        """Ids of all schemes that have a form, in the order of the files."""
        known = (name.removeprefix("forms/").removesuffix(".yaml") for name in content.names("forms", ".yaml", self.roots))
        return tuple(name for name in known if name not in _NOT_SCHEMES)

    def scheme(self, scheme: str) -> Scheme:
        """The scheme called `scheme`, whole. ContentErrors when its files are wrong, ContentError when there is none."""
        if scheme not in self._schemes:
            if not self.has_form(scheme):
                code, slots = did_you_mean("forms.no_scheme", scheme, list(self.ids()))
                raise ContentError(code, "", **slots)
            self._schemes[scheme] = self._load(scheme)
        return self._schemes[scheme]

    def source(self, name: str) -> Source:
        """The file `name` as read, for the lines of its places."""
        return self._read(name)[0]

    def _load(self, scheme: str) -> Scheme:
        parts = self._parts(scheme)
        errors = [error for name in parts.names for error in self.source(name).errors]
        if parts.file is None or errors:
            raise ContentErrors(tuple(errors))
        made = compose.compose(parts, self._digest(parts.names), self.source)
        errors = [error for name in parts.names for error in self.source(name).errors]
        if made is None or errors:
            raise ContentErrors(tuple(errors))
        return made

    def _parts(self, scheme: str) -> compose.Parts:
        """Reads every file the scheme is made of."""
        name = f"forms/{scheme}.yaml"
        file = self._struct(name, SchemeFile)
        if file is not None and file.id != scheme:
            self.source(name).refuse("forms.id_differs", ("id",), word=file.id, name=name)
        parts = compose.Parts(name=name, file=file, names=[name])
        if file is None:
            return parts
        uses = [(index, at, use) for index, section in enumerate(file.sections) for at, use in enumerate(section.uses)]
        for index, at, use in uses:
            self._need(parts, f"forms/groups/{use.group}.yaml", ("sections", index, "uses", at, "group"), use.group, "forms/groups")
        for index, checks in enumerate(file.use_checks):
            self._need(parts, f"forms/checks/{checks}.yaml", ("use_checks", index), checks, "forms/checks")
        for shared in ("forms/notice.yaml", "forms/lists.yaml", "forms/parts.yaml"):
            if content.find(shared, self.roots) is not None:
                parts.names.append(shared)
        parts.groups = {use.group: group for _, _, use in uses if (group := self._struct(f"forms/groups/{use.group}.yaml", Group))}
        parts.checks = {each: found for each in file.use_checks if (found := self._struct(f"forms/checks/{each}.yaml", ChecksFile))}
        parts.notice = self._struct("forms/notice.yaml", Group)
        parts.lists = self._struct("forms/lists.yaml", ListsFile) or {}
        standard = self._struct("forms/parts.yaml", PartsFile)
        parts.parts = standard.parts if standard else ()
        return parts

    def _need(self, parts: compose.Parts, name: str, place: tuple[str | int, ...], word: str, folder: str) -> None:
        if content.find(name, self.roots) is None:
            known = [file.rpartition("/")[2].removesuffix(".yaml") for file in content.names(folder, ".yaml", self.roots)]
            code, slots = did_you_mean("forms.no_file", word, known)
            self.source(parts.name).refuse(code, place, folder=folder, **slots)
        elif name not in parts.names:
            parts.names.append(name)

    def _checked(self, name: str, kind: type[T]) -> T:
        made = self._struct(name, kind)
        if made is None:
            raise ContentErrors(tuple(self.source(name).errors) or (ContentError("forms.no_such_file", name),))
        return made

    def _struct(self, name: str, kind: type[T]) -> T | None:
        if content.find(name, self.roots) is None:
            return None
        source = self.source(name)
        return None if source.errors else convert(source, kind)

    def _read(self, name: str) -> tuple[Source, str]:
        if name not in self._sources:
            file = content.find(name, self.roots)
            text = file.read_bytes() if file else b""
            self._sources[name] = (read_text(text, name), sha256(text).hexdigest())
        return self._sources[name]

    def _digest(self, names: list[str]) -> str:
        """Content version: changes when any of the files changes, and only then."""
        listing = {name: self._read(name)[1] for name in sorted(names)}
        return sha256(msgspec.json.encode(listing)).hexdigest()[:16]


_NOT_SCHEMES = frozenset({"notice", "lists", "parts", "schemes", "enterprise"})
"""Files of `forms/` that are no schemes. The enterprise's profile is a form one opens, but nothing one applies for."""


@cache
def catalogue() -> Catalogue:
    """The catalogue of this process: the user's content over the shipped."""
    return Catalogue()
