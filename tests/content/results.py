"""Results of the cases of every scheme's example, worked out once for all tests that look at them."""

from __future__ import annotations

from functools import cache

from shenbao.draft import cases
from shenbao.forms.catalogue import Catalogue

CATALOGUE = Catalogue()
SCHEMES = CATALOGUE.ids()


@cache
def results(scheme: str) -> tuple[cases.CaseResult, ...]:
    """Of one scheme, in the order of the files."""
    return tuple(cases.run_all(CATALOGUE.scheme(scheme)))
