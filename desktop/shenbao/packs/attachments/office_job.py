"""What runs inside the worker: LibreOffice on one document, in an empty profile that is thrown away."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from shenbao.packs.attachments.sniff import kind_of, office_ending

_OPTIONS = ("--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck")

# No macros, nothing fetched from where the document points to, no links updated.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
</oor:items>
"""


def convert(request: dict[str, Any], file: Path, folder: Path) -> dict[str, Any]:
    """`converted.pdf`. `request`: the `program`. Any failure is an exception: the caller's sentence is the same."""
    work = folder / "work"
    settings = work / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    document = work / f"document.{office_ending(file, kind_of(file))}"
    shutil.copyfile(file, document)
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [str(request["program"]), profile, *_OPTIONS, "--convert-to", "pdf", "--outdir", str(work / "out"), str(document)]
    homes = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(work))  # nowhere else can be written
    none = subprocess.DEVNULL
    subprocess.run(command, cwd=work, env={**os.environ, **homes}, stdin=none, stdout=none, stderr=none, check=True)
    shutil.copyfile(work / "out" / "document.pdf", folder / "converted.pdf")  # a confined process may not move between folders
    _remove(work)
    return {}


def _remove(folder: Path) -> None:
    """By whole paths: what is told by a handle of its folder, as `shutil.rmtree` does, cannot be seen to lie within."""
    for parent, folders, files in os.walk(folder, topdown=False):
        for name in files:
            Path(parent, name).unlink()
        for name in folders:
            inner = Path(parent, name)
            inner.unlink() if inner.is_symlink() else inner.rmdir()
    folder.rmdir()
