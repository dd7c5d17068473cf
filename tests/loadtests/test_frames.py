"""The benchmark's own WebSocket frames, compared with the library that the hub is built on."""

from itertools import pairwise
from random import Random

import msgspec
import pytest
from websockets.frames import CloseCode, Frame, Opcode
from websockets.protocol import SERVER, Protocol, State

from loadtests.benchmarks.crowd import arrivals, progress_message
from loadtests.benchmarks.frames import Closed, FrameReader, text_frame
from shared.events.commands import ReportProgress, RoomMessage

PAYLOADS = [b"", b"x", b"y" * 125, b"z" * 126, b"u" * 70_000]


def test_the_library_reads_what_we_write() -> None:
    """Short headers and longer ones."""
    server, short = Protocol(SERVER, state=State.OPEN), [payload for payload in PAYLOADS if len(payload) < 65536]
    server.receive_data(b"".join(map(text_frame, short)))
    events = server.events_received()
    assert [event.data for event in events if isinstance(event, Frame)] == short


@pytest.mark.parametrize("seed", range(5))
def test_we_read_what_the_library_writes(seed: int) -> None:
    """However the stream is cut into pieces."""
    stream = b"".join(Frame(Opcode.TEXT, payload).serialize(mask=False) for payload in PAYLOADS)
    random, reader, read = Random(seed), FrameReader(), list[bytes]()
    while stream:
        size = random.choice((1, 3, 200, 5000))
        read += reader.feed(stream[:size])
        stream = stream[size:]
    assert read == PAYLOADS


def test_a_goodbye_tells_its_code_and_reason() -> None:
    """Frames before it count."""
    goodbye = CloseCode.GOING_AWAY.to_bytes(2, "big") + b"later"
    stream = Frame(Opcode.TEXT, b"last").serialize(mask=False) + Frame(Opcode.CLOSE, goodbye).serialize(mask=False)
    read = FrameReader().feed(stream)
    assert next(read) == b"last"
    with pytest.raises(Closed, match="1001 later"):
        next(read)


@pytest.mark.parametrize(("number", "ts"), [(0, 1), (199, 9_999_999_999_999_999)])
def test_progress_is_125_bytes_and_what_the_hub_takes(number: int, ts: int) -> None:
    """With a small and a large time."""
    message = progress_message(number, ts)
    decoded = msgspec.json.decode(message, type=RoomMessage)
    assert len(message) == 125
    assert isinstance(decoded, ReportProgress)
    assert decoded.ts == ts


def test_arrivals_come_independently_of_each_other() -> None:
    """As many as the rate says, give or take; gaps as uneven as an exponential distribution's."""
    due = arrivals(1000, 20, Random(1))
    gaps = [later - earlier for earlier, later in pairwise(due)]
    mean = sum(gaps) / len(gaps)
    assert 19_400 < len(due) < 20_600
    assert 1.9 < sum(gap**2 for gap in gaps) / len(gaps) / mean**2 < 2.1
