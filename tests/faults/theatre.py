"""The scene of a run: Valkey, a core, hub processes, and a proxy on every line between them and the members."""

import asyncio
import contextlib
import os
import shutil
import signal
import ssl
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import uuid4

from redis.asyncio import Redis
from redis.exceptions import RedisError

from core_service.launcher.engines import valkey_binary
from shared.events.notices import LoggedEvent, encoded_notice, room_channel
from shared.events.values import LoginId, RoomRole, SessionId, UserId
from shared.tickets import RoomTicket, TicketSigner, TicketVerifier
from tests.faults.faithful_core import FaithfulCore
from tests.faults.member import Member
from tests.faults.proxy import Proxy, to_port
from tests.ports import free_ports
from tests.realtime_hub.room.builders import CENTRE, SESSION, TUTOR, bootstrap, roster_student
from tests.realtime_hub.stage import ORIGIN, PRIVATE_KEY, PUBLIC_KEY, SERVICE_KEY

OBSERVER = UserId("observer")
STUDENTS = tuple(UserId(name) for name in ("amina", "ben", "carol", "david", "esi", "farid"))
_START_SECONDS = 20.0
_STOP_SECONDS = 10.0


@dataclass
class Replica:
    """A hub process with its lines."""

    port: int
    to_redis: Proxy
    to_core: Proxy
    front: Proxy
    process: asyncio.subprocess.Process | None = None
    is_leaving: bool = False


