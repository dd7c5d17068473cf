"""Several replicas of one room around a Redis that exists only in memory, and loses, delays and dies as it is told."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

import msgspec

from realtime_hub.room.effects import Close, Effect, Fetch, ReadReplica, Send, Share, StoreDraft
from realtime_hub.room.inputs import (
    DraftKept,
    Fetched,
    Heard,
    Joined,
    Left,
    Logged,
    ReplicaRead,
    RoomInput,
    Said,
    Second,
    ShareDue,
    Tick,
)
from realtime_hub.room.room import Room
from realtime_hub.room.state import RoomRules
from shared.events.commands import Pong, Resync, RoomMessage
from shared.events.control import Ping
from shared.events.notices import LoggedEvent, RoomBootstrap, logged_event
from shared.events.replicas import LiveBatch, LiveFact, ReplicaFacts, field_of
from shared.events.room import Event
from shared.events.values import Audience, ConnectionId, LoginId, ReplicaId, RoomRole, UserId
from tests.faults.faithful_core import folded
from tests.realtime_hub.room.builders import LIMITS, SESSION, START, TUTOR, bootstrap
from tests.realtime_hub.room.oversights import overlooked
from tests.realtime_hub.room.reference_client import Message, ReferenceClient


@dataclass
class Hash:
    """What one replica has told, and when its life was last extended."""

    refreshed_at: float
    number: int = 0
    facts: dict[str, LiveFact] = field(default_factory=dict)


class Replica:
    """A room, its clients, and what is on its way to it."""

    def __init__(self, name: str, room: Room) -> None:
        self.name = ReplicaId(name)
        self.room = room
        self.clients: dict[ConnectionId, ReferenceClient] = {}
        self.mail: deque[RoomInput] = deque()
        self.is_to_tell_all = True
        self.is_deaf = False


class Cluster:
    """The clock, the log, Redis, and the replicas; every input goes through `do`."""

    def __init__(self) -> None:
        self.now = START
        self.log: list[LoggedEvent] = []
        self.first: RoomBootstrap = bootstrap()
        self.hashes: dict[ReplicaId, Hash] = {}
        self.replicas: dict[ReplicaId, Replica] = {}
        self.epochs: dict[UserId, int] = {}
        self.is_redis_up = True
        self.connections = 0
        self.closed: dict[ConnectionId, int] = {}
        self._names = 0

    def start(self) -> Replica:
        """A replica opens the room: subscribed from now on, then core and Redis are read."""
        self._names += 1
        name = ReplicaId(f"replica-{self._names}")
        room = Room(folded(self.first, self.log), RoomRules(limits=LIMITS), self.now, name)
        replica = self.replicas[name] = Replica(name, room)
        if self.is_redis_up:
            for other in list(self.hashes):
                self.do(replica, ReplicaRead(other, self.read(other)))
        return replica

    def kill(self, replica: Replica) -> None:
        """As a power cut would: nothing more is told."""
        del self.replicas[replica.name]

    def do(self, replica: Replica, happened: RoomInput) -> None:
        """Let it happen at one replica, and what follows from it."""
        self.now += 0.0001
        for effect in replica.room.handle(happened, self.now):
            self._carry_out(replica, effect)

    def _carry_out(self, replica: Replica, effect: Effect) -> None:
        match effect:
            case Send(to, message):
                text = message if isinstance(message, bytes) else msgspec.json.encode(message)
                for connection in to:
                    replica.clients[connection].take(msgspec.json.decode(text))
                    if isinstance(message, Ping):
                        replica.mail.append(Said(connection, Pong(seq=message.seq)))
            case Close(connection, code):
                self.closed[connection] = int(code)
                replica.clients.pop(connection, None)
            case StoreDraft(report, draft, connection, command):
                replica.mail.append(DraftKept(report.student_id, connection, draft, command))
            case Fetch(after):
                head = self.first.seq + len(self.log)
                replica.mail.append(Fetched(tuple(row for row in self.log if row.seq > after), head))
            case ReadReplica(name):
                replica.mail.append(ReplicaRead(name, self.read(name) if self.is_redis_up else None))
            case Share():
                self._write(replica, effect)
            case _:
                pass

    def read(self, name: ReplicaId) -> ReplicaFacts | None:
        """What a replica's hash says."""
        told = self.hashes.get(name)
        if told is None or self.now - told.refreshed_at > 45:
            self.hashes.pop(name, None)
            return None
        silent = self.now - told.refreshed_at
        return ReplicaFacts(replica=name, number=told.number, facts=tuple(told.facts.values()), silent_seconds=silent)

    def _write(self, replica: Replica, share: Share) -> None:
        if not self.is_redis_up:
            replica.is_to_tell_all = True
            return
        if share.is_whole or replica.name not in self.hashes:
            self.hashes[replica.name] = Hash(self.now)
        told = self.hashes[replica.name]
        told.number = share.number
        told.facts |= {field_of(fact): fact for fact in share.facts}
        for gone in share.gone:
            told.facts.pop(gone, None)
        self._publish(
            LiveBatch(
                replica=replica.name,
                number=share.number,
                facts=share.facts,
                gone=share.gone,
                is_whole=share.is_whole,
            )
        )

    def _publish(self, batch: LiveBatch) -> None:
        for replica in self.replicas.values():
            if not replica.is_deaf:
                replica.mail.append(Heard(batch))

    def tell(self, replica: Replica) -> None:
        """What changed, if anything did."""
        if replica.room.has_unshared or replica.is_to_tell_all:
            is_whole, replica.is_to_tell_all = replica.is_to_tell_all, False
            self.do(replica, ShareDue(is_whole))

    def repeat(self, replica: Replica) -> None:
        """The number again; a hash that has ended is written anew."""
        if not self.is_redis_up:
            return
        told = self.hashes.get(replica.name)
        if told is None or self.now - told.refreshed_at > 45:
            replica.is_to_tell_all = True
            self.tell(replica)
            return
        told.refreshed_at = self.now
        self._publish(LiveBatch(replica=replica.name, number=replica.room.state.share_number))

    def deliver(self, replica: Replica) -> None:
        """What is on its way arrives, with all that follows from it."""
        while replica.mail:
            self.do(replica, replica.mail.popleft())

    def heal(self, replica: Replica, head: int) -> None:
        """What the room lacks of the log arrives."""
        after = replica.room.seq
        self.do(replica, Fetched(tuple(row for row in self.log if row.seq > after), head))

    def settle(self) -> None:
        """Everybody tells, everything arrives, until nothing is on its way."""
        for _ in range(4):
            for replica in self.replicas.values():
                self.tell(replica)
                self.repeat(replica)
            for replica in self.replicas.values():
                self.deliver(replica)
            self.now += 1.1
            for replica in self.replicas.values():
                self.do(replica, Tick())
                self.do(replica, Second())
                assert overlooked(replica.room, self.now) == []
                self.deliver(replica)
        for replica in self.replicas.values():
            self.deliver(replica)
            self.now += 0.06
            self.do(replica, Tick())

    def join(
        self, replica: Replica, user: UserId, *, role: RoomRole | None = None, device: str | None = None
    ) -> ConnectionId:
        """A member says hello."""
        self.connections += 1
        connection = ConnectionId(f"{user}-{self.connections}")
        role = role or (RoomRole.TUTOR if user == TUTOR else RoomRole.STUDENT)
        client = ReferenceClient(user, role.is_staff)
        replica.clients[connection] = client
        self.do(replica, self._hello(replica, connection, user, role, device))
        return connection

    def _hello(
        self, replica: Replica, connection: ConnectionId, user: UserId, role: RoomRole, device: str | None
    ) -> Joined:
        seen = replica.room.state.highest_epoch(user)
        if self.is_redis_up:
            seen = max(seen, self.epochs.get(user, 0))
            self.epochs[user] = seen + 1
        return Joined(
            connection=connection,
            user_id=user,
            login_id=LoginId(f"{user}-login"),
            role=role,
            device=device or f"device-{self.connections}",
            until=START + 1e9,
            epoch=seen + 1,
            resume_seq=None,
        )

    def leave(self, replica: Replica, connection: ConnectionId) -> None:
        """A socket goes."""
        replica.clients.pop(connection, None)
        self.do(replica, Left(connection))

    def say(self, replica: Replica, connection: ConnectionId, message: RoomMessage) -> None:
        """A connected member says something."""
        self.do(replica, Said(connection, message))

    def write_log(self, event: Event, audience: Audience, reaching: Any = None) -> None:
        """The core logs an event and publishes it; with `reaching`, only to these replicas."""
        seq = self.first.seq + len(self.log) + 1
        at = bootstrap().scheduled_start
        row: LoggedEvent = logged_event(session_id=SESSION, seq=seq, audience=audience, at=at, event=event)
        self.log.append(row)
        for replica in self.replicas.values():
            if reaching is None or replica.name in reaching:
                replica.mail.append(Logged(row))

    def fresh(self, replica: Replica, connection: ConnectionId) -> Message:
        """A fresh snapshot, which the client itself does not see."""
        self.now += 0.0001
        (send,) = [e for e in replica.room.handle(Said(connection, Resync()), self.now) if isinstance(e, Send)]
        fresh: Message = msgspec.json.decode(msgspec.json.encode(send.message))
        return fresh
