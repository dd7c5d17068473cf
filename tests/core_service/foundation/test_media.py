"""Private files: the same in a folder and in a bucket, and out only by a link that ends."""

import io
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from flask.testing import FlaskClient

from core_service.foundation.bucket import Bucket
from core_service.foundation.errors import NotFound, Unavailable
from core_service.foundation.media import FolderMedia, Media, MediaLink, MediaLinks, media_at
from core_service.foundation.runtime import Runtime
from shared.clock import FixedClock

KEY = "0190aa/exports/0190bb.zip"
LINK = MediaLink(KEY, "all about Maya.zip", "application/zip")


class SmallBucket(BaseHTTPRequestHandler):
    """Keeps objects in memory, as an S3-compatible server answers."""

    objects: ClassVar[dict[str, bytes]] = {}

    def do_PUT(self) -> None:
        """Keeps the body, if the request is signed."""
        self.objects[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200 if "AWS4-HMAC-SHA256" in self.headers["Authorization"] else 403)

    def do_GET(self) -> None:
        """404 for an unknown key."""
        found = self.objects.get(self.path)
        self._answer(404 if found is None else 200, found or b"")

    def do_DELETE(self) -> None:
        """204, whether it was there or not."""
        self.objects.pop(self.path, None)
        self._answer(204)

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def bucket_url() -> Iterator[str]:
    """A bucket that answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), SmallBucket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"s3+http://key:se%2Fcret@127.0.0.1:{server.server_port}/lessons"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["folder", "bucket"])
def media(request: pytest.FixtureRequest, tmp_path: Path, bucket_url: str) -> Media:
    """Each kind of store."""
    return media_at(str(tmp_path) if request.param == "folder" else bucket_url)


def test_what_was_put_is_read_back_until_it_is_removed(media: Media) -> None:
    """Also in place of an older file, and removing twice is fine."""
    assert media.put(KEY, io.BytesIO(b"old")) == 3
    assert media.put(KEY, io.BytesIO(b"x" * 200_000)) == 200_000
    assert b"".join(media.pieces(KEY)) == b"x" * 200_000
    media.remove(KEY)
    media.remove(KEY)
    with pytest.raises(NotFound):
        media.pieces(KEY)


@pytest.mark.parametrize(
    "key", ["../etc/passwd", "/etc/passwd", "a/../../b", "a//b", "one", "a/.hidden", "a/b\x00", ""]
)
def test_a_key_never_leaves_its_place(media: Media, key: str) -> None:
    """Whatever it is made of."""
    with pytest.raises(ValueError, match="not a key"):
        media.put(key, io.BytesIO(b""))


def test_a_folder_shows_its_files_to_nobody_else(tmp_path: Path) -> None:
    """They are photographs of children's work."""
    FolderMedia(tmp_path / "media").put(KEY, io.BytesIO(b"private"))
    [file] = [path for path in (tmp_path / "media").rglob("*") if path.is_file()]
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_a_file_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    """Neither half a file under its key nor one beside it."""

    class BreaksOff(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the upload ended")

    with pytest.raises(OSError, match="the upload ended"):
        FolderMedia(tmp_path).put(KEY, BreaksOff())
    assert [place for place in tmp_path.rglob("*") if place.is_file()] == []


def test_a_store_that_is_away_is_no_error_of_ours() -> None:
    """503: trying again later helps."""
    with pytest.raises(Unavailable):
        media_at("s3+http://key:secret@127.0.0.1:9/lessons").put(KEY, io.BytesIO(b"x"))


def test_requests_are_signed_as_the_documented_example() -> None:
    """Known answer: the GET example of the S3 manual's chapter on signature version 4."""
    bucket = Bucket(
        endpoint="https://examplebucket.s3.amazonaws.com",
        name="",
        region="us-east-1",
        access_key="AKIAIOSFODNN7EXAMPLE",
        secret_key="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    )
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    headers = {"range": "bytes=0-9", "x-amz-content-sha256": empty}
    signed = bucket.signed("GET", f"{bucket.endpoint}/test.txt", headers, now=datetime(2013, 5, 24, tzinfo=UTC))
    assert signed["authorization"].endswith(
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )


def test_a_link_opens_its_file_for_a_while(client: FlaskClient, run: Runtime, clock: FixedClock) -> None:
    """Without a login, as a download; afterwards it looks like none."""
    run.media.put(KEY, io.BytesIO(b"zipped"))
    url = run.media_links.url(LINK, now=clock.now())
    answer = client.get(url)
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"zipped", "application/zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="all about Maya.zip"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    clock.advance(minutes=6)
    assert client.get(url).status_code == 404


def test_a_name_cannot_break_out_of_its_header(client: FlaskClient, run: Runtime, clock: FixedClock) -> None:
    """A file may be named after a person, and a person after anything."""
    run.media.put(KEY, io.BytesIO(b"zipped"))
    link = MediaLink(KEY, 'all about\r\nSet-Cookie: a=b\n"Maya.zip', "application/zip")
    answer = client.get(run.media_links.url(link, now=clock.now()))
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="all about Set-Cookie: a=b \\"Maya.zip"'


def test_a_link_cannot_be_made_up(client: FlaskClient, run: Runtime, clock: FixedClock) -> None:
    """One of another key, one that was changed, and nonsense are all 404; so is a file that is gone."""
    foreign = MediaLinks("another secret").url(LINK, now=clock.now())
    own = run.media_links.url(MediaLink("0190aa/exports/gone.zip", "gone.zip", "application/zip"), now=clock.now())
    for url in (foreign, own, own[:-2] + "xx", "/api/media/nonsense"):
        assert client.get(url).status_code == 404


def test_pictures_are_shown_in_place(client: FlaskClient, run: Runtime, clock: FixedClock) -> None:
    """But nothing in them can run."""
    run.media.put("0190aa/work/one.jpg", io.BytesIO(b"picture"))
    answer = client.get(run.media_links.url(MediaLink("0190aa/work/one.jpg", "one.jpg", "image/jpeg"), now=clock.now()))
    assert answer.headers["Content-Disposition"] == "inline; filename=one.jpg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
