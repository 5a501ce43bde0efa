"""The program without windows: `main(argv)` reads the command, runs it, and turns every ending into an exit code and a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from shenbao import content, paths
from shenbao.cli import console
from shenbao.cli.parser import language, parse
from shenbao.errors import ContentErrors, PackError, ShenbaoError, UserCancelled

FINE, BLOCKED, UNUSABLE, CRASHED, STOPPED = 0, 1, 2, 70, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; `argv` without the program's name. Returns the exit code and never raises."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    console.speak_utf8()
    lang = language(arguments)
    try:
        code = _run(arguments, lang)
        sys.stdout.flush()
    except ShenbaoError as error:
        console.tell_error(error, lang)
        return BLOCKED if isinstance(error, PackError) and error.code == "packs.blocked" else UNUSABLE
    except (KeyboardInterrupt, UserCancelled):
        return STOPPED
    except BrokenPipeError:
        # Whoever read the output has gone; what is still buffered must not raise again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STOPPED
    except Exception as error:
        return _crashed(error, lang)
    return code


def _run(arguments: list[str], lang: str) -> int:
    parsed = parse(arguments, lang)
    try:
        return FINE if parsed is None else parsed.run(parsed.options)
    finally:
        _tell_put_aside(lang)


def _tell_put_aside(lang: str) -> None:
    """Beside what the command says: which of the person's own content was wrong and not used."""
    if wrong := tuple(content.put_aside().values()):
        console.tell("content.put_aside", lang, folder=paths.content())
        console.tell_error(ContentErrors(wrong), lang)


def _crashed(error: Exception, lang: str) -> int:
    from datetime import datetime

    from shenbao.crash import write_report

    file = write_report(paths.logs(), error, datetime.now().astimezone())
    console.tell("cli.crashed" if file else "cli.crashed_unwritten", lang, file=file or "", kind=type(error).__name__)
    return CRASHED
