"""Serves the built web app from the core's own origin, with headers that let nothing leave it (TRAPS, "Front end")."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.routing import PathConverter

from shared.settings import CoreSettings

_YEAR_SECONDS = 31_536_000
_HASHED = "assets/"
"""Files below it carry their content's hash in their name, so that they never change."""

_SERVICE_WORKER = "sw.js"
_NEVER_A_PAGE = (_HASHED, "icons/", _SERVICE_WORKER)
"""Asked for by pages, not by people: what is not there is missing, rather than the first page under a wrong name."""

_COMPRESSED = ".gz"
"""The build lays one beside each script and style: between a centre's tablets and the core may be no proxy."""

_MEDIA_TYPES = {".webmanifest": "application/manifest+json"}
"""Those that not every Python knows."""


class _PagePath(PathConverter):
    """Any path but the API's: what is not there is 404 by every method, not a page that only GET may ask for."""

    regex = r"(?!api/)[^/].*?"


def content_security_policy(settings: CoreSettings) -> str:
    """Everything from our own origin, and the hub's socket."""
    hub = urlsplit(settings.public_hub_url)
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' blob: data:",
            "font-src 'self'",
            f"connect-src 'self' {hub.scheme}://{hub.netloc}",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "media-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def serve_pages(app: Flask, settings: CoreSettings) -> None:
    """Every path outside /api is a file of the web app, or else its first page, which knows the route."""
    folder = Path(settings.web_folder).resolve()
    policy = content_security_policy(settings)

    def page(path: str = "") -> Response:
        is_file = bool(path) and (folder / path).is_file()
        if not is_file and path.startswith(_NEVER_A_PAGE):
            raise NotFound
        response = _sent(folder, path if is_file else "index.html")
        if path.startswith(_HASHED) and is_file:
            response.headers["Cache-Control"] = f"public, max-age={_YEAR_SECONDS}, immutable"
        else:
            response.headers["Cache-Control"] = "no-cache"
        if path == _SERVICE_WORKER:
            response.headers["Service-Worker-Allowed"] = "/"
        response.headers["Content-Security-Policy"] = policy
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    app.add_url_rule("/", "page", page)
    app.url_map.converters["page_path"] = _PagePath
    app.add_url_rule("/<page_path:path>", "page", page)


def _sent(folder: Path, path: str) -> Response:
    """The file, or its twin that is compressed, for whoever takes that."""
    compressed = path + _COMPRESSED
    has_twin = (folder / compressed).is_file()
    takes_twin = has_twin and request.accept_encodings.quality("gzip") > 0
    media_type = _MEDIA_TYPES.get(Path(path).suffix)
    response = send_from_directory(folder, compressed if takes_twin else path, mimetype=media_type)
    if has_twin:
        response.vary.add("Accept-Encoding")
    return response
