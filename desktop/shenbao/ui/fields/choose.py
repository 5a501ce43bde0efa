"""Which editor a field gets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shenbao.forms.schema import Kind
from shenbao.ui.fields import wording
from shenbao.ui.fields.combo import ComboEditor
from shenbao.ui.fields.date import DateEditor
from shenbao.ui.fields.editor import Editor
from shenbao.ui.fields.line import LineEditor
from shenbao.ui.fields.long_text import LongTextEditor
from shenbao.ui.fields.ordered import OrderedEditor
from shenbao.ui.fields.segments import SegmentsEditor
from shenbao.ui.fields.several import SeveralEditor

if TYPE_CHECKING:
    from shenbao.draft import FieldState

FEW = 4
SHORT = 30
"""Options whose labels together have at most this many characters stand side by side."""


def editor_for(state: FieldState, path: str, today: date) -> Editor:
    """An editor showing `state`. Computed values are shown in a line whatever their kind: there is nothing to choose."""
    kind = state.field.kind
    if state.computed and kind is not Kind.LONG_TEXT:
        return LineEditor(state, path)
    if kind in (Kind.DATE, Kind.MONTH):
        return DateEditor(state, path, today)
    if kind is Kind.LONG_TEXT:
        return LongTextEditor(state, path)
    if kind is Kind.SOME_OF:
        return OrderedEditor(state, path) if state.field.ordered else SeveralEditor(state, path)
    if kind is Kind.YES_NO:
        return SegmentsEditor(state, path)
    if kind is Kind.ONE_OF:
        return _one_of(state, path)
    return LineEditor(state, path)


def _one_of(state: FieldState, path: str) -> Editor:
    labels = [label for _, label in wording.options(state)]
    if 0 < len(labels) <= FEW and not state.field.choices_from:
        return SegmentsEditor(state, path, stacked=sum(map(len, labels)) > SHORT)
    return ComboEditor(state, path)
