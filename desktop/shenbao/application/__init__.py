"""The stored record of one application: its journal folded into answers, and answers written as a file."""

from shenbao.application.journal import OPENING, Application, inverse, row_cells

__all__ = ["OPENING", "Application", "inverse", "row_cells"]
