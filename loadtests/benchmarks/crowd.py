"""A thousand and more members in one thread: sockets and epoll without anything between, to cost less than the hub.

A compiled client would save little: of some 12 µs per message that this one takes, 10 are the kernel's.
"""

import select
import socket
import time
from collections.abc import Iterable, Sequence
from random import Random

import msgspec

from loadtests.benchmarks.classrooms import EXERCISE_ID, Classroom
from loadtests.benchmarks.frames import Closed, FrameReader, text_frame, upgrade_request
from loadtests.children import NotMeasured
from shared.events.commands import PROTOCOL_VERSION, Hello, Pong
from shared.events.values import RoomRole, UserId
from shared.ids import new_id
from shared.tickets import TicketSigner

_JOINS_PER_SECOND = 400
_SENDS_BETWEEN_READS = 16
_READ_BYTES = 256 * 1024
_PATIENCE_SECONDS = 30.0
_clock = time.perf_counter
_HEAD = b'{"type":"activity:progress","exerciseId":"%s","progressPct":' % EXERCISE_ID.encode()


class _Activity(msgspec.Struct):
    ts: int | None = None


class _Heard(msgspec.Struct, rename="camel"):
    type: str
    seq: int | None = None
    student_id: str = ""
    activity: _Activity | None = None
    code: str = ""


_decoder = msgspec.json.Decoder(_Heard | list[_Heard])


def progress_message(number: int, ts: int) -> bytes:
    """125 bytes; `ts` in microseconds below 10¹⁶."""
    return b'%s%2d,"answeredCount":%d,"ts":%16d}' % (_HEAD, 10 + number % 90, number % 10, ts)


class Member:
    """One connection; `expected` is the `ts` of a student's newest message, `unsent` what the socket did not take."""

    __slots__ = ("expected", "reader", "socket", "unsent", "user_id")

    def __init__(self, user_id: UserId, connection: socket.socket) -> None:
        self.user_id = user_id
        self.socket = connection
        self.reader = FrameReader()
        self.unsent = b""
        self.expected: int | None = None


