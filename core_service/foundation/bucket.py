"""An S3-compatible bucket, spoken to with its signature version 4: three requests need no library of their own."""

import hashlib
import hmac
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import IO
from urllib.parse import quote, urlsplit

import httpx

from core_service.foundation.errors import NotFound, Unavailable

_PIECE = 64 * 1024
_UNSIGNED = "UNSIGNED-PAYLOAD"
_PATIENCE = httpx.Timeout(60.0, connect=5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """One bucket, addressed by path: `endpoint/name/key`. Raises Unavailable when it does not answer as it should."""

    endpoint: str
    name: str
    region: str
    access_key: str
    secret_key: str

    def put(self, key: str, content: IO[bytes]) -> int:
        """Keeps the object; `content` must know its length, as a file does."""
        begin = content.tell()
        size = content.seek(0, os.SEEK_END) - begin
        content.seek(begin)
        pieces = iter(lambda: content.read(_PIECE), b"")
        self._demand(self._send("PUT", key, {"content-length": str(size)}, pieces))
        return size

    def pieces(self, key: str) -> Iterator[bytes]:
        """The object, piece by piece. Raises NotFound."""
        response = self._send("GET", key, {}, None)
        if response.status_code == httpx.codes.NOT_FOUND:
            response.close()
            raise NotFound("file")
        if not response.is_success:
            self._demand(response)
        return _closing(response)

    def remove(self, key: str) -> None:
        """Takes the object away."""
        self._demand(self._send("DELETE", key, {}, None))

    def _send(
        self, method: str, key: str, headers: Mapping[str, str], content: Iterator[bytes] | None
    ) -> httpx.Response:
        url = f"{self.endpoint}/{self.name}/{quote(key)}"
        signed = self.signed(method, url, {"x-amz-content-sha256": _UNSIGNED}, now=datetime.now(UTC))
        client = _client()
        request = client.build_request(method, url, headers={**signed, **headers}, content=content)
        try:
            return client.send(request, stream=True)
        except httpx.TransportError as error:
            raise Unavailable(f"The store of files does not answer: {type(error).__name__}.") from error

    def _demand(self, response: httpx.Response) -> None:
        response.close()
        if not response.is_success:
            raise Unavailable(f"The store of files answered {response.status_code}.")

    def signed(self, method: str, url: str, headers: Mapping[str, str], *, now: datetime) -> dict[str, str]:
        """The headers with date and signature."""
        parts, moment = urlsplit(url), now.strftime("%Y%m%dT%H%M%SZ")
        named = {"host": parts.netloc, "x-amz-date": moment, **headers}
        names = ";".join(sorted(named))
        lines = "".join(f"{name}:{named[name].strip()}\n" for name in sorted(named))
        asked = "\n".join((method, parts.path, parts.query, lines, names, named["x-amz-content-sha256"]))
        scope = f"{moment[:8]}/{self.region}/s3/aws4_request"
        to_sign = "\n".join(("AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(asked.encode()).hexdigest()))
        key = f"AWS4{self.secret_key}".encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), "sha256").digest()
        signature = hmac.new(key, to_sign.encode(), "sha256").hexdigest()
        credential = f"Credential={self.access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
        return {**named, "authorization": f"AWS4-HMAC-SHA256 {credential}"}


@cache
def _client() -> httpx.Client:
    """One per process: its connections are used again."""
    return httpx.Client(timeout=_PATIENCE)


def _closing(response: httpx.Response) -> Iterator[bytes]:
    try:
        yield from response.iter_bytes(_PIECE)
    except httpx.TransportError as error:
        raise Unavailable("The store of files stopped in the middle.") from error
    finally:
        response.close()
