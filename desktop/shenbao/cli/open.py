"""`shenbao open PACK.pdf|FILE.shenbao -o DIR`: answers and attachments taken out again."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from pathlib import Path

from shenbao.cli import console
from shenbao.cli.parser import Parser
from shenbao.errors import ExchangeError
from shenbao.loading import kind_of, unreadable
from shenbao.messages import say
from shenbao.outgoing import answers_folder
from shenbao.placing import place


def arguments(parser: Parser) -> None:
    parser.take("file")
    parser.take_out("DIR")


def run(options: Namespace) -> int:
    file, lang = Path(options.file), options.lang
    try:
        kind = kind_of(file)
    except OSError as error:
        raise unreadable(file, error) from error
    pages_only: set[str] = set()
    masked: tuple[str, ...] = ()
    with tempfile.TemporaryDirectory() as folder:
        if kind == "pack":
            from shenbao.packs import opening

            record = opening.carried(file)
            scheme, answers, masked = record.scheme, record.answers, record.masked
            out_of_pack = opening.attachments(file, record, Path(folder))
            taken = {sha256: each.file for sha256, each in out_of_pack.items()}
            pages_only = {sha256 for sha256, each in out_of_pack.items() if not each.original}
        elif kind == "archive":
            from shenbao.exchange import archive

            found = archive.read(file, attachments_to=Path(folder))
            scheme, answers = found.application.scheme, found.answers
            taken = {sha256: Path(folder) / sha256 for sha256 in found.attachments}
        else:
            raise ExchangeError("cli.not_openable", str(file))
        files, lost = answers_folder(scheme, answers, taken, pages_only)
        place(Path(options.out), files)
    console.put(say("cli.open.pack" if pages_only else "cli.open.archive", lang, folder=options.out, count=len(files) - 1))
    if masked:
        console.tell("cli.open.redacted", lang, count=len(masked), names=masked_names(scheme, masked, lang))
    if lost:
        console.tell("cli.open.lost", lang, names="  ".join(lost))
    return 0


def masked_names(scheme: str, paths: tuple[str, ...], lang: str) -> str:
    """What the answers are called that a redacted copy does not tell."""
    from shenbao.forms.catalogue import catalogue
    from shenbao.packs.redaction import label

    form = catalogue().scheme(scheme)
    return say("packs.comma", lang).join(label(form, path, lang) for path in paths)
