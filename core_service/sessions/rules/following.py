"""What an edit of a template does to the sessions that it has made: what was changed by hand stays (R075)."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from core_service.sessions.rules import DayOfWeek, SessionMode
from core_service.sessions.rules.occurrences import Occurrence, occurrence, same_week_on


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFields:
    """What a template hands down to its sessions as it is."""

    name: str
    tutor_id: UUID
    room_id: UUID | None
    session_mode: SessionMode
    max_capacity: int
    student_cameras_allowed: bool
    video_meeting_url: str | None


FIELDS = tuple(field.name for field in fields(LessonFields))


@dataclass(frozen=True, slots=True)
class Weekly:
    """A template: its fields, and when in the week it is."""

    fields: LessonFields
    day_of_week: DayOfWeek
    start_time: time
    end_time: time

    def on(self, day: date, zone: ZoneInfo) -> Occurrence:
        """Its lesson of a day."""
        return occurrence(day, self.start_time, self.end_time, zone)


@dataclass(frozen=True, slots=True)
class Dated:
    """A session: its fields, the template's day that it stands for, and when it is."""

    fields: LessonFields
    occurrence_date: date
    starts_at: datetime
    ends_at: datetime


class EditEffect(StrEnum):
    """What a template's edit does to one of its sessions."""

    CHANGE = "CHANGE"
    CANCEL = "CANCEL"
    KEEP = "KEEP"
    """Something stands in the way: the session stays as it is."""


def follow(session: Dated, before: Weekly, after: Weekly, zone: ZoneInfo) -> Dated:
    """The session after the template's edit.

    Each field, and the times as one, change only if the session had them from the template. It always stands for the
    template's new day in its week, so that no second session is made for that week.
    """
    day = same_week_on(session.occurrence_date, after.day_of_week)
    was_due = before.on(session.occurrence_date, zone)
    is_due = after.on(day, zone)
    follows_times = (session.starts_at, session.ends_at) == (was_due.starts_at, was_due.ends_at)
    times = (is_due.starts_at, is_due.ends_at) if follows_times else (session.starts_at, session.ends_at)
    return Dated(_followed(session.fields, before.fields, after.fields), day, *times)


def _followed(session: LessonFields, before: LessonFields, after: LessonFields) -> LessonFields:
    values = {
        name: getattr(after if getattr(session, name) == getattr(before, name) else session, name) for name in FIELDS
    }
    return LessonFields(**values)
