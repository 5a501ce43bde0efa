"""Where packs are put and what they are called; a pack never takes the place of another."""

from __future__ import annotations

import re
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao import paths
from shenbao.errors import PackError
from shenbao.library import RecordInfo
from shenbao.records import PackOptions, Progress

if TYPE_CHECKING:
    from shenbao.building import Built, Job

_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*\s]+')
"""What Windows, macOS or Linux does not want in the name of a file."""


def pack_folder() -> Path:
    """Where packs are put."""
    return paths.home() / "packs"


def pack_name(info: RecordInfo, today: date, options: PackOptions) -> str:
    """File name of a pack: enterprise, title, day, and what kind it is when it is not an ordinary final one."""
    kinds = (("脱敏副本", options.redacted), ("存档版", options.archive), ("草稿", not options.final))
    summary = info.summary
    words = (summary.enterprise, summary.title or info.scheme, f"{today:%Y%m%d}", *(word for word, is_it in kinds if is_it))
    fit = (naming.fit(_GAPS.sub("", word))[:40] for word in words)
    return "_".join(word for word in fit if word) + ".pdf"


def into_folder(job: Job) -> Generator[Progress, None, Built]:
    from shenbao.building import build

    try:
        Path(job.out).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PackError("building.no_folder", folder=str(Path(job.out).parent), reason=error.strerror or "") from error
    return (yield from build(job))


def free_name(wanted: Path) -> Path:
    """`wanted`, or the first of `name (2).pdf`, `name (3).pdf` … that is not taken."""
    number, free = 1, wanted
    while free.exists():
        number += 1
        free = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return free
