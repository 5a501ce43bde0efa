"""An error on its way from one process of ours to another."""

from __future__ import annotations

from shenbao import errors
from shenbao.records import Record


class Failed(Record, frozen=True, tag="failed"):
    """A `ShenbaoError` as data. `kind` is the name of its class."""

    kind: str
    code: str
    where: str
    slots: dict[str, str]

    def error(self) -> errors.ShenbaoError:
        """The error again, to be raised or shown here."""
        made: errors.ShenbaoError = getattr(errors, self.kind, errors.PackError)(self.code, self.where, **self.slots)
        return made


def failed(raised: errors.ShenbaoError) -> Failed:
    """What to send; of several mistakes in content the first."""
    error = raised.errors[0] if isinstance(raised, errors.ContentErrors) else raised
    slots = {name: str(value) for name, value in error.slots.items()}
    return Failed(kind=type(error).__name__, code=error.code, where=error.where, slots=slots)
