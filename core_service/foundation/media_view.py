"""GET /api/media/{link}: gives out a private file to whoever holds a signed link that has not ended (C44)."""

from flask import Response

from core_service.foundation.runtime import runtime


def media_file(link: str) -> Response:
    """The file as a download; pictures and PDFs may be shown in place, where nothing in them can run.

    Its name may be a person's: line breaks in it could not stand in a header.
    """
    run = runtime()
    opened = run.media_links.read(link, now=run.clock.now())
    response = Response(run.media.pieces(opened.key), mimetype=opened.content_type)
    shown = opened.content_type.startswith("image/") or opened.content_type == "application/pdf"
    response.headers.set(
        "Content-Disposition", "inline" if shown else "attachment", filename=" ".join(opened.file_name.split())
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
