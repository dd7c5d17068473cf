"""Reports of hubs that ingest has set aside: what kind, whose, why; and another try (ARCHITECTURE 2)."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any  # Redis answers in bytes, reports are JSON
from uuid import UUID

import redis

from core_service.access.actor import Actor
from core_service.access.rules import Permission
from core_service.foundation.db import FRANCHISE_ID
from core_service.foundation.errors import NotFound, Unavailable
from shared.events.reports import DEAD_STREAM, REPORT_FIELD, REPORTS_STREAM

_READ_AT_ONCE = 500
_ENTRY_ID = re.compile(r"\d{1,20}-\d{1,20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class DeadReport:
    """One report; of one that cannot be read, kind and centre are None, and only the super-admin sees it."""

    id: str
    set_aside_at: datetime
    kind: str | None
    centre_id: UUID | None
    session_id: UUID | None
    error: str
    text: bytes

    @classmethod
    def of(cls, entry_id: bytes, fields: dict[bytes, bytes]) -> "DeadReport":
        """From an entry of the stream."""
        text = fields.get(REPORT_FIELD.encode(), b"")
        report = _read(text)
        at = datetime.fromtimestamp(int(entry_id.partition(b"-")[0]) / 1000, UTC)
        kind = report.get("type")
        return cls(
            id=entry_id.decode(),
            set_aside_at=at,
            kind=kind if isinstance(kind, str) else None,
            centre_id=_id(report.get("centreId")),
            session_id=_id(report.get("sessionId")),
            error=fields.get(b"error", b"").decode(errors="replace"),
            text=text,
        )


def dead_reports(client: redis.Redis, actor: Actor, *, limit: int) -> Sequence[DeadReport]:
    """The newest of the centres that the actor looks after; raises Unavailable while Redis is away."""
    try:
        found: Any = client.xrevrange(DEAD_STREAM, count=_READ_AT_ONCE)
    except redis.RedisError as error:
        raise Unavailable("Redis does not answer. Try again in a moment.") from error
    reports = (DeadReport.of(entry_id, fields) for entry_id, fields in found)
    return [report for report in reports if _sees(actor, report)][:limit]


def retry_report(client: redis.Redis, actor: Actor, *, entry_id: str) -> DeadReport:
    """Puts it back where ingest reads, and takes it from those set aside, both or neither. Raises NotFound."""
    if not _ENTRY_ID.fullmatch(entry_id):
        raise NotFound("report")
    try:
        found: Any = client.xrange(DEAD_STREAM, entry_id, entry_id)
        reports = [DeadReport.of(id, fields) for id, fields in found]
        if not reports or not _sees(actor, reports[0]):
            raise NotFound("report")
        with client.pipeline(transaction=True) as pipeline:
            pipeline.xadd(REPORTS_STREAM, {REPORT_FIELD: reports[0].text})
            pipeline.xdel(DEAD_STREAM, entry_id)
            pipeline.execute()
    except redis.RedisError as error:
        raise Unavailable("Redis does not answer. Try again in a moment.") from error
    return reports[0]


def _sees(actor: Actor, report: DeadReport) -> bool:
    return (report.centre_id or FRANCHISE_ID) in actor.centres_with(Permission.SYSTEM_SETTINGS)


def _read(text: bytes) -> dict[str, Any]:
    try:
        report = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return report if isinstance(report, dict) else {}


def _id(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
