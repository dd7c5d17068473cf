"""A hub that only says its name: tells a test which upstream nginx chose. SIGUSR1 makes it refuse newcomers, as a hub
that drains does; SIGUSR2 lets it take them again."""

import asyncio
import signal
import sys
from http import HTTPStatus

from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response


async def main(name: str, port: int) -> None:
    """Serve until killed."""
    is_draining = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, is_draining.set)
    loop.add_signal_handler(signal.SIGUSR2, is_draining.clear)

    async def attend(socket: ServerConnection) -> None:
        await socket.send(name)
        async for message in socket:
            await socket.send(message)

    def admit(socket: ServerConnection, _request: Request) -> Response | None:
        return socket.respond(HTTPStatus.SERVICE_UNAVAILABLE, "draining\n") if is_draining.is_set() else None

    async with serve(attend, "127.0.0.1", port, process_request=admit):
        await loop.create_future()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
