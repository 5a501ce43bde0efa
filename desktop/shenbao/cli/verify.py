"""`shenbao verify PACK.pdf`: unchanged, changed, or none of ours; which volume, of which application and content version."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from shenbao.cli import console
from shenbao.cli.open import masked_names
from shenbao.cli.parser import Parser
from shenbao.messages import say
from shenbao.packs import lettering
from shenbao.packs.carried import Carried
from shenbao.packs.opening import Verified, verify
from shenbao.packs.piece import Piece


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
    record, piece = found.carried, found.piece
    code = "unchanged" if found.intact else "changed" if record or piece else "printed" if found.printed else "broken"
    console.put_text(say(f"cli.verify.{code}", lang), tone="good" if found.intact else "bad")
    if found.printed:
        _put_table([("scheme", f"{found.printed.scheme} {found.printed.version}"), ("fingerprint", found.printed.fingerprint)], lang)
    about = piece or record
    if about is None:
        return
    told: list[tuple[str, object]] = [
        ("scheme", about.scheme),
        ("version", about.content_version),
        ("fingerprint", _fingerprint(about)),
        ("day", about.today),
        ("state", " · ".join(say(f"cli.verify.{name}", lang) for name in _kinds(about))),
    ]
    if piece is not None:
        told.insert(0, ("piece", say(f"cli.verify.piece.{piece.kind}", lang, number=piece.number, count=piece.of, slot=piece.slot)))
        told.append(("pack", piece.pack))
    if record is not None and record.letter_face:
        here = "here" if lettering.installed(record.letter_face) else "missing"
        told.append(("letter_face", say(f"cli.verify.face_{here}", lang, face=lettering.shown(record.letter_face))))
    if record is not None and record.letterhead:
        told.append(("letterhead", record.letterhead.name))
    if record is not None and record.masked:
        told.append(("masked", masked_names(record.scheme, record.masked, lang)))
    _put_table(told, lang)


def _put_table(told: Sequence[tuple[str, object]], lang: str) -> None:
    console.put_table([[say(f"cli.verify.{name}", lang), str(value)] for name, value in told], indent=2)


def _kinds(about: Carried | Piece) -> list[str]:
    """What kind of pack it is, as the catalogue calls it."""
    kinds = ["final" if about.final else "draft"]
    if isinstance(about, Carried):
        kinds += [name for name in ("archive", "redacted") if getattr(about, name)]
    return kinds


def _fingerprint(about: Carried | Piece) -> str:
    return about.fingerprint if isinstance(about, Piece) else about.fingerprint()


def _json(found: Verified) -> dict[str, object]:
    head: dict[str, object] = {"verdict": "unchanged" if found.intact else "changed"}
    piece = found.piece
    about = piece or found.carried
    if found.printed:
        head |= {"scheme": found.printed.scheme, "fingerprint": found.printed.fingerprint}
    if about is None:
        return head | {"readable": False}
    told = head | {
        "readable": True,
        "scheme": about.scheme,
        "content_version": about.content_version,
        "fingerprint": _fingerprint(about),
        "today": about.today.isoformat(),
        "final": about.final,
        "lang": about.lang,
    }
    if isinstance(about, Carried):
        told |= {"archive": about.archive, "redacted": about.redacted, "masked": list(about.masked)}
        told |= {"letter_face": about.letter_face, "letterhead": about.letterhead.name if about.letterhead else ""}
    if piece is None:
        return told
    part = {"kind": piece.kind, "number": piece.number, "of": piece.of, "slot": piece.slot, "pack_sha256": piece.pack}
    return told | {"piece": part}
