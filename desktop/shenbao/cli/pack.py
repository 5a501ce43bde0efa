"""`shenbao pack APPLICATION -o FILE.pdf`: the assembled pack, draft or final."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from shenbao import house, loading, uploading
from shenbao.checks import blocks
from shenbao.cli import console, plain
from shenbao.cli.check import put_findings
from shenbao.cli.parser import Parser
from shenbao.errors import InputError, PackError
from shenbao.messages import say
from shenbao.packs import letterheads, lettering
from shenbao.packs.carried import Carried
from shenbao.records import Letterhead, PackOptions
from shenbao.text import file_size


def arguments(parser: Parser) -> None:
    parser.take("application")
    parser.take_out("FILE.pdf")
    parser.take("final", "--final", action="store_true")
    parser.take("without_originals", "--without-originals", action="store_true")
    parser.take("archive", "--archive", action="store_true")
    parser.take("redacted", "--redacted", action="store_true")
    parser.take("with_attachments", "--with-attachments", action="store_true")
    parser.take("pack_lang", "--in", choices=("zh", "en", "both"), shown="--in zh|en|both")
    parser.take("letterhead", "--letterhead", choices=("on", "off"), shown="--letterhead on|off")
    parser.take("volumes", "--volumes", metavar="DIR", shown="--volumes DIR")
    parser.take("bundle", "--zip", metavar="FILE.zip", shown="--zip FILE.zip")
    parser.take("copy_sheet", "--copy-sheet", metavar="FILE", shown="--copy-sheet FILE.xlsx|.pdf")
    parser.take_json()


def run(options: Namespace) -> int:
    if options.with_attachments and not options.redacted:
        raise InputError("cli.pack.only_redacted")
    if options.redacted and (options.volumes or options.bundle or options.copy_sheet):
        raise InputError("cli.pack.not_redacted")
    loaded = console.follow(loading.load(options.application), options.lang)
    snapshot = loaded.draft(options.today).snapshot()
    blocking = [each for each in snapshot.findings if blocks(each, final=True)]
    if options.final and blocking:
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
        archive=options.archive, redacted=options.redacted, keep_papers=options.with_attachments,
        letterhead=_letterhead(options.letterhead, loaded.carried),
        letter_face=loaded.carried.letter_face if loaded.carried else house.kept().letter_face,
    )  # fmt: skip
    wanted = uploading.Wanted(
        volumes=options.volumes or "", bundle=options.bundle or "", copy_sheet=options.copy_sheet or "", letterhead=asked.letterhead,
    )  # fmt: skip
    uploading.require(wanted, snapshot)
    result = console.follow(build(snapshot, loaded.blob, out, asked), options.lang)
    made = console.follow(uploading.make(wanted, out, snapshot, "en" if asked.lang == "en" else "zh"), options.lang)
    if options.json:
        shown = {
            "path": str(out),
            "pages": result.pages,
            "own_pages": result.own_pages,
            "final": asked.final,
            "archive": asked.archive,
            "redacted": asked.redacted,
            "pictured": list(result.pictured),
            "fingerprint": result.fingerprint,
            "letterhead": asked.letterhead.name if asked.letterhead else "",
            "letter_face": result.options.letter_face,
        }
        version = {"scheme": snapshot.scheme.id, "content_version": snapshot.scheme.content_version, "today": options.today.isoformat()}
        console.put_json({"built": True, **shown, **version, **_made(wanted, made)})
        return 0
    code = "cli.pack.built_final" if asked.final else "cli.pack.built_draft"
    console.put(say(code, options.lang, path=out, pages=result.pages, fingerprint=result.fingerprint, blocking=len(blocking)))
    if asked.letter_face and not lettering.installed(asked.letter_face):
        console.tell("cli.pack.other_face", options.lang, face=lettering.shown(asked.letter_face))
    if result.pictured:
        console.tell("cli.pack.pictured", options.lang, count=len(result.pictured), names="、".join(result.pictured))
    if asked.redacted:
        console.tell(f"cli.pack.redacted_{'whole' if asked.keep_papers else 'alone'}", options.lang)
    _put_made(wanted, made, options.lang)
    return 0


def _letterhead(wanted: str | None, record: Carried | None) -> Letterhead | None:
    """The one of the settings, or of the pack that is built again. InputError when one is wanted and none is set."""
    if wanted is None:
        return letterheads.proved(record.letterhead) if record else None
    if wanted == "on" and house.kept().letterhead is None:
        raise InputError("cli.pack.no_letterhead")
    return house.kept().letterhead if wanted == "on" else None


def _made(wanted: uploading.Wanted, made: uploading.Made) -> dict[str, object]:
    """What was made besides the pack; a key for each thing that was asked for."""
    told: dict[str, object] = {}
    if wanted.volumes:
        told["volumes"] = {"folder": wanted.volumes, "files": [plain.piece_file(each) for each in made.volumes]}
    if wanted.bundle:
        files = [plain.piece_file(each) for each in made.files]
        told["zip"] = {"path": wanted.bundle, "bytes": made.bundle_bytes, "sha256": made.bundle_sha256, "files": files}
    if wanted.volumes or wanted.bundle:
        told["total_over"] = made.total_over
    return told | ({"copy_sheet": wanted.copy_sheet} if wanted.copy_sheet else {})


def _put_made(wanted: uploading.Wanted, made: uploading.Made, lang: str) -> None:
    for code, path, files in (("volumes", wanted.volumes, made.volumes), ("zip", wanted.bundle, made.files)):
        if path:
            console.put(say(f"cli.pack.made_{code}", lang, path=path, count=len(files)))
            console.put_table([(each.name, str(each.pages), file_size(each.bytes)) for each in files], right=frozenset({1, 2}), indent=2)
    if wanted.copy_sheet:
        console.put(say("cli.pack.made_copy_sheet", lang, path=wanted.copy_sheet))
    if made.total_over:
        console.tell("cli.pack.total_over", lang, over=file_size(made.total_over))
