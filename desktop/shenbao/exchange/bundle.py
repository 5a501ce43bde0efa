"""One ZIP of separate files with a list of what is in it, byte for byte the same for the same files."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from shenbao import durable

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_bundle(files: Mapping[str, bytes | Path], out: Path) -> None:
    """Writes `files` by their names, in their order, without compression: PDF does not shrink, and no version of zlib matters.
    Names are UTF-8 and marked so. `out` is wholly there or not at all. OSError when it cannot be written."""
    unfinished = out.with_name(out.name + durable.TEMPORARY)
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as archive:
            for name, content in files.items():
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.create_system = 3  # Unix, also when made on Windows: the same bytes everywhere
                entry.external_attr = 0o100644 << 16
                archive.writestr(entry, content if isinstance(content, bytes) else content.read_bytes())
        durable.sync_file(unfinished)
        durable.publish(unfinished, out)
    except BaseException:
        durable.discard(unfinished)
        raise