class Theatre:
    """Everything of one run; `random` decides whatever is left to chance."""

    def __init__(self, seed: int, *, replicas: int = 2, is_sticky: bool = False) -> None:
        self.random = Random(seed)
        self.folder = Path(tempfile.mkdtemp(prefix="aetherlearn-faults-"))
        self.core = FaithfulCore(TicketVerifier([PUBLIC_KEY]), SERVICE_KEY)
        self.core.known = bootstrap(seq=0, students={name: roster_student(name) for name in STUDENTS})
        self.core.publish = self._publish
        self.replicas: list[Replica] = []
        self.members: list[Member] = []
        self.entrance: str | None = None
        """Where members connect when something stands before the hubs; `trust` is for its certificate."""
        self.trust: ssl.SSLContext | None = None
        self._wanted = replicas
        self._is_sticky = is_sticky
        [self._redis_port] = free_ports(1)
        self._redis: asyncio.subprocess.Process | None = None
        self._publisher = Redis(port=self._redis_port, socket_timeout=1, socket_connect_timeout=1)
        self._publishing: set[asyncio.Task[None]] = set()
        self._signer = TicketSigner(PRIVATE_KEY)

    async def open(self) -> None:
        """All up and ready."""
        await self.core.start()
        await self.start_redis()
        self.replicas = await asyncio.gather(*(self._new_replica() for _ in range(self._wanted)))

    async def close(self) -> None:
        """Everything ends."""
        await asyncio.gather(*(member.stop() for member in self.members))
        for replica in self.replicas:
            await self.kill(replica)
            for proxy in (replica.front, replica.to_redis, replica.to_core):
                await proxy.stop()
        for task in self._publishing:
            task.cancel()
        await self._publisher.aclose()
        await self.stop_redis()
        await self.core.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    # Valkey

    async def start_redis(self) -> None:
        """On its port and its folder, as it was left."""
        (self.folder / "valkey").mkdir(exist_ok=True)
        self._redis = await asyncio.create_subprocess_exec(
            *(str(valkey_binary()), "--port", str(self._redis_port), "--bind", "127.0.0.1", "--save", ""),
            *("--dir", str(self.folder / "valkey"), "--appendonly", "yes", "--loglevel", "warning"),
            stdout=asyncio.subprocess.DEVNULL,
        )
        await until_port_answers(self._redis_port)

    async def stop_redis(self) -> None:
        """As a power cut would."""
        if self._redis is not None and self._redis.returncode is None:
            self._redis.kill()
            await self._redis.wait()

    def freeze_redis(self) -> None:
        """It answers nothing, and keeps every connection."""
        assert self._redis is not None
        self._redis.send_signal(signal.SIGSTOP)

    def thaw_redis(self) -> None:
        """It goes on as if nothing had been."""
        assert self._redis is not None
        self._redis.send_signal(signal.SIGCONT)

    async def kill_redis_clients(self, kind: str) -> None:
        """CLIENT KILL of all connections of a type."""
        await self._publisher.execute_command("CLIENT", "KILL", "TYPE", kind)  # type: ignore[no-untyped-call]

    def _publish(self, row: LoggedEvent) -> None:
        task = asyncio.create_task(self._publish_if_possible(row))
        self._publishing.add(task)
        task.add_done_callback(self._publishing.discard)

    async def _publish_if_possible(self, row: LoggedEvent) -> None:
        with contextlib.suppress(RedisError, OSError, RuntimeError):
            await self._publisher.publish(room_channel(row.session_id), encoded_notice(row))

    # Hubs

    async def _new_replica(self) -> Replica:
        redis, core = self._line(self._redis_port, is_redis=True), self._line(int(self.core.url.rpartition(":")[2]))
        [port] = free_ports(1)
        replica = Replica(port, redis, core, self._line(port))
        for proxy in (redis, core, replica.front):
            await proxy.start()
        await self.start(replica)
        return replica

    def _line(self, port: int, *, is_redis: bool = False) -> Proxy:
        return Proxy(to_port(port), Random(self.random.random()), is_redis=is_redis)

    async def start(self, replica: Replica) -> None:
        """A hub process; returns once it listens."""
        environment = os.environ | {
            "REDIS_URL": f"redis://127.0.0.1:{replica.to_redis.port}",
            "CORE_URL": f"http://127.0.0.1:{replica.to_core.port}",
            "HUB_HOST": "127.0.0.1",
            "HUB_PORT": str(replica.port),
            "ALLOWED_ORIGINS": ORIGIN,
            "TICKET_PUBLIC_KEYS": PUBLIC_KEY,
            "SERVICE_KEY": SERVICE_KEY,
            "DRAIN_SECONDS": "4",
            "HUB_ROOM_MEMBERS": "200",
            "LOG_LEVEL": "ERROR",
        }
        command = (sys.executable, "-m", "realtime_hub.main")
        with (self.folder / f"hub-{replica.port}.log").open("ab") as log:
            replica.process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=log, stderr=log)
        await until_port_answers(replica.port)
        replica.is_leaving = False

    async def kill(self, replica: Replica) -> None:
        """As a power cut would."""
        if replica.process is not None and replica.process.returncode is None:
            replica.process.kill()
            await replica.process.wait()

    async def drain(self, replica: Replica) -> None:
        """As a new release would: SIGTERM, no new connections to it, and wait for its end."""
        assert replica.process is not None
        replica.is_leaving = True
        replica.process.terminate()
        await asyncio.wait_for(replica.process.wait(), _STOP_SECONDS)

    # Members

    def admit(self, user: UserId) -> Member:
        """A member who goes through the fronts, to one hub for all or to any."""
        member = Member(
            user,
            is_staff=role_of(user).is_staff,
            ticket=lambda: self._ticket(user),
            address=lambda: self.entrance or f"ws://127.0.0.1:{self._choose().front.port}",
            trust=self.trust,
        )
        self.members.append(member)
        member.start()
        return member

    def _choose(self) -> Replica:
        staying = [replica for replica in self.replicas if not replica.is_leaving] or self.replicas
        return staying[0] if self._is_sticky else self.random.choice(staying)

    def _ticket(self, user: UserId) -> str:
        ticket = RoomTicket(
            id=str(uuid4()),
            user_id=user,
            login_id=LoginId(f"{user}-login"),
            session_id=SessionId(SESSION),
            centre_id=CENTRE,
            role=role_of(user),
            join_by=int(time.time()) + 120,
            until=int(time.time()) + 3600,
        )
        return self._signer.sign(ticket)


def role_of(user: UserId) -> RoomRole:
    """The tutor teaches, the roster learns, everybody else looks on."""
    if user == TUTOR:
        return RoomRole.TUTOR
    return RoomRole.STUDENT if user in STUDENTS else RoomRole.OBSERVER


async def until_port_answers(port: int) -> None:
    """Returns when somebody listens there."""
    async with asyncio.timeout(_START_SECONDS):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return
