"""Our shortcuts below the library are equal to the library."""

import asyncio
import os
from collections.abc import AsyncIterator

import hypothesis.strategies as st
import pytest
from hypothesis import given
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.frames import Frame, Opcode

from realtime_hub.transport import HubSocket, text_header, unmasked_payload, whole_frame_size

SIZES = st.one_of(st.integers(0, 300), st.sampled_from([125, 126, 65535, 65536, 70_000]))
UPGRADE = (
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@given(SIZES)
def test_our_header_is_the_librarys(size: int) -> None:
    """For every length class."""
    payload = os.urandom(size)
    assert text_header(size) + payload == Frame(Opcode.TEXT, payload).serialize(mask=False)


@given(SIZES)
def test_we_read_the_librarys_masked_frames(size: int) -> None:
    """Its size is known once it is whole, and not before."""
    payload = os.urandom(size)
    frame = Frame(Opcode.TEXT, payload).serialize(mask=True)
    assert whole_frame_size(b"junk" + frame + b"more", 4, None) == len(frame)
    assert whole_frame_size(frame[:-1], 0, None) == 0
    assert unmasked_payload(frame) == payload


class Recorder:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.payloads: list[bytes] = []

    def received(self, payload: bytes) -> None:
        """A text message."""
        self.payloads.append(payload)

    def received_binary(self) -> None:
        """A binary message."""
        self.payloads.append(b"<binary>")

    def drained(self) -> None:
        """Not looked at."""

    def lost(self) -> None:
        """Not looked at."""


class Twins:
    """The same bytes for our socket and for the library's own."""

    def __init__(self) -> None:
        self.ours = Recorder()
        self.librarys: list[bytes] = []
        self.servers: list[Server] = []

    async def open(self) -> None:
        """Listen twice."""

        async def ours(socket: ServerConnection) -> None:
            assert isinstance(socket, HubSocket)
            socket.attach(self.ours)
            await socket.wait_closed()

        async def librarys(socket: ServerConnection) -> None:
            async for message in socket:
                self.librarys.append(b"<binary>" if isinstance(message, bytes) else message.encode())

        common = {"compression": None, "ping_interval": None, "max_size": 1000}
        self.servers = [
            await serve(ours, "127.0.0.1", 0, create_connection=HubSocket, **common),  # type: ignore[arg-type]
            await serve(librarys, "127.0.0.1", 0, **common),  # type: ignore[arg-type]
        ]

    async def feed(self, pieces: list[bytes]) -> list[bytes]:
        """Send the pieces to both, each in a segment of its own; what both send back until they close."""
        return [await self._feed_one(server, pieces) for server in self.servers]

    async def _feed_one(self, server: Server, pieces: list[bytes]) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", next(iter(server.sockets)).getsockname()[1])
        writer.write(UPGRADE)
        await reader.readuntil(b"\r\n\r\n")
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.002)
        answer = await asyncio.wait_for(reader.read(), 5)
        writer.close()
        return answer

    async def close(self) -> None:
        """Listen no more."""
        for server in self.servers:
            server.close()
            await server.wait_closed()


@pytest.fixture
async def twins() -> AsyncIterator[Twins]:
    """Listening."""
    twins = Twins()
    await twins.open()
    yield twins
    await twins.close()


def frame(opcode: Opcode, payload: bytes, fin: bool = True) -> bytes:
    """As a client sends it."""
    return Frame(opcode, payload, fin).serialize(mask=True)


TEXT, CLOSE = frame(Opcode.TEXT, b"hello"), frame(Opcode.CLOSE, b"\x03\xe8")
FRAGMENTS = [
    frame(Opcode.TEXT, b"one ", fin=False),
    frame(Opcode.CONT, b"two ", fin=False),
    frame(Opcode.CONT, b"three"),
]
STREAMS = {
    "one": [TEXT, CLOSE],
    "several in one segment": [TEXT * 5 + CLOSE],
    "empty": [frame(Opcode.TEXT, b"") + CLOSE],
    "byte by byte": [bytes([byte]) for byte in TEXT + TEXT + CLOSE],
    "cut in the middle": [(TEXT * 3)[:15], (TEXT * 3)[15:] + CLOSE],
    "long": [frame(Opcode.TEXT, b"x" * 900) + CLOSE],
    "with a ping": [TEXT + frame(Opcode.PING, b"p") + TEXT + CLOSE],
    "with an unasked pong": [frame(Opcode.PONG, b"p") + TEXT + CLOSE],
    "in fragments": [*FRAGMENTS, TEXT + CLOSE],
    "fragments around a ping": [FRAGMENTS[0] + frame(Opcode.PING, b"p") + FRAGMENTS[1] + FRAGMENTS[2] + CLOSE],
    "binary": [frame(Opcode.BINARY, b"\x00\x01") + CLOSE],
    "after the close": [CLOSE + TEXT],
}
BROKEN = {
    "too long": [frame(Opcode.TEXT, b"x" * 1001)],
    "too long in fragments": [frame(Opcode.TEXT, b"x" * 600, fin=False) + frame(Opcode.CONT, b"x" * 600)],
    "text inside fragments": [FRAGMENTS[0] + TEXT],
    "unmasked": [Frame(Opcode.TEXT, b"hello").serialize(mask=False)],
    "reserved bits": [bytes([TEXT[0] | 0x40]) + TEXT[1:]],
    "unknown opcode": [b"\x83" + TEXT[1:]],
    "continuation of nothing": [FRAGMENTS[1]],
}


@pytest.mark.anyio
@pytest.mark.parametrize("pieces", STREAMS.values(), ids=STREAMS)
async def test_what_the_library_reads_we_read_and_answer_alike(twins: Twins, pieces: list[bytes]) -> None:
    """The same messages, and the same bytes back."""
    ours, librarys = await twins.feed(pieces)
    assert twins.ours.payloads == twins.librarys
    assert ours == librarys


@pytest.mark.anyio
@pytest.mark.parametrize("pieces", BROKEN.values(), ids=BROKEN)
async def test_what_the_library_refuses_we_refuse_in_our_words(twins: Twins, pieces: list[bytes]) -> None:
    """The same messages before it, then a close: theirs with a code of the library's, ours with 4505."""
    ours, librarys = await twins.feed([TEXT, *pieces])
    assert twins.ours.payloads == twins.librarys == [b"hello"]
    assert (ours[0], librarys[0]) == (0x88, 0x88)
    assert int.from_bytes(ours[2:4], "big") == 4505
