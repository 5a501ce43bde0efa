"""Where packs are put and what they are called; a pack never takes the place of another."""

from __future__ import annotations

import re
from collections.abc import Generator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shenbao import naming, paths
from shenbao.errors import PackError
from shenbao.library import RecordInfo
from shenbao.messages import say
from shenbao.records import PackOptions, Progress

if TYPE_CHECKING:
    from shenbao.building import Built, Comparing, Drawn, Job, Uploading
    from shenbao.uploading import Made

_GAPS = re.compile(r"\s+")


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

    _make_room(Path(job.out))
    return (yield from build(job))


def sheet_name(enterprise: str, today: date, lang: str) -> str:
    """File name of the comparison of what an enterprise may claim."""
    return naming.fit(say("comparison.file", lang, enterprise=enterprise[:40], day=today.strftime("%Y%m%d"))) + ".pdf"


def compared_into_folder(job: Comparing) -> Generator[Progress, None, Drawn]:
    from shenbao.building import compare

    _make_room(Path(job.out))
    return (yield from compare(job))


def upload_place(pack: Path, kind: str) -> Path:
    """Where what is uploaded of a pack goes: beside it, and named after it. `kind`: `volumes`, `bundle`, `xlsx` or `pdf`."""
    names = {"volumes": "_分册", "bundle": "_上传.zip", "xlsx": "_复制对照表.xlsx", "pdf": "_复制对照表.pdf"}
    return free_name(pack.with_name(pack.stem + names[kind]))


def uploaded_into_folder(job: Uploading) -> Generator[Progress, None, Made]:
    from shenbao.building import upload

    for out in filter(None, (job.wanted.volumes, job.wanted.bundle, job.wanted.copy_sheet)):
        _make_room(Path(out))
    return (yield from upload(job))


def _make_room(out: Path) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PackError("building.no_folder", folder=str(out.parent), reason=error.strerror or "") from error


def free_name(wanted: Path) -> Path:
    """`wanted`, or the first of `name (2).pdf`, `name (3).pdf` … that is not taken."""
    number, free = 1, wanted
    while free.exists():
        number += 1
        free = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return free
