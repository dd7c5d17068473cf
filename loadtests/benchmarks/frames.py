"""WebSocket frames as a fast client needs them: built by hand, taken apart without copying more than once.

Frames are masked with the key zero, which leaves the payload as it is: a server unmasks it at the same price.
"""

import base64
import os
import struct
from collections.abc import Iterator

_WHOLE_TEXT = 0x81
_CLOSE = 0x88
_NO_MASK = bytes(4)


class Closed(Exception):
    """The server said goodbye, with this code and reason."""


def text_frame(payload: bytes) -> bytes:
    """A client's whole text message, of less than 64 KB."""
    length = len(payload)
    if length < 126:
        return bytes((_WHOLE_TEXT, 0x80 | length)) + _NO_MASK + payload
    return struct.pack("!BBH", _WHOLE_TEXT, 0x80 | 126, length) + _NO_MASK + payload


def upgrade_request(path: str, port: int) -> bytes:
    """Asks an HTTP server for a WebSocket."""
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


class FrameReader:
    """Puts a server's stream together again; what is not yet whole waits inside."""

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The payloads of the text frames that are whole now. Raises Closed."""
        if self._waiting:
            data = self._waiting + data
        position, end = 0, len(data)
        while end - position >= 2:
            length = data[position + 1]
            begin = position + 2
            if length == 126:
                begin += 2
                length = int.from_bytes(data[position + 2 : begin], "big")
            elif length == 127:
                begin += 8
                length = int.from_bytes(data[position + 2 : begin], "big")
            if begin + length > end:
                break
            if data[position] == _CLOSE:
                raise Closed(_goodbye(data[begin : begin + length]))
            if data[position] == _WHOLE_TEXT:
                yield data[begin : begin + length]
            position = begin + length
        self._waiting = data[position:]


def _goodbye(payload: bytes) -> str:
    return f"{int.from_bytes(payload[:2], 'big')} {payload[2:].decode(errors='replace')}"
