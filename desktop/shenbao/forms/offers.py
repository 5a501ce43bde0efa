"""What the policy offers, and whom each scheme suits: known without reading any form."""

# Annotations are not postponed where msgspec reads them: it would compile the text of each one, at every start.

from decimal import Decimal
from enum import StrEnum

import msgspec

from shenbao.forms.schema import Authored, SchemeClass
from shenbao.records import Text


class CapKind(StrEnum):
    ABS = "abs"
    SHARE = "share"
    SHARE_ABS = "share+abs"
    NONE = "none"


class Cap(Authored, frozen=True, kw_only=True):
    """What a measure grants at most. `max` in yuan, `share` as a fraction; `per`: person, project or empty."""

    kind: CapKind
    max: Decimal | None = None
    share: Decimal | None = None
    per: str = ""


class CatalogueRow(Authored, frozen=True, kw_only=True):
    """One row of `forms/schemes.yaml`: what the policy offers, whether or not this version has a form for it."""

    id: str
    measure: int
    scheme_class: SchemeClass = msgspec.field(name="class")
    clause: str
    cap: Cap
    title: Text
    applicants: Text
    one_time: bool | None = None
    """None: the policy does not say."""
    responsible: Text | None = None
    """Where there is nothing to apply for: who acts, in the policy's words."""
    see: tuple[str, ...] = ()
    """Where there is nothing to apply for: ids of what can be applied for instead."""


class SchemesFile(Authored, frozen=True, kw_only=True):
    """`forms/schemes.yaml`: all that can be applied for under the policy, in the order of its measures.
    A scheme has a form in this version when `forms/<id>.yaml` exists."""

    schemes: tuple[CatalogueRow, ...]


class Need(Authored, frozen=True, kw_only=True):
    """One condition of a scheme, asked of an enterprise's profile. `title` says it as a requirement."""

    holds: str
    title: Text


class AdviceRule(Authored, frozen=True, kw_only=True):
    """Whom a scheme suits. Conditions are tried in order; the first that fails is the reason given."""

    scheme: str
    why: Text
    """Why it fits, when it does."""
    needs: tuple[Need, ...]
    takes: Text
    """What applying takes: the papers that cost effort."""
    base: str = ""
    """Expression over the profile, in yuan, of which the policy's share is given up to its cap; without it, and without items, the
    ceiling is the policy's own number."""
    accepts: tuple[str, ...] = ()
    """Kinds of items (`claimable.items`) that can be claimed under it."""
    most: int | None = None
    """How many items at most; from practice, see the notice's parameter."""


class AdviceFile(Authored, frozen=True, kw_only=True):
    """`forms/advice.yaml`: what the finder and the best-mix adviser go by."""

    rules: tuple[AdviceRule, ...]
