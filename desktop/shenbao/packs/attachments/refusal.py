"""How a job says that a file, or one way of reading it, leads nowhere."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a verdict, not an error
    """The file cannot go into a pack: code of `verdicts.Examined.code`, figures for its sentence."""

    def __init__(self, code: str, *, kind: str = "", **slots: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.kind = kind
        self.slots = slots


class TryPictures(Exception):  # noqa: N818 - a way out, not an error
    """The pages cannot be taken over as they are, but may still be drawn. `note` says why, where a person should know;
    `otherwise` is the refusal's code should drawing fail too; `pages` is how many there were, 0 when that could not be read."""

    def __init__(self, note: str = "", *, otherwise: str = "damaged", pages: int = 0) -> None:
        super().__init__(note)
        self.note = note
        self.otherwise = otherwise
        self.pages = pages
