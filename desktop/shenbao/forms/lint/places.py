"""Finds the file and line where something of a composed scheme is written."""

from __future__ import annotations

from shenbao import content
from shenbao.errors import ContentError
from shenbao.forms.catalogue import Catalogue
from shenbao.forms.reader import Place, Source
from shenbao.forms.scheme import Scheme


class Places:
    """The files of one scheme, asked for the line of an id or a key."""

    def __init__(self, catalogue: Catalogue, scheme: Scheme) -> None:
        self.own = f"forms/{scheme.id}.yaml"
        groups = {group.id for section in scheme.sections for group in section.groups}
        names = [self.own, *(f"forms/groups/{group}.yaml" for group in sorted(groups))]
        names += content.names("forms/checks", ".yaml", catalogue.roots)
        shared = ["forms/notice.yaml", "forms/parts.yaml", "forms/lists.yaml"]
        self._sources: list[Source] = [
            catalogue.source(name) for name in [*names, *shared] if content.find(name, catalogue.roots) is not None
        ]
        self._found: dict[tuple[str, str, str], str] = {}

    def where(self, name: str, key: str = "", group: str = "") -> str:
        """`file:line` of `key` in what is called `name` (its `id` or `code`), looked for in the file of `group` first."""
        asked = (name, key, group)
        if asked not in self._found:
            self._found[asked] = self._look(name, key, group)
        return self._found[asked]

    def error(self, code: str, name: str, key: str = "", group: str = "", **slots: object) -> ContentError:
        """An error about `key` of what is called `name`."""
        return ContentError(code, self.where(name, key, group), **slots)

    def _look(self, name: str, key: str, group: str) -> str:
        first = f"forms/groups/{group}.yaml" if group != "notice" else "forms/notice.yaml"
        for source in sorted(self._sources, key=lambda each: (each.name != first, each.name != self.own)):
            for word in ("id", "code"):
                place = source.find((word, name))
                if place is not None:
                    inner: Place = (*place, *(int(part) if part.isdigit() else part for part in key.split("."))) if key else place
                    return source.where(inner)
        return f"{self.own}:1"
