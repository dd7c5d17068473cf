"""Tasks end even when something in them swallows the first cancellation."""

import asyncio
import contextlib

import pytest

from realtime_hub.background import ended

pytestmark = pytest.mark.anyio


async def test_a_task_that_swallows_a_cancellation_ends_too() -> None:
    """As Redis' client sometimes does when it is cancelled just as it times out."""
    swallowed = 0

    async def stubborn() -> None:
        nonlocal swallowed
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        swallowed += 1
        await asyncio.sleep(60)

    tasks = [asyncio.create_task(stubborn()), asyncio.create_task(asyncio.sleep(60))]
    await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await ended(tasks)
    assert swallowed == 1
    assert all(task.done() for task in tasks)
