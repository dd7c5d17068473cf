"""The commands of one connection on their way to the core: in order, few at a time, answered each."""

import asyncio
from collections.abc import Callable

from realtime_hub.core_client import Done
from realtime_hub.runner import Runner
from realtime_hub.wire import encoded, encoded_ack
from shared.events.commands import DurableCommand
from shared.events.control import Error

MOST_WAITING = 16


class CommandLine:
    """Live messages never wait for it. What was taken is done even if the connection ends meanwhile."""

    def __init__(self, runner: Runner, ticket: str, answer: Callable[[bytes], None]) -> None:
        self._runner = runner
        self._ticket = ticket
        self._answer = answer
        self._waiting: list[DurableCommand] = []
        self._task: asyncio.Task[None] | None = None

    def take(self, command: DurableCommand) -> bool:
        """Queue a command; False when too many wait. One that waits already is answered once."""
        if any(command.id == waiting.id for waiting in self._waiting):
            return True
        if len(self._waiting) >= MOST_WAITING:
            return False
        self._waiting.append(command)
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        return True

    async def _work(self) -> None:
        while self._waiting:
            command = self._waiting[0]
            answer = await self._runner.command(self._ticket, command)
            self._waiting.pop(0)
            if isinstance(answer, Done):
                self._answer(encoded_ack(command.id, answer.facts))
            else:
                denied = Error(
                    id=command.id,
                    code=answer.code,
                    message=answer.message,
                    retry_after_seconds=answer.retry_after_seconds,
                )
                self._answer(encoded(denied))
        self._task = None
