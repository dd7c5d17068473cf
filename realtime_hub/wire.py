"""Bytes ↔ messages: strict decoding of what clients send, encoding and joining of what they get."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from shared.events.commands import PROTOCOL_VERSION, ClientMessage, CommandKey, Hello, RoomMessage
from shared.events.control import ControlMessage
from shared.events.room import LiveMessage
from shared.events.values import CommandId

HELLO_BYTES = 8 * 1024
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_ESCAPED_NUL = b"\\u0000"
_AN_ID = re.compile(rb'"id"\s*:\s*"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"')
_LONGEST_BATCH = 100
_LONGEST_REASON = 200
_BATCH_BYTES = 64 * 1024


class BadMessage(Exception):
    """Not a message of the catalogue; its text tells the sender why, `command` is the id that it carries, if any."""

    def __init__(self, reason: str, command: CommandId | None = None) -> None:
        super().__init__(reason)
        self.command = command


class NotUtf8(Exception):
    """A text frame that is not text."""


class WrongProtocol(Exception):
    """A hello of another version of the protocol."""


class _AnyHello(msgspec.Struct):
    type: str
    protocol: int


class _Named(msgspec.Struct):
    id: CommandKey


_MESSAGE: msgspec.json.Decoder[RoomMessage] = msgspec.json.Decoder(RoomMessage)
_BATCH: msgspec.json.Decoder[list[RoomMessage]] = msgspec.json.Decoder(list[RoomMessage])
_PIECES = msgspec.json.Decoder(list[msgspec.Raw])
_NAMED = msgspec.json.Decoder(_Named)
_HELLO: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)
_ANY_HELLO = msgspec.json.Decoder(_AnyHello)
_ENCODER = msgspec.json.Encoder()


def decoded_messages(frame: bytes) -> Sequence[RoomMessage | BadMessage]:
    """The one message of a frame, or those of its batch, each with what is wrong with it. Raises NotUtf8."""
    if frame[:1] == b"{" or frame.lstrip()[:1] != b"[":
        return (_message_or_reason(frame),)
    try:
        messages = _BATCH.decode(frame)
    except _UNREADABLE:
        return _one_by_one(frame)
    return messages if 0 < len(messages) <= _LONGEST_BATCH and _ESCAPED_NUL not in frame else _one_by_one(frame)


def _one_by_one(frame: bytes) -> Sequence[RoomMessage | BadMessage]:
    """Those of a batch that is not good as a whole: what is wrong with one is not the others' fault."""
    try:
        pieces = [bytes(piece) for piece in _PIECES.decode(frame)]
    except _UNREADABLE as problem:
        return [_reason(frame, problem)]
    if not 0 < len(pieces) <= _LONGEST_BATCH:
        return [BadMessage(f"a batch holds from 1 to {_LONGEST_BATCH} messages")]
    return [_message_or_reason(piece) for piece in pieces]


def _message_or_reason(text: bytes) -> RoomMessage | BadMessage:
    try:
        message = _MESSAGE.decode(text)
        if _ESCAPED_NUL in text and _has_nul(msgspec.to_builtins(message)):
            raise BadMessage("a text must not contain the character NUL")
        return message
    except (BadMessage, *_UNREADABLE) as problem:
        return _reason(text, problem)


def decoded_hello(frame: bytes) -> Hello:
    """The first message. Raises BadMessage, NotUtf8 or WrongProtocol, whatever else another version may say."""
    try:
        hello = _HELLO.decode(frame)
    except _UNREADABLE as problem:
        if _protocol_of(frame) not in (None, PROTOCOL_VERSION):
            raise WrongProtocol from problem
        raise _reason(frame, problem) from problem
    if not isinstance(hello, Hello):
        raise BadMessage("the first message must be hello")
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


def _reason(text: bytes, problem: Exception) -> BadMessage:
    """What to tell the sender. Raises NotUtf8."""
    try:
        text.decode()
    except UnicodeDecodeError:
        raise NotUtf8 from problem
    words = "it is nested too deeply" if isinstance(problem, RecursionError) else str(problem)
    if len(words) > _LONGEST_REASON:  # it quotes what was sent
        words = f"{words[:_LONGEST_REASON]}…"
    return BadMessage(words, _id_in(text))


def _id_in(text: bytes) -> CommandId | None:
    """Also of what is no JSON, so that nobody waits in vain: half an emoji, as browsers write it, or a deep nesting."""
    try:
        return _NAMED.decode(text).id
    except msgspec.ValidationError:
        return None
    except _UNREADABLE:
        found = _AN_ID.search(text)
        return None if found is None else CommandId(found[1].decode())


def _protocol_of(frame: bytes) -> int | None:
    try:
        hello = _ANY_HELLO.decode(frame)
    except _UNREADABLE:
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
