"""Takes a draft to another process as bytes: what was answered travels, what follows from it is worked out again there."""

from __future__ import annotations

from datetime import date

import msgspec

from shenbao.application import Application
from shenbao.checks import Ledger, Sheet, report
from shenbao.draft import outline
from shenbao.draft.draft import Draft
from shenbao.draft.states import Snapshot
from shenbao.forms.scheme import Scheme
from shenbao.records import Answers, Record


class _Carried(Record, frozen=True, kw_only=True):
    scheme: Scheme
    answers: Answers
    origins: dict[str, str]
    today: date
    others: Ledger


def carry(draft: Draft) -> bytes:
    """A draft as bytes, for `unpack` of the same version of the program."""
    sheet = draft.sheet
    application = sheet.application
    return msgspec.msgpack.encode(
        _Carried(scheme=sheet.scheme, answers=application.answers, origins=application.origins, today=sheet.today, others=sheet.ledger)
    )


def unpack(carried: bytes) -> Snapshot:
    """The snapshot of a draft that was carried here; equal to the one its own process makes."""
    found = msgspec.msgpack.decode(carried, type=_Carried)
    application = Application.of(found.answers)
    application.origins = found.origins
    sheet = Sheet(found.scheme, application, found.today, found.others)
    return outline.snapshot(sheet, report.findings(sheet))
