"""A core that answers with the headers it was sent, and numbers its answers: shows what nginx adds, hides and keeps."""

import itertools
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_numbers = itertools.count(1)


class Answer(BaseHTTPRequestHandler):
    """Every path is answered; those below /assets/ may be kept for a year."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """What was asked, as JSON."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps(
            {"number": next(_numbers), "headers": {k.lower(): v for k, v in self.headers.items()}}
        ).encode()
        is_asset = self.path.startswith("/assets/")
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if is_asset else "no-cache")
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Request-Id", "the-core-own")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the base class's spelling

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    ThreadingHTTPServer.request_queue_size = 512
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
