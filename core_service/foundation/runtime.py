"""What a core process works with, made once in its composition root and passed on."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache

import redis
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from core_service.foundation.db import Database, DataScope, scope_of
from core_service.foundation.media import Media, MediaLinks, media_at
from core_service.foundation.notices import Publisher, RedisPublisher, publish_announced
from shared.clock import Clock, SystemClock
from shared.settings import CoreSettings


@dataclass(frozen=True, slots=True)
class Runtime:
    """Database, Redis, time and settings."""

    settings: CoreSettings
    database: Database
    redis: redis.Redis
    publisher: Publisher
    clock: Clock

    @property
    def media(self) -> Media:
        """Where files are kept."""
        return media_at(self.settings.media_url)

    @property
    def media_links(self) -> MediaLinks:
        """Makes and reads the links by which files leave."""
        return MediaLinks(self.settings.ticket_private_key)

    @property
    def report_database(self) -> Database | None:
        """A replica that reports read; None: they read where everything else does."""
        url = self.settings.report_database_url
        return _replica(url, self.settings.database_pool_size) if url else None

    @contextmanager
    def reading(self, db: Session) -> Iterator[Session]:
        """Reads for reports, in the scope of `db`: on the replica if there is one; nothing can be written in it."""
        if self.report_database is None:
            savepoint = db.begin_nested()
            db.execute(_READ_ONLY)
            try:
                yield db
            finally:
                savepoint.rollback()
        else:
            with self.report_database.open(scope_of(db)) as replica:
                replica.connection(execution_options={"postgresql_readonly": True})
                yield replica

    def report_snapshot(self, scope: DataScope) -> AbstractContextManager[Session]:
        """One moment of the replica, or of the database, for a file that takes long to write."""
        return (self.report_database or self.database).snapshot(scope)

    @contextmanager
    def unit_of_work(self, scope: DataScope) -> Iterator[Session]:
        """One transaction: committed at the end, then its notices are published; an error rolls it back."""
        with self.database.open(scope) as db:
            yield db
            db.commit()
            publish_announced(db, self.publisher)


_READ_ONLY = sa.text("SET TRANSACTION READ ONLY")


@cache
def _replica(url: str, pool_size: int) -> Database:
    return Database(url, pool_size=pool_size)


def connect(settings: CoreSettings) -> Runtime:
    """What a process's composition root starts with; connections are opened when they are first used."""
    client = redis.Redis.from_url(settings.redis_url, socket_timeout=5, socket_connect_timeout=2)
    return Runtime(
        settings=settings,
        database=Database(settings.database_url, pool_size=settings.database_pool_size),
        redis=client,
        publisher=RedisPublisher(client),
        clock=SystemClock(),
    )


def runtime() -> Runtime:
    """The running app's."""
    found: Runtime = current_app.extensions["runtime"]
    return found
