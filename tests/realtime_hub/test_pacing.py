"""The loop's breath: what a turn brings goes out together; a lively loop rests for as long as it has time to."""

import asyncio
import socket
from typing import Any

import pytest
import uvloop

from realtime_hub.pacing import Pacing

pytestmark = pytest.mark.anyio
REST = 0.003


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, Any]]:
    """The hub's own loop: in which order it looks at timers and sockets is part of what is promised here."""
    return "asyncio", {"loop_factory": uvloop.new_event_loop}


class Clock:
    """Moves when a test or a rest moves it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.rests: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """A rest."""
        self.rests.append(round(seconds, 6))
        self.now += seconds


async def turns() -> None:
    """Let the loop end the turn, and rest if it is to."""
    for _ in range(3):
        await asyncio.sleep(0)


async def test_what_a_turn_brings_goes_out_together_when_all_of_it_is_read() -> None:
    """Nothing at once, each ending once."""
    pacing, told = Pacing(0), list[str]()
    pacing.at_end_of_turn(lambda: told.append("one"))
    pacing.at_end_of_turn(lambda: told.append("two"))
    assert told == []
    await turns()
    await turns()
    assert told == ["one", "two"]


async def test_who_writes_to_a_calm_hub_does_not_wait_and_neither_does_the_next() -> None:
    """A message now and then causes no rest at all."""
    clock = Clock()
    pacing = Pacing(REST, clock, clock.sleep)
    for _ in range(3):
        clock.now += 1
        pacing.expect_more()
        await turns()
    assert clock.rests == []


async def test_a_lively_hub_rests_for_what_its_work_has_left_of_the_time() -> None:
    """From rest to rest 3 ms pass, of which it worked one."""
    clock = Clock()
    pacing = Pacing(REST, clock, clock.sleep)
    for _ in range(4):
        pacing.expect_more()
        clock.now += 0.001
        await turns()
    assert clock.rests == [0.002, 0.002, 0.002]


async def test_a_full_hub_does_not_rest() -> None:
    """Each turn takes longer than a rest would end."""
    clock = Clock()
    pacing = Pacing(REST, clock, clock.sleep)
    for _ in range(4):
        pacing.expect_more()
        clock.now += 0.0031
        await turns()
    assert clock.rests == []


async def test_without_a_rest_it_never_sleeps() -> None:
    """TICK_MS=0: every update at once."""
    clock = Clock()
    pacing = Pacing(0, clock, clock.sleep)
    for _ in range(4):
        pacing.expect_more()
        await turns()
    assert clock.rests == []


async def test_what_is_written_leaves_and_who_was_woken_goes_on_before_the_rest() -> None:
    """The rest is the last thing of a turn."""
    clock, order = Clock(), list[str]()
    pacing = Pacing(REST, clock, lambda _: order.append("rest"))
    pacing.expect_more()
    await turns()
    pacing.at_end_of_turn(lambda: order.append("written"))
    asyncio.get_running_loop().call_soon(order.append, "woken")
    await turns()
    assert order == ["written", "woken", "rest"]


async def test_no_rest_goes_on_beyond_a_tick() -> None:
    """Who waits for the tick does not wait for the rest as well; the next rest counts from there."""
    clock = Clock()
    pacing = Pacing(REST, clock, clock.sleep)
    ticks = pacing.ticks(0.004)
    waiting = asyncio.ensure_future(anext(ticks))
    for _ in range(3):
        pacing.expect_more()
        await turns()
    assert clock.rests == [0.003, 0.001]
    await waiting
    await ticks.aclose()


async def test_what_is_there_when_the_tick_is_due_is_read_before_it() -> None:
    """What arrived during the rest before a tick does not wait for the one after it."""
    loop, order = asyncio.get_running_loop(), list[str]()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        loop.add_reader(ours, lambda: order.append(ours.recv(64).decode()))
        ticks = Pacing(REST).ticks(REST)
        loop.call_later(REST, theirs.send, b"a message")
        await anext(ticks)
        order.append("tick")
        await turns()
        loop.remove_reader(ours)
        await ticks.aclose()
    assert order == ["a message", "tick"]


async def test_work_of_many_turns_is_not_stretched_by_rests() -> None:
    """Telling other replicas takes a turn for each piece; afterwards the hub rests again."""
    clock = Clock()
    pacing = Pacing(REST, clock, clock.sleep)
    pacing.expect_more()
    await turns()
    with pacing.without_rests():
        for _ in range(4):
            pacing.expect_more()
            await turns()
        assert clock.rests == []
    pacing.expect_more()
    await turns()
    assert clock.rests == [REST]


async def test_what_holds_up_the_loop_waits_until_a_message_that_was_read_is_answered() -> None:
    """A message that comes while one piece is written does not wait for the next piece too."""
    pacing, order = Pacing(0), list[str]()

    async def pieces() -> None:
        for _ in range(2):
            order.append("piece")
            await pacing.members_first()

    work = asyncio.create_task(pieces())
    asyncio.get_running_loop().call_soon(pacing.at_end_of_turn, lambda: order.append("answer"))
    await work
    assert order == ["piece", "answer", "piece"]


async def test_members_who_never_stop_do_not_hold_up_other_work_for_ever() -> None:
    """A full hub tells its replicas all the same."""
    pacing = Pacing(0)

    def read() -> None:
        pacing.at_end_of_turn(lambda: None)
        asyncio.get_running_loop().call_soon(read)

    read()
    async with asyncio.timeout(5):
        await pacing.members_first()
