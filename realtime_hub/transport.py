"""The one file that reaches below the websockets library's public API, for speed and for our close codes.

It reads whole single text frames itself and leaves every other byte to the library; it writes text frames straight
to the transport. A differential test proves both equal to the library (TRAPS, websockets).
"""

import struct
from collections.abc import Sequence
from typing import Any, Protocol

from websockets.asyncio.server import Server, ServerConnection
from websockets.datastructures import Headers
from websockets.frames import DATA_OPCODES, Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import Event, State
from websockets.server import ServerProtocol
from websockets.speedups import apply_mask

from shared.events.codes import CLOSE_MEANINGS, CloseCode

_ABORT_AFTER_CLOSE_SECONDS = 5.0
_WHOLE_TEXT = 0x81
_MASKED = 0x80
_LIBRARY_CODES = frozenset({1002, 1003, 1007, 1009})
_PAST_HANDSHAKE = Request("", Headers())
"""Tells the library that the handshake is over, without its headers."""


class Receiver(Protocol):
    """Who is told what happens on a socket."""

    def received(self, payload: bytes) -> None:
        """A whole text message."""

    def received_binary(self) -> None:
        """A binary message, which the protocol does not have."""

    def drained(self) -> None:
        """The unsent bytes fell below the low mark."""

    def lost(self) -> None:
        """The socket is gone."""


