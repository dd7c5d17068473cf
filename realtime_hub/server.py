"""Listens on one port for sockets and for those who ask after its health; stops without losing anybody."""

import asyncio
import contextlib
import random
import re
import ssl
from http import HTTPStatus

import structlog
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import MultipleValuesError
from websockets.http11 import Request, Response

from realtime_hub.bus import Bus
from realtime_hub.connection import Connection, Surroundings
from realtime_hub.limits import TokenBucket
from realtime_hub.transport import HubSocket
from realtime_hub.wire import encoded
from shared.events.codes import CloseCode
from shared.events.control import GoAway
from shared.events.values import SessionId
from shared.settings import HubSettings

_ROOM_PATH = re.compile(r"/ws/([0-9a-fA-F-]{36})")
_LARGEST_GRACE_SECONDS = 5.0
_BUS_PATIENCE_SECONDS = 30.0
_LARGEST_WINDOW_SECONDS = 1.5
_LOW_MARK_PARTS = 4

logger = structlog.get_logger(__name__)


class HubServer:
    """From listening to the last socket's end."""

    def __init__(self, settings: HubSettings, around: Surroundings, bus: Bus) -> None:
        self._settings = settings
        self._around = around
        self._bus = bus
        self._accepts = TokenBucket(
            settings.limits.accepts_per_second, settings.limits.accepts_per_second, around.now()
        )
        around.metrics.backlog_bytes = lambda: sum(each.backlog_bytes() for each in around.connections)
        around.metrics.redis_down_seconds = bus.seconds_down
        self._is_draining = False
        self._takes_newcomers = True
        self._server: Server | None = None
        self.port = settings.hub_port
        """Where it listens: after the start also when any free port was asked for."""

    async def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        merge_bytes = self._settings.limits.backlog_merge_bytes
        self._server = await serve(
            self._attend,
            self._settings.hub_host,
            self._settings.hub_port,
            process_request=self._answer_request,
            create_connection=HubSocket,
            compression=None,
            ping_interval=None,
            open_timeout=10,
            close_timeout=5,
            server_header=None,
            max_size=self._settings.limits.message_bytes,
            write_limit=(merge_bytes, merge_bytes // _LOW_MARK_PARTS),
            ssl=_tls(self._settings),
            backlog=1024,
        )
        self.port = int(next(iter(self._server.sockets)).getsockname()[1])

    async def stop(self) -> None:
        """Drain: fail readiness, take nobody new after a grace, send everyone away in small groups, close the rest."""
        loop = asyncio.get_running_loop()
        self._is_draining = True
        deadline = loop.time() + self._settings.drain_seconds
        if self._around.connections:
            await self._pause(min(_LARGEST_GRACE_SECONDS, self._settings.drain_seconds / 4))
        self._takes_newcomers = False
        self._around.registry.start_drain()
        if self._server is not None:
            self._server.close(close_connections=False)
        await self._send_away((deadline - loop.time()) / 2)
        for connection in list(self._around.connections):
            connection.close(CloseCode.RESTART)
        await self._pause(max(0.0, deadline - loop.time()))
        for connection in list(self._around.connections):
            connection.abort()
        if self._server is not None:
            await self._server.wait_closed()

    async def _send_away(self, seconds: float) -> None:
        """Over so many seconds, everyone is told to reconnect elsewhere within as many more."""
        leaving = list(self._around.connections)
        random.shuffle(leaving)
        for place, connection in enumerate(leaving):
            window_ms = int(random.uniform(0, min(_LARGEST_WINDOW_SECONDS, max(0.0, seconds))) * 1000)
            connection.queue(encoded(GoAway(reconnect_in_ms=window_ms)))
            if place % 20 == 19:
                await asyncio.sleep(seconds / max(1, len(leaving) // 20))
        await self._pause(max(0.0, seconds))

    async def _pause(self, seconds: float) -> None:
        """Wait, but not longer than anybody is connected."""
        if self._around.connections:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._around.is_empty.wait(), seconds)

    async def _attend(self, socket: ServerConnection) -> None:
        assert isinstance(socket, HubSocket)
        assert socket.request is not None
        session_id = _session_in(socket.request.path)
        assert session_id is not None, "checked in the handshake"
        socket.attach(Connection(socket, session_id, self._around))
        await socket.wait_closed()

    def _answer_request(self, socket: ServerConnection, request: Request) -> Response | None:
        path = request.path.partition("?")[0]
        match path:
            case "/healthz":
                return socket.respond(HTTPStatus.OK, "alive\n")
            case "/readyz":
                return self._readiness(socket)
            case "/metrics":
                return self._metrics_page(socket)
            case _:
                return self._refusal(socket, request)

    def _readiness(self, socket: ServerConnection) -> Response:
        if self._is_draining:
            return socket.respond(HTTPStatus.SERVICE_UNAVAILABLE, "draining\n")
        if self._bus.seconds_down() > _BUS_PATIENCE_SECONDS:
            return socket.respond(HTTPStatus.SERVICE_UNAVAILABLE, "redis does not answer\n")
        return socket.respond(HTTPStatus.OK, "ready\n")

    def _metrics_page(self, socket: ServerConnection) -> Response:
        response = socket.respond(HTTPStatus.OK, self._around.metrics.page().decode())
        del response.headers["Content-Type"]
        response.headers["Content-Type"] = "text/plain; version=0.0.4; charset=utf-8"
        return response

    def _refusal(self, socket: ServerConnection, request: Request) -> Response | None:
        if _session_in(request.path) is None:
            return socket.respond(HTTPStatus.NOT_FOUND, "Rooms are at /ws/{sessionId}.\n")
        try:
            origin = request.headers.get("Origin")
        except MultipleValuesError:
            return socket.respond(HTTPStatus.BAD_REQUEST, "One Origin is enough.\n")
        if origin is not None and origin not in self._settings.allowed_origins:
            return socket.respond(HTTPStatus.FORBIDDEN, "This page may not connect to the hub.\n")
        if not self._takes_newcomers or not self._accepts.take(self._around.now()):
            response = socket.respond(HTTPStatus.SERVICE_UNAVAILABLE, "Try again in a moment.\n")
            response.headers["Retry-After"] = "1"
            return response
        return None


def _session_in(path: str) -> SessionId | None:
    found = _ROOM_PATH.fullmatch(path.partition("?")[0])
    return SessionId(found.group(1).lower()) if found else None


def _tls(settings: HubSettings) -> ssl.SSLContext | None:
    if settings.tls_cert is None or settings.tls_key is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.tls_cert, settings.tls_key)
    return context
