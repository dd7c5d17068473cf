"""As much of a core as a hub needs to open the benchmark's rooms: `… PORT ROOMS`. A process of its own.

The real core would need all these rooms in a database, and takes processor time that the generator needs.
"""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec

from loadtests.benchmarks.classrooms import Classroom
from shared.events.notices import EventsPage, PositionsAnswer, PositionsQuestion, RoomHead


class Answers(BaseHTTPRequestHandler):
    """The three internal addresses; the logs of all rooms are empty."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    rooms: dict[str, Classroom] = {}

    def do_GET(self) -> None:
        """`/api/internal/rooms/{id}`, with or without `/events`; and that it is well."""
        if self.path == "/api/health":
            self._answer(200, b"{}")
            return
        session_id, _, rest = self.path.partition("?")[0].removeprefix("/api/internal/rooms/").partition("/")
        room = self.rooms.get(session_id)
        if room is None:
            self._answer(404, b"{}")
        elif rest == "events":
            self._answer(200, msgspec.json.encode(EventsPage(events=(), head=0)))
        else:
            self._answer(200, msgspec.json.encode(room.bootstrap()))

    def do_POST(self) -> None:
        """`/api/internal/rooms/positions`."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        question = msgspec.json.decode(body, type=PositionsQuestion)
        heads = tuple(RoomHead(session_id=room.session_id, head=0) for room in question.rooms)
        self._answer(200, msgspec.json.encode(PositionsAnswer(cursor=None, rooms=heads, revoked=())))

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main(port: str, rooms: str) -> None:
    """Answer until ended."""
    Answers.rooms = {room.session_id: room for room in map(Classroom, range(int(rooms)))}
    ThreadingHTTPServer(("127.0.0.1", int(port)), Answers).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
