"""Values and rules → findings and amounts."""

from shenbao.checks.claims import claims
from shenbao.checks.ledger import EMPTY, Ledger, LedgerFact, ledger_of
from shenbao.checks.report import blocks, is_open, is_unanswered
from shenbao.checks.sheet import Sheet
from shenbao.checks.slots import SlotState

__all__ = ["EMPTY", "Ledger", "LedgerFact", "Sheet", "SlotState", "blocks", "claims", "is_open", "is_unanswered", "ledger_of"]
