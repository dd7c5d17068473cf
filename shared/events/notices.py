"""Core → hub: the wake-ups on Redis channels and the answers of the internal API; unknown fields are tolerated."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from shared.events.room import DurableEvent, Event
from shared.events.shapes import Answers, RosterStudent
from shared.events.values import (
    AttemptId,
    Audience,
    CentreId,
    LoginId,
    Seq,
    SessionId,
    SessionStatus,
    UserId,
)

CONTROL_CHANNEL = "hub:control"


def room_channel(session_id: SessionId | str) -> str:
    """The channel on which a session's notices go out."""
    return f"room:{session_id}"


class _Notice(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag_field="kind"):
    pass


class LoggedEvent(_Notice, frozen=True, kw_only=True, tag="event"):
    """A row of the session's log. `event` is kept as JSON, so that a hub passes on what only a later release knows."""

    session_id: SessionId
    seq: Seq
    audience: Audience
    at: datetime
    event: msgspec.Raw


class DraftSaved(_Notice, frozen=True, kw_only=True, tag="draft"):
    """A draft that came by REST; it is not in the log."""

    session_id: SessionId
    student_id: UserId
    attempt_id: AttemptId
    revision: int
    answers: Answers


RoomNotice = LoggedEvent | DraftSaved


class Revocation(_Notice, frozen=True, kw_only=True, tag="revoked"):
    """A login ended (`login_id`) or a user is to leave: every room, those of a centre, or one session's."""

    login_id: LoginId | None = None
    user_id: UserId | None = None
    session_id: SessionId | None = None
    centre_id: CentreId | None = None
    reason: str


class _Answer(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    pass


class RoomBootstrap(_Answer, frozen=True, kw_only=True):
    """All that a room opens with, read in one transaction with `seq`."""

    session_id: SessionId
    centre_id: CentreId
    name: str
    status: SessionStatus
    seq: Seq
    tutor_ids: tuple[UserId, ...]
    scheduled_start: datetime
    scheduled_end: datetime
    quiet_seconds: int
    offline_seconds: int
    students: dict[UserId, RosterStudent]


class EventsPage(_Answer, frozen=True, kw_only=True):
    """Log rows after a seq, in order; `head` is the newest seq there is."""

    events: tuple[LoggedEvent, ...]
    head: Seq


class RoomPosition(_Answer, frozen=True, kw_only=True):
    """Up to where a hub has a room's log."""

    session_id: SessionId
    centre_id: CentreId
    seq: Seq


class PositionsQuestion(_Answer, frozen=True, kw_only=True):
    """One look for all open rooms; `cursor` is the one of the last answer, null at first."""

    cursor: str | None
    rooms: tuple[RoomPosition, ...]


class RoomHead(_Answer, frozen=True, kw_only=True):
    """Up to where the core has a session's log."""

    session_id: SessionId
    head: Seq


class PositionsAnswer(_Answer, frozen=True, kw_only=True):
    """The heads of the rooms asked for, and who was revoked since the cursor."""

    cursor: str | None
    rooms: tuple[RoomHead, ...]
    revoked: tuple[Revocation, ...]


def logged_event(
    *, session_id: str, seq: int, audience: Audience, at: datetime, event: Event | Mapping[str, Any]
) -> LoggedEvent:
    """A log row as the hub wants it; `event` is a struct or the JSON that the log stores."""
    return LoggedEvent(
        session_id=SessionId(session_id),
        seq=seq,
        audience=audience,
        at=at,
        event=msgspec.Raw(msgspec.json.encode(event)),
    )


def event_in(logged: LoggedEvent) -> DurableEvent | None:
    """The event with its seq and time; None for one that this release does not know."""
    try:
        event = _EVENTS.decode(logged.event)
    except msgspec.ValidationError:
        return None
    return msgspec.structs.replace(event, seq=logged.seq, at=logged.at)


def client_json(logged: LoggedEvent) -> bytes:
    """The message that clients receive: the stored event with its `seq` and `at`, unknown types included."""
    stored = bytes(logged.event)
    placed = b'"seq":%d,"at":%s,' % (logged.seq, msgspec.json.encode(logged.at))
    return b"{" + placed + stored.lstrip()[1:]


def encoded_notice(notice: RoomNotice | Revocation) -> bytes:
    """The JSON to publish on `room_channel` or CONTROL_CHANNEL."""
    return msgspec.json.encode(notice)


def decoded_room_notice(text: bytes | str) -> RoomNotice:
    """Raises msgspec.ValidationError or DecodeError for anything else."""
    return _ROOM_NOTICES.decode(text)


def decoded_revocation(text: bytes | str) -> Revocation:
    """Raises msgspec.ValidationError or DecodeError for anything else."""
    return _REVOCATIONS.decode(text)


_EVENTS: msgspec.json.Decoder[DurableEvent] = msgspec.json.Decoder(DurableEvent)
_ROOM_NOTICES: msgspec.json.Decoder[RoomNotice] = msgspec.json.Decoder(RoomNotice)
_REVOCATIONS: msgspec.json.Decoder[Revocation] = msgspec.json.Decoder(Revocation)
