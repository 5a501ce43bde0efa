"""The tables of a library file and the steps from one version of them to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import uuid4

import apsw
import msgspec

from shenbao.library.connection import APPLICATION_ID, open_writable, transaction
from shenbao.library.rows import Seal, digest

VERSION = 1

TABLES = """
CREATE TABLE records (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    scheme TEXT NOT NULL,
    content_version TEXT NOT NULL,
    enterprise TEXT REFERENCES records (id),
    summary TEXT NOT NULL,
    events INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created TEXT NOT NULL,
    updated TEXT NOT NULL,
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    record TEXT NOT NULL REFERENCES records (id),
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    digest BLOB NOT NULL,
    link BLOB NOT NULL
) STRICT;
CREATE INDEX journal_record ON journal (record, seq);
CREATE TABLE blobs (
    sha256 TEXT NOT NULL PRIMARY KEY,
    bytes INTEGER NOT NULL,
    name TEXT NOT NULL,
    added TEXT NOT NULL,
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    library TEXT NOT NULL,
    version INTEGER NOT NULL,
    schema BLOB NOT NULL,
    seq INTEGER NOT NULL,
    head BLOB NOT NULL,
    records INTEGER NOT NULL,
    records_sum BLOB NOT NULL,
    blobs INTEGER NOT NULL,
    blobs_sum BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;
"""

Step = Callable[[apsw.Connection], None]
"""Changes the tables of one version into those of the next, inside a transaction; row digests included where columns change."""

STEPS: Mapping[int, Step] = {}
"""By the version a step starts from. Version 1 is the first that was shipped."""


def schema_digest(connection: apsw.Connection) -> bytes:
    """Digest of every table and index as SQLite keeps its definition."""
    definitions = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    return digest(*(text for row in definitions for text in row))


_SEAL = ", ".join(Seal.__struct_fields__)


def write_seal(connection: apsw.Connection, seal: Seal) -> None:
    columns = msgspec.structs.astuple(seal)
    connection.execute(
        f"INSERT OR REPLACE INTO meta (id, {_SEAL}, digest) VALUES (1{', ?' * (len(columns) + 1)})", (*columns, digest(*columns))
    )


def read_seal(connection: apsw.Connection) -> Seal | None:
    """The seal, or None when it is missing or damaged."""
    rows = connection.execute(f"SELECT {_SEAL}, digest FROM meta").fetchall()
    if len(rows) != 1 or digest(*rows[0][:-1]) != rows[0][-1]:
        return None
    return msgspec.convert(dict(zip(Seal.__struct_fields__, rows[0], strict=False)), Seal)


def create(path: Path, library: str = "", vfs: str | None = None) -> None:
    """Make an empty library file at `path`, closed again."""
    connection = open_writable(path, vfs)
    try:
        with transaction(connection):
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION}")
            connection.execute(TABLES)
            write_seal(connection, Seal(library=library or uuid4().hex, version=VERSION, schema=schema_digest(connection)))
    finally:
        connection.close()


def stored_version(connection: apsw.Connection) -> int:
    """`user_version`. Raises apsw.NotADBError for a database that is not a library."""
    if connection.pragma("application_id") != APPLICATION_ID:
        raise apsw.NotADBError("the file is not a library")
    return int(connection.pragma("user_version"))


def migrate(path: Path, *, steps: Mapping[int, Step] = STEPS, target: int = VERSION) -> None:
    """Bring the library file `path` (a copy; the original is replaced only after the copy has been checked) up to `target`.

    One transaction for all steps. Raises KeyError when a step is missing: then the program cannot open such an old file."""
    connection = open_writable(path)
    try:
        with transaction(connection):
            for version in range(stored_version(connection), target):
                steps[version](connection)
            connection.execute(f"PRAGMA user_version={target}")
            reseal(connection, target)
    finally:
        connection.close()


def reseal(connection: apsw.Connection, version: int) -> None:
    """Write the seal anew from the rows as they are now."""
    seal = read_seal(connection)
    if seal is None:
        raise apsw.CorruptError("the seal is damaged")
    sums = {
        table: sum(int.from_bytes(row_digest, "big") for (row_digest,) in connection.execute(f"SELECT digest FROM {table}")) % (1 << 256)
        for table in ("records", "blobs")
    }
    counts = {table: connection.execute(f"SELECT count(*) FROM {table}").get for table in ("records", "blobs")}
    head = connection.execute("SELECT link FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    write_seal(
        connection,
        Seal(
            library=seal.library,
            version=version,
            schema=schema_digest(connection),
            seq=seal.seq,
            head=head[0] if head else seal.head,
            records=counts["records"],
            records_sum=sums["records"].to_bytes(32, "big"),
            blobs=counts["blobs"],
            blobs_sum=sums["blobs"].to_bytes(32, "big"),
        ),
    )
