"""GET /api/media/{link}: gives out a private file to whoever holds a signed link that has not ended (C44)."""

from flask import Response

from core_service.access.guard import without_database
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import runtime

blueprint = Blueprint("files", __name__, url_prefix="/api/media", description="Private files, by links that end")


@blueprint.get("/<string:link>")
@without_database
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
def media_file(link: str) -> Response:
    """The file as a download; pictures and PDFs may be shown in place, where nothing in them can run."""
    run = runtime()
    opened = run.media_links.read(link, now=run.clock.now())
    response = Response(run.media.pieces(opened.key), mimetype=opened.content_type)
    shown = opened.content_type.startswith("image/") or opened.content_type == "application/pdf"
    in_one_line = " ".join(opened.file_name.split())  # it may be a person's name, with line breaks
    response.headers.set("Content-Disposition", "inline" if shown else "attachment", filename=in_one_line)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
