"""Reads content YAML strictly: every scalar is text until a struct types it, and every mistake has its file and line.

Duplicate keys, anchors, aliases and tags are refused. All mistakes of a file are collected, not only the first one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
import yaml

from shenbao.errors import ContentError
from shenbao.forms.flags import read_flags
from shenbao.forms.mistakes import mistakes, near

T = TypeVar("T")

Key = str | int
Place = tuple[Key, ...]
"""Where something stands in a file: keys and list positions from the root."""

_TEXT = "text"


class _Parser(yaml.CBaseLoader):
    """libyaml's composer without YAML's own ideas of types: no scalar is a float, a date or a yes."""

    def resolve(self, kind: type[Any], value: str | None, implicit: object) -> str:
        return _TEXT

    def descend_resolver(self, parent: object, index: object) -> None:
        """Path resolvers are a feature nobody asked for here."""

    def ascend_resolver(self) -> None:
        """See `descend_resolver`."""


@dataclass(slots=True)
class Source:
    """One content file: its plain data, and the line of each of its places."""

    name: str
    """As it is shown: `forms/notice.yaml`."""
    data: Any
    errors: list[ContentError] = field(default_factory=list)
    _root: Any = None

    def line(self, place: Place) -> int:
        """Line (from 1) of the value at `place`, or of the nearest thing around it."""
        node = self._root
        line = node.start_mark.line if node is not None else 0
        for key in place:
            found = _child(node, key)
            if found is None:
                break
            node, line = found
        return int(line) + 1

    def where(self, place: Place = ()) -> str:
        return f"{self.name}:{self.line(place)}"

    def refuse(self, code: str, place: Place, **slots: object) -> None:
        """Adds an error at `place`."""
        self.errors.append(ContentError(code, self.where(place), **slots))

    def part(self, keys: Collection[str]) -> Source:
        """The same file, of which only the given keys of the root are looked at."""
        data = {key: value for key, value in self.data.items() if key in keys} if isinstance(self.data, dict) else self.data
        return Source(self.name, data, list(self.errors), self._root)

    def find(self, predicate: tuple[Key, str]) -> Place | None:
        """Place of the first mapping that has `key: value`, such as ("id", "R18")."""
        return next((place for place, node in _walk(self._root, ()) if _has(node, *predicate)), None)


def read_text(text: bytes, name: str) -> Source:
    """Reads YAML text. `name` is shown in errors."""
    source = Source(name, None)
    try:
        source._root = _Parser(text.decode("utf-8-sig")).get_single_node()
    except UnicodeDecodeError as error:
        line = text[: error.start].count(b"\n") + 1
        source.errors.append(ContentError("forms.not_utf8", f"{name}:{line}"))
        return source
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        source.errors.append(_not_yaml(f"{name}:{mark.line + 1 if mark else 1}", error.problem or str(error)))
        return source
    except yaml.YAMLError as error:  # control characters and the like have no mark
        source.errors.append(ContentError("forms.not_yaml", f"{name}:1", problem=str(error).splitlines()[0]))
        return source
    if source._root is not None:
        source.data = _plain(source._root, source, set())
    _refuse_anchors(text, source)
    return source


_WRONG_YAML = {
    "cannot start any token": "forms.yaml_character",
    "a tab character": "forms.yaml_character",
    "mapping values are not allowed": "forms.yaml_colon",
    "could not find expected ':'": "forms.yaml_no_colon",
    "did not find expected ',' or": "forms.yaml_bracket",
    "end of stream": "forms.yaml_quote",
    "another document": "forms.yaml_documents",
    "did not find expected '-'": "forms.yaml_indent",
    "did not find expected key": "forms.yaml_indent",
}
"""Usual mistakes by the parser's own words, which are English only."""


def _not_yaml(where: str, problem: str) -> ContentError:
    code = next((code for part, code in _WRONG_YAML.items() if part in problem), "")
    return ContentError(code, where) if code else ContentError("forms.not_yaml", where, problem=problem)


def convert(source: Source, kind: type[T]) -> T | None:
    """The struct written in `source`, or None with every mistake added to `source.errors`."""
    if source.errors:
        return None
    read_flags(source.data, kind)
    try:
        return msgspec.convert(source.data, kind, strict=False)
    except msgspec.ValidationError as error:
        for place, code, slots in mistakes(source.data, kind):
            source.refuse(code, place, **slots)
        if not source.errors:
            source.refuse("forms.not_as_expected", (), problem=str(error))
        return None


def did_you_mean(code: str, word: str, known: Iterator[str] | list[str]) -> tuple[str, dict[str, object]]:
    """Code and slots of an error about an unknown word: with `_near` and the likeliest spelling when there is one."""
    likely = near(word, known)
    return (f"{code}_near", {"word": word, "near": likely}) if likely else (code, {"word": word})


def _plain(node: Any, source: Source, seen: set[int]) -> Any:
    if node.tag != _TEXT:
        source.errors.append(ContentError("forms.tag", f"{source.name}:{node.start_mark.line + 1}", word=node.tag))
    if type(node) is yaml.ScalarNode:
        return node.value
    if id(node) in seen:  # an alias: the reader below reports it; following it could be endless
        return ""
    seen.add(id(node))
    if type(node) is yaml.SequenceNode:
        return [_plain(item, source, seen) for item in node.value]
    plain: dict[str, Any] = {}
    for key, value in node.value:
        if type(key) is not yaml.ScalarNode:
            source.errors.append(ContentError("forms.key_not_text", f"{source.name}:{key.start_mark.line + 1}"))
            continue
        if key.value in plain:
            source.errors.append(ContentError("forms.duplicate_key", f"{source.name}:{key.start_mark.line + 1}", word=key.value))
        plain[key.value] = _plain(value, source, seen)
    return plain


_MAYBE_ANCHOR = re.compile(rb"(?:^|[\s\[{,:?-])[&*][^\s\]},]", re.MULTILINE)
"""Where an anchor or alias may stand. `R&D` and `a * b` are neither, and worth telling apart: the scan costs as much as the file."""


def _refuse_anchors(text: bytes, source: Source) -> None:
    """libyaml's composer follows aliases silently, so files with & or * outside of texts are scanned for them once more."""
    if not _MAYBE_ANCHOR.search(text):
        return
    for event in yaml.parse(text.decode("utf-8-sig"), Loader=yaml.CBaseLoader):
        anchor = getattr(event, "anchor", None)
        if anchor and event.start_mark:
            source.errors.append(ContentError("forms.anchor", f"{source.name}:{event.start_mark.line + 1}", word=anchor))


def _child(node: Any, key: Key) -> tuple[Any, int] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
        return (node.value[key], node.value[key].start_mark.line) if key < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next(((value, name.start_mark.line) for name, value in node.value if name.value == key), None)
    return None


def _walk(node: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    yield place, node
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _walk(item, (*place, index))
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _walk(value, (*place, name.value))


def _has(node: Any, key: Key, value: str) -> bool:
    return isinstance(node, yaml.MappingNode) and any(name.value == key and item.value == value for name, item in node.value)
