"""What is told of a session: its names and times, in words."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core_service.centres.models import Centre, CentreRoom
from core_service.identity.models import AppUser
from core_service.notifications.rules.times import day_in_words, moment_in_words, time_in_words
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries.teaching import taught_by


@dataclass(frozen=True, slots=True)
class Lesson:
    """A session with what its notifications say of it."""

    session: TutoringSession
    zone: ZoneInfo
    tutor: str
    room: str | None

    def facts(self) -> dict[str, object]:
        """The words that the texts of notifications are filled with, times in the centre's zone."""
        start = self.session.scheduled_start
        return {
            "lesson": self.session.name,
            "when": moment_in_words(start, self.zone),
            "day": day_in_words(start, self.zone),
            "start": time_in_words(start, self.zone),
            "end": time_in_words(self.session.scheduled_end, self.zone),
            "tutor": self.tutor,
            "room": self.room,
        }


def lesson_by_id(db: Session, session_id: UUID) -> Lesson | None:
    """In one statement; None if it is gone."""
    session = TutoringSession
    teaches = taught_by()
    found = (
        sa.select(session, Centre.timezone, AppUser.name, CentreRoom.name)
        .join(Centre, Centre.id == session.centre_id)
        .join(AppUser, AppUser.id == teaches)
        .outerjoin(CentreRoom, CentreRoom.id == session.room_id)
        .where(session.id == session_id)
        .execution_options(populate_existing=True)
    )
    row = db.execute(found).one_or_none()
    return Lesson(row[0], ZoneInfo(row[1]), row[2], row[3]) if row else None
