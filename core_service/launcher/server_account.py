"""Under which account PostgreSQL runs: it refuses to be root, and root may be all that a container has."""

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core_service.launcher.data_folder import ORDINARY_USER
from core_service.launcher.errors import LaunchError

_NAMESPACE = ("--user", "--map-user=1000", "--map-group=1000")


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """`prefix` goes in front of the server's commands; `owner` is whose its folders must be, None if ours."""

    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    def give(self, *folders: Path) -> None:
        """Hand folders and what is in them to the account."""
        if self.owner is None:
            return
        for folder in folders:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, *self.owner, follow_symlinks=False)


def account_for_postgres(binaries: Path, home: Path) -> ServerAccount:
    """Ourselves, unless we are root: then a namespace of our own, else an ordinary user. Raises LaunchError.

    A namespace shows us to PostgreSQL as user 1000 while every file stays ours, so that nothing is
    handed over and closed folders above stay closed.
    """
    if os.geteuid() != 0:
        return ServerAccount()
    unshare = shutil.which("unshare")
    if unshare and allows_namespaces(unshare):
        return ServerAccount((unshare, *_NAMESPACE))
    return ordinary_account(binaries, home)


def allows_namespaces(unshare: str) -> bool:
    """Whether the kernel lets us have a user namespace."""
    return subprocess.run([unshare, *_NAMESPACE, "true"], capture_output=True, check=False).returncode == 0


def ordinary_account(binaries: Path, home: Path) -> ServerAccount:
    """The user nobody, if it can reach the binaries and the folder. Raises LaunchError."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise LaunchError("PostgreSQL does not run as root: start as an ordinary user, or set DATABASE_URL.")
    home.chmod(0o711)
    if closed := closed_folder(binaries, home):
        raise LaunchError(
            f"PostgreSQL does not run as root, and the user {ORDINARY_USER} cannot enter {closed}: start as an "
            "ordinary user, or put the clone and AETHERLEARN_HOME where every user can enter."
        )
    user = pwd.getpwnam(ORDINARY_USER)
    switch = (f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")
    return ServerAccount((setpriv, *switch), (user.pw_uid, user.pw_gid))


def closed_folder(*paths: Path) -> Path | None:
    """The first folder on the way to one of these that others cannot enter."""
    return next((folder for folder in _on_the_way(paths) if not folder.stat().st_mode & stat.S_IXOTH), None)


def _on_the_way(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        yield from reversed((path, *path.parents))
