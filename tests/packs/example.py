"""The worked examples as drafts, with their papers examined; what the tests of whole packs start from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from finishing import finished
from shenbao.application import Application
from shenbao.application.written import read_answers
from shenbao.content import shipped
from shenbao.draft import Draft, Snapshot, opening
from shenbao.forms.catalogue import catalogue
from shenbao.forms.reader import read_text
from shenbao.packs.attachments import cells, examine
from shenbao.packs.build import PackResult, build
from shenbao.records import PackOptions

TODAY = date(2026, 3, 20)


@cache
def _papers() -> Path:
    return Path(mkdtemp(prefix="papers-"))


def blob(sha256: str) -> Path:
    """The file with this fingerprint, as handed in or normalised."""
    return _papers() / sha256


@cache
def examined(file: Path) -> dict[str, str]:
    """Cells of a file that is to be attached; its content is where `blob` finds it."""
    examined = examine(file, Path(mkdtemp(prefix="examined-")))
    assert examined.normalised is not None, file
    data = examined.normalised.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    blob(digest).write_bytes(data)
    blob(examined.sha256).write_bytes(file.read_bytes())
    return cells(examined, digest)


def example(scheme: str, *, papers: bool = True, today: date = TODAY) -> Draft:
    """The worked example of a scheme, open for editing."""
    form = catalogue().scheme(scheme)
    folder = shipped() / "forms" / "examples" / scheme
    edits = list(opening(form))
    written = read_answers(read_text((folder / "answers.yaml").read_bytes(), "answers.yaml"), form, Application(edits))
    assert not written.problems
    draft = Draft(form, [*edits, *written.edits], today, append=lambda edit, summary: None)
    for file in written.files if papers else ():
        draft.attach(file.slot, {**examined(folder / file.file), **file.cells})
    return draft


def built(snapshot: Snapshot, out: Path, *, blobs: Callable[[str], Path] = blob, **asked: Any) -> PackResult:
    """Runs a build to its end; `asked` are the fields of `PackOptions`."""
    return finished(build(snapshot, blobs, out, PackOptions(**asked)))
