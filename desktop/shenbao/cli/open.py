"""`shenbao open PACK.pdf|FILE.shenbao -o DIR`: answers and attachments taken out again."""

from __future__ import annotations

import re
import tempfile
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from shenbao.application import Application
from shenbao.application.written import write_answers
from shenbao.cli import console
from shenbao.cli.parser import Parser
from shenbao.cli.placing import Content, place
from shenbao.errors import ExchangeError
from shenbao.forms.catalogue import catalogue
from shenbao.loading import ANSWERS, kind_of, unreadable
from shenbao.messages import say
from shenbao.records import Answers

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*⟨⟩]+')
"""What Windows, macOS or Linux does not want in the name of a file."""
_WRITTEN = ("title", "valid_to", "copy", "model", "signed")


def arguments(parser: Parser) -> None:
    parser.take("file")
    parser.take_out("DIR")


def run(options: Namespace) -> int:
    file, lang = Path(options.file), options.lang
    try:
        kind = kind_of(file)
    except OSError as error:
        raise unreadable(file, error) from error
    with tempfile.TemporaryDirectory() as folder:
        if kind == "pack":
            from shenbao.packs import opening

            record = opening.carried(file)
            scheme, answers = record.scheme, record.answers
            taken = opening.attachments(file, record, Path(folder))
        elif kind == "archive":
            from shenbao.exchange import archive

            found = archive.read(file, attachments_to=Path(folder))
            scheme, answers = found.application.scheme, found.answers
            taken = {sha256: Path(folder) / sha256 for sha256 in found.attachments}
        else:
            raise ExchangeError("cli.not_openable", str(file))
        files, lost = _files(scheme, answers, taken, as_pdf=kind == "pack")
        place(Path(options.out), files)
    console.put(say(f"cli.open.{kind}", lang, folder=options.out, count=len(files) - 1))
    if lost:
        console.tell("cli.open.lost", lang, names="  ".join(lost))
    return 0


def _files(scheme_id: str, answers: Answers, taken: Mapping[str, Path], *, as_pdf: bool) -> tuple[dict[str, Content], list[str]]:
    """What goes into the folder, and the names of attachments that were not in the file."""
    named: dict[str, list[dict[str, str]]] = {}
    files: dict[str, Content] = {}
    lost = []
    for path, rows in sorted(answers.items()):
        slot = path.partition(".")[2]
        for row in rows if path.startswith("attachments.") and not isinstance(rows, str) else ():
            source = taken.get(row.cells.get("sha256", ""))
            if source is None:
                lost.append(row.cells.get("name", "?"))
                continue
            name = _name(slot, row.cells.get("name", ""), files, as_pdf=as_pdf)
            files[name] = source
            named.setdefault(slot, []).append({"file": name} | {cell: text for cell in _WRITTEN if (text := row.cells.get(cell, ""))})
    scheme = catalogue().scheme(scheme_id)
    text = write_answers(scheme, Application.of(answers), named)
    return {ANSWERS: text.encode(), **files}, lost


def _name(slot: str, original: str, used: Mapping[str, Content], *, as_pdf: bool) -> str:
    """`attachments/A11-合同.pdf`: fit for every system, beginning with its slot, not taken yet."""
    fit = PurePosixPath(_UNFIT.sub("_", original).strip(" .") or "file")
    stem, ending = fit.stem[:80], ".pdf" if as_pdf else fit.suffix[:10]
    stem = stem if stem.startswith(slot) else f"{slot}-{stem}"
    name, number = f"attachments/{stem}{ending}", 1
    while name in used:
        number += 1
        name = f"attachments/{stem}-{number}{ending}"
    return name
