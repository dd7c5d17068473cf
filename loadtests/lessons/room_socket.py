"""A member's place in a room for locust: blocking, so that gevent can let thousands of them wait side by side."""

import contextlib
import socket
import time
from collections.abc import Callable
from random import Random
from typing import Final
from uuid import uuid4

import gevent
import msgspec
import websocket
from gevent.event import AsyncResult, Event

from loadtests.core_api import Problem, TicketGrant
from loadtests.lessons.ledger import Ledger
from loadtests.room_connection import ANSWER_SECONDS, CommandRefused, NotConnected, backoff_seconds, final_reason
from shared.events.commands import PROTOCOL_VERSION, DurableCommand, Hello, Pong, ResumePoint, RoomMessage, SaveDraft
from shared.events.control import Ack, Error, HubMessage, Ping, Welcome, WelcomeMode
from shared.events.room import Event as DurableEvent

_SILENCE_SECONDS: Final = 60.0
_LOSSES = (websocket.WebSocketException, OSError)
_decoder = msgspec.json.Decoder(HubMessage | list[HubMessage])


class RoomSocket:
    """`stay` joins again after each loss; `returned` is told how many milliseconds a loss lasted."""

    def __init__(
        self,
        fetch_ticket: Callable[[], TicketGrant],
        on_message: Callable[[HubMessage], None],
        returned: Callable[[float], None],
        random: Random,
    ) -> None:
        self.ledger = Ledger()
        self.joined = Event()
        self.last_problem = ""
        self._fetch_ticket = fetch_ticket
        self._on_message = on_message
        self._returned = returned
        self._random = random
        self._device = str(uuid4())
        self._connection: websocket.WebSocket | None = None
        self._waiting: dict[str, AsyncResult] = {}
        self._lost_at: float | None = None

    def stay(self) -> str:
        """Until the hub says that there is no coming back; returns its reason."""
        tries = 0
        while True:
            reason = self._one_connection()
            if reason is not None:
                return reason
            tries = 0 if self._had_joined() else tries + 1
            self._lost_at = self._lost_at or time.perf_counter()
            gevent.sleep(backoff_seconds(tries, self._random))

    def cut(self) -> None:
        """Lose the connection without a word, as a tablet does whose network goes away."""
        if self._connection is not None and self._connection.sock is not None:
            self._lost_at = time.perf_counter()
            with contextlib.suppress(OSError):
                self._connection.sock.shutdown(socket.SHUT_RDWR)

    def send(self, message: RoomMessage | Hello) -> bool:
        """Whether it went out: without a connection a live message is dropped, the next one says more."""
        if self._connection is None:
            return False
        try:
            self._connection.send(msgspec.json.encode(message).decode())
        except _LOSSES:
            return False
        return True

    def command(self, message: DurableCommand | SaveDraft) -> Ack:
        """Send and wait for the answer. Raises CommandRefused or NotConnected."""
        if self._connection is None or message.id is None:
            raise NotConnected
        answer: AsyncResult = AsyncResult()
        self._waiting[message.id] = answer
        try:
            self.send(message)
            ack: Ack = answer.get(timeout=ANSWER_SECONDS)
        except gevent.Timeout as late:
            raise NotConnected from late
        finally:
            self._waiting.pop(message.id, None)
        if ack.seq is not None:
            self.ledger.acknowledged.add(ack.seq)
        return ack

    def _one_connection(self) -> str | None:
        """From ticket to close; the reason if it was the last one."""
        try:
            grant = self._fetch_ticket()
            self._connection = websocket.create_connection(
                grant.url,
                timeout=_SILENCE_SECONDS,
                http_no_proxy=["*"],
                skip_utf8_validation=True,
                suppress_origin=True,  # as a native client: the hub refuses pages that it does not know
            )
            self._say_hello(grant)
            return self._read()
        except Problem as problem:
            return None if problem.status >= 500 or problem.status == 429 else str(problem)
        except _LOSSES as problem:
            self.last_problem = str(problem)
            return None
        finally:
            self._leave()

    def _say_hello(self, grant: TicketGrant) -> None:
        position = self.ledger.position
        resume = None if position is None else ResumePoint(seq=position)
        self.send(Hello(ticket=grant.ticket, device=self._device, protocol=PROTOCOL_VERSION, resume=resume))

    def _read(self) -> str | None:
        assert self._connection is not None
        while True:
            kind, payload = self._connection.recv_data()
            if kind == websocket.ABNF.OPCODE_CLOSE:
                return final_reason(int.from_bytes(payload[:2], "big") or None)
            batch = _decoder.decode(payload)
            for message in batch if isinstance(batch, list) else [batch]:
                self._receive(message)

    def _receive(self, message: HubMessage) -> None:
        match message:
            case Welcome(seq=seq, mode=mode):
                self._begin(seq, mode)
            case Ping(seq=seq):
                self.ledger.served(seq)
                self.send(Pong(seq=seq))
            case Ack(id=str() as command_id) if command_id in self._waiting:
                self._waiting[command_id].set(message)
            case Error(id=str() as command_id) if command_id in self._waiting:
                self._waiting[command_id].set_exception(CommandRefused(message))
            case DurableEvent(seq=int() as seq):
                self.ledger.heard(seq)
            case _:
                pass
        self._on_message(message)

    def _begin(self, seq: int, mode: WelcomeMode) -> None:
        if mode is WelcomeMode.RESUMED:
            self.ledger.resumed()
        else:
            self.ledger.snapshot(seq)
        if self._lost_at is not None:
            self._returned(1000 * (time.perf_counter() - self._lost_at))
            self._lost_at = None
        self.joined.set()

    def _had_joined(self) -> bool:
        return self._lost_at is None

    def _leave(self) -> None:
        self.joined.clear()
        for answer in self._waiting.values():
            answer.set_exception(NotConnected())
        self._waiting.clear()
        if self._connection is not None:
            with contextlib.suppress(*_LOSSES):
                self._connection.shutdown()  # type: ignore[no-untyped-call]  # the library leaves it so
            self._connection = None
