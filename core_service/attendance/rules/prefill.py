"""What a tutor would probably mark: from when a student came into the room, or a parent's notice (R153)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core_service.attendance.rules import AttendanceStatus
from core_service.centres.rules import CentreSettings


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
    *, joined_at: datetime | None, begun_at: datetime, has_notice: bool, settings: CentreSettings
) -> Suggestion | None:
    """Whoever came is present or late, whatever was announced; a notice excuses; nobody is absent by default."""
    if joined_at is not None:
        grace = timedelta(minutes=settings.late_after_minutes)
        if joined_at <= begun_at + grace:
            return Suggestion(AttendanceStatus.PRESENT, SuggestionReason.JOINED)
        return Suggestion(AttendanceStatus.LATE, SuggestionReason.JOINED_LATE)
    return Suggestion(AttendanceStatus.EXCUSED, SuggestionReason.NOTICE) if has_notice else None
