"""A file that answers name for a slot; apart from their reader, which takes YAML along."""

# Annotations are not postponed where msgspec reads them: it would compile the text of each one, at every start.

from shenbao.records import Record


class NamedFile(Record, frozen=True, kw_only=True):
    """A file that the answers name for a slot."""

    slot: str
    file: str
    """Path relative to the answers."""
    cells: dict[str, str]
    where: str
    """`answers.yaml:31`, for what is wrong with the file."""
