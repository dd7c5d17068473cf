"""The hub's composition root: `python -m realtime_hub.main`."""

import asyncio
import functools
import gc
import os
import signal
import sys

import structlog
import uvloop

from realtime_hub.auth import Gate
from realtime_hub.background import ended
from realtime_hub.bus import Bus, is_first_use
from realtime_hub.command_line import MOST_WAITING
from realtime_hub.connection import Surroundings
from realtime_hub.core_client import CoreClient
from realtime_hub.metrics import Metrics
from realtime_hub.pacing import Pacing
from realtime_hub.redis_bus import RedisBus
from realtime_hub.registry import Registry
from realtime_hub.report_sender import ReportSender
from realtime_hub.room.state import RoomRules
from realtime_hub.server import HubServer
from realtime_hub.steady_time import steady_time
from shared.events.control import Limits
from shared.logs import configure_logging
from shared.settings import HubSettings, SettingsError
from shared.tickets import TicketVerifier

_LAST_REPORTS_SECONDS = 2.0
_LOOKS_FOR_GARBAGE = (700, 10, 1000)
"""Python's own, but for the third: a full collection over 5,000 connections stands still for half a second, and those
that end leave nothing for it."""

logger = structlog.get_logger(__name__)


class Hub:
    """All parts of one replica, wired."""

    def __init__(self, settings: HubSettings, bus: Bus, metrics: Metrics) -> None:
        now = steady_time()
        self._bus = bus
        self._core = CoreClient(settings.core_url, settings.service_key)
        self._reports = ReportSender(bus, metrics)
        gate = Gate(TicketVerifier(settings.ticket_public_keys), functools.partial(is_first_use, bus), now)
        pacing = Pacing(min(settings.rest_ms, settings.tick_ms) / 1000)
        self.registry = Registry(
            core=self._core,
            bus=bus,
            gate=gate,
            reports=self._reports,
            metrics=metrics,
            pacing=pacing,
            rules=room_rules(settings),
            now=now,
        )
        around = Surroundings(gate, self.registry, metrics, pacing, settings.limits, now)
        self.server = HubServer(settings, around, bus)
        self._sending: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen to Redis, then to clients. Raises OSError when the port is taken."""
        self._sending = asyncio.create_task(self._reports.run())
        await self.registry.start()
        await self.server.start()

    async def stop(self) -> None:
        """Drain, then put the last reports into the stream."""
        await self.server.stop()
        await self.registry.stop()
        if self._sending is not None:
            await ended([self._sending])
        try:
            await asyncio.wait_for(self._reports.send(), _LAST_REPORTS_SECONDS)
        except TimeoutError:
            logger.warning("the last reports could not be sent")
        await self._bus.close()
        await self._core.close()


def room_rules(settings: HubSettings) -> RoomRules:
    """PROTOCOL's numbers as the settings have them."""
    limits = Limits(
        message_bytes=settings.limits.message_bytes,
        messages_per_second=settings.limits.messages_per_second,
        messages_burst=settings.limits.messages_burst,
        commands_waiting=MOST_WAITING,
    )
    return RoomRules(limits=limits, tick=settings.tick_ms / 1000, members=settings.limits.room_members)


async def run(settings: HubSettings) -> None:
    """Serve until told to stop."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    metrics = Metrics()
    hub = Hub(settings, RedisBus(settings.redis_url, metrics), metrics)
    await hub.start()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_LOOKS_FOR_GARBAGE)
    logger.info("the hub listens", host=settings.hub_host, port=hub.server.port)
    await stopping.wait()
    logger.info("the hub stops")
    await hub.stop()


def main() -> None:
    """Read the settings and run; a wrong one, or a port in use, is one sentence and exit code 2."""
    try:
        settings = HubSettings.from_environment(os.environ)
    except SettingsError as problem:
        sys.exit(_complaint(str(problem)))
    configure_logging("hub", settings.environment, settings.log_level)
    try:
        uvloop.run(run(settings))
    except OSError as problem:
        sys.exit(_complaint(f"The hub cannot listen on {settings.hub_host}:{settings.hub_port}: {problem.strerror}."))


def _complaint(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
