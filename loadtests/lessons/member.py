"""What tutors and students of a load test have in common: a sign-in, a place in a room, an account of every event."""

import time
from contextlib import suppress
from random import Random
from typing import Any, ClassVar  # the API's JSON

import gevent
from locust import HttpUser
from locust.exception import StopUser
from requests.exceptions import ConnectionError as ConnectionLost

from loadtests.core_api import Problem, TicketGrant
from loadtests.credentials import Person, Room
from loadtests.lessons.room_socket import RoomSocket
from loadtests.lessons.run import Load
from loadtests.room_connection import HEARTBEAT_SECONDS, CommandRefused, NotConnected
from shared.events.commands import DurableCommand, Heartbeat, SaveDraft
from shared.events.control import Ack, Error, HubMessage
from shared.events.room import Event as DurableEvent

MILLISECONDS = 1000
_JOIN_SECONDS, _SETTLE_SECONDS = 30.0, 5.0


class Member(HttpUser):
    """Somebody signed in, with a place in a room."""

    abstract = True
    load: ClassVar[Load]
    _has_place = False

    def take_place(self, waiting: list[tuple[Room, Person]]) -> None:
        """Be the next of those who wait; sign in, join, stay."""
        if not waiting:
            raise StopUser
        self.lesson, self.person = waiting.pop()
        self.waiting, self.random = waiting, Random(self.person.id)
        self.room = RoomSocket(self._ticket, self.on_message, self.load.outcome.returns_ms.append, self.random)
        self.client.trust_env = False
        token = self._signed_in() if self.load.signs_in else self.person.token
        self.client.headers["Authorization"] = f"Bearer {token}"
        self._greenlets = [gevent.spawn(self.room.stay), gevent.spawn(self._beat)]
        self._has_place = True
        self.load.sockets.add(self.room)
        self.room.joined.wait(_JOIN_SECONDS)

    def on_stop(self) -> None:
        """Compare what was sent with the core's log, then hang up and make room for somebody else."""
        if not self._has_place:
            return
        self._has_place = False
        self._account()
        self.load.sockets.discard(self.room)
        gevent.killall(self._greenlets)
        self.waiting.append((self.lesson, self.person))

    def on_message(self, message: HubMessage) -> None:
        """Whatever the hub sends, after the socket has looked at it."""
        if isinstance(message, DurableEvent):
            self.load.outcome.events += 1

    def pause(self, seconds: float) -> None:
        """About so long, as people are."""
        gevent.sleep(seconds * self.random.uniform(0.5, 1.6) / self.load.speed)

    def ask(self, method: str, path: str, name: str, **options: Any) -> dict[str, Any]:  # requests' options
        """The JSON of an answer; `name` is what locust's table calls it. Raises Problem."""
        answer = self.client.request(method, f"/api{path}", name=name, timeout=30, **options)
        found: dict[str, Any] = answer.json() if answer.content else {}
        if not answer.ok:
            raise Problem(answer.status_code, str(found.get("code")), str(found.get("detail")))
        return found

    def do(self, command: DurableCommand | SaveDraft) -> Ack | Error | None:
        """Have it done through the hub; None if the connection was lost before the answer."""
        began = time.perf_counter()
        failure: CommandRefused | None = None
        ack: Ack | None = None
        try:
            ack = self.room.command(command)
        except NotConnected:
            return None
        except CommandRefused as refused:
            failure = refused
        self.environment.events.request.fire(
            request_type="HUB",
            name=type(command).__name__,
            response_time=MILLISECONDS * (time.perf_counter() - began),
            response_length=0,
            exception=failure,
            context={},
        )
        return failure.error if failure else ack

    def _signed_in(self) -> str:
        body = {"email": self.person.email, "password": self.load.password, "transport": "bearer"}
        return str(self.ask("POST", "/auth/login", "/auth/login", json=body)["token"])

    def _ticket(self) -> TicketGrant:
        path = f"/sessions/{self.lesson.session_id}/ticket"
        answer = self.ask("POST", path, "/sessions/{id}/ticket", json={})
        return TicketGrant(answer["ticket"], answer["url"])

    def _beat(self) -> None:
        while True:
            gevent.sleep(HEARTBEAT_SECONDS)
            self.room.send(Heartbeat(is_active=True))

    def _account(self) -> None:
        """Everything in the log up to now has arrived, each event once, after a moment's patience."""
        outcome, ledger = self.load.outcome, self.room.ledger
        if not self.room.joined.wait(_JOIN_SECONDS):
            outcome.unchecked += 1
            outcome.problems.add(self.room.last_problem)
            return
        with outcome.account():
            log = self._log()
            until = time.perf_counter() + _SETTLE_SECONDS
            while ledger.missed(log) and time.perf_counter() < until:
                gevent.sleep(0.05)
            heard_since = self._log() if ledger.invented(log) else log
            outcome.missed += len(ledger.missed(log))
            outcome.invented += len(ledger.invented(heard_since))
            outcome.doubled += len(ledger.doubled)

    def _log(self) -> list[int]:
        """Asked once more where the core had just closed the connection that was kept from the request before."""
        with suppress(ConnectionLost):
            return self._read_log()
        return self._read_log()

    def _read_log(self) -> list[int]:
        seqs: list[int] = []
        while True:
            query = {"after": seqs[-1] if seqs else 0, "limit": 500}
            path = f"/sessions/{self.lesson.session_id}/events"
            found = self.ask("GET", path, "/sessions/{id}/events", params=query)["events"]
            seqs += [event["seq"] for event in found]
            if len(found) < 500:
                return seqs
