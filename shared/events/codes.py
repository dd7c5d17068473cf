"""Error and close codes: each with words for people and what the client should do."""

from enum import IntEnum, StrEnum
from typing import NamedTuple


class ErrorCode(StrEnum):
    """The hub's own; the core's problem codes pass through beside them."""

    BAD_MESSAGE = "bad_message"
    NOT_ALLOWED = "not_allowed"
    RATE_LIMITED = "rate_limited"
    TOO_MANY_WAITING = "too_many_waiting"
    SESSION_NOT_STARTED = "session_not_started"
    SESSION_ENDED = "session_ended"
    UNKNOWN_ATTEMPT = "unknown_attempt"
    DRAFT_CONFLICT = "draft_conflict"
    DRAFT_NOT_SAVED = "draft_not_saved"
    CORE_UNAVAILABLE = "core_unavailable"


RETRYABLE_ERRORS = frozenset(
    {ErrorCode.RATE_LIMITED, ErrorCode.TOO_MANY_WAITING, ErrorCode.DRAFT_NOT_SAVED, ErrorCode.CORE_UNAVAILABLE}
)
"""The same message may succeed later, unchanged."""

ERROR_WORDS: dict[ErrorCode, str] = {
    ErrorCode.BAD_MESSAGE: "This message is not one the hub understands.",
    ErrorCode.NOT_ALLOWED: "Your role in this session does not include that.",
    ErrorCode.RATE_LIMITED: "Too many messages: send this one again in a moment.",
    ErrorCode.TOO_MANY_WAITING: "Too many commands are waiting: send this one again when some are answered.",
    ErrorCode.SESSION_NOT_STARTED: "The session has not started yet.",
    ErrorCode.SESSION_ENDED: "The session has ended.",
    ErrorCode.UNKNOWN_ATTEMPT: "This attempt is not open here: start the exercise first.",
    ErrorCode.DRAFT_CONFLICT: "The answers were changed elsewhere: the current ones are attached.",
    ErrorCode.DRAFT_NOT_SAVED: "The answers could not be kept safe just now: send them again.",
    ErrorCode.CORE_UNAVAILABLE: "The server could not be reached: send this again, it will not be done twice.",
}


class Retry(StrEnum):
    """What a client does after a close."""

    IN_WINDOW = "in_window"
    BACKOFF = "backoff"
    NEW_TICKET = "new_ticket"
    FINAL = "final"


class CloseCode(IntEnum):
    """PROTOCOL, Closing."""

    RESTART = 1012
    GOAWAY = 4000
    SLOW = 4001
    RESYNC = 4002
    NO_PONG = 4003
    OVERLOAD = 4004
    TICKET_EXPIRED = 4010
    BAD_TICKET = 4500
    FORBIDDEN = 4501
    CONTINUED_ELSEWHERE = 4502
    SESSION_ENDED = 4503
    REMOVED = 4504
    PROTOCOL_ERROR = 4505
    ABUSE = 4506
    UPGRADE_REQUIRED = 4507


class CloseMeaning(NamedTuple):
    """The reason sent in words (at most 123 bytes), and what the client does next."""

    reason: str
    retry: Retry


CLOSE_MEANINGS: dict[CloseCode, CloseMeaning] = {
    CloseCode.RESTART: CloseMeaning("the hub restarts", Retry.IN_WINDOW),
    CloseCode.GOAWAY: CloseMeaning("this replica stops: reconnect", Retry.IN_WINDOW),
    CloseCode.SLOW: CloseMeaning("the connection could not keep up", Retry.BACKOFF),
    CloseCode.RESYNC: CloseMeaning("your view changed: reconnect for a fresh one", Retry.BACKOFF),
    CloseCode.NO_PONG: CloseMeaning("two pings were not answered", Retry.BACKOFF),
    CloseCode.OVERLOAD: CloseMeaning("the room cannot take this connection now", Retry.BACKOFF),
    CloseCode.TICKET_EXPIRED: CloseMeaning("the ticket has run out: fetch a new one", Retry.NEW_TICKET),
    CloseCode.BAD_TICKET: CloseMeaning("the ticket is not valid for this session", Retry.FINAL),
    CloseCode.FORBIDDEN: CloseMeaning("you are not a member of this session", Retry.FINAL),
    CloseCode.CONTINUED_ELSEWHERE: CloseMeaning("continued on another device", Retry.FINAL),
    CloseCode.SESSION_ENDED: CloseMeaning("the session has ended", Retry.FINAL),
    CloseCode.REMOVED: CloseMeaning("you were signed out or removed from the session", Retry.FINAL),
    CloseCode.PROTOCOL_ERROR: CloseMeaning("the message does not follow the protocol", Retry.FINAL),
    CloseCode.ABUSE: CloseMeaning("too many messages, or too many bad ones", Retry.FINAL),
    CloseCode.UPGRADE_REQUIRED: CloseMeaning("this version is no longer understood: reload", Retry.FINAL),
}
