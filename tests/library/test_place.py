"""Folders that would harm a library are refused before anything is written there."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from shenbao.errors import LibraryError
from shenbao.library import Library
from shenbao.library.place import file_system, is_remote_on_windows, unfit

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 22 0:35 / /home/li/共享 rw - nfs4 server:/x rw
41 22 0:36 / /mnt/with\\040space rw - cifs //server/share rw
42 22 0:37 / /mnt rw - xfs /dev/sdb rw
43 40 0:38 / /home/li/共享/local rw - ext4 /dev/sdc rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/li/library", "ext4"),
        ("/home/li/共享/library", "nfs4"),
        ("/home/li/共享", "nfs4"),
        ("/home/li/共享/local/x", "ext4"),
        ("/home/li/共享的", "ext4"),
        ("/mnt/with space/x", "cifs"),
        ("/mnt/other", "xfs"),
    ],
)
def test_the_mount_with_the_longest_path_counts(folder: str, kind: str) -> None:
    assert file_system(PurePosixPath(folder), MOUNTS) == kind


@pytest.mark.parametrize("name", ["OneDrive", "OneDrive - 某公司", "Dropbox", "坚果云", "Nextcloud", "iCloudDrive", "BaiduSyncdisk"])
def test_folders_of_synchronising_programs_are_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "申报"
    with pytest.raises(LibraryError) as error:
        Library.open(folder)
    assert error.value.code == "library.sync_folder"
    assert not folder.exists()


def test_their_marks_are_recognised(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert unfit(tmp_path / "deep" / "library") == "sync"


def test_an_ordinary_folder_is_fit(tmp_path: Path) -> None:
    assert unfit(tmp_path / "one" / "driver") is None


def test_a_share_of_windows_is_remote() -> None:
    assert is_remote_on_windows(PureWindowsPath(r"\\server\share\library"))
