"""A small HTTP server that speaks the core's internal API: a log per session, and commands that write into it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec

from shared.events.notices import (
    EventsPage,
    LoggedEvent,
    PositionsAnswer,
    PositionsQuestion,
    Revocation,
    RoomBootstrap,
    RoomHead,
    logged_event,
)
from shared.events.room import Event, HelpRequested, MessageSent, SessionEnded
from shared.events.values import Audience, HelpPriority, HelpRequestId, MessageId, MessageKind, UserId
from shared.tickets import RoomTicket, TicketVerifier
from tests.realtime_hub.room.builders import SESSION, bootstrap, started

Json = dict[str, Any]
Answer = tuple[int, bytes]


class FakeCore:
    """Publishes what it logs to `publish`, unless notices are being lost."""

    def __init__(self, verifier: TicketVerifier, service_key: str) -> None:
        self.known: RoomBootstrap = bootstrap(session_id=SESSION, seq=0)
        self.log: list[LoggedEvent] = []
        self.commands: list[Json] = []
        self.answered: dict[str, Answer] = {}
        self.revoked: list[Revocation] = []
        self.publish: Callable[[LoggedEvent], None] = lambda _: None
        self.loses_notices = False
        self.is_away = False
        self.next_answers: list[Answer] = []
        self.delay_seconds = 0.0
        self.opening_seconds = 0.0
        self.requests: list[str] = []
        self._verifier = verifier
        self._service_key = service_key
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def start(self) -> None:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._attend, "127.0.0.1", 0)

    async def stop(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    def write(self, event: Event, audience: Audience = "everyone") -> int:
        """Log an event and publish it; its seq."""
        row = logged_event(
            session_id=SESSION, seq=len(self.log) + 1, audience=audience, at=datetime.now(UTC), event=event
        )
        self.log.append(row)
        if not self.loses_notices:
            self.publish(row)
        return row.seq

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode().rstrip().split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                if self.is_away:
                    break
                method, target, _ = first.split(" ")
                self.requests.append(f"{method} {target}")
                status, answer = await self._answer(method, target, headers, body)
                writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n" % (status, len(answer)) + answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        path, _, query = target.partition("?")
        if path == f"/api/sessions/{SESSION}/commands" and method == "POST":
            return await self._command(headers, body)
        if headers.get("x-service-key") != self._service_key:
            return 401, b"{}"
        if path == "/api/internal/rooms/positions" and method == "POST":
            return 200, self._positions(msgspec.json.decode(body, type=PositionsQuestion))
        if path == f"/api/internal/rooms/{SESSION}":
            await asyncio.sleep(self.opening_seconds)
            return 200, msgspec.json.encode(msgspec.structs.replace(self.known, seq=len(self.log)))
        if path == f"/api/internal/rooms/{SESSION}/events":
            after = int(query.partition("after=")[2])
            page = EventsPage(events=tuple(row for row in self.log if row.seq > after), head=len(self.log))
            return 200, msgspec.json.encode(page)
        return 404, b"{}"

    def _positions(self, question: PositionsQuestion) -> bytes:
        heads = tuple(RoomHead(session_id=room.session_id, head=len(self.log)) for room in question.rooms)
        seen = int(question.cursor or len(self.revoked))
        answer = PositionsAnswer(cursor=str(len(self.revoked)), rooms=heads, revoked=tuple(self.revoked[seen:]))
        return msgspec.json.encode(answer)

    async def _command(self, headers: dict[str, str], body: bytes) -> Answer:
        ticket = self._verifier.verify(headers["authorization"].removeprefix("Ticket "))
        command: Json = msgspec.json.decode(body)
        assert headers["idempotency-key"] == command["id"]
        await asyncio.sleep(self.delay_seconds)
        if self.next_answers:
            return self.next_answers.pop(0)
        if command["id"] not in self.answered:
            self.commands.append(command)
            self.answered[command["id"]] = 200, msgspec.json.encode(self._do(ticket, command))
        return self.answered[command["id"]]

    def _do(self, ticket: RoomTicket, command: Json) -> Json:
        me = ticket.user_id
        match command["type"]:
            case "activity:start":
                event = started(me, command["exerciseId"])
                return {"seq": self.write(event, (me,)), "attemptId": event.attempt_id}
            case "help:request":
                request = HelpRequestId(f"hand-{me}")
                seq = self.write(
                    HelpRequested(
                        student_id=me,
                        request_id=request,
                        message=command.get("message"),
                        priority=HelpPriority.NORMAL,
                        requested_at=datetime.now(UTC),
                    ),
                    (me,),
                )
                return {"seq": seq, "requestId": request}
            case "message:send":
                return {"seq": self._send_message(me, command), "messageId": command["id"]}
            case "session:end":
                return {"seq": self.write(SessionEnded())}
            case _:
                return {"seq": None}

    def _send_message(self, me: UserId, command: Json) -> int:
        student = command.get("studentId")
        event = MessageSent(
            message_id=MessageId(command["id"]),
            from_id=me,
            student_id=student,
            text=command["text"],
            kind=MessageKind(command.get("kind", "message")),
        )
        return self.write(event, "everyone" if student is None else (student,))
