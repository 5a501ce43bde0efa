"""Styles of documents: one base file and one file per look in `resources/styles`, cascading; geometry in millimetres."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import msgspec
import yaml

from shenbao.content import shipped
from shenbao.errors import PackError


class ParagraphStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sizes and distances in points, indents in em of the style's size."""

    face: str = "song"
    """`song`, `hei`; `fang` for letters: the face somebody chose for them, else Song."""
    bold: bool = False
    size: float = 12
    leading: float = 21
    align: Literal["justify", "left", "center", "right"] = "justify"
    first: float = 0
    """Indent of the first line, em."""
    left: float = 0
    """Indent of every line, em."""
    before: float = 0
    after: float = 0
    gray: float = 0
    english: float = 0
    """Size of the English after the Chinese in a bilingual pack, as a share of `size`; it takes lines of its own where both do not fit
    on one. 0: the English is set like the Chinese."""


class Geometry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page: text block and margins in millimetres. The outer right margin never is under 26 mm (room for seals)."""

    width: float
    height: float
    top: float
    left: float
    text_width: float
    text_height: float


class TableStyle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Padding in points, grays from 0 (black) to 1."""

    pad_x: float
    pad_y: float
    line: float
    line_gray: float
    label_gray: float
    head_gray: float
    total_gray: float


class Styles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pages: dict[str, Geometry]
    paragraphs: dict[str, ParagraphStyle]
    table: TableStyle
    fields: dict[str, float]
    """Width of label cells in millimetres for `2` and `4` columns, and where a label is `long`."""
    band: str
    """Colour of the cover's band: red, green and blue from 0 to 1."""
    cover: str = "government"
    """`government`, `plain` or `band`."""
    duplex: bool = True
    every_right: bool = False
    """Every part begins on a right-hand page, and not only those whose template wants it."""
    binding: float = 0
    """Millimetres by which the binding edge is wider than usual; it is at the right on left-hand pages."""
    snug: Styles | None = None
    """The same look set smaller, for a part that then needs a page less."""
    close: Styles | None = None
    """The same look with rows closer together, for a part whose last page would hold little."""

    def paragraph(self, name: str) -> ParagraphStyle:
        """Raises PackError for a name the look does not have."""
        found = self.paragraphs.get(name)
        if found is None:
            raise PackError("packs.unknown_style", name=name)
        return found


@cache
def load(look: str) -> Styles:
    """The styles of a look: `base.yaml` with the look's own file over it. Raises PackError when a file is wrong."""
    merged = _over(_read("base"), _read(look))
    snug, close = (_styles(_over(merged, _read(name)), name) for name in ("snug", "close"))
    return msgspec.structs.replace(_styles(merged, look), snug=snug, close=close)


def _styles(merged: dict[str, Any], look: str) -> Styles:
    styles = merged["paragraphs"]
    resolved = {name: _resolved(name, styles) for name in styles}
    try:
        return msgspec.convert({**merged, "paragraphs": resolved}, Styles, strict=False)
    except msgspec.ValidationError as error:
        raise PackError("packs.bad_style", f"resources/styles/{look}.yaml", problem=str(error)) from error


def _read(name: str) -> dict[str, Any]:
    path = shipped() / "resources" / "styles" / f"{name}.yaml"
    try:
        content = yaml.load(path.read_bytes(), yaml.CBaseLoader)  # BaseLoader makes texts only
    except (OSError, yaml.YAMLError) as error:
        raise PackError("packs.bad_style", f"resources/styles/{name}.yaml", problem=str(error)) from error
    return content if isinstance(content, dict) else {}


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        merged[key] = _over(merged[key], value) if isinstance(value, dict) and isinstance(merged.get(key), dict) else value
    return merged


def _resolved(name: str, styles: dict[str, Any], depth: int = 0) -> dict[str, Any]:
    own = dict(styles.get(name) or {})
    like = own.pop("like", None)
    if like is None:
        return own
    if like not in styles or depth > 9:
        raise PackError("packs.unknown_style", name=str(like))
    return {**_resolved(like, styles, depth + 1), **own}
