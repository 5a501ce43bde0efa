"""Attachments: what a person's file is, what becomes of it, and the normalised PDF that goes into the pack.

Everything that touches the file itself runs in a worker process (`jobs`); this side only asks, and turns every ending into a verdict.
"""

from shenbao.packs.attachments.asking import examine, render
from shenbao.packs.attachments.verdicts import Examined, Verdict, cells, sentences

__all__ = ["Examined", "Verdict", "cells", "examine", "render", "sentences"]
