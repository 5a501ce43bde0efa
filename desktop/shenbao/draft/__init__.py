"""One application being edited: every edit journalled, then everything worked out again."""

from shenbao.draft.draft import Draft
from shenbao.draft.opening import opening
from shenbao.draft.states import FieldState, GroupState, SectionState, Snapshot, TableState

__all__ = ["Draft", "FieldState", "GroupState", "SectionState", "Snapshot", "TableState", "opening"]