class Crowd:
    """All members of some classrooms, joined to one hub, or tutors and students to one each."""

    def __init__(self, signer: TicketSigner, *, tutors_at: int, students_at: int) -> None:
        if not hasattr(select, "epoll"):
            raise NotMeasured("the generator needs Linux")
        self._ports = {RoomRole.TUTOR: tutors_at, RoomRole.STUDENT: students_at}
        self._signer = signer
        self._epoll = select.epoll()
        self._members: dict[int, Member] = {}
        self._welcomed = 0
        self.students: list[Member] = []
        self.updates = 0
        self.latest: dict[str, int] = {}
        self.latencies_us: list[int] = []
        self.errors: list[str] = []

    def __len__(self) -> int:
        return len(self._members)

    def join(self, rooms: Iterable[Classroom]) -> None:
        """Let everybody in, at a pace below the hub's limit; returns when all are welcome. Raises NotMeasured."""
        began, already = _clock(), len(self._members)
        for room in rooms:
            for user_id in (room.tutor_id, *room.student_ids):
                while len(self._members) - already > (_clock() - began) * _JOINS_PER_SECOND:
                    self.poll()
                self._join_one(room, user_id)
            self.poll()
        deadline = _clock() + _PATIENCE_SECONDS
        while self._welcomed < len(self._members):
            self.poll(0.01)
            if _clock() > deadline:
                raise NotMeasured(f"{len(self._members) - self._welcomed} members were not let in: {self.errors[:3]}")

    def _join_one(self, room: Classroom, user_id: UserId) -> None:
        ticket = room.ticket(user_id, time.time())
        port = self._ports[ticket.role]
        connection = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(upgrade_request(f"/ws/{room.session_id}", port))
        answer = b""
        while b"\r\n\r\n" not in answer:
            received = connection.recv(4096)
            answer += received
            if not received or (b"\r\n" in answer and b" 101 " not in answer.partition(b"\r\n")[0]):
                raise NotMeasured(f"the hub does not open a socket: {answer[:200]!r}")
        hello = Hello(ticket=self._signer.sign(ticket), device=str(new_id()), protocol=PROTOCOL_VERSION)
        connection.sendall(text_frame(msgspec.json.encode(hello)))
        connection.setblocking(False)
        member = Member(user_id, connection)
        self._members[connection.fileno()] = member
        self._epoll.register(connection.fileno(), select.EPOLLIN)
        if ticket.role is RoomRole.STUDENT:
            self.students.append(member)

    def report(self, member: Member, number: int) -> None:
        """Send a student's progress now."""
        ts = time.perf_counter_ns() // 1000
        member.expected = ts
        self._send(member, text_frame(progress_message(number, ts)))

    def _send(self, member: Member, frame: bytes) -> None:
        data = member.unsent + frame if member.unsent else frame
        try:
            sent = member.socket.send(data)
        except BlockingIOError:
            sent = 0
        except ConnectionError as problem:
            raise NotMeasured("the hub dropped a connection") from problem
        member.unsent = data[sent:]

    def poll(self, seconds: float = 0) -> None:
        """Take in what has arrived; wait for it so long at most. Raises NotMeasured when the hub closes a socket."""
        for descriptor, _ in self._epoll.poll(seconds):
            member = self._members[descriptor]
            try:
                data = member.socket.recv(_READ_BYTES)
            except ConnectionError:
                data = b""
            now = time.perf_counter_ns() // 1000
            if not data:
                raise NotMeasured("the hub dropped a connection")
            try:
                for payload in member.reader.feed(data):
                    self._hear(member, payload, now)
            except Closed as goodbye:
                raise NotMeasured(f"the hub closed a connection: {goodbye}") from goodbye

    def _hear(self, member: Member, payload: bytes, now: int) -> None:
        heard = _decoder.decode(payload)
        for message in heard if isinstance(heard, list) else [heard]:
            if message.type == "student:update":
                ts = message.activity.ts if message.activity is not None else None
                if ts is not None:
                    self.updates += 1
                    self.latest[message.student_id] = ts
                    self.latencies_us.append(now - ts)
            elif message.type == "ping":
                self._send(member, text_frame(msgspec.json.encode(Pong(seq=message.seq or 0))))
            elif message.type == "welcome":
                self._welcomed += 1
            elif message.type == "error":
                self.errors.append(message.code)

    def is_up_to_date(self) -> bool:
        """Whether the tutors have the newest progress of every student."""
        latest = self.latest
        return all(each.expected is None or latest.get(each.user_id) == each.expected for each in self.students)

    def stay(self, seconds: float) -> None:
        """Say nothing for so long, but answer pings."""
        until = _clock() + seconds
        while _clock() < until:
            self.poll(0.05)

    def close(self) -> None:
        """Hang up."""
        for member in self._members.values():
            member.socket.close()
        self._epoll.close()


class Passage(msgspec.Struct, frozen=True):
    """What came of a stretch of arrivals: `seconds` until the newest state of every student was with their tutor."""

    sent: int
    offered_per_second: float
    delivered: int
    seconds: float
    latencies_ms: list[float]
    lateness_ms: list[float]
    is_complete: bool


def arrivals(rate: float, seconds: float, random: Random) -> list[float]:
    """When messages are due if they come independently of each other (Poisson), in seconds from the start."""
    due: list[float] = []
    at = random.expovariate(rate)
    while at < seconds:
        due.append(at)
        at += random.expovariate(rate)
    return due


def pass_through(crowd: Crowd, due: Sequence[float], random: Random) -> Passage:
    """Send at these times, each time as another student; wait until all of it has arrived, 10 s at most."""
    senders = random.choices(crowd.students, k=len(due))
    crowd.latencies_us, updates, number = [], crowd.updates, 0
    lateness: list[float] = []
    began = _clock()
    while number < len(due):
        elapsed = _clock() - began
        for _ in range(_SENDS_BETWEEN_READS):
            if number == len(due) or due[number] > elapsed:
                break
            lateness.append(elapsed - due[number])
            crowd.report(senders[number], number)
            number += 1
        crowd.poll()
    deadline = _clock() + 10
    while not (is_complete := crowd.is_up_to_date()) and _clock() < deadline:
        crowd.poll(0.001)
    return Passage(
        sent=len(due),
        offered_per_second=len(due) / due[-1] if due else 0.0,
        delivered=crowd.updates - updates,
        seconds=_clock() - began,
        latencies_ms=[each / 1000 for each in crowd.latencies_us],
        lateness_ms=[each * 1000 for each in lateness],
        is_complete=is_complete,
    )
