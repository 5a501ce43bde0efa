"""Shenbao (申报): from "which of these measures is for us?" to a printed, bound, complete application pack, offline."""

__version__ = "0.1.0"
