"""The folder that holds what must outlive a run: the servers' data, the keys, and who is using it now."""

import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core_service.launcher.errors import LaunchError

ORDINARY_USER = "nobody"
_LONGEST_SOCKET_PATH = 100  # the kernel's limit is 104 on macOS, 108 on Linux
_LONGEST_SOCKET_NAME = len("/.s.PGSQL.5432.lock")
_LEFTOVERS_SECONDS = 60.0
_SECOND_LOOK_SECONDS = 1.5  # a launcher whose make was killed takes a moment to notice
_STOPPING = b"stopping"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Names inside the folder."""

    home: Path

    @property
    def postgres(self) -> Path:
        """The embedded PostgreSQL's cluster."""
        return self.home / "postgres"

    @property
    def valkey(self) -> Path:
        """The embedded Valkey's append-only file."""
        return self.home / "valkey"

    @property
    def environment_file(self) -> Path:
        """The environment of the processes of the run that goes on now, for commands beside it."""
        return self.home / "run" / "environment.json"

    @property
    def sockets(self) -> Path:
        """Where the servers' sockets lie: paths of sockets are short, so deep folders get one below /tmp."""
        inside = self.home / "run"
        if len(os.fsencode(inside)) + _LONGEST_SOCKET_NAME <= _LONGEST_SOCKET_PATH:
            return inside
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path("/tmp") / f"aetherlearn-{os.geteuid()}-{digest}"

    def create(self) -> None:
        """Make the folders, for this account alone. Raises LaunchError."""
        for folder in (self.home, self.home / "keys", self.home / "run", self.valkey, self.sockets):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as problem:
                reason = f"The folder {folder} cannot be made ({problem.strerror})"
                raise LaunchError(f"{reason}: set AETHERLEARN_HOME to one that can.") from None
        owners = {os.geteuid(), pwd.getpwnam(ORDINARY_USER).pw_uid if os.geteuid() == 0 else os.geteuid()}
        if self.sockets.is_symlink() or self.sockets.stat().st_uid not in owners:
            raise LaunchError(f"{self.sockets} belongs to another account: remove it or set AETHERLEARN_HOME.")

    def clear_sockets(self) -> None:
        """Remove the folder below /tmp, if the sockets have one there; the next start makes it again."""
        if not self.sockets.is_relative_to(self.home) and not self.sockets.is_symlink():
            shutil.rmtree(self.sockets, ignore_errors=True)

    def claim(self, say_waiting: Callable[[], None] = lambda: None) -> int:
        """Take the folder for this process; returns a descriptor that its children keep open.

        Two locks: ours tells a second start that it already runs, the children's tells the start
        after a kill when the last of them has gone. Raises LaunchError.
        """
        began = time.monotonic()
        ours, children = _open_lock(self._launcher_lock), _open_lock(self.home / "run" / "children.lock")
        said = False
        while not (_lock(ours) and _lock(children)):
            waited, is_ending = time.monotonic() - began, _lock(ours) or self._is_stopping()
            if waited > _SECOND_LOOK_SECONDS and not is_ending:
                raise LaunchError(
                    f"AetherLearn already runs on the data folder {self.home}: stop it with Ctrl-C there."
                )
            if waited > _LEFTOVERS_SECONDS:
                raise LaunchError(f"Processes of an earlier run still use {self.home}: end them and start again.")
            if is_ending and not said:
                said = True
                say_waiting()
            time.sleep(0.1)
        os.truncate(ours, 0)
        return children

    def announce_stop(self) -> None:
        """Tell a start that comes now that it only has to wait."""
        self._launcher_lock.write_bytes(_STOPPING)

    def _is_stopping(self) -> bool:
        return self._launcher_lock.read_bytes() == _STOPPING

    @property
    def _launcher_lock(self) -> Path:
        return self.home / "run" / "launcher.lock"

    def ticket_keys(self) -> tuple[str, str]:
        """The private and public key of room tickets as PEM, made at the first start."""
        pem = self._kept("ticket-private.pem", _new_private_key)
        key = serialization.load_pem_private_key(pem.encode(), password=None)
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return pem, public.decode()

    def service_key(self) -> str:
        """The secret with which the hub calls the core, made at the first start."""
        return self._kept("service.key", lambda: secrets.token_urlsafe(32))

    def _kept(self, name: str, make: Callable[[], str]) -> str:
        file = self.home / "keys" / name
        if not file.exists():
            write_private(file, make())
        return file.read_text()

    def remember_environment(self, environment: Mapping[str, str]) -> None:
        """Keep it for commands beside this run; it holds keys."""
        write_private(self.environment_file, json.dumps(dict(environment)))

    def forget_environment(self) -> None:
        """The run ends."""
        self.environment_file.unlink(missing_ok=True)

    def remembered_environment(self) -> dict[str, str] | None:
        """The environment of the run that goes on now, if one does."""
        if not self.environment_file.exists() or not self._is_claimed():
            return None
        environment: dict[str, str] = json.loads(self.environment_file.read_text())
        return environment

    def _is_claimed(self) -> bool:
        lock = _open_lock(self._launcher_lock)
        try:
            return not _lock(lock)
        finally:
            os.close(lock)


def write_private(file: Path, content: str) -> None:
    """Write a file that this account alone can read, whole or not at all."""
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(content)
    draft.replace(file)


def _new_private_key() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _open_lock(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
