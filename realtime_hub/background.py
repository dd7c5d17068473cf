"""Ends tasks for certain, also where a library takes a cancellation for its own time-out and goes on."""

import asyncio
from collections.abc import Collection

_AGAIN_SECONDS = 0.2


async def ended(tasks: Collection["asyncio.Task[None]"]) -> None:
    """Cancel the tasks until each has ended; what they raise is theirs alone."""
    running = set(tasks)
    while running:
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=_AGAIN_SECONDS)
