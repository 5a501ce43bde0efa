"""The copy sheet on paper: field by field in the order of the form, to type from into a web platform."""

from __future__ import annotations

from collections.abc import Sequence

from shenbao.draft.listed import Grid, Line, ListedSection
from shenbao.draft.states import Snapshot
from shenbao.errors import PackError
from shenbao.packs.origins import element
from shenbao.packs.pages import Meta, typeset
from shenbao.packs.tabulated import Plain
from shenbao.packs.wording import phrase, words
from shenbao.records import Letterhead

TEMPLATE = "common/copysheet.xml.j2"
MOST_COLUMNS = 6
"""A table with more columns has each row printed with its columns below each other."""


def copy_sheet(snapshot: Snapshot, sections: Sequence[ListedSection], lang: str, letterhead: Letterhead | None = None) -> bytes:
    """The PDF. The same answers give the same bytes. PackError packs.no_glyph when a character has no glyph."""
    name = snapshot.summary.title or words(snapshot.scheme.title, lang)
    title = phrase("copysheet.title", lang)
    data: Plain = {
        "lang": lang,
        "title": title,
        "note": phrase("copysheet.note", lang),
        "empty": phrase("copysheet.empty", lang),
        "heads": {head: phrase(f"copysheet.{head}", lang) for head in ("field", "value", "unit")},
        "sections": [{"number": number, "title": section.title, "blocks": _blocks(section)} for number, section in enumerate(sections, 1)],
    }
    made = typeset(
        [element(TEMPLATE, data)],
        Meta(
            title=f"{title} {name}", short_title=name, lang=lang, author=snapshot.summary.enterprise,
            subject=words(snapshot.scheme.title, lang), numbering="of", duplex=False, letterhead=letterhead,
        ),
    )  # fmt: skip
    if made.missing:
        raise PackError("packs.no_glyph", characters="、".join(made.missing))
    return made.pdf


def _blocks(section: ListedSection) -> list[Plain]:
    """Fields that follow each other as one table; tables as they are, or row by row where they are too wide."""
    blocks: list[Plain] = []
    for entry in section.entries:
        if isinstance(entry, Grid):
            blocks.append(_grid(entry) if len(entry.heads) <= MOST_COLUMNS else _cards(entry))
            continue
        if not blocks or blocks[-1]["kind"] != "lines":
            blocks.append({"kind": "lines", "headed": not blocks, "lines": []})
        blocks[-1]["lines"].append(_line(entry))
    return blocks


def _line(entry: Line) -> Plain:
    return {"label": entry.label, "texts": [text for text in entry.value.split("\n") if text.strip()], "unit": entry.unit}


def _grid(grid: Grid) -> Plain:
    heads = [f"{head}（{unit}）" if unit else head for head, unit in grid.heads]
    return {
        "kind": "grid",
        "label": grid.label,
        "columns": " ".join(["auto"] * len(heads)),
        "heads": heads,
        "rows": [list(row) for row in grid.rows],
    }


def _cards(grid: Grid) -> Plain:
    cards = []
    for at, row in enumerate(grid.rows, 1):
        lines = [{"label": head, "text": text, "unit": unit} for (head, unit), text in zip(grid.heads, row, strict=True)]
        cards.append({"caption": f"{grid.label} {at}", "lines": lines})
    return {"kind": "cards", "label": grid.label, "rows": cards}
