"""What a tutor would probably mark: from when a student came into the room, or a parent's notice (R153)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from core_service.attendance.rules import AttendanceStatus

LATE_AFTER_MINUTES = "lateAfterMinutes"
"""The centre's setting: so long after the start a student still counts as in time."""

_USUALLY_LATE_AFTER = 10


class SuggestionReason(StrEnum):
    """On what a suggestion rests."""

    JOINED = "JOINED"
    JOINED_LATE = "JOINED_LATE"
    NOTICE = "NOTICE"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A status to confirm with one tap."""

    status: AttendanceStatus
    reason: SuggestionReason


def suggestion(
    *, joined_at: datetime | None, begun_at: datetime, has_notice: bool, settings: Mapping[str, Any]
) -> Suggestion | None:
    """Whoever came is present or late, whatever was announced; a notice excuses; nobody is absent by default."""
    if joined_at is not None:
        grace = timedelta(minutes=settings.get(LATE_AFTER_MINUTES, _USUALLY_LATE_AFTER))
        if joined_at <= begun_at + grace:
            return Suggestion(AttendanceStatus.PRESENT, SuggestionReason.JOINED)
        return Suggestion(AttendanceStatus.LATE, SuggestionReason.JOINED_LATE)
    return Suggestion(AttendanceStatus.EXCUSED, SuggestionReason.NOTICE) if has_notice else None
