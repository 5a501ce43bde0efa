"""Takes the answers of one application over into another of the same form."""

from __future__ import annotations

from collections.abc import Iterator

from shenbao.application import Application, row_cells
from shenbao.forms.scheme import Scheme
from shenbao.records import Answer, Answers, Op, Row


def copied(scheme: Scheme, now: Application, answers: Answers) -> Iterator[Op]:
    """The changes that turn `now` into `answers`, in the form's own fields, parameters and slots.

    Why warnings were accepted is left out: those reasons spoke of the other application. So is what was signed, dated or looked at for
    it (`copied: no`): the new application keeps what it has there."""
    made = 0
    for path in dict.fromkeys((*now.answers, *answers)):
        if path.startswith("reasons.") or not _is_asked(scheme, path):
            continue
        old, new = now.answers.get(path, ""), answers.get(path, "")
        if isinstance(old, str) and isinstance(new, str):
            if old != new:
                yield Op(path=path, old=old, new=new)
            continue
        before, after = _rows(old), _rows(new)
        for at in range(len(before) - 1, -1, -1):
            yield Op(path=f"{path}/{before[at].id}", at_old=at, cells=before[at].cells)
        ids = now.new_rows(len(after), made)
        made += len(after)
        for at, (row, source) in enumerate(zip(ids, after, strict=True)):
            yield Op(path=f"{path}/{row}", at_new=at, cells=row_cells(source.cells))


def _is_asked(scheme: Scheme, path: str) -> bool:
    field = scheme.field_at(path)
    slot = scheme.slot.get(path.removeprefix("attachments.")) if path.startswith("attachments.") else None
    return field is not None and not field.compute and field.copied and (slot is None or slot.copied)


def _rows(answer: Answer) -> tuple[Row, ...]:
    return () if isinstance(answer, str) else answer
