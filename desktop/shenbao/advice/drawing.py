"""Writes the comparison of what an enterprise may claim as a PDF."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

from shenbao import durable
from shenbao.advice.comparison import compare
from shenbao.advice.told import told
from shenbao.checks import Sheet
from shenbao.errors import PackError
from shenbao.forms.catalogue import catalogue
from shenbao.packs.comparison import comparison
from shenbao.packs.wording import LANGUAGES
from shenbao.records import Letterhead, Progress


def draw(sheet: Sheet, out: Path, lang: str, letterhead: Letterhead | None = None) -> Generator[Progress, None, int]:
    """Writes the sheet for the profile `sheet` to `out` and returns its number of pages; `lang` is `zh`, `en` or `both`. PackError when
    it cannot be drawn or written; nothing is left at `out` then."""
    if lang not in LANGUAGES:
        raise PackError("packs.no_language", language=lang)
    yield Progress(done=0, total=3, code="comparison.step.comparing")
    found = compare(sheet, catalogue())
    yield Progress(done=1, total=3, code="packs.step.pages")
    pdf, pages = comparison(told(found, sheet, lang), lang, letterhead)
    yield Progress(done=2, total=3, code="packs.step.writing")
    unfinished = out.with_name(out.name + durable.TEMPORARY)
    try:
        durable.write_new(unfinished, [pdf])
        durable.publish(unfinished, out)
    except OSError as error:
        raise PackError("packs.cannot_write", str(out), reason=os.strerror(error.errno) if error.errno else str(error)) from error
    finally:
        durable.discard(unfinished)
    return pages
