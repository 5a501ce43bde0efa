"""Lays out the sections of a form as blocks a template prints one after the other: fields, long texts, tables, cards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from shenbao.draft.states import FieldState, SectionState, Snapshot
from shenbao.forms.schema import Kind
from shenbao.packs.numerals import chinese
from shenbao.packs.tabulated import NUMBER_COLUMN, Plain, Tables, heads
from shenbao.packs.wording import phrase, shown, words

LONG = 36
"""A text of more characters takes the row of a field grid."""
FEWEST_STATEMENTS = 4
"""So many yes-or-no answers in a row are printed as a list of statements."""


class Layout:
    """Turns the sections of one snapshot into blocks, in one language, with private answers masked or not."""

    def __init__(self, snapshot: Snapshot, lang: str, *, masked: bool) -> None:
        self.snapshot, self.lang, self.masked = snapshot, lang, masked
        self.tables = Tables(snapshot, lang, masked=masked)

    def sections(self, part: str) -> list[Plain]:
        """The sections printed in a part, numbered."""
        placed = [section for section in self.snapshot.sections if section.part == part]
        texts = 0
        made = []
        for count, section in enumerate(placed, 1):
            blocks = self.blocks(section)
            for block in blocks:
                if block["kind"] == "long":
                    texts += 1
                    block["heading"] = self.numbered(texts, block["label"])
            made.append(
                {
                    "id": section.id,
                    "landscape": any(block.get("landscape") for block in blocks),
                    "part": section.part,
                    "title": words(section.title, self.lang),
                    "heading": self.numbered(count, words(section.title, self.lang)),
                    "alone": len(placed) == 1,
                    "blocks": blocks,
                }
            )
        return made

    def numbered(self, count: int, title: str) -> str:
        return f"{count}.\u00a0{title}" if self.lang == "en" else f"{chinese(count)}、{title}"

    def blocks(self, section: SectionState) -> list[Plain]:
        blocks: list[Plain] = []
        for group in section.groups:
            for state in group.fields:
                if state.field.kind is Kind.TABLE:
                    blocks.append(self.tables.block(state))
                elif state.field.kind is Kind.LONG_TEXT:
                    blocks.append(self.long(state))
                else:
                    if not blocks or blocks[-1]["kind"] != "fields":
                        blocks.append({"kind": "fields", "fields": []})
                    blocks[-1]["fields"].append(self.field(state))
        return [part for block in blocks for part in self.declared(block)]

    def declared(self, block: Plain) -> Iterator[Plain]:
        """Long runs of statements with yes or no, taken out of a grid into a list of their own."""
        if block["kind"] != "fields":
            yield block
            return
        grid: list[Plain] = []
        for is_statement, run in groupby(block["fields"], key=lambda field: bool(field["statement"])):
            fields = list(run)
            if not is_statement or len(fields) < FEWEST_STATEMENTS:
                grid += fields
                continue
            if grid:
                yield {"kind": "fields", "fields": grid}
                grid = []
            yield self.statements(fields)
        if grid:
            yield {"kind": "fields", "fields": grid}

    def statements(self, fields: list[Plain]) -> Plain:
        return {
            "kind": "table",
            "path": "",
            "label": "",
            "columns": f"{NUMBER_COLUMN:g} * 18",
            "align": "c l c",
            "heads": heads([phrase(f"packs.{head}", self.lang) for head in ("number", "statement", "yes_or_no")]),
            "rows": [
                {
                    "path": field["path"],
                    "cells": [{"text": text, "align": "", "path": ""} for text in (str(number), field["label"], field["text"])],
                }
                for number, field in enumerate(fields, 1)
            ],
            "totals": [],
            "landscape": False,
        }

    def field(self, state: FieldState) -> Plain:
        text = shown(state.field, state.stored, self.lang, masked=self.masked)
        return {
            "path": state.path,
            "label": words(state.field.label, self.lang),
            "text": text,
            "wide": state.field.wide or len(text) > LONG,
            "statement": state.field.kind is Kind.YES_NO,
            "none": not text and not state.required,
        }

    def long(self, state: FieldState) -> Plain:
        text = shown(state.field, state.stored, self.lang, masked=self.masked)
        return {
            "kind": "long",
            "path": state.path,
            "label": words(state.field.label, self.lang),
            "lines": [line for line in text.split("\n") if line.strip()] or ([] if state.required else [phrase("packs.none", self.lang)]),
            "empty": not text and state.required,
        }
