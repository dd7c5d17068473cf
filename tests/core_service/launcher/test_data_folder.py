"""The data folder: what it keeps, and that one run at a time has it."""

import fcntl
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from core_service.launcher.data_folder import DataFolder, write_private
from core_service.launcher.errors import LaunchError


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    """A fresh one."""
    made = DataFolder(tmp_path / "home")
    made.create()
    yield made
    made.clear_sockets()


def mode(path: Path) -> int:
    """Its permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def test_keys_are_made_once_and_for_this_account_alone(folder: DataFolder) -> None:
    """A new key at each start would end every ticket and every login of the hub."""
    keys, secret = folder.ticket_keys(), folder.service_key()
    assert (DataFolder(folder.home).ticket_keys(), DataFolder(folder.home).service_key()) == (keys, secret)
    assert {mode(file) for file in (folder.home / "keys").iterdir()} == {0o600}
    assert mode(folder.home) == 0o700
    private = load_pem_private_key(keys[0].encode(), password=None)
    assert private.public_key() == load_pem_public_key(keys[1].encode())


def test_a_file_is_never_open_to_others_even_for_a_moment(tmp_path: Path) -> None:
    """Whatever the account's umask says, and whatever a broken write left."""
    (tmp_path / "key.new").write_text("half")
    before = os.umask(0)
    try:
        write_private(tmp_path / "key", "whole")
    finally:
        os.umask(before)
    assert ((tmp_path / "key").read_text(), mode(tmp_path / "key")) == ("whole", 0o600)
    assert not (tmp_path / "key.new").exists()


def test_a_second_start_is_told_that_it_already_runs(folder: DataFolder) -> None:
    """Two servers on one folder would destroy it."""
    program = (
        "import sys; from pathlib import Path; from core_service.launcher.data_folder import DataFolder;"
        "DataFolder(Path(sys.argv[1])).claim(); print('mine', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder.home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout
        assert first.stdout.readline() == "mine\n"
        with pytest.raises(LaunchError, match=r"already runs on the data folder"):
            folder.claim()
        first.communicate()
    assert os.fstat(folder.claim())


def test_a_start_while_the_other_stops_waits(folder: DataFolder) -> None:
    """Ctrl-C and at once `make run` again, before the last process has ended."""
    lock = os.open(folder.home / "run" / "launcher.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    folder.announce_stop()
    assert os.fstat(folder.claim(lambda: os.close(lock)))


def test_a_start_after_a_kill_waits_for_what_was_left(folder: DataFolder) -> None:
    """The killed launcher's servers still hold the second lock while they shut down."""
    lock = os.open(folder.home / "run" / "children.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    waited: list[str] = []

    def servers_end() -> None:
        waited.append("said so")
        os.close(lock)

    assert os.fstat(folder.claim(servers_end))
    assert waited == ["said so"]


@pytest.mark.parametrize("depth", [0, 20])
def test_paths_of_sockets_are_short_however_deep_the_folder_is(tmp_path: Path, depth: int) -> None:
    """The kernel takes 104 bytes at most."""
    folder = DataFolder(tmp_path.joinpath(*["a-folder"] * depth))
    assert len(os.fsencode(folder.sockets / ".s.PGSQL.5432.lock")) <= 103


def test_two_deep_folders_have_sockets_of_their_own(tmp_path: Path) -> None:
    """Two clones run side by side."""
    deep = tmp_path / ("x" * 120)
    assert DataFolder(deep / "one").sockets != DataFolder(deep / "two").sockets


def test_sockets_below_tmp_are_cleared_away(tmp_path: Path) -> None:
    """What lies in the data folder may stay there; this would be litter."""
    far = DataFolder(tmp_path / ("x" * 120))
    far.create()
    assert far.sockets.is_dir()
    far.clear_sockets()
    assert not far.sockets.exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    """It names the variable that helps."""
    (tmp_path / "file").write_text("")
    with pytest.raises(LaunchError, match=r"cannot be made \(Not a directory\): set AETHERLEARN_HOME"):
        DataFolder(tmp_path / "file" / "home").create()


def test_sockets_in_a_strangers_folder_are_refused(tmp_path: Path) -> None:
    """In /tmp anyone may have made that name first."""
    folder = DataFolder(tmp_path / ("x" * 120))
    folder.sockets.symlink_to(tmp_path)
    try:
        with pytest.raises(LaunchError, match=r"belongs to another account"):
            folder.create()
    finally:
        folder.sockets.unlink()


def test_the_environment_is_remembered_only_while_a_run_has_the_folder(folder: DataFolder) -> None:
    """A killed run leaves the file, but it tells of servers that are gone."""
    folder.remember_environment({"DATABASE_URL": "postgresql://…"})
    assert folder.remembered_environment() is None
    lock = os.open(folder.home / "run" / "launcher.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    assert folder.remembered_environment() == {"DATABASE_URL": "postgresql://…"}
    folder.forget_environment()
    assert folder.remembered_environment() is None
    os.close(lock)
