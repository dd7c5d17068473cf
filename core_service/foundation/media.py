"""Files that last: private, in a folder or an S3-compatible bucket behind one interface (R344, C44).

A file is named by a key, `centre/kind/name`, and leaves only by a link that we sign and that ends soon.
"""

import hmac
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import itsdangerous

from core_service.foundation.bucket import Bucket
from core_service.foundation.errors import NotFound

_KEY = re.compile(r"[a-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
_PIECE = 64 * 1024
LINK_HOLDS_FOR = timedelta(minutes=5)


class Media(Protocol):
    """Where files are kept."""

    def put(self, key: str, content: IO[bytes]) -> int:
        """Keeps all of `content`, in place of what was there; its size in bytes."""
        ...

    def pieces(self, key: str) -> Iterator[bytes]:
        """The file, piece by piece. Raises NotFound before the first one."""
        ...

    def remove(self, key: str) -> None:
        """Takes the file away; one that is not there is fine."""
        ...


@dataclass(frozen=True, slots=True)
class FolderMedia:
    """Files in a folder that only the core's own account can read."""

    folder: Path

    def put(self, key: str, content: IO[bytes]) -> int:
        """Written beside and then renamed: nobody ever reads half a file."""
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as beside:
            try:
                while piece := content.read(_PIECE):
                    beside.write(piece)
                size = beside.tell()
            except BaseException:
                Path(beside.name).unlink()
                raise
        Path(beside.name).replace(place)
        return size

    def pieces(self, key: str) -> Iterator[bytes]:
        """Raises NotFound at once, not at the first piece."""
        try:
            opened = self._place(key).open("rb")
        except (FileNotFoundError, IsADirectoryError):
            raise NotFound("file") from None
        return _read(opened)

    def remove(self, key: str) -> None:
        """The folders stay: another file may be on its way into them."""
        self._place(key).unlink(missing_ok=True)

    def _place(self, key: str) -> Path:
        return self.folder / checked_key(key)


@dataclass(frozen=True, slots=True)
class BucketMedia:
    """The same files as objects of an S3-compatible bucket."""

    bucket: Bucket

    def put(self, key: str, content: IO[bytes]) -> int:
        """One request; the bucket shows an object only when it is whole."""
        return self.bucket.put(checked_key(key), content)

    def pieces(self, key: str) -> Iterator[bytes]:
        """Raises NotFound at once, not at the first piece."""
        return self.bucket.pieces(checked_key(key))

    def remove(self, key: str) -> None:
        """S3 answers the same for an object that is not there."""
        self.bucket.remove(checked_key(key))


def checked_key(key: str) -> str:
    """The key, if it is one of ours: no path can be made of anything else. Raises ValueError."""
    if not _KEY.fullmatch(key):
        raise ValueError("not a key of a file")
    return key


def _read(opened: IO[bytes]) -> Iterator[bytes]:
    with opened:
        while piece := opened.read(_PIECE):
            yield piece


@cache
def media_at(url: str) -> Media:
    """What MEDIA_URL names: a folder, or `s3://key:secret@host/bucket?region=…` (`s3+http://` without TLS)."""
    parts = urlsplit(url)
    if not parts.scheme.startswith("s3"):
        return FolderMedia(Path(url))
    scheme = "http" if parts.scheme == "s3+http" else "https"
    return BucketMedia(
        Bucket(
            endpoint=f"{scheme}://{parts.netloc.rpartition('@')[2]}",
            name=parts.path.strip("/"),
            region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
            access_key=unquote(parts.username or ""),
            secret_key=unquote(parts.password or ""),
        )
    )


@dataclass(frozen=True, slots=True)
class MediaLink:
    """What a signed link stands for: the file, and as what it is given out."""

    key: str
    file_name: str
    content_type: str


@dataclass(frozen=True, slots=True)
class MediaLinks:
    """Makes and reads links; `secret` is known to the core alone."""

    secret: str

    def url(self, link: MediaLink, *, now: datetime, holds_for: timedelta = LINK_HOLDS_FOR) -> str:
        """A path below /api/media that opens this file, for so long."""
        ends = int((now + holds_for).timestamp())
        return f"/api/media/{self._signer().dumps([link.key, link.file_name, link.content_type, ends])}"

    def read(self, token: str, *, now: datetime) -> MediaLink:
        """Raises NotFound for a link that has ended or was never ours: both look the same."""
        try:
            key, file_name, content_type, ends = self._signer().loads(token)
        except (itsdangerous.BadData, ValueError, TypeError):
            raise NotFound("file") from None
        if ends < now.timestamp():
            raise NotFound("file")
        return MediaLink(key, file_name, content_type)

    def _signer(self) -> itsdangerous.URLSafeSerializer:
        key = hmac.new(self.secret.encode(), b"media links", "sha256").digest()
        return itsdangerous.URLSafeSerializer(key, salt="media")