class HubSocket(ServerConnection):
    """A server connection that hands over messages as they arrive, and writes without waiting.

    What every message needs lies in slots: the library's attributes are spread over two large dictionaries, and with
    thousands of sockets each look at one of those waits for memory.
    """

    __slots__ = (
        "_fragments",
        "_is_left_to_library",
        "_is_open",
        "_is_plain",
        "_is_text",
        "_largest",
        "_library_fails",
        "_receiver",
        "_tail",
        "_unclaimed",
    )

    def __init__(self, protocol: ServerProtocol, server: Server, **options: Any) -> None:  # the library's options
        super().__init__(protocol, server, **options)
        self._receiver: Receiver | None = None
        self._unclaimed: list[bytes] = []
        self._fragments: list[bytes] = []
        self._is_text = False
        self._tail = b""
        self._largest = protocol.max_message_size
        self._is_left_to_library = False
        self._is_open = False
        self._is_plain = False
        self._library_fails = protocol.fail
        protocol.fail = self._fail_in_our_words  # type: ignore[method-assign]  # its parser closes through this

    def attach(self, receiver: Receiver) -> None:
        """Name who is told; what came before is told now. The handshake's headers, 3 KiB of them, are let go."""
        self.request, self.response = _PAST_HANDSHAKE, None
        self._receiver = receiver
        self._note_state()
        for payload in self._unclaimed:
            receiver.received(payload)
        self._unclaimed.clear()

    def backlog_bytes(self) -> int:
        """What was written and has not left the process."""
        return self.transport.get_write_buffer_size()

    def write_texts(self, payloads: Sequence[bytes]) -> int:
        """Write unfragmented text messages at once; the number of bytes with their headers, 0 when it is closed."""
        if not self._is_open:
            return 0
        data = b"".join([text_header(len(payload)) + payload for payload in payloads])
        self.transport.write(data)
        return len(data)

    def close_with(self, code: CloseCode, reason: str | None = None) -> None:
        """Say goodbye without waiting; who does not answer is dropped."""
        if self.protocol.state is State.OPEN:
            self.protocol.send_close(code, reason or CLOSE_MEANINGS[code].reason)
            self._note_state()
            self.send_data()
        self.loop.call_later(_ABORT_AFTER_CLOSE_SECONDS, self.transport.abort)

    def abort(self) -> None:
        """Drop the socket with all that waits in it."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """One whole text message, as nearly always, goes straight to who is told; the rest takes the longer way."""
        if self._is_plain and data[0] == _WHOLE_TEXT and whole_frame_size(data, 0, self._largest) == len(data):
            self._deliver(unmasked_payload(data))
        else:
            self._read_frames(data)
            self._note_state()

    def eof_received(self) -> None:
        """The other side says no more."""
        super().eof_received()
        self._note_state()

    def _read_frames(self, data: bytes) -> None:
        """Take whole text frames out of the stream; hand every other whole frame, and every error, to the library."""
        if self.protocol.state is not State.OPEN or self._is_left_to_library:
            self._is_left_to_library |= self.request is not None and self.protocol.state is State.CONNECTING
            super().data_received(data)
            return
        if self._tail:
            data = self._tail + data
            self._tail = b""
        position, end = 0, len(data)
        while position < end and self.protocol.state is State.OPEN:
            size = whole_frame_size(data, position, self._largest)
            if size == 0:
                self._tail = data[position:]
                return
            if size < 0:
                self._is_left_to_library = True
                super().data_received(data[position:])
                return
            frame = data[position : position + size]
            position += size
            if frame[0] == _WHOLE_TEXT and self.protocol.current_size is None:
                self._deliver(unmasked_payload(frame))
            else:
                super().data_received(frame)

    def _note_state(self) -> None:
        """After whatever may have changed it: whether messages can be written, and the next may be read at sight."""
        self._is_open = self.protocol.state is State.OPEN
        is_between_messages = not self._tail and self.protocol.current_size is None
        self._is_plain = self._is_open and is_between_messages and not self._is_left_to_library

    def process_event(self, event: Event) -> None:
        """Put together what came in fragments; control frames the library has answered already."""
        if isinstance(event, Frame) and event.opcode in DATA_OPCODES:
            self._collect(event)
        else:
            super().process_event(event)

    def _collect(self, frame: Frame) -> None:
        if frame.opcode is not Opcode.CONT:
            self._is_text = frame.opcode is Opcode.TEXT
        self._fragments.append(bytes(frame.data))
        if not frame.fin:
            return
        payload = b"".join(self._fragments)
        self._fragments.clear()
        if self._is_text:
            self._deliver(payload)
        elif self._receiver is not None:
            self._receiver.received_binary()

    def _deliver(self, payload: bytes) -> None:
        if self._receiver is not None:
            self._receiver.received(payload)
        elif len(self._unclaimed) < 4:
            self._unclaimed.append(payload)

    def resume_writing(self) -> None:
        """The low mark was reached."""
        super().resume_writing()
        if self._receiver is not None:
            self._receiver.drained()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end, however it came."""
        super().connection_lost(exc)
        self._note_state()
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.lost()
        self._let_go()

    def _let_go(self) -> None:
        """Nothing of a socket that is gone waits for the garbage collector: a full collection over thousands of others
        would stand in everybody's way."""
        del self.protocol.fail  # ours; the library's own is behind it
        self.protocol.parser.close()
        if self.protocol.parser_exc is not None:
            self.protocol.parser_exc.__traceback__ = None

    def _fail_in_our_words(self, code: int, reason: str = "") -> None:
        """What the library finds wrong with a frame is a protocol error of ours, with the library's explanation."""
        if code in _LIBRARY_CODES:
            words = f"{CLOSE_MEANINGS[CloseCode.PROTOCOL_ERROR].reason}: {reason}"
            self._library_fails(CloseCode.PROTOCOL_ERROR, words.encode()[:120].decode(errors="ignore"))
        else:
            self._library_fails(code, reason)


def text_header(length: int) -> bytes:
    """The header of an unmasked, unfragmented text frame."""
    if length < 126:
        return bytes((_WHOLE_TEXT, length))
    if length < 65536:
        return struct.pack("!BBH", _WHOLE_TEXT, 126, length)
    return struct.pack("!BBQ", _WHOLE_TEXT, 127, length)


def whole_frame_size(data: bytes, start: int, largest: int | None) -> int:
    """The size of the masked frame at `start`; 0 while it is incomplete, -1 when it is the library's to refuse."""
    available = len(data) - start
    if available < 2:
        return 0
    second = data[start + 1]
    length = second & 0x7F
    header = 2
    if length >= 126:
        header = 4 if length == 126 else 10
        if available < header:
            return 0
        length = int.from_bytes(data[start + 2 : start + header], "big")
    if not second & _MASKED or (largest is not None and length > largest):
        return -1
    size = header + 4 + length
    return size if available >= size else 0


def unmasked_payload(frame: bytes) -> bytes:
    """The payload of one whole masked frame."""
    length = frame[1] & 0x7F
    header = 2 if length < 126 else 4 if length == 126 else 10
    return apply_mask(frame[header + 4 :], frame[header : header + 4])
