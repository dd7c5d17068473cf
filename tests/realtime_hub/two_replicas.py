"""Two hubs of one installation: the same core, the same Valkey, a bus each."""

import asyncio

from redis.asyncio import Redis

from realtime_hub.metrics import Metrics
from realtime_hub.redis_bus import RedisBus
from shared.events.notices import CONTROL_CHANNEL, Revocation, RoomNotice, encoded_notice, room_channel
from shared.tickets import TicketVerifier
from tests.faults.faithful_core import FaithfulCore
from tests.realtime_hub.room.builders import SESSION
from tests.realtime_hub.stage import PUBLIC_KEY, SERVICE_KEY, Stage


class TwoReplicas:
    """`one` brings the core; what it logs is published to both."""

    def __init__(self, redis: Redis, redis_url: str) -> None:
        self.redis = redis
        self.one = Stage(RedisBus(redis_url, Metrics()))
        self.two = Stage(RedisBus(redis_url, Metrics()))
        self.one.core = self.two.core = FaithfulCore(TicketVerifier([PUBLIC_KEY]), SERVICE_KEY)
        self._sending: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Both up, with nothing left in Redis of the rooms of other tests."""
        if old := [key async for key in self.redis.scan_iter(f"live:{SESSION}*")]:
            await self.redis.delete(*old)
        self.one.core.publish = self._publish
        await self.one.open()
        assert self.one.settings is not None
        self.two.settings = self.one.settings
        await self.two.start_hub()

    async def close(self) -> None:
        """Both down."""
        await self.two.close()
        await self.one.close()

    async def revoke(self, revocation: Revocation) -> None:
        """Do as the core does when somebody signs out."""
        await self.redis.publish(CONTROL_CHANNEL, encoded_notice(revocation))

    def _publish(self, row: RoomNotice) -> None:
        async def send() -> None:
            await self.redis.publish(room_channel(row.session_id), encoded_notice(row))

        task = asyncio.create_task(send())
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)
