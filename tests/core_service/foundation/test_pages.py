"""The web app as the core serves it: what may be cached, and what a missing file is.

The good case: an installed app finds its newest service worker and its manifest, and a tablet loads scripts compressed.
The bad ones: a service worker that a proxy keeps for a year, a chunk of an older release that comes back as a page, a
page that loads from elsewhere, a compressed file for somebody who cannot read it.
"""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core_service.foundation.pages import serve_pages
from shared.settings import CoreSettings


@pytest.fixture
def pages(tmp_path: Path, settings: CoreSettings) -> FlaskClient:
    """A built app of a few files."""
    (tmp_path / "assets").mkdir()
    files = ("index.html", "sw.js", "manifest.webmanifest", "assets/index-abc.js")
    for name in files:
        (tmp_path / name).write_text(name)
    (tmp_path / "assets" / "index-abc.js.gz").write_bytes(gzip.compress(b"assets/index-abc.js"))
    app = Flask(__name__, static_folder=None)
    serve_pages(app, replace(settings, web_folder=tmp_path))
    return app.test_client()


def test_service_worker_is_asked_for_anew_each_time(pages: FlaskClient) -> None:
    """An app that keeps an old one would never see a release."""
    answer = pages.get("/sw.js")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.mimetype in ("text/javascript", "application/javascript")


def test_manifest_has_its_own_type(pages: FlaskClient) -> None:
    """Browsers install nothing from an octet stream."""
    assert pages.get("/manifest.webmanifest").mimetype == "application/manifest+json"


def test_hashed_files_never_change(pages: FlaskClient) -> None:
    """A year, and no questions."""
    assert "immutable" in pages.get("/assets/index-abc.js").headers["Cache-Control"]


def test_script_is_sent_compressed(pages: FlaskClient) -> None:
    """As the script that it is, and never changing either."""
    answer = pages.get("/assets/index-abc.js", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert gzip.decompress(answer.data) == b"assets/index-abc.js"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.mimetype in ("text/javascript", "application/javascript")
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0"])
def test_script_is_sent_plain_to_who_takes_no_gzip(pages: FlaskClient, accepted: str) -> None:
    """What stands between keeps one for each."""
    answer = pages.get("/assets/index-abc.js", headers={"Accept-Encoding": accepted})
    assert (answer.text, answer.headers.get("Content-Encoding")) == ("assets/index-abc.js", None)
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/assets/index-of-last-week.js", "/icons/none.png"])
def test_missing_file_is_missing(pages: FlaskClient, path: str) -> None:
    """The first page under a script's name would be kept as that script."""
    assert pages.get(path).status_code == 404


def test_any_other_path_is_the_first_page(pages: FlaskClient) -> None:
    """It knows the route; and it is never kept either."""
    answer = pages.get("/dashboard/student/catchups")
    assert (answer.text, answer.headers["Cache-Control"]) == ("index.html", "no-cache")


def test_policy_names_workers_and_manifest(pages: FlaskClient) -> None:
    """From our own origin alone."""
    policy = pages.get("/").headers["Content-Security-Policy"]
    assert "worker-src 'self' blob:" in policy
    assert "manifest-src 'self'" in policy


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_path_that_the_api_does_not_have_is_missing(client: FlaskClient, method: str) -> None:
    """By every method, as a problem; a method that a path does not have is another matter."""
    answer = client.open("/api/no/such/thing", method=method, json={})
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    for wrong, allowed in (client.delete("/api/health"), "GET"), (client.get("/api/auth/logout"), "POST"):
        assert wrong.status_code == 405
        assert allowed in wrong.allow
