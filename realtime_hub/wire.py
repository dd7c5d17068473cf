"""Bytes ↔ messages: strict decoding of what clients send, encoding and joining of what they get."""

from collections.abc import Iterable, Sequence

import msgspec

from shared.events.commands import PROTOCOL_VERSION, Hello, RoomMessage
from shared.events.control import ControlMessage
from shared.events.room import LiveMessage

HELLO_BYTES = 8 * 1024
_ESCAPED_NUL = b"\\u0000"
_LONGEST_BATCH = 100
_BATCH_BYTES = 64 * 1024


class BadMessage(Exception):
    """Not a message of the catalogue; its text tells the sender why."""


class NotUtf8(Exception):
    """A text frame that is not text."""


class WrongProtocol(Exception):
    """A hello of another version of the protocol."""


class _AnyHello(msgspec.Struct):
    type: str
    protocol: int


_MESSAGE: msgspec.json.Decoder[RoomMessage] = msgspec.json.Decoder(RoomMessage)
_BATCH: msgspec.json.Decoder[list[RoomMessage]] = msgspec.json.Decoder(list[RoomMessage])
_HELLO = msgspec.json.Decoder(Hello)
_ANY_HELLO = msgspec.json.Decoder(_AnyHello)
_ENCODER = msgspec.json.Encoder()


def decoded_messages(frame: bytes) -> Sequence[RoomMessage]:
    """The one message of a frame, or the batch in it. Raises BadMessage or NotUtf8."""
    try:
        if frame[:1] == b"[":
            messages = _BATCH.decode(frame)
        else:
            messages = [_MESSAGE.decode(frame)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise _reason(frame, problem) from problem
    if len(messages) > _LONGEST_BATCH:
        raise BadMessage(f"a batch holds at most {_LONGEST_BATCH} messages")
    if _ESCAPED_NUL in frame and _has_nul(msgspec.to_builtins(messages)):
        raise BadMessage("a text must not contain the character NUL")
    return messages


def decoded_hello(frame: bytes) -> Hello:
    """The first message. Raises BadMessage, NotUtf8 or WrongProtocol, whatever else another version may say."""
    try:
        hello = _HELLO.decode(frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        if _protocol_of(frame) not in (None, PROTOCOL_VERSION):
            raise WrongProtocol from problem
        raise _reason(frame, problem) from problem
    if hello.protocol != PROTOCOL_VERSION:
        raise WrongProtocol
    return hello


def encoded(message: LiveMessage | ControlMessage) -> bytes:
    """The JSON of a message."""
    return _ENCODER.encode(message)


def encoded_ack(command_id: str, answer: dict[str, object]) -> bytes:
    """The core's answer to a command as an ack: its fields, under our type and id."""
    return _ENCODER.encode({"seq": None, **answer, "type": "ack", "id": command_id})


def joined(messages: Sequence[bytes]) -> list[bytes]:
    """One message as it is, several as a batch; more than one batch where it would grow beyond 64 KB."""
    if len(messages) == 1:
        return [messages[0]]
    if sum(map(len, messages)) <= _BATCH_BYTES:
        return [b"[" + b",".join(messages) + b"]"]
    half = len(messages) // 2
    return joined(messages[:half]) + joined(messages[half:])


def _reason(frame: bytes, problem: Exception) -> BadMessage | NotUtf8:
    try:
        frame.decode()
    except UnicodeDecodeError:
        return NotUtf8()
    return BadMessage("it is nested too deeply" if isinstance(problem, RecursionError) else str(problem))


def _protocol_of(frame: bytes) -> int | None:
    try:
        hello = _ANY_HELLO.decode(frame)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return hello.protocol if hello.type == "hello" else None


def _has_nul(value: object) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return _any_has_nul(value) or _any_has_nul(value.values())
    return isinstance(value, list | tuple) and _any_has_nul(value)


def _any_has_nul(values: Iterable[object]) -> bool:
    return any(_has_nul(value) for value in values)
