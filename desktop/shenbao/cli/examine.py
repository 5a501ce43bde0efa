"""`shenbao examine FILE`: what would become of a file as an attachment; with `-o` its PDF, converted or made smaller where asked."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from pathlib import Path

from shenbao import durable
from shenbao.cli import console
from shenbao.cli.parser import Parser
from shenbao.errors import ExchangeError, InputError
from shenbao.messages import say
from shenbao.packs.attachments import Examined, Verdict, examine, office, sentences
from shenbao.packs.attachments.manners import MANNERS
from shenbao.text import MB, file_size


def arguments(parser: Parser) -> None:
    parser.take("paper")
    parser.take("out", "-o", "--output", metavar="PATH", shown="-o FILE.pdf")
    parser.take("smaller", "--smaller", choices=tuple(MANNERS), shown="--smaller fine|usual|least")
    parser.take("max_mb", "--max-mb", metavar="N", shown="--max-mb N")
    parser.take_json()


def run(options: Namespace) -> int:
    most = _most_bytes(options.max_mb)
    if (options.smaller or most) and not options.out:
        raise InputError("cli.examine.nowhere")
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name), Path(options.paper)
        found = examine(file, folder)
        if found.kind in office.CONVERTIBLE and options.out:
            file = office.convert(file, folder)
            found = examine(file, folder)
        made = _reduced(found, folder, options.smaller, most) if found.normalised is not None else None
        if made is not None and options.out:
            _write(made, Path(options.out))
        size = made.stat().st_size if made is not None else 0
    if options.json:
        console.put_json(_json(found, options, size))
        return 1 if found.verdict is Verdict.REFUSED else 0
    first, *more = sentences(found, options.lang)
    console.put_text(first, tone="bad" if found.verdict is Verdict.REFUSED else "good")
    for sentence in more:
        console.put_text(sentence, 2)
    if size and options.out:
        slots = {"path": options.out, "before": file_size(found.bytes), "after": file_size(size)}
        console.put(say("cli.examine.written", options.lang, **slots))
    return 1 if found.verdict is Verdict.REFUSED else 0


def _write(made: Path, out: Path) -> None:
    try:
        durable.write_file(out, [made.read_bytes()])
    except OSError as error:
        raise ExchangeError("cli.not_written", str(out), reason=error.strerror or str(error)) from error


def _most_bytes(megabytes: str | None) -> int:
    if megabytes is None:
        return 0
    if not megabytes.isdecimal() or not 1 <= int(megabytes) <= 1000:
        raise InputError("cli.examine.no_size", "", word=megabytes)
    return int(megabytes) * MB


def _reduced(found: Examined, folder: Path, smaller: str | None, most: int) -> Path:
    """The normalised PDF, or a smaller one where that was asked for and is needed."""
    from shenbao.packs.attachments.reducing import reduce

    assert found.normalised is not None
    if not smaller and (not most or found.normalised.stat().st_size <= most):
        return found.normalised
    out = folder / "smaller"
    out.mkdir()
    return reduce(found.name, found.normalised, out, smaller or "fit", most_bytes=most).file


def _json(found: Examined, options: Namespace, size: int) -> dict[str, object]:
    return {
        "verdict": str(found.verdict),
        "code": found.code,
        "kind": found.kind,
        "pages": found.pages,
        "bytes": found.bytes,
        "sha256": found.sha256,
        "sentences": list(sentences(found, options.lang)),
        "out": options.out if size and options.out else None,
        "out_bytes": size if size and options.out else None,
    }
