"""What the worker runs for privacy; each job may come twice and then changes nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import redis
from sqlalchemy.orm import Session

from core_service.foundation.db import scope_of
from core_service.foundation.media import Media
from core_service.privacy.service.erasures import ERASE, carry_out_erasure
from core_service.privacy.service.exports import EXPIRE_EXPORT, MAKE_EXPORT, expire_export, make_export
from core_service.privacy.service.retention import RETAIN, let_go_of_what_is_old, promise_for_centres

PLAN_RETENTION = "privacy.plan_retention"
"""Promises every centre its daily look at what is old; hourly, in the franchise's name, without arguments."""

Arguments = Mapping[str, Any]


def plan_retention(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """Promises each centre its look for today; promising it again changes nothing."""
    promise_for_centres(db, now=now)


def retain(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """Lets go of what is old in the promise's centre."""
    [centre_id] = scope_of(db).centre_ids
    let_go_of_what_is_old(db, centre_id=centre_id, now=now)


JOBS = {PLAN_RETENTION: plan_retention, RETAIN: retain}
"""Those that touch no files."""


def file_jobs(media: Media, client: redis.Redis) -> Mapping[str, Callable[..., None]]:
    """Those that write or remove files, and forget in Redis."""

    def export(db: Session, arguments: Arguments, *, now: datetime) -> None:
        make_export(db, media, export_id=UUID(arguments["exportId"]), now=now)

    def expire(db: Session, arguments: Arguments, *, now: datetime) -> None:
        expire_export(db, media, export_id=UUID(arguments["exportId"]), now=now)

    def erase(db: Session, arguments: Arguments, *, now: datetime) -> None:
        carry_out_erasure(db, media, client, erasure_id=UUID(arguments["erasureId"]), now=now)

    return {MAKE_EXPORT: export, EXPIRE_EXPORT: expire, ERASE: erase}
