"""Under which account PostgreSQL runs."""

import os
import shutil
from pathlib import Path

import pytest

from core_service.launcher import server_account
from core_service.launcher.errors import LaunchError

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become someone else")


def test_anyone_but_root_runs_it_as_themself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing stands in front of the command, nothing is handed over."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert server_account.account_for_postgres(tmp_path, tmp_path) == server_account.ServerAccount()


def test_without_namespaces_root_becomes_an_ordinary_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in containers that forbid user namespaces."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(server_account, "allows_namespaces", lambda unshare: False)
    monkeypatch.setattr(server_account, "closed_folder", lambda *paths: None)
    monkeypatch.setattr(Path, "chmod", lambda path, mode: None)
    account = server_account.account_for_postgres(Path("/"), Path("/"))
    assert Path(account.prefix[0]).name == "setpriv"
    assert account.owner is not None
    assert account.owner[0] > 0


def test_a_folder_that_the_ordinary_user_cannot_enter_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A clone below a closed home folder."""
    closed = tmp_path / "closed"
    (closed / "home").mkdir(parents=True)
    tmp_path.chmod(0o755)
    closed.chmod(0o700)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(LaunchError, match=r"the user nobody cannot enter .*: start as an ordinary user"):
        server_account.ordinary_account(Path("/usr/bin"), closed / "home")
    assert server_account.closed_folder(Path("/usr/bin")) is None


@needs_root
def test_what_the_ordinary_user_needs_is_handed_over(tmp_path: Path) -> None:
    """With all that is in it."""
    (tmp_path / "cluster").mkdir()
    (tmp_path / "cluster" / "file").write_text("")
    server_account.ServerAccount(("setpriv",), (65534, 65534)).give(tmp_path / "cluster")
    assert (tmp_path / "cluster" / "file").stat().st_uid == 65534
