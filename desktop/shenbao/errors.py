"""The one tree of errors: a code, named slots and a place; the words are looked up when they are shown.

ShenbaoError
├── ContentError    a form, template or policy file is wrong (for authors; collected, shown together)
├── InputError      a value cannot be accepted (for applicants; shown beside the field)
├── LibraryError    the library is locked, newer, damaged, or its disk is full
├── AttachmentError a file cannot go into a pack
├── WorkerError     the process that read a foreign file was refused it, died or took too much
├── PackError       a document could not be made
├── ExchangeError   a file from outside (archive, spreadsheet, answers) cannot be read
└── SetupError      the machine lacks something the program needs
UserCancelled       unwinds silently
"""

from __future__ import annotations


class ShenbaoError(Exception):
    """An expected failure. `code` names a pattern in `resources/translations`; `where` is `file:line`, a field path or a page."""

    def __init__(self, code: str, /, where: str = "", **slots: object) -> None:
        super().__init__(code, where, slots)
        self.code = code
        self.where = where
        self.slots = slots

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.slots.items())
        return f"{self.where + ': ' if self.where else ''}{self.code}({details})"


class ContentError(ShenbaoError):
    """A form, template or policy file is wrong."""


class ContentErrors(ContentError):
    """Several content errors, shown together."""

    def __init__(self, errors: tuple[ContentError, ...]) -> None:
        super().__init__("content.several", count=len(errors))
        self.errors = errors


class InputError(ShenbaoError):
    """A value cannot be accepted as it was typed."""


class LibraryError(ShenbaoError):
    """The library cannot be opened, read or written."""


class AttachmentError(ShenbaoError):
    """A file cannot go into a pack."""


class WorkerError(ShenbaoError):
    """The process that read a foreign file was refused it, died, or took more time, memory or room than it may."""


class PackError(ShenbaoError):
    """A document could not be made."""


class ExchangeError(ShenbaoError):
    """A file from outside cannot be read."""


class SetupError(ShenbaoError):
    """The machine lacks something the program needs."""


class UserCancelled(Exception):
    """The person stopped the work; nothing is reported."""
