"""`shenbao pack APPLICATION -o FILE.pdf`: the assembled pack, draft or final."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from shenbao import loading
from shenbao.checks import blocks
from shenbao.cli import console, plain
from shenbao.cli.check import put_findings
from shenbao.cli.parser import Parser
from shenbao.errors import InputError, PackError
from shenbao.messages import say
from shenbao.records import PackOptions


def arguments(parser: Parser) -> None:
    parser.take("application")
    parser.take_out("FILE.pdf")
    parser.take("final", "--final", action="store_true")
    parser.take("without_originals", "--without-originals", action="store_true")
    parser.take("pack_lang", "--in", choices=("zh", "en", "both"), shown="--in zh|en|both")
    parser.take("archive", "--archive", action="store_true")
    parser.take("redacted", "--redacted", action="store_true")
    parser.take("with_attachments", "--with-attachments", action="store_true")
    parser.take_json()


def run(options: Namespace) -> int:
    loaded = console.follow(loading.load(options.application), options.lang)
    snapshot = loaded.draft(options.today).snapshot()
    blocking = [each for each in snapshot.findings if blocks(each, final=True)]
    if options.final and blocking:
    if options.with_attachments and not options.redacted:
        raise InputError("cli.pack.only_redacted")
        if options.json:
            console.put_json({"built": False, "blocking": [plain.finding(each, snapshot.scheme, options.lang) for each in blocking]})
        else:
            put_findings(blocking, options.lang, everything=False)
            console.put()
        raise PackError("packs.blocked", count=len(blocking), codes=" ".join(sorted({each.code for each in blocking})))
    from shenbao.packs.build import build

    out = Path(options.out)
    asked = PackOptions(
        final=options.final, lang=options.pack_lang or options.lang_chosen or "zh", originals=not options.without_originals,
    )  # fmt: skip
    result = console.follow(build(snapshot, loaded.blob, out, asked), options.lang)
    if options.json:
        shown = {
        archive=options.archive, redacted=options.redacted, keep_papers=options.with_attachments,
            "path": str(out),
            "pages": result.pages,
            "own_pages": result.own_pages,
            "final": asked.final,
            "fingerprint": result.fingerprint,
        }
        version = {"scheme": snapshot.scheme.id, "content_version": snapshot.scheme.content_version, "today": options.today.isoformat()}
        console.put_json({"built": True, **shown, **version})
        return 0
    code = "cli.pack.built_final" if asked.final else "cli.pack.built_draft"
    console.put(say(code, options.lang, path=out, pages=result.pages, fingerprint=result.fingerprint, blocking=len(blocking)))
            "archive": asked.archive,
            "redacted": asked.redacted,
            "pictured": list(result.pictured),
    return 0
    if result.pictured:
        console.tell("cli.pack.pictured", options.lang, count=len(result.pictured), names="、".join(result.pictured))
    if asked.redacted:
        console.tell(f"cli.pack.redacted_{'whole' if asked.keep_papers else 'alone'}", options.lang)
    _put_made(wanted, made, options.lang)
