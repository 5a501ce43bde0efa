"""`shenbao verify PACK.pdf`: unchanged, changed, or none of ours; of which application and content version."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from shenbao.cli import console
from shenbao.cli.parser import Parser
from shenbao.messages import say
from shenbao.packs.opening import Verified, verify


def arguments(parser: Parser) -> None:
    parser.take("pack")
    parser.take_json()


def run(options: Namespace) -> int:
    found = verify(Path(options.pack))
    if options.json:
        console.put_json(_json(found))
    else:
        _put(found, options.lang)
    return 0 if found.intact else 1


def _put(found: Verified, lang: str) -> None:
    code = "unchanged" if found.intact else "changed" if found.carried else "broken"
    console.put_text(say(f"cli.verify.{code}", lang), tone="good" if found.intact else "bad")
    if (record := found.carried) is None:
        return
    state = say("cli.verify.final" if record.final else "cli.verify.draft", lang)
    told = (
        ("scheme", record.scheme),
        ("version", record.content_version),
        ("fingerprint", record.fingerprint()),
        ("day", record.today),
        ("state", state),
    )
    console.put_table([[say(f"cli.verify.{name}", lang), str(value)] for name, value in told], indent=2)


def _json(found: Verified) -> dict[str, object]:
    head: dict[str, object] = {"verdict": "unchanged" if found.intact else "changed"}
    if (record := found.carried) is None:
        return head | {"readable": False}
    return head | {
        "readable": True,
        "scheme": record.scheme,
        "content_version": record.content_version,
        "fingerprint": record.fingerprint(),
        "today": record.today.isoformat(),
        "final": record.final,
        "lang": record.lang,
    }
