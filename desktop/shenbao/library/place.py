"""Says which folders are unfit for a library: network drives and folders that another program synchronises."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath, PureWindowsPath

_NETWORK_SYSTEMS = {
    "9p", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs", "glusterfs", "ncpfs", "nfs",
    "nfs4", "smb3", "smbfs", "vboxsf",
}  # fmt: skip
_SYNCHRONISED = (
    "onedrive", "dropbox", "icloud", "mobile documents", "cloudstorage", "google drive", "googledrive", "nextcloud", "owncloud", "nutstore",
    "坚果云", "baidusyncdisk", "百度网盘同步", "wps云盘", "wpsdrive", "微云同步", "syncthing",
)  # fmt: skip
"""Beginnings of the folder names these programs use, in lower case."""
_SYNC_MARKS = (".dropbox", ".stfolder", ".owncloudsync.log", ".nutstore")
"""Files such programs leave at the top of what they synchronise."""
_DRIVE_REMOTE = 4


def unfit(folder: Path) -> str | None:
    """Why a library must not be in `folder` (absolute, links resolved): `network`, `sync`, or None when it may.

    WAL files are unsafe on network file systems, and a synchronising program copies a database in the middle of a write."""
    if any(part.casefold().startswith(_SYNCHRONISED) for part in folder.parts):
        return "sync"
    if any((parent / mark).exists() for parent in (folder, *folder.parents) for mark in _SYNC_MARKS):
        return "sync"
    if sys.platform == "win32":
        return "network" if is_remote_on_windows(folder) else None
    mounts = Path("/proc/self/mountinfo")
    if mounts.exists() and file_system(folder, mounts.read_text(encoding="utf-8", errors="replace")) in _NETWORK_SYSTEMS:
        return "network"
    return None


def file_system(folder: PurePath, mountinfo: str) -> str:
    """Type of the file system `folder` is on, from the text of /proc/self/mountinfo; the last of equal mounts wins."""
    best, found = -1, ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = PurePath(fields[4].encode().decode("unicode_escape") if "\\" in fields[4] else fields[4])
        if (point == folder or point in folder.parents) and len(point.parts) >= best:
            best, found = len(point.parts), after.split(" ")[0]
    return found


def is_remote_on_windows(folder: PurePath) -> bool:
    """A path of the form \\\\server\\share, or a letter that stands for one."""
    drive = PureWindowsPath(folder).drive
    if drive.startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE)
    return False
