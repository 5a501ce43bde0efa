"""Loads schemes: a scheme file with its groups, lists, shared checks, notice parameters and parts filled in.

Every mistake of every file involved is collected and raised together as `ContentErrors`.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from shenbao import content
from shenbao.errors import ContentError, ContentErrors
from shenbao.forms import stored
from shenbao.forms.scheme import Scheme

if TYPE_CHECKING:  # YAML is imported only where a file has to be read
    from shenbao.forms.compose import Parts
    from shenbao.forms.offers import AdviceRule, CatalogueRow
    from shenbao.forms.reader import Source

T = TypeVar("T")


class Catalogue:
    """The forms of a set of content folders. Files are read once; a new object sees changed files."""

    def __init__(self, roots: tuple[Path, ...] | None = None, *, instead: Catalogue | None = None) -> None:
        """`instead` is asked where files of these roots are wrong, and the mistakes are noted in `content.put_aside()`."""
        self.roots = roots or content.roots()
        self._instead = instead
        self._texts: dict[str, bytes] = {}
        self._digests: dict[str, str] = {}
        self._files: dict[str, object] = {}
        self._sources: dict[str, Source] = {}
        self._schemes: dict[str, Scheme] = {}

    def rows(self) -> tuple[CatalogueRow, ...]:
        """All that the policy offers, in its order, without loading any form."""
        from shenbao.forms.offers import SchemesFile

        written = self._checked("forms/schemes.yaml", SchemesFile)
        return written.schemes

    def advice(self) -> tuple[AdviceRule, ...]:
        """Whom each scheme suits. ContentErrors when a rule names a scheme that is not offered."""
        from shenbao.forms.offers import AdviceFile

        rules = self._checked("forms/advice.yaml", AdviceFile).rules
        known = {row.id for row in self.rows()}
        if strange := [rule.scheme for rule in rules if rule.scheme not in known]:
            raise ContentErrors(tuple(ContentError("forms.no_scheme", "forms/advice.yaml", word=scheme) for scheme in strange))
        return rules

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
                from shenbao.forms.reader import did_you_mean

                code, slots = did_you_mean("forms.no_scheme", scheme, list(self.ids()))
                raise ContentError(code, "", **slots)
            try:
                self._schemes[scheme] = self._recalled(scheme) or self._load(scheme)
            except ContentErrors as several:
                self._schemes[scheme] = self._other(several, f"forms/{scheme}.yaml").scheme(scheme)
        return self._schemes[scheme]

    def _other(self, several: ContentErrors, name: str) -> Catalogue:
        """The catalogue to ask instead; `several` again when there is none or it has nothing called `name` either."""
        if self._instead is None or content.find(name, self._instead.roots) is None:
            raise several
        content.put_aside().update((str(error), error) for error in several.errors)
        return self._instead

    def _recalled(self, scheme: str) -> Scheme | None:
        """The scheme as it was composed before from files that are still the same."""
        found = stored.recall(self._key(scheme))
        if found is None or any(self._digest_of(name) != digest for name, digest in found[0].items()):
            return None
        return found[1]

    def _key(self, scheme: str) -> str:
        return f"{scheme}-{sha256(repr(self.roots).encode()).hexdigest()[:12]}"

    def source(self, name: str) -> Source:
        """The file `name` as read, for the lines of its places."""
        if name not in self._sources:
            from shenbao.forms.reader import Source, read_text

            try:
                self._sources[name] = read_text(self._bytes(name), name)
            except ContentError as error:
                self._sources[name] = Source(name, None, [error])
        return self._sources[name]

    def _load(self, scheme: str) -> Scheme:
        from shenbao.forms import compose

        parts = self._parts(scheme)
        errors = [error for name in parts.names for error in self.source(name).errors]
        if parts.file is None or errors:
            raise ContentErrors(tuple(errors))
        files = {name: self._digest_of(name) for name in sorted({*parts.names, *_SHARED})}
        made = compose.compose(parts, sha256(msgspec.json.encode(files)).hexdigest()[:16], self.source)
        errors = [error for name in parts.names for error in self.source(name).errors]
        if made is None or errors:
            raise ContentErrors(tuple(errors))
        stored.store(self._key(scheme), files, made)
        return made

    def _parts(self, scheme: str) -> Parts:
        """Reads every file the scheme is made of."""
        from shenbao.forms.compose import Parts
        from shenbao.forms.files import ChecksFile, Group, ListsFile, PartsFile, SchemeFile

        name = f"forms/{scheme}.yaml"
        file = self._struct(name, SchemeFile)
        if file is not None and file.id != scheme:
            self.source(name).refuse("forms.id_differs", ("id",), word=file.id, name=name)
        parts = Parts(name=name, file=file, names=[name])
        if file is None:
            return parts
        uses = [(index, at, use) for index, section in enumerate(file.sections) for at, use in enumerate(section.uses)]
        for index, at, use in uses:
            self._need(parts, f"forms/groups/{use.group}.yaml", ("sections", index, "uses", at, "group"), use.group, "forms/groups")
        for index, checks in enumerate(file.use_checks):
            self._need(parts, f"forms/checks/{checks}.yaml", ("use_checks", index), checks, "forms/checks")
        for shared in _SHARED:
            if content.find(shared, self.roots) is not None:
                parts.names.append(shared)
        parts.groups = {use.group: group for _, _, use in uses if (group := self._struct(f"forms/groups/{use.group}.yaml", Group))}
        parts.checks = {each: found for each in file.use_checks if (found := self._struct(f"forms/checks/{each}.yaml", ChecksFile))}
        parts.notice = self._struct("forms/notice.yaml", Group)
        parts.lists = self._struct("forms/lists.yaml", ListsFile) or {}
        standard = self._struct("forms/parts.yaml", PartsFile)
        parts.parts = standard.parts if standard else ()
        return parts

    def _need(self, parts: Parts, name: str, place: tuple[str | int, ...], word: str, folder: str) -> None:
        if content.find(name, self.roots) is None:
            known = [file.rpartition("/")[2].removesuffix(".yaml") for file in content.names(folder, ".yaml", self.roots)]
            from shenbao.forms.reader import did_you_mean

            code, slots = did_you_mean("forms.no_file", word, known)
            self.source(parts.name).refuse(code, place, folder=folder, **slots)
        elif name not in parts.names:
            parts.names.append(name)

    def _checked(self, name: str, kind: type[T]) -> T:
        """A file that is no part of a scheme, as it was read before if its text is still the same."""
        if name not in self._files:
            self._files[name] = self._recalled_file(name, kind) or self._read_file(name, kind)
        made = self._files[name]
        assert isinstance(made, kind)
        return made

    def _recalled_file(self, name: str, kind: type[T]) -> T | None:
        digest = self._digest_of(name)
        return stored.recall_file(self._key(_stem(name)), digest, kind) if digest else None

    def _read_file(self, name: str, kind: type[T]) -> T:
        made = self._struct(name, kind)
        if made is not None:
            stored.store_file(self._key(_stem(name)), self._digest_of(name), made)
            return made
        several = ContentErrors(tuple(self.source(name).errors) or (ContentError("forms.no_such_file", name),))
        return self._other(several, name)._checked(name, kind)

    def _struct(self, name: str, kind: type[T]) -> T | None:
        if content.find(name, self.roots) is None:
            return None
        from shenbao.forms.reader import convert

        source = self.source(name)
        return None if source.errors else convert(source, kind)

    def _bytes(self, name: str) -> bytes:
        if name not in self._texts:
            file = content.find(name, self.roots)
            self._texts[name] = content.read(file, name) if file else b""
        return self._texts[name]

    def _digest_of(self, name: str) -> str:
        """Digest of a file; empty when there is none, or none that can be read."""
        if name not in self._digests:
            try:
                text = self._bytes(name)
            except ContentError:
                text = b""
            self._digests[name] = sha256(text).hexdigest() if text else ""
        return self._digests[name]


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".yaml")


_SHARED = ("forms/notice.yaml", "forms/lists.yaml", "forms/parts.yaml")
"""Files that every scheme is made of, when they are there."""

_NOT_SCHEMES = frozenset({"notice", "lists", "parts", "schemes", "enterprise", "advice"})
"""Files of `forms/` that are no schemes. The enterprise's profile is a form one opens, but nothing one applies for."""


@cache
def catalogue() -> Catalogue:
    """The catalogue of this process: the user's content over the shipped, and the shipped alone where the user's is wrong."""
    return Catalogue(instead=Catalogue((content.shipped(),)))
