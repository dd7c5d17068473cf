"""Everything a socket test needs, in one place."""

import asyncio
import dataclasses
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from realtime_hub.bus import Bus, MemoryBus
from realtime_hub.main import Hub
from realtime_hub.metrics import Metrics
from shared.events.values import CentreId, LoginId, RoomRole, SessionId, UserId
from shared.settings import HubLimits, HubSettings
from shared.tickets import RoomTicket, TicketSigner, TicketVerifier
from tests.realtime_hub.fake_core import FakeCore
from tests.realtime_hub.room.builders import AMINA, CENTRE, SESSION, TUTOR

Message = dict[str, Any]  # JSON
ORIGIN = "http://127.0.0.1:8000"
SERVICE_KEY = "k" * 32
PATIENCE_SECONDS = 5.0


def key_pair() -> tuple[str, str]:
    """A private and a public key as PEM."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


PRIVATE_KEY, PUBLIC_KEY = key_pair()


class Stage:
    """A hub, its core and its bus."""

    def __init__(self, bus: Bus | None = None, **limits: int) -> None:
        self.memory_bus = MemoryBus()
        self.bus: Bus = bus or self.memory_bus
        self.metrics = Metrics()
        self.core = FakeCore(TicketVerifier([PUBLIC_KEY]), SERVICE_KEY)
        self.core.publish = self.memory_bus.publish
        self.limits = dataclasses.replace(HubLimits(), **limits)
        self.settings: HubSettings | None = None
        self.hub: Hub | None = None
        self._signer = TicketSigner(PRIVATE_KEY)
        self._clients: list[Client] = []

    async def open(self, **settings: Any) -> None:  # any of HubSettings
        """Start the core and the hub."""
        await self.core.start()
        usual = HubSettings(
            redis_url="redis://127.0.0.1:1",
            hub_port=0,
            core_url=self.core.url,
            allowed_origins=(ORIGIN,),
            ticket_public_keys=(PUBLIC_KEY,),
            service_key=SERVICE_KEY,
            drain_seconds=1,
            limits=self.limits,
        )
        self.settings = dataclasses.replace(usual, **settings)
        await self.start_hub()

    async def start_hub(self) -> None:
        """Start a hub with nothing in its memory."""
        assert self.settings is not None
        self.hub = Hub(self.settings, self.bus, self.metrics)
        await self.hub.start()

    async def close(self) -> None:
        """Stop everything."""
        for client in self._clients:
            client.drop()
        if self.hub is not None:
            await self.hub.stop()
        await self.core.stop()

    @property
    def address(self) -> str:
        """The hub's host and port."""
        assert self.hub is not None
        return f"127.0.0.1:{self.hub.server.port}"

    def ticket(self, user: UserId = AMINA, **changes: Any) -> str:  # any field of RoomTicket
        """A fresh ticket, good unless changed."""
        ticket = RoomTicket(
            id=str(uuid4()),
            user_id=user,
            login_id=LoginId(f"{user}-login"),
            session_id=SESSION,
            centre_id=CENTRE,
            role=RoomRole.TUTOR if user == TUTOR else RoomRole.STUDENT,
            join_by=int(time.time()) + 120,
            until=int(time.time()) + 3600,
        )
        return self._signer.sign(msgspec.structs.replace(ticket, **changes))

    async def connect(self, session: str = SESSION, **options: Any) -> "Client":  # options of websockets' connect
        """Open a socket and say nothing."""
        url = f"ws://{self.address}/ws/{session}"
        socket = await connect(url, origin=Origin(ORIGIN), compression=None, ping_interval=None, **options)
        client = Client(socket)
        self._clients.append(client)
        return client

    async def join(self, user: UserId = AMINA, resume: int | None = None, **changes: Any) -> "Client":
        """Connect, say hello, wait for the welcome and the snapshot."""
        client = await self.connect()
        await client.hello(self.ticket(user, **changes), resume=resume)
        client.welcome = await client.until("welcome")
        client.sync = await client.until("session:sync")
        return client


class Client:
    """One socket's messages, taken out of their frames."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.welcome: Message = {}
        self.sync: Message = {}
        self.seen: list[Message] = []
        self._waiting: list[Message] = []

    async def hello(self, ticket: str, resume: int | None = None, **changes: object) -> None:
        """The first message."""
        hello = {"type": "hello", "ticket": ticket, "device": str(uuid4()), "protocol": 1, **changes}
        await self.say(hello if resume is None else hello | {"resume": {"seq": resume}})

    async def say(self, message: object) -> None:
        """Any JSON."""
        await self.socket.send(msgspec.json.encode(message).decode())

    async def send(self, type_: str, **fields: object) -> str:
        """A durable command; its id."""
        command = str(uuid4())
        await self.say({"type": type_, "id": command, **fields})
        return command

    async def next(self) -> Message:
        """The next message, whichever frame it comes in."""
        while not self._waiting:
            async with asyncio.timeout(PATIENCE_SECONDS):
                frame = msgspec.json.decode(await self.socket.recv())
            self._waiting += frame if isinstance(frame, list) else [frame]
        self.seen.append(self._waiting.pop(0))
        return self.seen[-1]

    async def until(self, type_: str, that: Callable[[Message], bool] = lambda _: True) -> Message:
        """The next message of a type, passing over others."""
        while True:
            message = await self.next()
            if message["type"] == type_ and that(message):
                return message

    async def answer_to(self, command: str) -> Message:
        """The ack or the error."""
        while (message := await self.next()).get("id") != command:
            pass
        return message

    async def answer(self) -> Message:
        """The next ack or error, whatever it answers."""
        while (message := await self.next())["type"] not in ("ack", "error"):
            pass
        return message

    async def close_code(self) -> tuple[int, str]:
        """How the hub ends the connection, and its reason."""
        try:
            while True:
                await self.next()
        except ConnectionClosed:
            return self.socket.close_code or 0, self.socket.close_reason or ""

    def drop(self) -> None:
        """Vanish."""
        self.socket.transport.abort()


def other_session() -> SessionId:
    """Some session that nobody knows."""
    return SessionId(str(uuid4()))


def other_centre() -> CentreId:
    """Some centre that nobody knows."""
    return CentreId(str(uuid4()))
