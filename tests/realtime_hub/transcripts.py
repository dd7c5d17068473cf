"""Plays a golden transcript against the pure room (tests/contracts/protocol-1/README.md tells the format)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from realtime_hub.room.effects import Close, Effect, Forward, Send, StoreDraft
from realtime_hub.room.inputs import (
    BusBack,
    BusLost,
    DraftKept,
    DraftLost,
    DraftNoted,
    DrainStarted,
    Fetched,
    HistoryFetched,
    Joined,
    Left,
    Logged,
    Revoked,
    RoomInput,
    Said,
    Second,
    Tick,
)
from realtime_hub.room.room import Room
from realtime_hub.room.state import RoomRules
from realtime_hub.wire import BadMessage, decoded_hello, decoded_messages, encoded_ack
from shared.events.control import Error, GoAway, Limits
from shared.events.notices import LoggedEvent, RoomBootstrap, decoded_revocation, decoded_room_notice
from shared.events.values import ConnectionId, LoginId, RoomRole, UserId

Step = dict[str, Any]  # one line of a transcript: JSON

FOLDER = Path(__file__).parent.parent / "contracts" / "protocol-1"
OUTCOMES = frozenset({"hub", "close", "forward"})
_PLAIN_INPUTS: dict[str, RoomInput] = {
    "tick": Tick(),
    "second": Second(),
    "drain": DrainStarted(),
    "lost": BusLost(),
    "back": BusBack(),
}
_LIMITS = Limits(message_bytes=65536, messages_per_second=30, messages_burst=60, commands_waiting=16)


def transcript(name: str) -> list[Step]:
    """The lines of a file."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def as_json(value: object) -> Any:  # JSON
    """Bytes or a struct as a client would read it."""
    return msgspec.json.decode(value if isinstance(value, bytes) else msgspec.json.encode(value))


class Player:
    """A room that is told a transcript's causes and answers with its outcomes, as lines."""

    def __init__(self) -> None:
        self._room: Room | None = None
        self._unstored: StoreDraft | None = None
        self._epoch = 0

    def outcomes(self, step: Step) -> Iterator[Step]:
        """What follows from one cause."""
        kind = step["step"]
        if kind == "bootstrap":
            self._room = Room(_decoded(step["room"], RoomBootstrap), RoomRules(limits=_LIMITS), step["now"])
        elif kind in ("done", "denied", "goaway"):
            yield {"step": "hub", "connection": step["connection"], "message": _answer(step)}
        else:
            assert self._room is not None, "a transcript begins with its room"
            for effect in self._room.handle(self._input(step), step["now"]):
                yield from self._lines(effect)

    def _input(self, step: Step) -> RoomInput:
        match step["step"]:
            case "hello":
                return self._joined(step)
            case "client":
                (message,) = decoded_messages(msgspec.json.encode(step["message"]))
                assert not isinstance(message, BadMessage), "what is refused is in messages.jsonl"
                return Said(ConnectionId(step["connection"]), message)
            case "notice":
                notice = decoded_room_notice(msgspec.json.encode(step["notice"]))
                return Logged(notice) if isinstance(notice, LoggedEvent) else DraftNoted(notice)
            case "fetched":
                return Fetched(tuple(_decoded(row, LoggedEvent) for row in step["events"]), step["head"])
            case "history":
                return HistoryFetched(tuple(_decoded(row, LoggedEvent) for row in step["events"]))
            case "revoked":
                return Revoked(decoded_revocation(msgspec.json.encode(step["revocation"])))
            case "stored":
                return self._settled(step["kept"])
            case "left":
                return Left(ConnectionId(step["connection"]))
            case other:
                return _PLAIN_INPUTS[other]

    def _joined(self, step: Step) -> Joined:
        hello = decoded_hello(msgspec.json.encode(step["message"]))
        self._epoch += 1
        return Joined(
            connection=ConnectionId(step["connection"]),
            user_id=UserId(step["userId"]),
            login_id=LoginId(step["loginId"]),
            role=RoomRole(step["role"]),
            device=hello.device,
            until=step["until"],
            epoch=self._epoch,
            resume_seq=None if hello.resume is None else hello.resume.seq,
        )

    def _settled(self, is_kept: bool) -> DraftKept | DraftLost:
        store = self._unstored
        assert store is not None, "a draft was sent before"
        if is_kept:
            return DraftKept(store.report.student_id, store.connection, store.draft, store.id)
        return DraftLost(store.report.student_id, store.connection, store.draft, store.id)

    def _lines(self, effect: Effect) -> Iterator[Step]:
        match effect:
            case Send(to, message):
                for connection in to:
                    yield {"step": "hub", "connection": connection, "message": as_json(message)}
            case Close(connection, code):
                yield {"step": "close", "connection": connection, "code": int(code)}
            case Forward(connection, command):
                yield {"step": "forward", "connection": connection, "message": as_json(command)}
            case StoreDraft():
                self._unstored = effect
            case _:
                pass


def _answer(step: Step) -> Any:  # JSON
    if step["step"] == "done":
        return as_json(encoded_ack(step["id"], step["facts"]))
    if step["step"] == "denied":
        return as_json(Error(id=step["id"], code=step["code"], message=step["message"]))
    return as_json(GoAway(reconnect_in_ms=step["reconnectInMs"]))


def _decoded(value: object, kind: type[Any]) -> Any:  # of that kind
    return msgspec.json.decode(msgspec.json.encode(value), type=kind)
