"""The harness's own tools: they must break what they say they break, and nothing else."""

import asyncio
from random import Random

import pytest

from tests.faults.proxy import Proxy, to_port
from tests.faults.resp import PushFilter, end_of_value

pytestmark = pytest.mark.anyio
MESSAGE = b"*3\r\n$7\r\nmessage\r\n$6\r\nroom:x\r\n$2\r\nhi\r\n"
PROBE = b"*3\r\n$7\r\nmessage\r\n$11\r\nhub:probe:x\r\n$2\r\nhi\r\n"
REPLY = b"*2\r\n:1\r\n$-1\r\n"


@pytest.fixture
def anyio_backend() -> str:
    """One is enough."""
    return "asyncio"


@pytest.mark.parametrize("value", [MESSAGE, REPLY, b"+OK\r\n", b"%1\r\n$1\r\na\r\n:1\r\n", b">2\r\n_\r\n,1.5\r\n"])
def test_a_value_ends_where_it_ends_and_not_before(value: bytes) -> None:
    """Whatever follows, and however little of it is there."""
    assert end_of_value(value + b"+more", 0) == len(value)
    assert all(end_of_value(value[:size], 0) is None for size in range(len(value)))


@pytest.mark.parametrize(("times", "expected"), [(0, REPLY + PROBE), (2, REPLY + MESSAGE * 2 + PROBE)])
def test_messages_are_lost_or_doubled_whole_and_everything_else_passes(times: int, expected: bytes) -> None:
    """Byte by byte as well as at once."""
    for size in (1, 1000):
        pushes, data = PushFilter(lambda: times), REPLY + MESSAGE + PROBE
        pieces = [data[start : start + size] for start in range(0, len(data), size)]
        assert b"".join(map(pushes.passed, pieces)) == expected


async def test_a_silent_proxy_keeps_connections_and_passes_nothing() -> None:
    """Until it heals, which ends what has lost bytes."""

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while piece := await reader.read(100):
            writer.write(piece)
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    proxy = Proxy(to_port(server.sockets[0].getsockname()[1]), Random(1))
    await proxy.start()
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    writer.write(b"one")
    assert await reader.read(100) == b"one"
    proxy.go_silent()
    writer.write(b"two")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.read(100), 0.2)
    proxy.heal()
    with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
        await asyncio.wait_for(reader.readexactly(1), 2)
    await proxy.stop()
    server.close()
